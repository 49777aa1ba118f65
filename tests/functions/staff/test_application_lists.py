"""Lists of applications: pages that are whole while others write, filters, orders, and what a page reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.application import Application, Extension, Late
from shared.store import applications
from shared.store import dynamodb as db
from tests.bench.applicants import BEGUN, CYCLE, crowd, fill
from tests.bench.reading import counted
from tests.functions.http import Answer
from tests.functions.staff.staff_client import staff

pytestmark = pytest.mark.usefixtures("aws")
Rows = list[dict[str, Any]]


def ask(**query: str) -> Answer:
    return staff("GET", "/applications", query={"cycle": CYCLE, **query})


def walk(between: Callable[[int], None] = lambda _: None, /, **query: str) -> Rows:
    """Every row of a list, page by page, with something done between the pages."""
    rows: Rows = []
    cursor: str | None = ""
    for number in range(500):
        page = ask(cursor=cursor or "", **query)
        assert page.status == 200, page.json
        rows += page.json["items"]
        cursor = page.json["next_cursor"]
        if cursor is None:
            return rows
        between(number)
    raise AssertionError("the list has no end")


def ids(rows: Rows) -> list[str]:
    return [row["id"] for row in rows]


def rewrite(application: Application, **changes: Any) -> None:
    """Change an application as a use case does: read, decide, write."""
    stored = applications.load(application.id)
    assert stored
    db.transact(applications.write(replace(stored, **{"updated_at": BEGUN + timedelta(days=9), **changes})))


def matching(made: list[Application], wanted: Callable[[Application], bool]) -> list[str]:
    return [application.id for application in made if wanted(application)]


def test_whole_cycle_is_listed_in_the_order_of_beginning() -> None:
    made = fill(crowd(60))
    in_order = [application.id for application in made]
    assert (ids(walk(limit="7")), ids(walk(limit="200")), ids(walk(sort="-begun", limit="9"))) == (
        in_order,
        in_order,
        in_order[::-1],
    )


def test_filters_alone_and_together() -> None:
    made = fill(crowd(250))
    filters: dict[str, tuple[str, Callable[[Application], bool]]] = {
        "status": ("needs_review", lambda a: a.status == "needs_review"),
        "school": ("UNM", lambda a: a.school == "University of New Mexico School of Medicine"),
        "state": ("NM", lambda a: a.form["location"]["state"] == "NM"),
        "stage": ("medical_student", lambda a: a.form["training"]["stage"] == "medical_student"),
        "reason": ("enrolled", lambda a: "enrolled" in a.reasons),
        "extended": ("true", lambda a: a.extension is not None),
        "late": ("false", lambda a: a.late is None),
    }
    for name, (value, wanted) in filters.items():
        assert (name, ids(walk(lambda _: None, **{name: value}))) == (name, matching(made, wanted))
    both = matching(made, lambda a: filters["status"][1](a) and filters["state"][1](a) and a.late is None)
    assert ids(walk(status="needs_review", state="NM", late="false", limit="2")) == both
    assert ids(walk(late="true", extended="true")) == matching(made, lambda a: bool(a.late and a.extension))
    assert ids(walk(late="true", extended="false")) == matching(made, lambda a: bool(a.late and not a.extension))


def test_orders_by_name_receipt_and_change_of_status() -> None:
    made = fill(crowd(80))
    names = [row["applicant_name"].split(" ")[::-1] for row in walk(sort="name", limit="11")]
    assert (names, len(names)) == (sorted(names, key=lambda name: [part.lower() for part in name]), 80)
    received = matching(made, lambda a: a.receipt is not None)
    assert (ids(walk(sort="received", limit="7")), ids(walk(sort="-received"))) == (received, received[::-1])
    rewrite(made[3], status="withdrawn")
    assert ids(walk(sort="changed", limit="7"))[-1] == made[3].id
    drafts = matching(made, lambda a: a.status == "draft" and a.id != made[3].id)
    assert ids(walk(sort="-begun", status="draft", limit="3")) == drafts[::-1]


def test_no_row_comes_twice_or_is_missed_while_others_write() -> None:
    made = fill(crowd(120))
    before = [a.id for a in made]

    def writes(number: int) -> None:
        """Others are saved, submitted, judged, extended and renamed behind and before the page, and one begins."""
        for at in (number % 120, (number * 7 + 60) % 120, 119 - number % 120):
            status: Any = ("eligible", "submitted", "needs_review", "withdrawn", "draft")[(number + at) % 5]
            rewrite(made[at], status=status, version=number + 2, late=Late(1, BEGUN, 1.0))
        rewrite(made[(number * 3) % 120], extension=Extension(BEGUN, "Illness", BEGUN, "staff:1"))

    seen = ids(walk(writes, limit="7"))
    assert seen == before


def test_row_that_keeps_its_status_is_listed_once_while_others_write() -> None:
    made = fill(crowd(120))
    staying = [a for n, a in enumerate(made) if a.status == "eligible" and n % 3]
    leaving = [a for n, a in enumerate(made) if a.status == "eligible" and not n % 3]
    joining = [a for a in made if a.status == "submitted"]

    def writes(number: int) -> None:
        if number < len(leaving):
            rewrite(leaving[-1 - number], status="matched")
        if number < len(joining):
            rewrite(joining[number], status="eligible")
        rewrite(staying[number % len(staying)], version=number + 2)

    seen = ids(walk(writes, status="eligible", limit="3"))
    assert len(set(seen)) == len(seen)
    assert {application.id for application in staying} <= set(seen)


def test_row_that_leaves_its_status_and_comes_back_keeps_its_place() -> None:
    made = fill(crowd(60))
    eligible = [a for a in made if a.status == "eligible"]

    def writes(_: int) -> None:
        for application in eligible:
            rewrite(application, status="needs_review")
            rewrite(application, status="eligible")

    assert ids(walk(writes, status="eligible", limit="8")) == [a.id for a in eligible]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "asleep"}, "status"),
        ({"stage": "fellow"}, "stage"),
        ({"state": "XX"}, "state"),
        ({"reason": "luck"}, "reason"),
        ({"late": "yes"}, "late"),
        ({"extended": "1"}, "extended"),
        ({"sort": "age"}, "sort"),
        ({"q": "x" * 201}, "q"),
        ({"school": "x" * 201}, "school"),
        ({"cycle": ""}, "cycle"),
        ({"limit": "0"}, "limit"),
        ({"cursor": "???"}, "cursor"),
        ({"cursor": "W10="}, "cursor"),
        ({"cursor": "WyJuYW1lIiwwLCJhIl0="}, "cursor"),
        ({"cursor": "WyJiZWd1biIsLTEsImEiXQ=="}, "cursor"),
        ({"cursor": "WyJiZWd1biIsMCwiIl0="}, "cursor"),
    ],
)
def test_what_is_no_filter_is_refused_beside_its_field(query: dict[str, str], field: str) -> None:
    answer = ask(**query)
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (422, [field])


def test_forged_cursor_reads_nothing_else() -> None:
    fill(crowd(3))
    behind = ask(cursor="WyJiZWd1biIsMCwi8J+YgCJd").json
    other = ask(cursor="WyJiZWd1biIsOTksImEiXQ==").json
    assert [answer["items"] for answer in (behind, other)] == [[], []]


LISTS: dict[str, dict[str, str]] = {
    "all": {},
    "status": {"status": "needs_review"},
    "state": {"state": "NM"},
    "stage": {"stage": "medical_student"},
    "school": {"school": "UNM"},
    "reason": {"reason": "enrolled"},
    "late": {"late": "true"},
    "extended": {"extended": "true"},
    "by name": {"sort": "name"},
    "newest receipts": {"sort": "-received"},
    "changed": {"sort": "-changed"},
    "status and state": {"status": "eligible", "state": "NM"},
    "found by school": {"q": "unm"},
    "found by common words": {"q": "college of medicine"},
    "found by name": {"q": "smith"},
    "found by address": {"q": "jo.smith1@example.edu"},
    "not found": {"q": "zzzzzz"},
}


@pytest.mark.parametrize("size", [100, 1000])
def test_lists_read_in_proportion_to_the_page(size: int) -> None:
    """20 rows: at most 100 places of 4 partitions, and 2 units a row; `make bench-lists` does it with 20,000."""
    fill(crowd(size))
    taken = {}
    for name, query in LISTS.items():
        with counted() as read:
            assert ask(limit="20", **query).status == 200
        taken[name] = (read["Query"] <= 12, read["Scan"], read["GetItem"], read["items"] <= 300, read["units"] <= 160)
    assert taken == dict.fromkeys(LISTS, (True, 0, 0, True, True))
