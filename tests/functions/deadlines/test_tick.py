"""One run of the clock does what it can: what fails holds up nothing else, and what there is no time for comes next."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from functions.deadlines.due import IN_FLIGHT, catch_up
from functions.deadlines.handler import DueThingsFailed, handler
from functions.deadlines.tick import RESERVE
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from shared.store import matches
from tests.functions.applications.applicant import DEADLINE, Applicant, eligible, new_applicant
from tests.functions.mentors.volunteer import Volunteer, active
from tests.functions.staff.staff_client import propose, write_cycle
from tests.runtime.faults import BROKEN, dies_at, fails
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
CLOSED = DEADLINE + IN_FLIGHT
MINUTE = timedelta(minutes=1)


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def drafts(people: People, count: int) -> list[Applicant]:
    """Applicants with a draft each."""
    made = [new_applicant(people, f"draft-{n}") for n in range(count)]
    for one in made:
        one.save({"statement": "One"})
    return made


def spoil(table: str, id: str, attribute: str, part: str | None = None, value: Any = None) -> None:
    """Make a stored item unreadable, or readable again."""
    key = {"id": id, **({"part": part} if part else {})}
    db.client().update_item(
        TableName=db.table(table),
        Key=db.encode_item(key),
        UpdateExpression="SET #a = :v",
        ExpressionAttributeNames={"#a": attribute},
        ExpressionAttributeValues={":v": value or {"S": "never"}},
    )


def proposals(people: People) -> tuple[list[Applicant], list[Volunteer], Any]:
    """Two proposals, and when they expire."""
    applicants = [eligible(people, f"applicant-{n}") for n in range(2)]
    mentors = [active(people, f"mentor-{n}") for n in range(2)]
    propose()
    (match,) = matches.of_mentor(mentors[0].id)
    return applicants, mentors, match.respond_by + IN_FLIGHT


@pytest.mark.parametrize("place", [0, 1, 3])
def test_unreadable_draft_is_named_and_holds_up_no_other(
    people: People, place: int, caplog: pytest.LogCaptureFixture
) -> None:
    made = sorted(drafts(people, 4), key=lambda one: one.id)
    spoil("applications", made[place].id, "version", "application")
    done = catch_up(CLOSED)
    assert (done["ApplicationLapsed"], done["failed"], done["WindowClosed"]) == (3, 1, 1)
    lapsed = {fact["subject"] for fact in of_type("ApplicationLapsed")}
    assert lapsed == {one.id for one in made} - {made[place].id}
    (failure,) = [vars(record) for record in caplog.records if record.levelname == "ERROR"]
    assert (failure["due"], failure["subject"]) == ("ApplicationLapsed", made[place].id)


@pytest.mark.parametrize("broken", ["application", "match", "mentor", "cycle", "draft"])
def test_unreadable_record_holds_up_no_other_proposal(people: People, broken: str) -> None:
    applicants, mentors, ends = proposals(people)
    (match,) = matches.of_mentor(mentors[0].id)
    draft = drafts(people, 1)[0]
    where = {
        "application": ("applications", match.application, "version", "application"),
        "match": ("matches", match.id, "round", None),
        "mentor": ("mentors", mentors[0].id, "version", None),
        "cycle": ("cycles", "2024-25", "opens", None),
        "draft": ("applications", draft.id, "version", "application"),
    }
    spoil(*where[broken])
    done = catch_up(ends)
    assert done["MatchExpired"] == (2 if broken in ("cycle", "draft") else 1)
    assert done["failed"] >= 1
    assert len(applicants) == 2


def test_unreadable_cycle_holds_up_no_other_cycle(cycle: Cycle) -> None:
    write_cycle(cycle.model_copy(update={"id": "2025-26"}))
    spoil("cycles", "2024-25", "opens")
    assert {name: count for name, count in catch_up(CLOSED).items() if count} == {
        "WindowOpened": 1,
        "WindowClosed": 1,
        "failed": 7,
    }
    assert {fact["cycle"] for fact in of_type("WindowClosed")} == {"2025-26"}


def test_cycles_that_cannot_be_listed_hold_up_no_proposal(people: People) -> None:
    _, _, ends = proposals(people)
    with fails("Scan", 1, BROKEN[0]):
        done = catch_up(ends)
    assert (done["MatchExpired"], done["failed"], done["WindowOpened"], done["WindowClosed"]) == (2, 1, 0, 1)


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_list_that_cannot_be_read_holds_up_no_other(people: People, error: Exception) -> None:
    proposals(people)
    with dies_at("Query", done=False, error=error):
        done = catch_up(CLOSED)
    assert (done["WindowOpened"], done["WindowClosed"], done["failed"] >= 1) == (1, 1, True)


def test_function_fails_after_all_the_rest_is_done(people: People) -> None:
    made = drafts(people, 3)
    spoil("applications", made[0].id, "version", "application")
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 60_000)
    with pytest.raises(DueThingsFailed, match="1 failed"):
        handler({}, context)
    assert len(of_type("ApplicationLapsed")) == 2


def clock(ticks: int) -> Callable[[], float]:
    """A clock with time for so many due things."""
    left = iter([float(RESERVE)] * ticks)
    return lambda: next(left, RESERVE - 0.001)


def test_tick_stops_in_time_and_the_next_goes_on(people: People) -> None:
    drafts(people, 5)
    steps = [+catch_up(CLOSED + n * MINUTE, clock(6)) for n in range(4)]
    assert [done["ApplicationLapsed"] for done in steps] == [2, 2, 1, 0]
    assert {item["status"] for item in items("applications")} == {"lapsed"}


def test_proposals_and_pauses_come_before_drafts(people: People) -> None:
    _, mentors, ends = proposals(people)
    drafts(people, 3)
    mentors[0].send("POST", "/pause", {"until": "2024-05-01"})
    assert +catch_up(ends.replace(year=2030), clock(3)) == {"MatchExpired": 2, "MentorResumed": 1}
