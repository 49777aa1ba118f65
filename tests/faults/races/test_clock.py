"""The clock against what people sent in time and what is still in flight."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from functions.deadlines.due import IN_FLIGHT, catch_up
from functions.matching.handler import handler as matching
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.match import Match
from shared.store import applications, matches
from tests.faults.races.invariants import broken
from tests.faults.races.windows import just_before
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE, Applicant, eligible, new_applicant
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import Volunteer, accept, active, decline
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
CLOSED = DEADLINE + IN_FLIGHT
EARLY = timedelta(milliseconds=1)
Scene = tuple[Applicant, Volunteer, Match]


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@pytest.fixture
def draft(people: People) -> Applicant:
    one = new_applicant(people)
    one.save()
    return one


@pytest.fixture
def proposed(people: People) -> Scene:
    """A proposal that the applicant has accepted."""
    applicant, mentor = eligible(people), active(people, mentee_stages=["medical_student"])
    propose()
    (match,) = matches.of_mentor(mentor.id)
    assert accept(applicant.sub, match.id).status == 200
    return applicant, mentor, match


def lapsed() -> int:
    return len(of_type("ApplicationLapsed"))


def test_submission_that_lands_while_its_draft_lapses_stands(draft: Applicant) -> None:
    with just_before("TransactWriteItems", partial(draft.submit, at=JUST_BEFORE), number=3) as sent:
        # The tick's first two announce the opening and the close.
        done = catch_up(CLOSED)
    assert ([answer.status for answer in sent if isinstance(answer, Answer)], done["failed"]) == ([201], 0)
    assert (draft.read().json["status"], lapsed(), broken()) == ("submitted", 0, [])


def test_draft_that_lapses_while_its_submission_is_handled_is_submitted(draft: Applicant) -> None:
    with just_before("TransactWriteItems", partial(catch_up, CLOSED)):
        sent = draft.submit(at=JUST_BEFORE)
    assert (sent.status, sent.json["receipt"]["received_at"]) == (201, "2024-04-16T03:59:59.999Z")
    assert (draft.read().json["status"], lapsed(), broken()) == ("submitted", 1, [])


def test_late_submission_while_the_draft_lapses_is_late_and_lapsed(draft: Applicant) -> None:
    with just_before("TransactWriteItems", partial(catch_up, CLOSED)):
        assert draft.submit(at=DEADLINE).status == 409
    stored = applications.load(draft.id)
    assert stored
    assert (stored.status, stored.late is not None, lapsed(), broken()) == ("lapsed", True, 1, [])


@pytest.mark.parametrize("whole_cycle", [False, True], ids=["one person's", "the cycle's"])
def test_draft_whose_deadline_is_extended_while_it_lapses_can_be_submitted(draft: Applicant, whole_cycle: bool) -> None:
    path = "/cycles/2024-25/extension" if whole_cycle else f"/applications/{draft.id}/extension"
    body = {"deadline" if whole_cycle else "until": "2024-04-20T23:59", "reason": "A storm"}
    with just_before("TransactWriteItems", partial(staff, "POST", path, body, at=CLOSED), number=3) as extended:
        catch_up(CLOSED)
    assert [answer.status for answer in extended if isinstance(answer, Answer)] == [200]
    assert draft.submit(at=CLOSED + timedelta(days=1)).status == 201
    assert broken() == []


@pytest.mark.parametrize("respond", [accept, decline])
def test_answer_in_time_that_lands_while_the_proposal_expires_counts(
    proposed: Scene, respond: Callable[..., Answer]
) -> None:
    _, mentor, match = proposed
    answer = partial(respond, mentor.sub, match.id, at=match.respond_by - EARLY)
    with just_before("TransactWriteItems", answer) as answers:
        done = catch_up(match.respond_by + IN_FLIGHT)
    assert [each.status for each in answers if isinstance(each, Answer)] == [200]
    assert (done["MatchExpired"], done["failed"], of_type("MatchExpired")) == (0, 0, [])
    stored = matches.load(match.id)
    assert stored
    # The tick goes on with the term of a match that is confirmed now, if that has begun.
    assert stored.state in ({"confirmed", "in_term"} if respond is accept else {"declined"})
    assert broken() == []


@pytest.mark.parametrize("respond", [accept, decline])
def test_answer_that_is_handled_after_the_grace_is_told_that_the_proposal_expired(
    proposed: Scene, respond: Callable[..., Answer]
) -> None:
    """No function runs for that long: an answer takes 10 seconds at most, and the grace is 15."""
    _, mentor, match = proposed
    with just_before("TransactWriteItems", partial(catch_up, match.respond_by + IN_FLIGHT)):
        answer = respond(mentor.sub, match.id, at=match.respond_by - EARLY)
    assert (answer.status, answer.json["state"]) == (409, "expired")
    assert (len(of_type("MatchExpired")), broken()) == (1, [])


def test_second_acceptance_while_the_applicant_withdraws_closes_the_proposal(proposed: Scene) -> None:
    applicant, mentor, match = proposed
    with just_before("TransactWriteItems", applicant.withdraw):
        refused = accept(mentor.sub, match.id)
    deliver(matching, "ApplicationWithdrawn")
    assert (refused.status, refused.json["type"]) == (409, "match_closed")
    assert (matches.load(match.id).state, broken()) == ("withdrawn", [])  # type: ignore[union-attr]


def test_withdrawal_while_the_second_acceptance_lands_ends_the_match(proposed: Scene) -> None:
    applicant, mentor, match = proposed
    with just_before("TransactWriteItems", partial(accept, mentor.sub, match.id)):
        assert applicant.withdraw().json["status"] == "withdrawn"
    for _ in range(2):
        deliver(matching, "ApplicationWithdrawn")
    assert (matches.load(match.id).state, len(of_type("MatchEnded"))) == ("ended", 1)  # type: ignore[union-attr]
    assert broken() == []


def test_pause_while_the_second_acceptance_lands_ends_nothing(proposed: Scene) -> None:
    _, mentor, match = proposed
    with just_before("TransactWriteItems", partial(accept, mentor.sub, match.id)):
        assert mentor.send("POST", "/pause", {}).status == 200
    deliver(matching, "MentorPaused")
    assert (matches.load(match.id).state, broken()) == ("confirmed", [])  # type: ignore[union-attr]


def test_second_acceptance_while_the_mentor_pauses_closes_the_proposal(proposed: Scene) -> None:
    _, mentor, match = proposed
    with just_before("TransactWriteItems", partial(mentor.send, "POST", "/pause", {})):
        assert accept(mentor.sub, match.id).status == 409
    deliver(matching, "MentorPaused")
    assert (matches.load(match.id).state, broken()) == ("withdrawn", [])  # type: ignore[union-attr]


@pytest.mark.parametrize("verdict_first", [True, False])
def test_verdict_and_second_acceptance_at_once_leave_one_of_them(proposed: Scene, verdict_first: bool) -> None:
    applicant, mentor, match = proposed
    body = {"outcome": "ineligible", "reason": "The school wrote."}
    deciding = partial(staff, "POST", f"/applications/{applicant.id}/verdict", body)
    accepting = partial(accept, mentor.sub, match.id)
    first, second = (deciding, accepting) if verdict_first else (accepting, deciding)
    with just_before("TransactWriteItems", first) as won:
        lost = second()
    deliver(matching, "VerdictReached")
    assert ([each.status for each in won if isinstance(each, Answer)], lost.status) == (
        [200],
        409 if verdict_first else 412,
    )
    state = "withdrawn" if verdict_first else "confirmed"
    assert (matches.load(match.id).state, broken()) == (state, [])  # type: ignore[union-attr]
