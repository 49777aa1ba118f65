"""What the clock makes due: late, twice or early, the outcome is the same."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from functions.deadlines.due import IN_FLIGHT, catch_up
from functions.deadlines.handler import handler
from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.moments import SURVEY
from shared.store import applications, matches, mentors
from tests.functions.applications.applicant import (
    DEADLINE,
    JUST_BEFORE,
    OPEN,
    Applicant,
    eligible,
    new_applicant,
    submitted,
)
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import accept, active, confirmed, decline
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime.faults import index_without
from tests.runtime.messages import deliver
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
OPENING = datetime(2024, 2, 16, 5, tzinfo=UTC)
CLOSED = DEADLINE + IN_FLIGHT
MINUTE = timedelta(minutes=1)


@pytest.fixture
def waiting(people: People, cycle: Cycle) -> list[Applicant]:
    """A cycle with an eligible applicant, an ineligible one, a draft, and a draft with an extension."""
    write_cycle(cycle)
    applicants = [eligible(people), submitted(people, "no-group", "no_group")]
    deliver(eligibility, "ApplicationSubmitted")
    for sub in ("draft", "extended"):
        applicants.append(new_applicant(people, sub))
        applicants[-1].save()
    until = {"until": "2024-04-18T12:00", "reason": "Illness"}
    assert staff("POST", f"/applications/{applicants[-1].id}/extension", until, at=DEADLINE).status == 200
    return applicants


def end_state(moments: Iterable[datetime]) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Where running at these moments leads: every application's status, and every fact's id but those of reminders."""
    for now in moments:
        catch_up(now)
    stored = [item for item in items("applications") if item["part"] == "application"]
    return [(item["id"], item["status"], item["version"]) for item in stored], [
        item["id"] for item in items("activity") if not item["type"].endswith("ReminderDue")
    ]


def statuses(applicants: list[Applicant]) -> list[str]:
    """The statuses of these applicants."""
    return [applicant.read().json["status"] for applicant in applicants]


DAY_AFTER = CLOSED + timedelta(days=1)
MINUTES = [CLOSED - timedelta(minutes=3) + n * MINUTE for n in range(6)]


@pytest.mark.parametrize(
    "moments",
    [
        MINUTES,
        [DAY_AFTER],
        [CLOSED],
        [OPEN, JUST_BEFORE, DEADLINE, CLOSED, CLOSED, DAY_AFTER],
        [DAY_AFTER, CLOSED, DEADLINE],
    ],
    ids=["each minute", "missed for a day", "once", "early, twice and late", "backwards"],
)
def test_outcome_is_the_same_for_every_schedule_of_ticks(waiting: list[Applicant], moments: list[datetime]) -> None:
    before = {item["id"] for item in items("activity")}
    _, facts = end_state(moments)
    assert statuses(waiting) == ["eligible", "ineligible", "lapsed", "draft"]
    assert sorted(set(facts) - before) == [
        f"ApplicationLapsed.{waiting[2].id}.v1",
        "RoundRequested.2024-25.close-2024-04-16T04:00:00.000Z",
        "WindowClosed.2024-25.2024-04-16T04:00:00.000Z",
        "WindowOpened.2024-25.2024-02-16T05:00:00.000Z",
    ]


def test_tick_returns_its_counts_and_a_second_tick_does_nothing(waiting: list[Applicant]) -> None:
    assert len(waiting) == 4
    assert +catch_up(CLOSED) == {
        "WindowOpened": 1,
        "WindowClosed": 1,
        "ApplicationLapsed": 1,
        "RoundRequested": 1,
        "reminders": 1,
    }
    before = counts()
    assert (+catch_up(CLOSED + MINUTE), counts()) == ({}, before)


def test_opening_is_announced_at_the_opening_and_not_before(cycle: Cycle) -> None:
    write_cycle(cycle)
    assert +catch_up(OPENING - timedelta(milliseconds=1)) == {}
    assert +catch_up(OPENING) == {"WindowOpened": 1}
    (fact,) = of_type("WindowOpened")
    assert (fact["subject"], fact["at"], fact["actor"]) == ("2024-25", "2024-02-16T05:00:00.000Z", "program")


def test_drafts_stay_while_a_submission_received_in_time_can_be_in_flight(waiting: list[Applicant]) -> None:
    assert +catch_up(JUST_BEFORE) == {"WindowOpened": 1, "reminders": 3}
    assert +catch_up(DEADLINE) == {"WindowClosed": 1}
    assert +catch_up(CLOSED - timedelta(milliseconds=1)) == {}
    assert waiting[2].submit(at=JUST_BEFORE).status == 201
    assert +catch_up(CLOSED) == {}
    assert statuses(waiting)[2] == "submitted"


def test_submission_received_in_time_but_handled_after_the_lapse_still_counts(waiting: list[Applicant]) -> None:
    catch_up(CLOSED)
    assert waiting[2].submit(at=JUST_BEFORE).status == 201
    assert statuses(waiting)[2] == "submitted"


def test_draft_with_an_extension_lapses_when_the_extension_ends(waiting: list[Applicant]) -> None:
    end = datetime(2024, 4, 18, 16, 1, tzinfo=UTC)
    catch_up(end - timedelta(milliseconds=1))
    assert statuses(waiting)[3] == "draft"
    catch_up(end + IN_FLIGHT)
    assert statuses(waiting)[3] == "lapsed"


def test_draft_with_an_extension_stays_while_a_submission_can_be_in_flight(waiting: list[Applicant]) -> None:
    catch_up(datetime(2024, 4, 18, 16, 1, tzinfo=UTC) + IN_FLIGHT - timedelta(milliseconds=1))
    assert statuses(waiting)[3] == "draft"


def test_extension_reopens_a_lapsed_draft(waiting: list[Applicant]) -> None:
    catch_up(CLOSED)
    until = {"until": "2024-04-20T12:00", "reason": "The form was down"}
    assert staff("POST", f"/applications/{waiting[2].id}/extension", until, at=CLOSED).json["status"] == "draft"
    assert +catch_up(DAY_AFTER) == {"reminders": 1}
    assert waiting[2].submit(at=DAY_AFTER).status == 201


def test_closing_round_waits_until_every_submission_is_judged(waiting: list[Applicant], people: People) -> None:
    submitted(people, "last-minute", at=JUST_BEFORE)
    assert "RoundRequested" not in +catch_up(CLOSED)
    deliver(eligibility, "ApplicationSubmitted")
    assert [+catch_up(CLOSED + n * MINUTE) for n in (1, 2)] == [{"RoundRequested": 1}, {}]
    assert len(waiting) == 4


def test_closing_round_needs_an_eligible_applicant(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    submitted(people, kind="no_group")
    deliver(eligibility, "ApplicationSubmitted")
    assert +catch_up(CLOSED) == {"WindowOpened": 1, "WindowClosed": 1}


def test_window_with_a_moved_deadline_is_closed_and_announced_again(waiting: list[Applicant]) -> None:
    catch_up(CLOSED)
    body = {"deadline": "2024-04-22T23:59", "reason": "A storm"}
    assert staff("POST", "/cycles/2024-25/extension", body, at=DAY_AFTER).status == 200
    assert +catch_up(DAY_AFTER) == {"reminders": 1}
    assert +catch_up(datetime(2024, 4, 24, tzinfo=UTC)) == {
        "WindowClosed": 1,
        "RoundRequested": 1,
        "ApplicationLapsed": 1,
    }
    assert statuses(waiting) == ["eligible", "ineligible", "lapsed", "lapsed"]


def test_proposal_expires_at_its_time_and_frees_both_sides(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people)
    propose()
    (match,) = matches.of_mentor(mentor.id)
    accept(applicant.sub, match.id)
    ends = match.respond_by + IN_FLIGHT
    assert catch_up(ends - timedelta(milliseconds=1))["MatchExpired"] == 0
    assert [catch_up(ends + n * MINUTE)["MatchExpired"] for n in range(2)] == [1, 0]
    after, freed, free = matches.load(match.id), applications.load(applicant.id), mentors.load(mentor.id)
    assert after
    assert freed
    assert free
    assert (after.state, after.closed_by) == ("expired", "program")
    assert (freed.status, freed.live_match, freed.carried_over) == ("eligible", None, True)
    assert (free.live_matches, free.open_places, len(of_type("MatchExpired"))) == (frozenset(), 1, 1)


@pytest.mark.parametrize("respond", [accept, decline])
def test_answer_received_in_time_counts_however_late_it_is_handled(
    people: People, cycle: Cycle, respond: Callable[..., Answer]
) -> None:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people)
    propose()
    (match,) = matches.of_mentor(mentor.id)
    just_before, ends = match.respond_by - timedelta(milliseconds=1), match.respond_by + IN_FLIGHT
    catch_up(ends - timedelta(milliseconds=1))
    answers = [respond(applicant.sub, match.id, at=at) for at in (match.respond_by, just_before)]
    assert [(a.status, a.json.get("state")) for a in answers] == [
        (409, "expired"),
        (200, "proposed" if respond is accept else "declined"),
    ]


def test_closing_round_waits_for_a_submission_that_the_index_does_not_show_yet(
    waiting: list[Applicant], people: People
) -> None:
    last = submitted(people, "last-minute", at=JUST_BEFORE)
    with index_without("2024-25#submitted"):
        assert "RoundRequested" not in +catch_up(CLOSED)
    deliver(eligibility, "ApplicationSubmitted")
    assert +catch_up(CLOSED + MINUTE) == {"RoundRequested": 1}
    assert statuses([*waiting, last])[-1] == "eligible"


def test_confirmed_match_never_expires(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people)
    propose()
    (match,) = matches.of_mentor(mentor.id)
    for sub in (applicant.sub, mentor.sub):
        accept(sub, match.id)
    assert catch_up(match.respond_by + timedelta(days=400))["MatchExpired"] == 0
    assert matches.load(match.id).state == "completed"  # type: ignore[union-attr]


def test_tick_uses_the_current_time(cycle: Cycle) -> None:
    write_cycle(cycle)
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 60_000)
    done = [{name: count for name, count in handler({}, context).items() if count} for _ in range(2)]
    # The cycle is long over: five kinds go, and the last report is counted for the others.
    assert done == [{"WindowOpened": 1, "WindowClosed": 1, "RetentionDue": 6}, {}]


def test_submission_whose_fact_never_left_is_published_again(waiting: list[Applicant], people: People) -> None:
    lost = submitted(people, "lost")
    assert len(waiting) == 4
    steps = [OPEN + n * MINUTE for n in (9, 10, 11, 19, 20)]
    assert [catch_up(now)["published again"] for now in steps] == [0, 1, 0, 0, 1]
    (marked,) = [fact for fact in items("activity") if "published_again_at" in fact]
    assert (marked["id"], marked["published_again_at"]) == (
        f"ApplicationSubmitted.{lost.id}.v1",
        "2024-04-15T12:20:00.000Z",
    )
    deliver(eligibility, "ApplicationSubmitted")
    assert catch_up(OPEN + timedelta(days=1))["published again"] == 0
    assert statuses([lost]) == ["eligible"]


def test_words_of_a_pair_are_kept_until_its_survey_is_over(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    *_, id = confirmed(people)
    match = matches.load(id)
    assert match
    assert match.term
    ends, asked = match.term.ends_on, []
    for day in (match.term.starts_on, ends, ends + SURVEY - timedelta(days=1), ends + SURVEY):
        catch_up(datetime.combine(day, time(14), UTC))
        asked.append("rounds" in {fact["data"]["kind"] for fact in of_type("RetentionDue")})
    assert asked == [False, False, False, True]
