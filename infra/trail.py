"""Who touched what is most personal: each read and write of self-identification and of CVs, whoever made it."""

from aws_cdk import Duration
from aws_cdk import aws_cloudtrail as cloudtrail
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.nag import suppress_checkov, suppress_nag
from infra.stage import Stage
from infra.uploads import CHECKED, UNCHECKED

KEPT = Duration.days(365)
UNCHECKED_TRAIL = {
    "CKV_AWS_35": "it holds ids and roles, no content; S3 encrypts it, and a key of our own costs a dollar a month",
    "CKV_AWS_67": "what it watches is in one region",
    "CKV_AWS_252": "no one is to be mailed for each read; the trail is looked at when there is a question",
}

Selector = cloudtrail.CfnTrail.AdvancedEventSelectorProperty
Field = cloudtrail.CfnTrail.AdvancedFieldSelectorProperty


class Trail(Construct):
    """CloudTrail's data events of the fenced table and of checked CVs, in a bucket that keeps them for a year.

    Its management events, with each use of the fence's key, are in the account's own event history (90 days).
    """

    def __init__(self, scope: Construct, stage: Stage, table: dynamodb.ITableV2, uploads: s3.IBucket) -> None:
        super().__init__(scope, "Trail")
        name = stage.physical("access")
        arn = f"arn:aws:cloudtrail:{stage.region}:{stage.account}:trail/{name}"
        bucket = self._bucket(stage)
        trail = cloudtrail.CfnTrail(
            self,
            "Access",
            trail_name=name,
            s3_bucket_name=bucket.bucket_name,
            is_logging=True,
            is_multi_region_trail=False,
            include_global_service_events=False,
            enable_log_file_validation=True,
            advanced_event_selectors=[
                _selector("Self-identification", "AWS::DynamoDB::Table", table.table_arn),
                _selector("CVs", "AWS::S3::Object", uploads.arn_for_objects(CHECKED.removesuffix("*"))),
            ],
        )
        suppress_checkov(trail, UNCHECKED_TRAIL)
        for action, resource, conditions in (
            ("s3:GetBucketAcl", bucket.bucket_arn, {}),
            (
                "s3:PutObject",
                bucket.arn_for_objects(f"AWSLogs/{stage.account}/*"),
                {"s3:x-amz-acl": "bucket-owner-full-control"},
            ),
        ):
            bucket.add_to_resource_policy(
                iam.PolicyStatement(
                    principals=[iam.ServicePrincipal("cloudtrail.amazonaws.com")],
                    actions=[action],
                    resources=[resource],
                    conditions={"StringEquals": {"aws:SourceArn": arn, **conditions}},
                )
            )
        if bucket.policy:
            trail.node.add_dependency(bucket.policy)  # CloudTrail tries the bucket when the trail is made

    def _bucket(self, stage: Stage) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=f"{stage.physical('access')}-{stage.account}",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            versioned=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=KEPT, noncurrent_version_expiration=Duration.days(30))],
            removal_policy=stage.removal,
        )
        reason = "it is itself a log; S3 encrypts it, and a copy elsewhere would outlive it"
        suppress_nag(bucket, "S1", reason)
        suppress_checkov(
            bucket, {**UNCHECKED, "CKV_AWS_18": reason, "CKV_AWS_144": "a copy elsewhere would outlive it"}
        )
        return bucket


def _selector(name: str, kind: str, beginning: str) -> Selector:
    fields = [
        Field(field="eventCategory", equal_to=["Data"]),
        Field(field="resources.type", equal_to=[kind]),
        Field(field="resources.ARN", starts_with=[beginning]),
    ]
    return Selector(name=name, field_selectors=fields)
