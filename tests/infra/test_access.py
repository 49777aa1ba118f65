"""Who reaches which route, and how people and staff sign in."""

import json
from typing import Any

from tests.infra.templates import Synthesized, logical, named

ROUTES = {
    "GET /api/cycles/current": None,
    "GET /api/cycles/{cycle}": None,
    "GET /api/schemas/{name}": None,
    "GET /api/schools": None,
    "GET /api/openapi.json": None,
    "POST /api/eligibility_checks": None,
    "POST /api/accounts": None,
    "POST /api/inquiries": None,
    "$default": None,
    "ANY /api/cycles/{cycle}/application": "People",
    "ANY /api/cycles/{cycle}/application/{proxy+}": "People",
    "ANY /api/mentor": "People",
    "ANY /api/mentor/{proxy+}": "People",
    "ANY /api/matches": "People",
    "ANY /api/matches/{proxy+}": "People",
    "ANY /api/staff/{proxy+}": "Staff",
}


def test_routes_have_the_authorizer_of_their_people(stage: Synthesized) -> None:
    authorizers = stage.of_type("AWS::ApiGatewayV2::Authorizer")
    found = {}
    for route in stage.of_type("AWS::ApiGatewayV2::Route").values():
        assert (route["AuthorizationType"] == "JWT") == ("AuthorizerId" in route)
        found[route["RouteKey"]] = (
            authorizers[named(route["AuthorizerId"])]["Name"].removesuffix("Authorizer")
            if "AuthorizerId" in route
            else None
        )
    assert found == ROUTES


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


def test_command_line_signs_in_at_the_last_address_of_the_local_cloud_only(
    production: Synthesized, local: Synthesized
) -> None:
    def callbacks(stage: Synthesized) -> list[list[str]]:
        clients = stage.of_type("AWS::Cognito::UserPoolClient").values()
        return [[json.dumps(url) for url in client["CallbackURLs"]] for client in clients]

    assert {urls[-1] for urls in callbacks(local)} == {json.dumps("http://localhost:8400/callback")}
    assert "localhost" not in str(callbacks(production))


def test_pages_are_told_where_people_sign_in(production: Synthesized, local: Synthesized) -> None:
    def told(stage: Synthesized) -> dict[str, Any]:
        (portal,) = [
            function
            for function in stage.of_type("AWS::Lambda::Function").values()
            if function["FunctionName"].endswith("-portal")
        ]
        variables: dict[str, Any] = portal["Environment"]["Variables"]
        return variables

    assert named(told(production)["PEOPLE_CLIENT_ID"]).startswith("IdentityPeople")
    domain = "https://mentoring-production-people-123456789012.auth.us-east-1.amazoncognito.com"
    assert told(production)["PEOPLE_SIGN_IN_URL"] == domain
    assert "ApiHttp" in json.dumps(told(local)["PEOPLE_SIGN_IN_URL"])
