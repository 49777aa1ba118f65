"""What the synthesized stack must hold, whatever becomes of the code that writes it."""

from pathlib import Path

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from infra.console.callbacks import CONSOLE_CALLBACKS
from infra.functions import FUNCTIONS
from shared.store.tables import TABLES
from tests.infra.templates import Synthesized, named, synthesize
from tests.tables import definition


def test_tables_are_what_the_stores_tests_use(stage: Synthesized) -> None:
    parts = ("KeySchema", "GlobalSecondaryIndexes")
    synthesized = {
        table["TableName"].split("-", 2)[2].replace("-", "_"): {part: table.get(part) for part in parts}
        | {"types": sorted((it["AttributeName"], it["AttributeType"]) for it in table["AttributeDefinitions"])}
        for table in stage.of_type("AWS::DynamoDB::GlobalTable").values()
    }
    assert synthesized == {
        name: {part: definition(name).get(part) for part in parts}
        | {"types": [(it["AttributeName"], it["AttributeType"]) for it in definition(name)["AttributeDefinitions"]]}
        for name in TABLES
    }


def test_tables_stream_and_expire_as_declared(stage: Synthesized) -> None:
    synthesized = {
        table["TableName"].split("-", 2)[2].replace("-", "_"): (
            table.get("TimeToLiveSpecification", {}).get("AttributeName"),
            table.get("StreamSpecification"),
        )
        for table in stage.of_type("AWS::DynamoDB::GlobalTable").values()
    }
    new_images = {"StreamViewType": "NEW_IMAGE"}
    assert synthesized == {
        name: (table.expires, new_images if table.stream else None) for name, table in TABLES.items()
    }


def test_tables_in_production_survive_mistakes(production: Synthesized) -> None:
    for name in production.of_type("AWS::DynamoDB::GlobalTable"):
        table = production.resources[name]
        (replica,) = table["Properties"]["Replicas"]
        assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert replica["DeletionProtectionEnabled"] is True
        assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
        assert table["Properties"]["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}


def test_tables_of_the_local_cloud_go_with_it(local: Synthesized) -> None:
    for name in local.of_type("AWS::DynamoDB::GlobalTable"):
        table = local.resources[name]
        (replica,) = table["Properties"]["Replicas"]
        assert (table["DeletionPolicy"], replica["DeletionProtectionEnabled"]) == ("Delete", False)
        assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_people_and_keys_in_production_survive_mistakes(production: Synthesized) -> None:
    pools, keys = production.of_type("AWS::Cognito::UserPool"), production.of_type("AWS::KMS::Key")
    assert [pool["DeletionProtection"] for pool in pools.values()] == ["ACTIVE", "ACTIVE"]
    assert all(key["EnableKeyRotation"] for key in keys.values())
    assert {production.resources[name]["DeletionPolicy"] for name in (*pools, *keys)} == {"RetainExceptOnCreate"}


def test_functions_have_a_role_a_log_and_a_handler_of_their_own(stage: Synthesized) -> None:
    functions = stage.functions()
    assert [function["Handler"] for function in functions.values()] == [
        f"functions.{name}.handler.handler" for name in FUNCTIONS
    ]
    assert len({named(function["Role"]) for function in functions.values()}) == len(FUNCTIONS)
    assert len({named(function["LoggingConfig"]["LogGroup"]) for function in functions.values()}) == len(FUNCTIONS)


def test_logs_are_encrypted_and_end(production: Synthesized, local: Synthesized) -> None:
    kept = {log["RetentionInDays"] for log in production.of_type("AWS::Logs::LogGroup").values()}
    assert kept == {30, 365}  # the firewall's, which holds addresses, is the short one
    assert {log["RetentionInDays"] for log in local.of_type("AWS::Logs::LogGroup").values()} == {7}
    for stage in (production, local):
        assert all("KmsKeyId" in log for log in stage.of_type("AWS::Logs::LogGroup").values())


def test_nag_has_no_open_finding(stage: Synthesized) -> None:
    assert stage.findings == []


@pytest.mark.parametrize("size", ["small", "large"])  # `large` holds all that is in the usual one
def test_template_is_what_cloudformation_takes(size: str, request: pytest.FixtureRequest) -> None:
    found = lint(request.getfixturevalue(size).text, config=ManualArgs(regions=["us-east-1"]))
    assert [f"{match.rule.id} {match.message}" for match in found] == []


def test_local_cloud_lacks_the_edge_and_what_it_does_not_know(production: Synthesized, local: Synthesized) -> None:
    def kinds(stage: Synthesized) -> set[str]:
        return {resource["Type"] for resource in stage.resources.values()}

    assert kinds(production) - kinds(local) == {
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::CloudTrail::Trail",
        "AWS::Cognito::ManagedLoginBranding",
        "AWS::Events::Archive",
        "AWS::Logs::QueryDefinition",
        "AWS::SecretsManager::Secret",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACL",
        "AWS::WAFv2::WebACLAssociation",
    }
    assert kinds(local) - kinds(production) == set()
    assert set(production.outputs) == set(local.outputs)


def test_own_name_reaches_what_people_see(tmp_path: Path) -> None:
    named_stage = synthesize(
        tmp_path,
        portal_url="https://mentoring.example.org/",
        certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
    )
    (distribution,) = named_stage.of_type("AWS::CloudFront::Distribution").values()
    assert distribution["DistributionConfig"]["Aliases"] == ["mentoring.example.org"]
    assert distribution["DistributionConfig"]["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    clients = named_stage.of_type("AWS::Cognito::UserPoolClient").values()
    assert [(client["CallbackURLs"], client["LogoutURLs"]) for client in clients] == [
        (["https://mentoring.example.org/callback"], ["https://mentoring.example.org/"]),
        (["https://mentoring.example.org/staff/callback", *CONSOLE_CALLBACKS], ["https://mentoring.example.org/staff"]),
    ]
    assert named_stage.findings == []


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        ({"account": ""}, "no account"),
        ({"region": "eu-west-1"}, "us-east-1"),
        ({"certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/0"}, "portal_url"),
        ({"portal_url": "https://mentoring.example.org"}, "certificate_arn"),
        ({"portal_url": "mentoring.example.org"}, "https://"),
        ({"mail_sender": ""}, "mail_sender"),
        ({"mail_identity": "example.com"}, "the sender's domain or the sender itself"),
        ({"stage": "local", "account": "123456789012"}, "make run"),
        ({"account": "000000000000"}, "make run"),
        ({"stage": "Production"}, "lowercase"),
        ({"stage": "our-aws"}, "lowercase"),
        ({"size": "enormous"}, "small, usual, large"),
        ({"stage": "local", "size": "large"}, "no containers"),
    ],
)
def test_stage_that_cannot_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, context: dict[str, str], problem: str
) -> None:
    monkeypatch.delenv("CDK_DEFAULT_ACCOUNT", raising=False)
    with pytest.raises(ValueError, match=problem):
        synthesize(tmp_path, **context)
