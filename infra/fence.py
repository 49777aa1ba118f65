"""The fence around what has a key of its own: who the key opens for, whatever IAM allows anyone else."""

from collections.abc import Iterable

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from infra.function import Function
from infra.stage import Stage

USES = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]


def fence(key: kms.Key, stage: Stage, functions: Iterable[Function]) -> None:
    """Refuse a key to all but these functions, the making of the table, and a role that is made in an emergency.

    What administers the key stays with IAM, so that no one is locked out; whoever changes this policy is in CloudTrail.
    """
    deployer = f"arn:aws:iam::{stage.account}:role/cdk-*-cfn-exec-role-{stage.account}-{stage.region}"
    roles = [arn for function in functions for arn in function.principals()]
    # DynamoDB works in the background in its own name, by grants that it got when the table was made.
    people = {"Bool": {"aws:PrincipalIsAWSService": "false"}}
    for sid, actions, conditions in (
        ("NobodyElse", USES, people | _unlike("aws:PrincipalArn", *roles, deployer, break_glass(stage))),
        (
            "DeploymentsByDynamoDBOnly",
            USES,
            {
                "ArnLike": {"aws:PrincipalArn": deployer},
                "StringNotEquals": {"kms:ViaService": f"dynamodb.{stage.region}.amazonaws.com"},
            },
        ),
        ("GrantsForDynamoDBOnly", ["kms:CreateGrant"], {"Bool": {"kms:GrantIsForAWSResource": "false"}}),
    ):
        key.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid,
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=actions,
                resources=["*"],
                conditions=conditions,
            )
        )


def break_glass(stage: Stage) -> str:
    """The role that opens the key in an emergency: it has no standing; infra/README.md says how to make it."""
    return f"arn:aws:iam::{stage.account}:role/{stage.physical('break-glass')}"


def _unlike(name: str, *arns: str) -> dict[str, object]:
    return {"ArnNotLike": {name: list(arns)}}
