"""What the roles of the template allow is what tests/grants.py takes functions.py for, and holds the calls against."""

import pytest

from infra.functions import FUNCTIONS
from tests.grants import ANY_QUEUE, BUS, DEAD_LETTERS, OWN_QUEUE, PEOPLE, SENDER, STAFF, declared
from tests.infra.templates import Synthesized, permissions

#: What Lambda does in a function's name: it logs, receives from its queue or stream, and sends on what failed.
ASKS = {"sqs:GetQueueUrl", "sqs:GetQueueAttributes"}
OF_LAMBDA = {
    "log": {"logs:CreateLogStream", "logs:PutLogEvents"},
    "activity": {f"dynamodb:{it}" for it in ("ListStreams", "DescribeStream", "GetRecords", "GetShardIterator")},
    OWN_QUEUE: {"sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:DeleteMessage"} | ASKS,
    "own dead letters": {"sqs:SendMessage"} | ASKS,
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_roles_allow_what_the_rows_declare(production: Synthesized, function: str) -> None:
    allowed = {
        (action, resource)
        for name, actions in permissions(production)[function].items()
        for resource in [_resource(production, function, name)]
        for action in actions - OF_LAMBDA.get(resource, set())
        if not action.startswith("kms:")  # test_permissions.py has these, with their purposes
    }
    rows = declared(FUNCTIONS[function], locally=False)
    assert allowed == {(use.action, use.resource) for use in rows if not use.action.startswith("kms:")}


def _resource(stage: Synthesized, function: str, name: str) -> str:
    """What tests/grants.py calls the resource that a policy names by logical ids."""
    logical, _, within = name.partition("/")
    if ":ses:" in name:
        return SENDER
    if logical not in stage.resources:
        return name
    kind, properties = stage.resources[logical]["Type"], stage.resources[logical]["Properties"]
    match kind:
        case "AWS::DynamoDB::GlobalTable":
            table = properties["TableName"].removeprefix("mentoring-production-").replace("-", "_")
            return f"{table}/{within.removeprefix('index/')}" if within else table
        case "AWS::S3::Bucket":
            return within or "bucket"
        case "AWS::SQS::Queue":
            queue = properties["QueueName"].removeprefix("mentoring-production-").replace("-", "_")
            dead = queue.endswith("_dead_letters")
            if queue.removesuffix("_dead_letters") == function:
                return "own dead letters" if dead else OWN_QUEUE
            return DEAD_LETTERS if dead else ANY_QUEUE
        case "AWS::Cognito::UserPool":
            return STAFF if logical.startswith("IdentityStaff") else PEOPLE
        case "AWS::Events::EventBus":
            return BUS
        case "AWS::Logs::LogGroup":
            return "log"
    return name
