"""What the workers gave up on: the messages in the queues of dead letters, why they failed, and sending them again."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from pydantic_core import from_json
from typing_extensions import TypedDict

from shared.domain.activity import activity, activity_id
from shared.domain.errors import NotFound, NotPossible
from shared.domain.instants import from_epoch_ms, to_iso
from shared.store import activities, aws
from shared.store.commit import commit_request
from shared.store.settings import from_env

Message = dict[str, Any]
_TEN, _MOST = 10, 200
#: Seconds in which no one else moves a message that is being moved.
_MOVING = 60
_NOT_SENT_AGAIN = {
    "relay": (
        "Find that time in the trail and send those facts again: each does what’s missing and nothing twice. "
        "Then delete these messages in the AWS console."
    ),
    "deadlines": (
        "Each minute does again what is due. When it runs without errors, delete these messages in the AWS console."
    ),
}


class DeadLetterDict(TypedDict):
    """A message that failed for good: what it's about, and why it failed when that could be written down."""

    id: str
    about: str | None
    type: str | None
    subject: str | None
    sent_at: str
    error: str | None
    code: str | None
    place: list[str]


class DeadLettersDict(TypedDict):
    """The dead letters of one worker: how many there are, and the first of them."""

    queue: str
    waiting: int
    can_redrive: bool
    advice: str | None
    messages: list[DeadLetterDict]


class DeadLetterListDict(TypedDict):
    """The workers that gave up on something."""

    items: list[DeadLettersDict]


class RedriveDict(TypedDict):
    """How many messages were sent again, and how many are left."""

    queue: str
    moved: int
    waiting: int


class Queue(NamedTuple):
    """The dead letters of a worker, and the queue that they come from; relay and tick have none."""

    name: str
    dead: str
    alive: str


@cache
def _sqs() -> Any:
    return aws.client("sqs")


def queues() -> list[Queue]:
    """Read the setting `notifications,<dead letters>,<queue> relay,<dead letters>,`."""
    return [Queue(*entry.split(",")) for entry in from_env("DEAD_LETTERS").split()]


def waiting(queue: Queue) -> int:
    """How many dead letters a worker has, as SQS estimates it."""
    name = "ApproximateNumberOfMessages"
    return int(_sqs().get_queue_attributes(QueueUrl=queue.dead, AttributeNames=[name])["Attributes"][name])


def listing() -> list[DeadLettersDict]:
    """List the workers that gave up on something, with the first ten messages of each."""
    counted = [(queue, waiting(queue)) for queue in queues()]
    return [_to_response(queue, count) for queue, count in counted if count]


def redrive(name: str, by: str, request_id: str, now: datetime) -> RedriveDict:
    """Send a worker's dead letters to its queue again; one that fails again comes back."""
    queue = next((queue for queue in queues() if queue.name == name), None)
    if queue is None:
        raise NotFound("There’s no such queue.")
    if not queue.alive:
        raise NotPossible(_NOT_SENT_AGAIN.get(name, "These messages can’t be sent again."))
    commit_request(activity("DeadLettersRedriven", name, request_id, at=now, actor=f"staff:{by}"))
    moved = sum(_move(queue, message) for message in _take(queue))
    return {"queue": name, "moved": moved, "waiting": waiting(queue)}


def _take(queue: Queue) -> Iterator[Message]:
    """Take messages until none is left, or enough for one request are."""
    for _ in range(_MOST // _TEN):
        ten = _sqs().receive_message(QueueUrl=queue.dead, MaxNumberOfMessages=_TEN, VisibilityTimeout=_MOVING)
        if not ten.get("Messages"):
            return
        yield from ten["Messages"]


def _move(queue: Queue, message: Message) -> int:
    """Send first and delete then: a message may come twice, which workers are ready for, but is never lost."""
    _sqs().send_message(QueueUrl=queue.alive, MessageBody=message["Body"])
    _sqs().delete_message(QueueUrl=queue.dead, ReceiptHandle=message["ReceiptHandle"])
    return 1


def _to_response(queue: Queue, count: int) -> DeadLettersDict:
    found = _sqs().receive_message(
        QueueUrl=queue.dead,
        MaxNumberOfMessages=_TEN,
        VisibilityTimeout=0,
        MessageSystemAttributeNames=["SentTimestamp"],
        MessageAttributeNames=["ERROR_CODE"],
    )
    return {
        "queue": queue.name,
        "waiting": count,
        "can_redrive": bool(queue.alive),
        "advice": None if queue.alive else _NOT_SENT_AGAIN.get(queue.name),
        "messages": [_dead_letter(message) for message in found.get("Messages", [])],
    }


def _dead_letter(message: Message) -> DeadLetterDict:
    """What a message says of itself in ids, and what its worker wrote down when it failed for the last time."""
    detail = _detail(message["Body"])
    noted = activities.load(activity_id("WorkFailed", message["MessageId"], "last"))
    why: dict[str, Any] = noted.data if noted else {}
    # EventBridge says why it couldn't deliver, Lambda why a run failed.
    other = message.get("MessageAttributes", {}).get("ERROR_CODE", {}).get("StringValue") or detail.get("errorType")
    return {
        "id": message["MessageId"],
        "about": why.get("about") or detail.get("id") or detail.get("activity"),
        "type": detail.get("type") or detail.get("mail"),
        "subject": detail.get("subject") or detail.get("about"),
        "sent_at": to_iso(from_epoch_ms(int(message["Attributes"]["SentTimestamp"]))),
        "error": why.get("error") or other,
        "code": why.get("code"),
        "place": why.get("place", []),
    }


def _detail(body: str) -> dict[str, str]:
    """The texts in what a message is about: an activity from the bus, a mail, or what Lambda says of a failed run."""
    try:
        content = from_json(body)
    except ValueError:
        return {}
    parts = content if isinstance(content, dict) else {}
    inner = next((parts[name] for name in ("detail", "responsePayload") if isinstance(parts.get(name), dict)), parts)
    return {name: value for name, value in inner.items() if isinstance(value, str)}
