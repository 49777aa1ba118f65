"""What a worker gave up on, why, and the same end once it is sent again."""

import json
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.runtime.queues import MOST_RECEIVES
from tests import aws_account
from tests.functions.applications.applicant import OPEN, Applicant, submitted
from tests.functions.deadlines.test_tick import spoil
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import facts, message, poison
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
PATH = "/dead_letters"


class Queue:
    """A worker's queue with its dead letters, as SQS works through them."""

    def __init__(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sqs = aws_account.client("sqs")
        self.dead = self.sqs.create_queue(QueueName=f"test-{name}-dead-letters")["QueueUrl"]
        redrive = {"deadLetterTargetArn": self._arn(self.dead), "maxReceiveCount": MOST_RECEIVES}
        attributes = {"RedrivePolicy": json.dumps(redrive)}
        self.alive = self.sqs.create_queue(QueueName=f"test-{name}", Attributes=attributes)["QueueUrl"]
        self.relay = self.sqs.create_queue(QueueName="test-relay-dead-letters")["QueueUrl"]
        monkeypatch.setenv("DEAD_LETTERS", f"{name},{self.dead},{self.alive} relay,{self.relay},")

    def _arn(self, url: str) -> str:
        arn: str = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        return arn

    def send(self, *bodies: str) -> None:
        """Put messages into the queue."""
        for body in bodies:
            self.sqs.send_message(QueueUrl=self.alive, MessageBody=body)

    def kept(self) -> int:
        """How many dead letters there are, with those that someone is moving."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.dead, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def work(self, worker: Any) -> None:
        """Deliver in tens until nothing is left, at once again what fails, and to the dead letters in the end."""
        asked = {"MaxNumberOfMessages": 10, "VisibilityTimeout": 0, "AttributeNames": ["All"]}
        while found := self.sqs.receive_message(QueueUrl=self.alive, **asked).get("Messages"):
            records = [{"messageId": m["MessageId"], "body": m["Body"], "attributes": m["Attributes"]} for m in found]
            left = {item["itemIdentifier"] for item in worker({"Records": records}, None)["batchItemFailures"]}
            for each in found:
                if each["MessageId"] not in left:
                    self.sqs.delete_message(QueueUrl=self.alive, ReceiptHandle=each["ReceiptHandle"])


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    """The queue of eligibility, and the relay's dead letters."""
    return Queue("eligibility", monkeypatch)


def tasks() -> list[dict[str, Any]]:
    """The dead letters among what waits for a person."""
    return [task for task in staff("GET", "/tasks").json["items"] if task["kind"] == "dead_letter"]


def redrive(queue: str = "eligibility", groups: str = "[staff coordinator]") -> Any:
    """Send a worker's dead letters again."""
    return staff("POST", f"{PATH}/{queue}/redrive", groups=groups)


def statuses(applicants: list[Applicant]) -> list[str]:
    """The statuses of these applicants."""
    return [one.read().json["status"] for one in applicants]


def test_one_bad_message_among_ten_goes_to_the_dead_letters_and_sent_again_it_ends_well(
    people: People, cycle: Cycle, queue: Queue
) -> None:
    write_cycle(cycle)
    applicants = [submitted(people, f"applicant-{n}") for n in range(10)]
    queue.send(*(message(fact)["body"] for fact in facts("ApplicationSubmitted")))
    broken = applicants[3]
    spoil("applications", broken.id, "revision", "application")
    queue.work(eligibility)
    whole = [one for one in applicants if one is not broken]
    assert (statuses(whole), len(of_type("VerdictReached"))) == (["eligible"] * 9, 9)
    (listed,) = staff("GET", PATH).json["items"]
    (letter,) = listed["messages"]
    assert (listed["queue"], listed["waiting"], listed["can_redrive"]) == ("eligibility", 1, True)
    assert (letter["about"], letter["type"], letter["subject"]) == (
        f"ApplicationSubmitted.{broken.id}.v1",
        "ApplicationSubmitted",
        broken.id,
    )
    assert (letter["error"], "judging.py" in str(letter["place"])) == ("ValidationError", True)
    assert [(task["subject"], task["data"]) for task in tasks()] == [("eligibility", {"waiting": 1})]
    spoil("applications", broken.id, "revision", "application", value={"N": "2"})
    assert (redrive().json, tasks()) == ({"queue": "eligibility", "moved": 1, "waiting": 0}, [])
    assert queue.kept() == 0
    queue.work(eligibility)
    assert (statuses(applicants), len(of_type("VerdictReached"))) == (["eligible"] * 10, 10)
    assert (staff("GET", PATH).json["items"], redrive().json["moved"]) == ([], 0)
    assert [fact["actor"] for fact in of_type("DeadLettersRedriven")] == ["staff:staff-1"] * 2


def test_message_that_cannot_be_read_is_listed_with_why(queue: Queue) -> None:
    queue.send(poison()["body"], "no JSON")
    queue.work(eligibility)
    (listed,) = staff("GET", PATH).json["items"]
    assert (listed["waiting"], sorted(letter["error"] for letter in listed["messages"])) == (
        2,
        ["ValidationError", "ValueError"],
    )


def test_message_that_eventbridge_or_lambda_gave_up_on_says_why(queue: Queue) -> None:
    code = {"ERROR_CODE": {"DataType": "String", "StringValue": "NO_PERMISSIONS"}}
    body = message(activity("ApplicationSubmitted", "x", "v1", at=OPEN, actor="applicant", version=1))["body"]
    queue.sqs.send_message(QueueUrl=queue.dead, MessageBody=body, MessageAttributes=code)
    failed = {"requestPayload": {}, "responsePayload": {"errorType": "DueThingsFailed", "errorMessage": "a@b.org"}}
    queue.sqs.send_message(QueueUrl=queue.relay, MessageBody=json.dumps(failed))
    answer = staff("GET", PATH)
    eligibility_, relay = answer.json["items"]
    assert [letter["error"] for letter in eligibility_["messages"]] == ["NO_PERMISSIONS"]
    assert ([letter["error"] for letter in relay["messages"]], relay["can_redrive"]) == (["DueThingsFailed"], False)
    assert ("send those facts again" in relay["advice"], "a@b.org" in str(answer.json)) == (True, False)
    assert (redrive("relay").status, redrive("nothing").status) == (409, 404)


def test_only_coordinators_send_dead_letters_again(queue: Queue) -> None:
    queue.send(poison()["body"])
    queue.work(eligibility)
    assert [redrive(groups=groups).status for groups in ("[staff]", "[]")] == [403, 403]
    assert staff("GET", PATH).json["items"][0]["waiting"] == 1


def test_task_of_dead_letters_is_done_by_sending_them_again(queue: Queue) -> None:
    queue.send(poison()["body"])
    queue.work(eligibility)
    refused = staff("POST", "/tasks/dead_letter-eligibility/done")
    assert (refused.status, refused.json["type"], len(tasks())) == (409, "not_possible", 1)
