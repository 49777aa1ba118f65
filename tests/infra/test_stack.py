"""What the synthesized stack must hold, whatever becomes of the code that writes it."""

from pathlib import Path
from typing import Any

import pytest

from tests.infra.templates import Synthesized, logical, named, synthesize

LISTED = (
    "cycle status applicant_name school stage received_at late_by_seconds extended_until version submitted_version"
).split()
TABLES = {
    "cycles": (["id"], {}),
    "applications": (
        ["id", "part"],
        {"by_status": ["cycle_status", "updated_at"], "by_school": ["cycle_school", "updated_at"]},
    ),
    "self-identification": (["id"], {}),
    "mentors": (["id"], {"by_status": ["status", "updated_at"]}),
    "matches": (
        ["id"],
        {
            "by_applicant": ["application", "created_at"],
            "by_mentor": ["mentor", "created_at"],
            "by_state": ["state", "respond_by"],
        },
    ),
    "rounds": (["id", "part"], {"by_cycle": ["cycle", "number"]}),
    "activity": (["id"], {"by_subject": ["subject", "at"], "by_day": ["day", "at"]}),
    "mails": (["id"], {}),
    "inquiries": (["id"], {}),
}


def test_tables_have_the_keys_and_indexes_that_the_stores_use(stage: Synthesized) -> None:
    def keys(holder: dict[str, Any]) -> list[str]:
        return [key["AttributeName"] for key in holder["KeySchema"]]

    found = {
        table["TableName"].split("-", 2)[2]: (
            keys(table),
            {index["IndexName"]: keys(index) for index in table.get("GlobalSecondaryIndexes", [])},
        )
        for table in stage.of_type("AWS::DynamoDB::GlobalTable").values()
    }
    assert found == TABLES


def test_lists_of_applications_are_read_from_the_index_alone(production: Synthesized) -> None:
    applications = production.resources[logical(production, "AWS::DynamoDB::GlobalTable", "DataApplications")]
    projected = [index["Projection"] for index in applications["Properties"]["GlobalSecondaryIndexes"]]
    assert projected == [{"ProjectionType": "INCLUDE", "NonKeyAttributes": LISTED}] * 2


def test_tables_in_production_survive_mistakes(production: Synthesized) -> None:
    for name in production.of_type("AWS::DynamoDB::GlobalTable"):
        table = production.resources[name]
        (replica,) = table["Properties"]["Replicas"]
        assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert replica["DeletionProtectionEnabled"] is True
        assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Retain", "Retain")
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
    assert {production.resources[name]["DeletionPolicy"] for name in (*pools, *keys)} == {"Retain"}


def test_functions_have_a_role_a_log_and_a_handler_of_their_own(stage: Synthesized) -> None:
    functions = stage.of_type("AWS::Lambda::Function").values()
    names = [function["FunctionName"].split("-")[-1] for function in functions]
    assert [function["Handler"] for function in functions] == [f"functions.{name}.handler.handler" for name in names]
    assert len({named(function["Role"]) for function in functions}) == len(names) == 10
    assert len({named(function["LoggingConfig"]["LogGroup"]) for function in functions}) == 10


def test_logs_are_encrypted_and_end(production: Synthesized, local: Synthesized) -> None:
    kept = {log["RetentionInDays"] for log in production.of_type("AWS::Logs::LogGroup").values()}
    assert kept == {30, 365}  # the firewall's, which holds addresses, is the short one
    assert {log["RetentionInDays"] for log in local.of_type("AWS::Logs::LogGroup").values()} == {7}
    for stage in (production, local):
        assert all("KmsKeyId" in log for log in stage.of_type("AWS::Logs::LogGroup").values())


def test_nag_has_no_open_finding(stage: Synthesized) -> None:
    assert stage.findings == []


def test_local_cloud_lacks_the_edge_and_what_it_does_not_know(production: Synthesized, local: Synthesized) -> None:
    def kinds(stage: Synthesized) -> set[str]:
        return {resource["Type"] for resource in stage.resources.values()}

    assert kinds(production) - kinds(local) == {
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::Cognito::ManagedLoginBranding",
        "AWS::Events::Archive",
        "AWS::Logs::QueryDefinition",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACL",
    }
    assert kinds(local) - kinds(production) == set()
    assert set(production.outputs) == set(local.outputs)


def test_own_name_and_verified_sender_reach_what_people_see(tmp_path: Path) -> None:
    named_stage = synthesize(
        tmp_path,
        portal_url="https://mentoring.example.org/",
        certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000",
        mail_sender="program@example.org",
        mail_verified="true",
    )
    (distribution,) = named_stage.of_type("AWS::CloudFront::Distribution").values()
    assert distribution["DistributionConfig"]["Aliases"] == ["mentoring.example.org"]
    assert distribution["DistributionConfig"]["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    clients = named_stage.of_type("AWS::Cognito::UserPoolClient").values()
    assert [(client["CallbackURLs"], client["LogoutURLs"]) for client in clients] == [
        (["https://mentoring.example.org/callback"], ["https://mentoring.example.org/"]),
        (["https://mentoring.example.org/staff/callback"], ["https://mentoring.example.org/staff/"]),
    ]
    for pool in named_stage.of_type("AWS::Cognito::UserPool").values():
        assert pool["EmailConfiguration"]["From"] == "program@example.org"
    assert named_stage.findings == []


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ({"account": ""}, "no account"),
        ({"region": "eu-west-1"}, "us-east-1"),
        ({"certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/0"}, "portal_url"),
    ],
)
def test_stage_that_cannot_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, context: dict[str, str], told: str
) -> None:
    monkeypatch.delenv("CDK_DEFAULT_ACCOUNT", raising=False)
    with pytest.raises(ValueError, match=told):
        synthesize(tmp_path, **context)
