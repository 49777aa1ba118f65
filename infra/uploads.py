"""Where applicants' files land, and where they are kept once they are checked."""

from typing import cast

from aws_cdk import Duration, Fn
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.function import Function
from infra.nag import suppress_checkov, suppress_nag
from infra.stage import Stage
from shared.domain.kept import KEPT

#: Where files land, and where those are that passed.
LANDED, CHECKED = "uploads/*", "cv/*"
#: Where the files of exports are.
EXPORTED = "exports/*"
#: A message about a file lives as long as this, however often it is redriven.
PATIENCE = Duration.days(14)

UNCHECKED = {
    "CKV_AWS_18": "its log would hold people's addresses; who may do what is in the roles",
    "CKV_AWS_21": "no versions: what is refused, replaced or erased is to be gone",
    "CKV_AWS_144": "a CV can be uploaded again; a copy elsewhere would have to be erased too",
    "CKV_AWS_145": "encrypted by S3; a key of our own would keep out no one whom the roles let in",
}


class Uploads(Construct):
    """One private bucket; `url` is where forms are posted to and files are read, `origin` its first part."""

    def __init__(self, scope: Construct, stage: Stage, pages: str, api: str) -> None:
        super().__init__(scope, "Uploads")
        self._stage = stage
        name = f"{stage.physical('uploads')}-{stage.account}"  # unique among all accounts
        self.bucket = self._make(name, pages)
        self._resource = cast("s3.CfnBucket", self.bucket.node.default_child)
        # CDK's own switch for this adds a function that sets it.
        self._resource.add_property_override(
            "NotificationConfiguration", {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
        )
        self.origin = f"https://{name}.s3.{stage.region}.amazonaws.com"
        self.url = f"{self.origin}/"
        if stage.local:  # every service answers where the API does
            self.origin = f"http://{Fn.select(1, Fn.split('.execute-api.', api))}"
            self.url = f"{self.origin}/{name}"
            reason = "the local cloud speaks plain HTTP, and would refuse it where a policy says so"
            suppress_nag(self.bucket, "S10", reason)
        suppress_nag(self.bucket, "S1", UNCHECKED["CKV_AWS_18"])
        suppress_checkov(self.bucket, UNCHECKED)

    def _make(self, name: str, pages: str) -> s3.Bucket:
        post = s3.CorsRule(
            allowed_methods=[s3.HttpMethods.POST], allowed_origins=[pages], allowed_headers=["content-type"]
        )
        never_checked = s3.LifecycleRule(prefix=LANDED.removesuffix("*"), expiration=PATIENCE)
        exports = s3.LifecycleRule(prefix=EXPORTED.removesuffix("*"), expiration=Duration.days(KEPT["exports"].days))
        never_finished = s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))
        return s3.Bucket(
            self,
            "Bucket",
            bucket_name=name,
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=not self._stage.local,
            minimum_tls_version=None if self._stage.local else 1.2,
            versioned=False,
            cors=[post],
            lifecycle_rules=[never_checked, exports, never_finished],
            removal_policy=self._stage.removal,
        )

    def grant(self, function: Function) -> None:
        """Let a function do with the files what it declares."""
        for prefix, actions in function.spec.files.items():
            arn = self.bucket.arn_for_objects(prefix) if prefix else self.bucket.bucket_arn
            function.allow(" ".join(f"s3:{action}" for action in actions.split()), arn)
            if prefix:
                finding = f"IAM5[Resource::<{self.bucket.stack.get_logical_id(self._resource)}.Arn>/{prefix}]"
                suppress_nag(function.role or function, finding, "every file has a key of its own")

    def guard(self, checker: Function) -> None:
        """Refuse to all but the checker, whatever a role says, to read what landed or to call a file checked."""
        self._refuse_all_but(checker, "NobodyReadsWhatIsNotChecked", "s3:GetObject", LANDED)
        self._refuse_all_but(checker, "NobodyElseCallsAFileChecked", "s3:PutObject", CHECKED)

    def _refuse_all_but(self, checker: Function, sid: str, action: str, files: str) -> None:
        self.bucket.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid,
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=[action],
                resources=[self.bucket.arn_for_objects(files)],
                conditions={"ArnNotLike": {"aws:PrincipalArn": checker.principals()}},
            )
        )

    def notify(self, name: str, queue: sqs.IQueue, dead_letters: sqs.IQueue) -> None:
        """Queue every file that lands for a worker: its key alone, for the event also holds the sender's address."""
        key = events.EventField.from_path("$.detail.object.key")
        message = events.RuleTargetInput.from_object({"detail": {"key": key}})
        events.Rule(
            self,
            "LandedRule",
            rule_name=self._stage.physical(name),
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={
                    "bucket": {"name": [self.bucket.bucket_name]},
                    "object": {"key": [{"prefix": LANDED.removesuffix("*")}]},
                },
            ),
            targets=[targets.SqsQueue(queue, dead_letter_queue=dead_letters, message=message)],
        )
