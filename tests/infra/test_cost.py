"""What the program costs: the calls that its functions make and what the template holds, priced by prices.py.

`make cost` prints it. DynamoDB counts the size of what is written and read; an item in an index counts once more for
each index that holds it, and a write in a transaction twice.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.eligibility.handler import handler as eligibility
from functions.matching import drafting
from functions.notifications.handler import handler as notifications
from infra.container import IDLE, MEGABYTES, PROCESSORS
from infra.data import SEALED
from infra.functions import FUNCTIONS
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import aws
from tests.functions.applications.applicant import OPEN, new_applicant, submitted
from tests.functions.staff.staff_client import staff, write_cycle
from tests.infra.capacity import item_size, units, written
from tests.infra.prices import (
    EMPTY_POLLS,
    GIGABYTE_SECOND,
    HOUR,
    MILLION,
    MINUTES_TO_START,
    MONTHLY,
    SECONDS_OF_A_CALL,
    SECONDS_OF_A_FUNCTION,
    TICKS,
)
from tests.infra.templates import Synthesized
from tests.runtime.messages import deliver, facts, make_queue
from tests.store.scans import items

#: What one applicant does: a page saves by itself while they write. Staff look at a list and an application each.
SAVES, MAILS, PAGES, READS, STAFF_READS = 60, 7, 30, 20, 4
#: Provisional rounds of 1,000 applications: half come in a last hour of 8 rounds, the others each make one, and the
#: average round has half of who is eligible by then.
ROUNDS, IN_A_ROUND = 508, 250
#: Characters of a statement while it's written: half of what it may have.
STATEMENT = 1500
#: Kilobytes that a request leaves in the logs: the function's line and the API's own.
LOGGED = 0.8
Costs = dict[str, float]


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count what the calls in the block use."""
    real, used = BaseClient._make_api_call, Counter[str]()  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        answer = real(client, operation, arguments)
        used.update(units(operation, arguments, answer))
        used["call to AWS"] += 1
        used["access in the trail"] += f"test-{SEALED}" in str(arguments)
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield used


def _price(used: Counter[str], function: str | None = None) -> float:
    """The dollars of what was used, and of the time of the function that used it."""
    paid = sum(MILLION[unit] * times / 1e6 for unit, times in used.items() if unit in MILLION)
    if function is None:
        return paid
    seconds = used["call of a function"] * SECONDS_OF_A_FUNCTION + used["call to AWS"] * SECONDS_OF_A_CALL
    spec = FUNCTIONS[function]
    return paid + seconds * spec.memory / 1024 * GIGABYTE_SECOND[spec.architecture]


def _times(used: Counter[str], times: float) -> Counter[str]:
    return Counter({unit: count * times for unit, count in used.items()})


def _mails(written: int) -> Counter[str]:
    """What it takes to send the mails of the facts so far."""
    make_queue()
    ses = aws.client("sesv2")
    ses.create_email_identity(EmailIdentity="program@example.org")
    ses.create_configuration_set(ConfigurationSetName="test-mails")
    with counted() as used:
        deliver(notifications, "ApplicationSubmitted", "VerdictReached")
    assert len(items("mails")) == written
    return _times(used, 1 / written)


def _round(people: People) -> Counter[str]:
    """What one more applicant adds to a provisional round: the rows are stored in pieces of a hundred."""
    drawn = []
    for more in (1, 8):
        for number in range(more):
            submitted(people, f"of-{more}-{number}")
        deliver(eligibility, "ApplicationSubmitted")
        with counted() as used:
            drafting.draw_round("2024-25", facts("VerdictReached")[:1], OPEN + timedelta(hours=more))
        drawn.append(used)
    first, second = drawn
    return Counter({unit: (second[unit] - first[unit]) / 8 for unit in second})


def per_thousand(people: People, cycle: Cycle) -> Costs:
    """The dollars of a thousand applications, by what they're for."""
    write_cycle(cycle)
    applicant, request = new_applicant(people), Counter({"request to the API": 1, "request to CloudFront": 1})
    request.update({"request seen by the firewall": 1, "call of a function": 1})
    logged = MILLION["kilobyte of log"] / 1e6 * LOGGED
    applicant.save()
    with counted() as save:
        assert applicant.save({"statement": ("I hope to learn. " * STATEMENT)[:STATEMENT].strip()}).status == 200
    with counted() as read:
        assert applicant.read().status == 200
    with counted() as submission:
        assert applicant.submit().status == 201
    with counted() as judging:
        deliver(eligibility, "ApplicationSubmitted")
    with counted() as looked:
        assert staff("GET", "/applications", query={"cycle": "2024-25"}).status == 200
        assert staff("GET", f"/applications/{applicant.id}").status == 200
    mail = _mails(2)
    # A fact is relayed, put on the bus, and sent, received and deleted at a queue.
    asynchronous = Counter({"event on the bus": 1, "call of a queue": 3, "call of a function": 2, "call to AWS": 1})
    pages = Counter({"request to CloudFront": 1, "request seen by the firewall": 1})
    requests = SAVES + READS + STAFF_READS + 1
    return {
        "saves while they write": 1000 * SAVES * _price(save + request, "applications"),
        "submissions": 1000 * _price(submission + request, "applications"),
        "judging": 1000 * _price(judging + asynchronous, "eligibility"),
        "mails": 1000 * MAILS * _price(mail + asynchronous + Counter({"mail": 1}), "notifications"),
        "pages": 1000 * PAGES * _price(pages),
        "other reads": 1000 * READS * _price(read + request, "applications"),
        "staff": 1000 * STAFF_READS * _price(_times(looked, 0.5) + request, "staff"),
        "provisional rounds": ROUNDS * _price(_times(_round(people), IN_A_ROUND), "matching"),
        "logs": 1000 * requests * logged,
    }


def monthly(stage: Synthesized) -> Costs:
    """The dollars of a month in which no one comes, by what stands there."""
    acls = stage.of_type("AWS::WAFv2::WebACL").values()
    counts = {kind: len(stage.of_type(kind)) for kind in MONTHLY if "::" in kind}
    alarms = stage.of_type("AWS::CloudWatch::Alarm").values()
    counts["metric of an alarm"] = sum(
        sum("MetricStat" in it for it in alarm.get("Metrics", ())) or 1 for alarm in alarms
    )
    counts["rule of a web ACL"] = sum(len(acl["Rules"]) for acl in acls)
    queues = sum(spec.queued for spec in FUNCTIONS.values())
    ticks = TICKS * _price(Counter({"call of a function": 1, "call to AWS": 9, "read unit": 9}), "deadlines")
    standing = {kind.rpartition("::")[2]: MONTHLY[kind] * count for kind, count in counts.items() if count}
    return {**standing, "empty queues": queues * EMPTY_POLLS * MILLION["call of a queue"] / 1e6, "ticks": ticks}


def in_a_container(minutes: float) -> float:
    """The dollars of work that takes so many minutes there, if no other follows: it also starts, and waits for more."""
    hour = PROCESSORS * HOUR["processor"] + MEGABYTES / 1024 * HOUR["gigabyte"] + HOUR["address"]
    return (MINUTES_TO_START + minutes + IDLE) / 60 * hour


def shown(title: str, costs: Costs) -> str:
    """A table of costs, the largest first."""
    rows = [f"  {dollars:>7.2f}  {what}" for what, dollars in sorted(costs.items(), key=lambda it: -it[1])]
    return "\n".join([f"${sum(costs.values()):.2f}  {title}", *rows])


def test_small_program_that_no_one_uses_costs_about_five_dollars(small: Synthesized, production: Synthesized) -> None:
    idle = {"small": monthly(small), "usual": monthly(production)}
    print("", *(shown(f"a month, idle, size={size}", costs) for size, costs in idle.items()), sep="\n")
    assert sum(idle["small"].values()) < 6


def test_container_that_no_one_uses_costs_its_alarms_alone(large: Synthesized, production: Synthesized) -> None:
    idle, rounds = monthly(large), {minutes: in_a_container(minutes) for minutes in (5, 60)}
    print("", shown("a month, idle, size=large", idle), sep="\n")
    print(
        *(f"${dollars:.2f}  a round of {minutes} minutes in its container" for minutes, dollars in rounds.items()),
        sep="\n",
    )
    more = {what: dollars - monthly(production)[what] for what, dollars in idle.items()}
    assert {what: round(dollars, 2) for what, dollars in more.items() if dollars} == {"metric of an alarm": 0.7}
    assert rounds[5] < 0.12


@pytest.mark.usefixtures("aws")
def test_thousand_applications_cost_less_than_two_dollars(people: People, cycle: Cycle) -> None:
    costs = per_thousand(people, cycle)
    print("", shown("1,000 applications", costs), sep="\n")
    assert sum(costs.values()) < 2


def test_index_and_transaction_are_counted() -> None:
    indexed = {"id": {"S": "m"}, "application": {"S": "a"}, "created_at": {"S": "t"}}
    assert [written("test-matches", item, 2) for item in ({"id": {"S": "m"}}, indexed)] == [2, 3]


def test_item_is_as_large_as_its_names_and_values() -> None:
    item = {"id": {"S": "é"}, "n": {"N": "12345"}, "on": {"BOOL": True}, "m": {"M": {"ab": {"L": [{"S": "c"}]}}}}
    assert item_size(item) == (2 + 2) + (1 + 4) + (2 + 1) + (1 + 3 + 1 + 2 + 3 + 1 + 1)
    page = {"Items": [{"id": {"S": "x" * 3000}}] * 2}
    each = {"Responses": {"test-mentors": page["Items"]}}
    read = [units("Query", {}, page), units("BatchGetItem", {}, each), units("Query", {"ConsistentRead": True}, page)]
    assert [used["read unit"] for used in read] == [1, 1, 2]
