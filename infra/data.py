"""The program's tables: several, with readable names, since staff read them in the console."""

from dataclasses import dataclass

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.stage import Stage

STRING, NUMBER = dynamodb.AttributeType.STRING, dynamodb.AttributeType.NUMBER

#: What a list of applications shows, so that a list is read from the index alone.
LISTED = (
    "cycle status applicant_name school stage received_at late_by_seconds extended_until version submitted_version"
).split()


@dataclass(frozen=True)
class Index:
    """A second way into a table: every attribute, or only those that are `included`."""

    name: str
    partition: str
    sort: str
    sort_type: dynamodb.AttributeType = STRING
    included: tuple[str, ...] = ()

    def props(self) -> dynamodb.GlobalSecondaryIndexPropsV2:
        """The index as CDK wants it."""
        kind = dynamodb.ProjectionType
        return dynamodb.GlobalSecondaryIndexPropsV2(
            index_name=self.name,
            partition_key=dynamodb.Attribute(name=self.partition, type=STRING),
            sort_key=dynamodb.Attribute(name=self.sort, type=self.sort_type),
            projection_type=kind.INCLUDE if self.included else kind.ALL,
            non_key_attributes=list(self.included) or None,
        )


class Data(Construct):
    """Every table of the program, each on demand, encrypted and with point-in-time recovery."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "Data")
        self._stage = stage
        self.self_identification_key = kms.Key(
            self,
            "SelfIdentificationKey",
            alias=stage.physical("self_identification"),
            description="Race and ethnicity of applicants: apart from everything else",
            enable_key_rotation=True,
            removal_policy=stage.removal,
        )
        apart = dynamodb.TableEncryptionV2.customer_managed_key(self.self_identification_key)
        listed = tuple(LISTED)
        self.tables = {
            "cycles": self._table("cycles"),
            "applications": self._table(
                "applications",
                Index("by_status", "cycle_status", "updated_at", included=listed),
                Index("by_school", "cycle_school", "updated_at", included=listed),
                sort="part",
            ),
            "self_identification": self._table("self_identification", encryption=apart),
            "mentors": self._table("mentors", Index("by_status", "status", "updated_at")),
            "matches": self._table(
                "matches",
                Index("by_applicant", "application", "created_at"),
                Index("by_mentor", "mentor", "created_at"),
                Index("by_state", "state", "respond_by"),
            ),
            "rounds": self._table("rounds", Index("by_cycle", "cycle", "number", NUMBER), sort="part"),
            "activity": self._table(
                "activity",
                Index("by_subject", "subject", "at"),
                Index("by_day", "day", "at"),
                stream=dynamodb.StreamViewType.NEW_IMAGE,
            ),
            "mails": self._table("mails", expires="expires_at"),
            "inquiries": self._table("inquiries", expires="expires_at"),
        }

    def _table(
        self,
        name: str,
        *indexes: Index,
        sort: str | None = None,
        stream: dynamodb.StreamViewType | None = None,
        expires: str | None = None,
        encryption: dynamodb.TableEncryptionV2 | None = None,
    ) -> dynamodb.TableV2:
        return dynamodb.TableV2(
            self,
            name.title().replace("_", ""),
            table_name=self._stage.physical(name),
            partition_key=dynamodb.Attribute(name="id", type=STRING),
            sort_key=dynamodb.Attribute(name=sort, type=STRING) if sort else None,
            billing=dynamodb.Billing.on_demand(),
            encryption=encryption or dynamodb.TableEncryptionV2.aws_managed_key(),
            global_secondary_indexes=[index.props() for index in indexes],
            dynamo_stream=stream,
            time_to_live_attribute=expires,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=not self._stage.local,
            removal_policy=self._stage.removal,
        )
