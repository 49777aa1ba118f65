"""The program's tables as shared/store/tables.py describes them, with readable names, since staff read them."""

from collections.abc import Iterable

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.fence import fence
from infra.function import Function
from infra.stage import Stage, construct_id
from shared.store.tables import TABLES, Index, Table

#: What DynamoDB does with a table's own key in the name of who calls it.
KEY_TO_READ = "kms:Decrypt kms:DescribeKey"
KEY_TO_WRITE = f"{KEY_TO_READ} kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo"
#: The table whose answers are sealed by its own key before they are written.
SEALED = "self_identification"
WRITES = {"PutItem", "UpdateItem", "DeleteItem"}
TYPES = {"S": dynamodb.AttributeType.STRING, "N": dynamodb.AttributeType.NUMBER}


class Data(Construct):
    """Every table of the program, each on demand, encrypted and with point-in-time recovery; `keys` are their own."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(scope, "Data")
        self._stage = stage
        self.keys = {name: self._key(name, table.own_key) for name, table in TABLES.items() if table.own_key}
        self.tables = {name: self._table(name, table) for name, table in TABLES.items()}

    def _key(self, name: str, description: str) -> kms.Key:
        return kms.Key(
            self,
            f"{construct_id(name)}Key",
            alias=self._stage.physical(name),
            description=description,
            enable_key_rotation=True,
            removal_policy=self._stage.removal,
        )

    def _table(self, name: str, table: Table) -> dynamodb.TableV2:
        encryption = dynamodb.TableEncryptionV2
        return dynamodb.TableV2(
            self,
            construct_id(name),
            table_name=self._stage.physical(name),
            partition_key=_attribute("id"),
            sort_key=_attribute(table.sort) if table.sort else None,
            billing=dynamodb.Billing.on_demand(),
            encryption=(
                encryption.customer_managed_key(self.keys[name]) if table.own_key else encryption.aws_managed_key()
            ),
            global_secondary_indexes=[_index(index, props) for index, props in table.indexes.items()],
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE if table.stream else None,
            time_to_live_attribute=table.expires,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=self._stage.protected,
            removal_policy=self._stage.removal,
        )

    def fence(self, functions: Iterable[Function]) -> None:
        """Let a key of its own open for the functions that use its table, and hardly anyone else."""
        for name, key in self.keys.items():
            fence(key, self._stage, [function for function in functions if name in function.spec.tables])

    def grant(self, function: Function) -> None:
        """Let a function do with the tables what it declares, and through DynamoDB alone use the keys of those."""
        for name, actions in function.spec.tables.items():
            for action in actions.split():
                operation, _, index = action.partition(":")
                arn = self.tables[name].table_arn
                function.allow(f"dynamodb:{operation}", f"{arn}/index/{index}" if index else arn)
        self._grant_sealing(function)
        through_dynamodb = {"StringEquals": {"kms:ViaService": f"dynamodb.{self._stage.region}.amazonaws.com"}}
        for name, actions in function.spec.tables.items():
            if name in self.keys:
                use = KEY_TO_WRITE if WRITES & set(actions.split()) else KEY_TO_READ
                function.allow(use, self.keys[name].key_arn, conditions=through_dynamodb)

    @property
    def sealing_key(self) -> str:
        """What seals self-identification before DynamoDB gets it."""
        return self.keys[SEALED].key_arn

    def _grant_sealing(self, function: Function) -> None:
        """Let who writes answers seal them and know one again, and who reads them open them."""
        actions = set(function.spec.tables.get(SEALED, "").split())
        if "UpdateItem" in actions:
            self._allow_key(function, "kms:GenerateDataKey", "answers")
            self._allow_key(function, "kms:Decrypt kms:GenerateDataKeyWithoutPlaintext", "comparison")
        elif function.spec.seals:
            self._allow_key(function, "kms:GenerateDataKey", "answers")
        if "GetItem" in actions:
            self._allow_key(function, "kms:Decrypt", "answers")

    def _allow_key(self, function: Function, actions: str, purpose: str) -> None:
        # The local cloud doesn't tell its policies what for a key is used.
        condition = None if self._stage.local else {"StringEquals": {"kms:EncryptionContext:purpose": purpose}}
        function.allow(actions, self.sealing_key, conditions=condition)


def _index(name: str, index: Index) -> dynamodb.GlobalSecondaryIndexPropsV2:
    kind = dynamodb.ProjectionType
    return dynamodb.GlobalSecondaryIndexPropsV2(
        index_name=name,
        partition_key=_attribute(index.partition),
        sort_key=_attribute(index.sort, index.sort_type),
        projection_type=kind.INCLUDE if index.projected else kind.ALL,
        non_key_attributes=list(index.projected) or None,
    )


def _attribute(name: str, type: str = "S") -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=TYPES[type])
