"""What the roles of the template allow is what tests/grants.py takes functions.py for, and holds the calls against."""

import pytest

from infra.functions import FUNCTIONS
from tests.grants import ANY_QUEUE, BUS, DEAD_LETTERS, HANDED_OVER, OWN_QUEUE, PEOPLE, SENDER, STAFF, declared
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
@pytest.mark.parametrize("size", ["production", "large"])
def test_roles_allow_what_the_rows_declare(request: pytest.FixtureRequest, size: str, function: str) -> None:
    stage: Synthesized = request.getfixturevalue(size)
    allowed = {
        (action, resource)
        for name, actions in permissions(stage)[function].items()
        for resource in [_resource(stage, function, name)]
        for action in actions - OF_LAMBDA.get(resource, set())
        if not action.startswith("kms:")  # test_permissions.py has these, with their purposes
    }
    rows = {(use.action, use.resource) for use in declared(FUNCTIONS[function], locally=False)}
    assert allowed == {
        (action, resource)
        for action, resource in rows
        if not action.startswith("kms:") and (resource != HANDED_OVER or size == "large")
    }


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
            return _queue(function, properties["QueueName"].removeprefix("mentoring-production-").replace("-", "_"))
        case "AWS::Cognito::UserPool":
            return STAFF if logical.startswith("IdentityStaff") else PEOPLE
        case "AWS::Events::EventBus":
            return BUS
        case "AWS::Logs::LogGroup":
            return "log"
    return name


def _queue(function: str, name: str) -> str:
    worker, dead = name.removesuffix("_dead_letters"), name.endswith("_dead_letters")
    if worker == function:
        return "own dead letters" if dead else OWN_QUEUE
    if worker == f"{function}_container":
        return HANDED_OVER
    return DEAD_LETTERS if dead else ANY_QUEUE
