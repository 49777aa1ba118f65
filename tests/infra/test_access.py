"""Who reaches which route, and how people and staff sign in."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.edge import ORIGIN_HEADER
from infra.functions import FUNCTIONS
from shared.runtime.origin import HEADER
from tests.infra.templates import Synthesized, logical, named, synthesize, who_may

OPEN_TO_EVERYONE = {
    "GET /api/cycles/current",
    "GET /api/cycles/{cycle}",
    "GET /api/schemas/{name}",
    "GET /api/schools",
    "GET /api/institutions",
    "GET /api/mentor_interests",
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
    # A submission that a limit of ours refused would be judged by the time of its next try.
    assert api["DefaultRouteSettings"] == {"ThrottlingRateLimit": 10_000, "ThrottlingBurstLimit": 5_000}
    logged = json.loads(api["AccessLogSettings"]["Format"]).values()
    assert not [field for field in logged if "identity" in field or "claims" in field or "path" in field.lower()]


def test_public_writes_are_held_lower_once_their_routes_are_there(stage: Synthesized) -> None:
    api = stage.resources[logical(stage, "AWS::ApiGatewayV2::Stage", "Api")]
    routes = {name: route["RouteKey"] for name, route in stage.of_type("AWS::ApiGatewayV2::Route").items()}
    costly = api["Properties"]["RouteSettings"]
    assert set(costly) == {route for route in OPEN_TO_EVERYONE if route.startswith("POST")}
    assert {name for name in routes if routes[name] in costly} <= set(api["DependsOn"])


def test_api_lets_in_who_shows_what_cloudfront_was_given(production: Synthesized, local: Synthesized) -> None:
    (distribution,) = production.of_type("AWS::CloudFront::Distribution").values()
    (origin,) = distribution["DistributionConfig"]["Origins"]
    (header,) = origin["OriginCustomHeaders"]
    (secret,) = production.of_type("AWS::SecretsManager::Secret")
    resolved = {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": secret}, ":SecretString:::}}"]]}
    assert (HEADER, header) == (ORIGIN_HEADER, {"HeaderName": HEADER, "HeaderValue": resolved})
    apis = [name for name, spec in FUNCTIONS.items() if spec.routes]
    assert {str(production.variables(name)["ORIGIN_SECRETS"]) for name in apis} == {str(resolved)}
    assert {local.variables(name)["ORIGIN_SECRETS"] for name in apis} == {""}


def test_secret_of_the_origin_changes_without_an_answer_that_is_refused(tmp_path: Path) -> None:
    both = synthesize(tmp_path, origin_secrets="1,2")
    first, second = sorted(both.of_type("AWS::SecretsManager::Secret"))
    (distribution,) = both.of_type("AWS::CloudFront::Distribution").values()
    assert [secret in str(distribution) for secret in (first, second)] == [False, True]
    taken = str(both.variables("portal")["ORIGIN_SECRETS"])
    assert [secret in taken for secret in (first, second)] == [True, True]


def test_firewall_decodes_a_path_as_the_api_does(production: Synthesized) -> None:
    paths = [
        [transformation["Type"] for transformation in statement["ByteMatchStatement"]["TextTransformations"]]
        for acl in production.of_type("AWS::WAFv2::WebACL").values()
        for rule in acl["Rules"]
        if (statement := rule["Statement"].get("RateBasedStatement", {}).get("ScopeDownStatement"))
    ]
    assert paths == [["URL_DECODE", "NORMALIZE_PATH", "LOWERCASE"]] * 2


def test_sign_in_pages_are_behind_a_firewall(production: Synthesized) -> None:
    guarded = {named(it["ResourceArn"]) for it in production.of_type("AWS::WAFv2::WebACLAssociation").values()}
    assert guarded == set(production.of_type("AWS::Cognito::UserPool"))


def test_refresh_token_is_good_for_one_use(stage: Synthesized) -> None:
    for client in stage.of_type("AWS::Cognito::UserPoolClient").values():
        assert client["RefreshTokenRotation"] == {"Feature": "ENABLED", "RetryGracePeriodSeconds": 60}
        # Cognito refuses a client with rotation and the flow that doesn't rotate.
        assert client["ExplicitAuthFlows"] == ["ALLOW_USER_AUTH"]


def test_no_function_sets_a_password_in_aws(production: Synthesized, local: Synthesized) -> None:
    takeover = {"cognito-idp:AdminSetUserPassword"}
    assert (who_may(production, "", takeover), who_may(local, "", takeover)) == (set(), {"portal"})
    assert [stage.variables("portal")["CONFIRM_ACCOUNTS"] for stage in (production, local)] == ["no", "yes"]


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


def test_tokens_last_an_hour_in_aws(production: Synthesized, local: Synthesized) -> None:
    for stage, minutes in ((production, 60), (local, 24 * 60)):
        clients = stage.of_type("AWS::Cognito::UserPoolClient").values()
        given = {client[f"{kind}TokenValidity"] for client in clients for kind in ("Access", "Id")}
        assert (given, {client["TokenValidityUnits"]["IdToken"] for client in clients}) == ({minutes}, {"minutes"})


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
