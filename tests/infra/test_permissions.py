"""What the roles may do, and above all what they may not."""

import json
from copy import deepcopy

from tests.infra.templates import Synthesized, logical, many, named, permissions, who_may

READS = {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:ConditionCheckItem"}


def test_self_identification_is_alone_under_its_key(stage: Synthesized) -> None:
    key = logical(stage, "AWS::KMS::Key", "DataSelfIdentificationKey")
    encrypted = [
        table["TableName"].split("-", 2)[2]
        for table in stage.of_type("AWS::DynamoDB::GlobalTable").values()
        if key in json.dumps(table)
    ]
    assert encrypted == ["self-identification"]


def test_self_identification_is_read_by_eligibility_and_staff_only(stage: Synthesized) -> None:
    table = logical(stage, "AWS::DynamoDB::GlobalTable", "DataSelfIdentification")
    assert who_may(stage, table, READS) == {"eligibility", "staff"}
    assert permissions(stage)["applications"][table] == {"dynamodb:UpdateItem"}
    assert who_may(stage, table, {"dynamodb:UpdateItem", "dynamodb:PutItem"}) == {"applications"}


def test_key_of_self_identification_seals_and_else_is_used_through_dynamodb(production: Synthesized) -> None:
    key = logical(production, "AWS::KMS::Key", "DataSelfIdentificationKey")
    assert who_may(production, key, {"kms:Decrypt"}) == {"applications", "eligibility", "erasure", "staff"}
    through_dynamodb = {"StringEquals": {"kms:ViaService": "dynamodb.us-east-1.amazonaws.com"}}
    direct = [
        (many(statement["Action"]), statement.get("Condition", {}).get("StringEquals"))
        for policy in production.policies()
        for statement in policy["PolicyDocument"]["Statement"]
        if key in json.dumps(statement["Resource"]) and statement.get("Condition") != through_dynamodb
    ]

    opens = (["kms:Decrypt"], {"kms:EncryptionContext:purpose": "answers"})
    seals = (["kms:GenerateDataKey"], {"kms:EncryptionContext:purpose": "answers"})
    counts = (["kms:Decrypt", "kms:GenerateDataKey"], {"kms:EncryptionContext:purpose": "answers"})
    comparison = {"kms:EncryptionContext:purpose": "comparison"}
    compares = (["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"], comparison)
    assert sorted(direct, key=str) == sorted([opens, counts, seals, compares], key=str)


def test_key_of_self_identification_opens_for_few(production: Synthesized) -> None:
    key = deepcopy(
        production.of_type("AWS::KMS::Key")[logical(production, "AWS::KMS::Key", "DataSelfIdentificationKey")]
    )
    denied = {it["Sid"]: it for it in key["KeyPolicy"]["Statement"] if it["Effect"] == "Deny"}
    uses = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    everyone = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Resource": "*"}
    account = "arn:aws:iam::123456789012:role"
    deployer = f"{account}/cdk-*-cfn-exec-role-123456789012-us-east-1"
    opens = denied["NobodyElse"]["Condition"]["ArnNotLike"].pop("aws:PrincipalArn")
    assert [named(arn) for arn in opens] == [
        *(
            logical(production, "AWS::IAM::Role", f"{name}Role")
            for name in ("Applications", "Staff", "Eligibility", "Erasure")
        ),
        deployer,
        f"{account}/mentoring-production-break-glass",
    ]
    services = {"Bool": {"aws:PrincipalIsAWSService": "false"}}
    by_dynamodb = {
        "ArnLike": {"aws:PrincipalArn": deployer},
        "StringNotEquals": {"kms:ViaService": "dynamodb.us-east-1.amazonaws.com"},
    }
    own_grants = {"Bool": {"kms:GrantIsForAWSResource": "false"}}
    assert denied == {
        "NobodyElse": {**everyone, "Sid": "NobodyElse", "Action": uses, "Condition": {**services, "ArnNotLike": {}}},
        "DeploymentsByDynamoDBOnly": {
            **everyone,
            "Sid": "DeploymentsByDynamoDBOnly",
            "Action": uses,
            "Condition": by_dynamodb,
        },
        "GrantsForDynamoDBOnly": {
            **everyone,
            "Sid": "GrantsForDynamoDBOnly",
            "Action": "kms:CreateGrant",
            "Condition": own_grants,
        },
    }


def test_roles_have_no_wildcards(stage: Synthesized, production: Synthesized) -> None:
    wild, bucket = [], logical(stage, "AWS::S3::Bucket", "UploadsBucket")
    for policy in stage.policies():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert "*" not in "".join(many(statement["Action"])), policy
            resources = {named(resource) for resource in many(statement["Resource"])}
            # Every file of the bucket has a key of its own: test_uploads holds who may do what there.
            if "*" in "".join(resources - {f"{bucket}/{files}/*" for files in ("uploads", "cv", "exports")}):
                wild += many(statement["Action"])
    # SES's list of failed addresses has no resource; the local cloud knows none of sending mail either.
    assert sorted(wild) == ["ses:DeleteSuppressedDestination", *([] if stage is production else ["ses:SendEmail"])]
    for role in stage.of_type("AWS::IAM::Role").values():
        assert set(role) <= {"AssumeRolePolicyDocument", "Description"}


def test_relay_is_the_only_one_who_publishes(stage: Synthesized) -> None:
    bus = logical(stage, "AWS::Events::EventBus", "EventsBus")
    assert who_may(stage, "", {"events:PutEvents"}) == {"relay"}
    assert permissions(stage)["relay"][bus] == {"events:PutEvents"}
    assert not any("DynamoDB::GlobalTable" in kind for kind in _kinds(stage, permissions(stage)["relay"]))


def _kinds(stage: Synthesized, resources: dict[str, set[str]]) -> set[str]:
    granted = {name for name, actions in resources.items() if actions & READS}
    return {stage.resources[name]["Type"] for name in granted if name in stage.resources}


def test_mail_is_sent_by_notifications_from_the_one_address(production: Synthesized) -> None:
    assert who_may(production, "", {"ses:SendEmail", "ses:SendRawEmail"}) == {"notifications"}
    statements = [
        statement
        for policy in production.policies()
        for statement in policy["PolicyDocument"]["Statement"]
        if "ses:SendEmail" in many(statement["Action"])
    ]
    assert [set(many(statement["Action"])) for statement in statements] == [{"ses:SendEmail", "ses:SendRawEmail"}]
    assert [statement["Condition"] for statement in statements] == [
        {"StringEquals": {"ses:FromAddress": "mentoring@example.org"}}
    ]


def test_each_access_to_self_identification_and_cvs_is_recorded_by_cloudtrail(production: Synthesized) -> None:
    (trail,) = production.of_type("AWS::CloudTrail::Trail").values()
    watched = {
        fields["resources.type"]["Equals"][0]: named(fields["resources.ARN"]["StartsWith"][0])
        for selector in trail["AdvancedEventSelectors"]
        for fields in [{field["Field"]: field for field in selector["FieldSelectors"]}]
        if fields["eventCategory"]["Equals"] == ["Data"]
    }
    assert watched == {
        "AWS::DynamoDB::Table": logical(production, "AWS::DynamoDB::GlobalTable", "DataSelfIdentification"),
        "AWS::S3::Object": f"{logical(production, 'AWS::S3::Bucket', 'UploadsBucket')}/cv/",
    }
    kept = named(trail["S3BucketName"])
    policies = production.of_type("AWS::S3::BucketPolicy").values()
    (policy,) = [it["PolicyDocument"]["Statement"] for it in policies if named(it["Bucket"]) == kept]
    source = "arn:aws:cloudtrail:us-east-1:123456789012:trail/mentoring-production-access"
    allowed = {it["Action"]: it for it in policy if it["Effect"] == "Allow"}
    assert {it["Condition"]["StringEquals"]["aws:SourceArn"] for it in allowed.values()} == {source}
    assert set(allowed) == {"s3:GetBucketAcl", "s3:PutObject"}
    rules = production.of_type("AWS::S3::Bucket")[kept]["LifecycleConfiguration"]["Rules"]
    assert [rule["ExpirationInDays"] for rule in rules] == [365]
