"""The container that draws what outgrows the function: `python -m functions.matching.container` until SIGTERM."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from functions.matching.handler import handler
from functions.matching.handover import drawing_here
from functions.matching.sending import sqs
from shared.runtime.logs import log_event, log_failure
from shared.store.settings import from_env

Messages = list[dict[str, Any]]
#: Seconds that SQS may wait for a message before it answers: less than its client waits for an answer.
WAIT = 2
#: Seconds that a message is hidden from others, and after which one that failed comes again.
HIDDEN = 300
#: Seconds until it is hidden again while it is worked on.
BEAT = 60
#: Seconds until a queue that couldn't be read, or an answer that couldn't be given, is tried again.
PAUSE = 5


def run(stopping: Event) -> None:
    """Work on what is handed over until asked to stop; what fails is delivered again, then to the dead letters."""
    while not stopping.is_set():
        try:
            _work(stopping)
        except Exception as error:  # SQS is out of reach: its messages come again
            log_failure(error)
            stopping.wait(PAUSE)


def _work(stopping: Event) -> None:
    """Take what waits, up to ten messages, do it, and delete what is done."""
    queue = from_env("CONTAINER_QUEUE_URL")
    taken: Messages = (
        sqs()
        .receive_message(
            QueueUrl=queue,
            MaxNumberOfMessages=10,
            WaitTimeSeconds=WAIT,
            VisibilityTimeout=HIDDEN,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        .get("Messages", [])
    )
    if not taken:
        return
    with _hidden(queue, taken), drawing_here(stopping):
        answer = handler({"Records": [_record(message) for message in taken]}, None)
    failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
    for message in taken:
        if message["MessageId"] not in failed:
            sqs().delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def _record(message: dict[str, Any]) -> dict[str, Any]:
    """A message as Lambda gives it to the handler."""
    return {
        "messageId": message["MessageId"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
    }


@contextmanager
def _hidden(queue: str, messages: Messages) -> Iterator[None]:
    """Hide the messages again every minute, however long the work on them takes."""
    done = Event()

    def beat() -> None:
        while not done.wait(BEAT):
            for message in messages:
                try:
                    handle = message["ReceiptHandle"]
                    sqs().change_message_visibility(QueueUrl=queue, ReceiptHandle=handle, VisibilityTimeout=HIDDEN)
                except Exception as error:  # at worst it comes again, and then does nothing twice
                    log_failure(error, message_id=message["MessageId"])

    beating = Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()


def main() -> None:
    """Run until ECS, or someone at a terminal, asks to stop."""
    stopping = Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: stopping.set())
    log_event("started")
    run(stopping)
    log_event("stopped")


if __name__ == "__main__":
    main()
