"""Who reaches which route, and how people and staff sign in."""

import json
from typing import Any

import pytest

from infra.functions import FUNCTIONS
from tests.infra.templates import Synthesized, logical, named

OPEN_TO_EVERYONE = {
    "GET /api/cycles/current",
    "GET /api/cycles/{cycle}",
    "GET /api/schemas/{name}",
    "GET /api/schools",
    "GET /api/institutions",
    "GET /api/openapi.json",
    "POST /api/eligibility_checks",
    "POST /api/accounts",
    "POST /api/inquiries",
    "$default",
}


def pools(stage: Synthesized) -> dict[str, str | None]:
    """The pool of each route in the template; None for a route that is open to everyone."""
    authorizers = stage.of_type("AWS::ApiGatewayV2::Authorizer")
    routes = stage.of_type("AWS::ApiGatewayV2::Route").values()
    assert [route for route in routes if (route["AuthorizationType"] == "JWT") != ("AuthorizerId" in route)] == []
    return {
        route["RouteKey"]: authorizers[named(route["AuthorizerId"])]["Name"].removesuffix("Authorizer").lower()
        if "AuthorizerId" in route
        else None
        for route in routes
    }


def test_routes_have_the_authorizer_of_their_pool(stage: Synthesized) -> None:
    assert pools(stage) == {route: spec.pool for spec in FUNCTIONS.values() for route in spec.routes}


def test_nothing_but_these_routes_is_open_and_staff_routes_are_for_staff(stage: Synthesized) -> None:
    assert {route for route, pool in pools(stage).items() if pool is None} == OPEN_TO_EVERYONE
    assert {pool for route, pool in pools(stage).items() if "/api/staff" in route} == {"staff"}


def test_authorizers_accept_their_own_pool_and_client_only(stage: Synthesized) -> None:
    for authorizer in stage.of_type("AWS::ApiGatewayV2::Authorizer").values():
        name, jwt = authorizer["Name"].removesuffix("Authorizer"), authorizer["JwtConfiguration"]
        assert [named(client)[: len(f"Identity{name}")] for client in jwt["Audience"]] == [f"Identity{name}"]
        assert f"Identity{name}Pool" in json.dumps(jwt["Issuer"])


def test_api_is_throttled_and_logs_no_person(stage: Synthesized) -> None:
    (api,) = stage.of_type("AWS::ApiGatewayV2::Stage").values()
    assert api["StageName"] == "$default"
    assert api["DefaultRouteSettings"] == {"ThrottlingRateLimit": 500, "ThrottlingBurstLimit": 1000}
    logged = json.loads(api["AccessLogSettings"]["Format"]).values()
    assert not [field for field in logged if "identity" in field or "claims" in field or "path" in field.lower()]


def test_staff_need_a_second_factor_in_production(production: Synthesized, local: Synthesized) -> None:
    def staff(stage: Synthesized) -> dict[str, Any]:
        return stage.of_type("AWS::Cognito::UserPool")[logical(stage, "AWS::Cognito::UserPool", "IdentityStaff")]

    assert staff(production)["MfaConfiguration"] == "ON"
    assert staff(production)["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert staff(production)["Policies"]["SignInPolicy"] == {"AllowedFirstAuthFactors": ["PASSWORD"]}
    assert staff(local)["Policies"]["SignInPolicy"] == {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}


def test_nobody_signs_up_at_cognito(stage: Synthesized) -> None:
    pools = stage.of_type("AWS::Cognito::UserPool").values()
    assert [pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] for pool in pools] == [True, True]
    for client in stage.of_type("AWS::Cognito::UserPoolClient").values():
        assert (client["AllowedOAuthFlows"], client["GenerateSecret"]) == (["code"], False)


def test_nobody_changes_their_own_address(stage: Synthesized) -> None:
    for client in stage.of_type("AWS::Cognito::UserPoolClient").values():
        assert (client["ReadAttributes"], client["WriteAttributes"]) == (["email", "email_verified"], ["locale"])
    for pool in stage.of_type("AWS::Cognito::UserPool").values():
        assert pool["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}


def test_command_line_signs_in_at_the_last_address_of_the_local_cloud_only(
    production: Synthesized, local: Synthesized
) -> None:
    def callbacks(stage: Synthesized) -> list[list[str]]:
        clients = stage.of_type("AWS::Cognito::UserPoolClient").values()
        return [[json.dumps(url) for url in client["CallbackURLs"]] for client in clients]

    assert {urls[-1] for urls in callbacks(local)} == {json.dumps("http://localhost:8400/callback")}
    assert "localhost" not in str(callbacks(production))


@pytest.mark.parametrize("pool", ["people", "staff"])
def test_pages_know_where_to_sign_in(production: Synthesized, local: Synthesized, pool: str) -> None:
    client, url = f"{pool.upper()}_CLIENT_ID", f"{pool.upper()}_SIGN_IN_URL"
    assert named(production.variables("portal")[client]).startswith(f"Identity{pool.title()}")
    domain = f"https://mentoring-production-{pool}-123456789012.auth.us-east-1.amazoncognito.com"
    assert production.variables("portal")[url] == domain
    assert "ApiHttp" in json.dumps(local.variables("portal")[url])
