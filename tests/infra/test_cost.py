"""What the program costs: the calls that its functions make and what the template holds, priced by prices.py.

`make cost` prints it. DynamoDB counts the size of what is written and read; an item in an index counts once more for
each index that holds it, and a write in a transaction twice.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.eligibility.handler import handler as eligibility
from infra.functions import FUNCTIONS
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store.tables import TABLES
from tests.functions.applications.applicant import new_applicant
from tests.functions.staff.staff_client import write_cycle
from tests.infra.prices import EMPTY_POLLS, GIGABYTE_SECOND, MILLION, MONTHLY, SECONDS_OF_A_CALL, TICKS
from tests.infra.templates import Synthesized, synthesize
from tests.runtime.messages import deliver

#: What one applicant does: a page saves by itself while they write.
SAVES, MAILS, PAGES, OTHER_REQUESTS = 60, 7, 30, 20
Costs = dict[str, float]


def _kilobytes(item: Any, step: int) -> int:
    return -(-len(json.dumps(item, default=str)) // step) or 1


def _written(table: str, item: dict[str, Any], times: int) -> int:
    units = _kilobytes(item, 1024)
    indexes = TABLES[table.removeprefix("test-")].indexes.values()
    return units * times + units * sum(index.partition in item and index.sort in item for index in indexes)


def _units(operation: str, arguments: Any, answer: Any) -> Counter[str]:
    """What one call to DynamoDB or KMS uses."""
    match operation:
        case "TransactWriteItems":
            writes = [next(iter(write.values())) for write in arguments["TransactItems"]]
            sizes = (
                _written(it["TableName"], it.get("Item", it.get("ExpressionAttributeValues", {})), 2) for it in writes
            )
            return Counter({"write unit": sum(sizes)})
        case "PutItem" | "UpdateItem" | "DeleteItem":
            return Counter({"write unit": _written(arguments["TableName"], arguments.get("Item", {}), 1)})
        case "GetItem":
            return Counter({"read unit": _kilobytes(answer.get("Item", {}), 4096)})
        case "Query" | "Scan" | "BatchGetItem":
            return Counter({"read unit": _kilobytes(answer, 4096)})
        case "Decrypt" | "GenerateDataKey" | "GenerateDataKeyWithoutPlaintext":
            return Counter({"call of a key": 1})
    return Counter()


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count what the calls in the block use."""
    real, used = BaseClient._make_api_call, Counter[str]()  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        answer = real(client, operation, arguments)
        used.update(_units(operation, arguments, answer))
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield used


def _price(used: Counter[str], functions: int) -> float:
    seconds = functions * SECONDS_OF_A_CALL * 0.5 * GIGABYTE_SECOND
    return sum(MILLION[unit] * times / 1e6 for unit, times in used.items()) + seconds


def per_thousand(people: People, cycle: Cycle) -> Costs:
    """The dollars of a thousand applications, by what they're for."""
    write_cycle(cycle)
    applicant, request = new_applicant(people), Counter({"request to the API": 1, "request to CloudFront": 1})
    request.update({"request seen by the firewall": 1, "call of a function": 1})
    applicant.save()
    with counted() as save:
        assert applicant.save({"statement": f"{applicant.person.form['statement']} And more."}).status == 200
    with counted() as submission:
        assert applicant.submit().status == 201
    with counted() as judging:
        deliver(eligibility, "ApplicationSubmitted")
    asynchronous = Counter({"event on the bus": 1, "call of a queue": 3, "call of a function": 2})
    mail = Counter({"mail": 1, "write unit": 2, "read unit": 4})
    pages = Counter({"request to CloudFront": 1, "request seen by the firewall": 1})
    return {
        "saves while they write": 1000 * SAVES * _price(save + request, 1),
        "submissions": 1000 * _price(submission + request, 1),
        "judging": 1000 * _price(judging + asynchronous, 2),
        "mails": 1000 * MAILS * _price(mail + asynchronous, 2),
        "pages": 1000 * PAGES * _price(pages, 0),
        "other requests": 1000 * OTHER_REQUESTS * _price(request + Counter({"read unit": 2}), 1),
    }


def monthly(stage: Synthesized) -> Costs:
    """The dollars of a month in which no one comes, by what stands there."""
    acls = stage.of_type("AWS::WAFv2::WebACL").values()
    counts = {kind: len(stage.of_type(kind)) for kind in MONTHLY if "::" in kind}
    counts["rule of a web ACL"] = sum(len(acl["Rules"]) for acl in acls)
    queues = sum(spec.queued for spec in FUNCTIONS.values())
    ticks = TICKS * (MILLION["call of a function"] / 1e6 + SECONDS_OF_A_CALL * 0.5 * GIGABYTE_SECOND)
    standing = {kind.rpartition("::")[2]: MONTHLY[kind] * count for kind, count in counts.items() if count}
    return {**standing, "empty queues": queues * EMPTY_POLLS * MILLION["call of a queue"] / 1e6, "ticks": ticks}


def shown(title: str, costs: Costs) -> str:
    """A table of costs, the largest first."""
    rows = [f"  {dollars:>7.2f}  {what}" for what, dollars in sorted(costs.items(), key=lambda it: -it[1])]
    return "\n".join([f"${sum(costs.values()):.2f}  {title}", *rows])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The stack of a small program."""
    return synthesize(tmp_path_factory.mktemp("build"), size="small")


def test_small_program_that_no_one_uses_costs_about_five_dollars(small: Synthesized, production: Synthesized) -> None:
    idle = {"small": monthly(small), "usual": monthly(production)}
    print("", *(shown(f"a month, idle, size={size}", costs) for size, costs in idle.items()), sep="\n")
    assert sum(idle["small"].values()) < 6


@pytest.mark.usefixtures("aws")
def test_thousand_applications_cost_less_than_two_dollars(people: People, cycle: Cycle) -> None:
    costs = per_thousand(people, cycle)
    print("", shown("1,000 applications (provisional rounds not counted)", costs), sep="\n")
    assert sum(costs.values()) < 2


def test_index_and_transaction_are_counted() -> None:
    indexed = {"id": {"S": "m"}, "application": {"S": "a"}, "created_at": {"S": "t"}}
    assert [_written("test-matches", item, 2) for item in ({"id": {"S": "m"}}, indexed)] == [2, 3]
