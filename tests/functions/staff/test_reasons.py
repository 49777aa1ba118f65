"""The list of reasons for verdicts that staff share."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.reason_list import MOST
from tests.functions.staff.staff_client import staff
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
AT = datetime(2024, 4, 15, 12, tzinfo=UTC)


def added(reason: str, outcome: str = "eligible", **more: Any) -> Any:
    return staff("POST", "/reasons", {"outcome": outcome, "reason": reason}, at=AT, **more)


def test_reason_is_added_once_and_removed_and_both_are_in_the_trail() -> None:
    answers = [added("The school confirmed it.", groups="[staff]"), added("  The school  confirmed it. ")]
    (item,) = answers[1].json["items"]
    assert [(a.status, a.json["items"]) for a in answers] == [(200, [item])] * 2
    assert {**item, "id": ""} == {
        "id": "",
        "outcome": "eligible",
        "reason": "The school confirmed it.",
        "added_by": "staff:staff-1",
        "added_at": "2024-04-15T12:00:00.000Z",
    }
    added("The school confirmed it.", "ineligible")
    assert [it["outcome"] for it in staff("GET", "/reasons").json["items"]] == ["eligible", "ineligible"]
    gone = [staff("DELETE", f"/reasons/{item['id']}", sub="staff-2") for _ in range(2)]
    assert [(a.status, [it["outcome"] for it in a.json["items"]]) for a in gone] == [(200, ["ineligible"])] * 2
    facts = [(fact["actor"], fact["note"], fact["data"]) for fact in of_type("ReasonAdded")]
    assert sorted(facts, key=str) == [
        ("staff:staff-1", "The school confirmed it.", {"outcome": outcome}) for outcome in ("eligible", "ineligible")
    ]
    assert [(fact["actor"], fact["note"]) for fact in of_type("ReasonRemoved")] == [
        ("staff:staff-2", "The school confirmed it.")
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"outcome": "eligible", "reason": "no"}, "reason"),
        ({"outcome": "eligible", "reason": "x" * 501}, "reason"),
        ({"outcome": "perhaps", "reason": "Because"}, "outcome"),
    ],
)
def test_what_is_no_reason_is_refused_beside_its_field(body: dict[str, str], field: str) -> None:
    answer = staff("POST", "/reasons", body)
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (422, [field])


def test_list_has_an_end() -> None:
    assert {added(f"Reason {n}").status for n in range(MOST)} == {200}
    assert (added("One more").status, added("One more", "ineligible").status) == (409, 200)
