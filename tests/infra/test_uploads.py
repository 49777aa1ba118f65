"""The bucket of uploads: closed to all but the roles that need it; no file is read before it is checked."""

import json
from typing import Any

from shared.domain.job import FILE_KEPT
from tests.infra.templates import Synthesized, logical, many, named, permissions, who_may

RULES = {
    "applications": {"uploads/*": {"s3:PutObject"}},
    "materials": {
        "": {"s3:ListBucket"},
        "uploads/*": {"s3:GetObject", "s3:DeleteObject"},
        "cv/*": {"s3:PutObject", "s3:DeleteObject"},
    },
    "staff": {"cv/*": {"s3:GetObject"}, "exports/*": {"s3:GetObject"}},
    "exports": {"exports/*": {"s3:GetObject", "s3:PutObject"}},
    "erasure": {
        "": {"s3:ListBucket"},
        "uploads/*": {"s3:DeleteObject"},
        "cv/*": {"s3:DeleteObject"},
        "exports/*": {"s3:DeleteObject"},
    },
}


def bucket(stage: Synthesized) -> str:
    """The logical id of the bucket."""
    return logical(stage, "AWS::S3::Bucket", "UploadsBucket")


def refusals(stage: Synthesized) -> list[dict[str, Any]]:
    """What the bucket's policy refuses."""
    policies = stage.of_type("AWS::S3::BucketPolicy").values()
    (policy,) = [it for it in policies if named(it["Bucket"]) == bucket(stage)]
    statements: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    assert {statement["Effect"] for statement in statements} == {"Deny"}
    return statements


def test_roles_reach_the_files_that_they_need_and_no_others(stage: Synthesized) -> None:
    name = bucket(stage)
    files = {
        function: {
            resource.removeprefix(name).removeprefix("/"): actions
            for resource, actions in resources.items()
            if resource.startswith(name)
        }
        for function, resources in permissions(stage).items()
    }
    assert {function: actions for function, actions in files.items() if actions} == RULES
    assert who_may(stage, "", {"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"}) == set(RULES)


def test_file_that_is_not_checked_is_read_by_its_checker_alone_whatever_a_role_says(stage: Synthesized) -> None:
    name = bucket(stage)
    checker = logical(stage, "AWS::IAM::Role", "MaterialsRole")
    refused = {}
    for statement in refusals(stage):
        if "Sid" in statement:
            assert statement["Principal"] == {"AWS": "*"}
            (principals,) = (many(arns) for arns in statement["Condition"]["ArnNotLike"].values())
            assert checker in json.dumps(principals)
            assert list(statement["Condition"]) == ["ArnNotLike"]
            refused[statement["Action"]] = named(statement["Resource"]).removeprefix(name)
    assert refused == {"s3:GetObject": "/uploads/*", "s3:PutObject": "/cv/*"}


def test_exception_for_the_checker_names_its_role_and_nothing_else(production: Synthesized) -> None:
    conditions = [statement["Condition"] for statement in refusals(production) if "Sid" in statement]
    role = {"Fn::GetAtt": [logical(production, "AWS::IAM::Role", "MaterialsRole"), "Arn"]}
    assert conditions == [{"ArnNotLike": {"aws:PrincipalArn": [role]}}] * 2


def test_bucket_is_private_encrypted_and_without_versions(stage: Synthesized) -> None:
    properties = stage.resources[bucket(stage)]["Properties"]
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    assert properties["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert "VersioningConfiguration" not in properties


def test_bucket_refuses_plain_http_and_old_tls(production: Synthesized) -> None:
    conditions = [statement["Condition"] for statement in refusals(production) if "Sid" not in statement]
    assert conditions == [
        {"Bool": {"aws:SecureTransport": "false"}},
        {"NumericLessThan": {"s3:TlsVersion": 1.2}},
    ]


def test_files_that_are_never_checked_end_with_the_messages_about_them(stage: Synthesized) -> None:
    properties = stage.resources[bucket(stage)]["Properties"]
    expiring = [rule for rule in properties["LifecycleConfiguration"]["Rules"] if "ExpirationInDays" in rule]
    assert [(rule["Prefix"], rule["ExpirationInDays"], rule["Status"]) for rule in expiring] == [
        ("uploads/", 14, "Enabled"),
        ("exports/", FILE_KEPT.days, "Enabled"),
    ]
    queues = stage.of_type("AWS::SQS::Queue").values()
    assert {queue["MessageRetentionPeriod"] for queue in queues} == {14 * 24 * 3600}


def test_files_in_production_survive_mistakes(production: Synthesized, local: Synthesized) -> None:
    kept = [stage.resources[bucket(stage)]["DeletionPolicy"] for stage in (production, local)]
    assert kept == ["RetainExceptOnCreate", "Delete"]


def test_forms_may_be_posted_from_the_pages_only(production: Synthesized, local: Synthesized) -> None:
    for stage, origin in ((production, "EdgeDistribution"), (local, "ApiHttp")):
        (rule,) = stage.resources[bucket(stage)]["Properties"]["CorsConfiguration"]["CorsRules"]
        (allowed,) = rule["AllowedOrigins"]
        assert (rule["AllowedMethods"], rule["AllowedHeaders"]) == (["POST"], ["content-type"])
        assert (origin in json.dumps(allowed), "*" in json.dumps(allowed)) == (True, False)


def test_message_holds_the_key_of_what_landed_and_nothing_of_who_sent_it(stage: Synthesized) -> None:
    (rule,) = [r for r in stage.of_type("AWS::Events::Rule").values() if "materials" in r["Name"]]
    pattern, (target,) = rule["EventPattern"], rule["Targets"]
    assert "EventBusName" not in rule
    assert (pattern["source"], pattern["detail-type"]) == (["aws.s3"], ["Object Created"])
    assert pattern["detail"] == {
        "bucket": {"name": [{"Ref": bucket(stage)}]},
        "object": {"key": [{"prefix": "uploads/"}]},
    }
    assert target["InputTransformer"] == {
        "InputPathsMap": {"detail-object-key": "$.detail.object.key"},
        "InputTemplate": '{"detail":{"key":<detail-object-key>}}',
    }
    assert named(target["Arn"]).startswith("EventsMaterialsQueue")
    assert named(target["DeadLetterConfig"]["Arn"]).startswith("EventsMaterialsDeadLetters")
    notified = stage.resources[bucket(stage)]["Properties"]["NotificationConfiguration"]
    assert notified == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_functions_and_pages_use_the_same_address(production: Synthesized, local: Synthesized) -> None:
    origin = "https://mentoring-production-uploads-123456789012.s3.us-east-1.amazonaws.com"
    assert production.variables("portal")["UPLOAD_ORIGIN"] == origin
    assert [production.variables(name)["UPLOADS_URL"] for name in ("applications", "staff")] == [f"{origin}/"] * 2
    local_origin = local.variables("portal")["UPLOAD_ORIGIN"]
    joined = {"Fn::Join": ["", [*local_origin["Fn::Join"][1], "/mentoring-local-uploads-000000000000"]]}
    assert local.variables("applications")["UPLOADS_URL"] == joined
