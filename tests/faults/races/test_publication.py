"""A round's publication against whoever leaves, changes or adjusts at that very moment."""

from collections.abc import Callable
from functools import partial

import pytest

from functions.matching.handler import handler as matching
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications, mentors
from tests.faults.races.invariants import broken
from tests.faults.races.windows import just_before
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import Volunteer, active, matches_of
from tests.functions.staff.staff_client import draw_round, publish, staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
ROUND = "/cycles/2024-25/rounds/1"
LEAVING = ("ApplicationWithdrawn", "VerdictReached", "MentorPaused")
Pair = tuple[Applicant, Volunteer]


@pytest.fixture
def drawn(people: People, cycle: Cycle) -> Pair:
    """A draft with one pair."""
    write_cycle(cycle)
    pair = eligible(people), active(people, mentee_stages=["medical_student"])
    draw_round()
    return pair


def withdraw(pair: Pair) -> Answer:
    return pair[0].withdraw()


def pause(pair: Pair) -> Answer:
    return pair[1].send("POST", "/pause", {})


def decide(pair: Pair, outcome: str = "ineligible") -> Answer:
    return staff("POST", f"/applications/{pair[0].id}/verdict", {"outcome": outcome, "reason": "The school wrote."})


def review(pair: Pair) -> Answer:
    return decide(pair, "needs_review")


def adjust(pair: Pair) -> Answer:
    forbidden = [{"application": pair[0].id, "mentor": pair[1].id}]
    return staff("PUT", f"{ROUND}/adjustments", {"pin": [], "forbid": forbidden})


WAYS = pytest.mark.parametrize("leave", [withdraw, pause, decide, review], ids=lambda leave: leave.__name__)


def heard() -> list[str]:
    """What the applicant and the mentor heard of the round, as types of facts."""
    types = ("MatchProposed", "MatchWithdrawn", "ApplicantUnmatched")
    return [fact.type for fact in facts() if fact.type in types]


def free(pair: Pair) -> tuple[str | None, frozenset[str]]:
    """What is still held of the applicant and of the mentor."""
    application, mentor = applications.load(pair[0].id), mentors.load(pair[1].id)
    assert application
    assert mentor
    return application.live_match, mentor.live_matches


@WAYS
def test_draft_is_not_published_unseen_when_the_facts_change_meanwhile(
    drawn: Pair, leave: Callable[[Pair], Answer]
) -> None:
    def leave_and_mark() -> Answer:
        answer = leave(drawn)
        deliver(matching, *LEAVING)
        return answer

    with just_before("TransactWriteItems", leave_and_mark) as left:
        refused = publish(1)
    assert [answer.status for answer in left if isinstance(answer, Answer)] == [200]
    assert (refused.status, refused.json["current"]["state"], of_type("RoundPublished")) == (412, "stale", [])
    assert broken() == []


@WAYS
def test_whoever_leaves_while_the_draft_is_published_gets_no_proposal(
    drawn: Pair, leave: Callable[[Pair], Answer]
) -> None:
    with just_before("TransactWriteItems", partial(leave, drawn)):
        assert publish(1).status == 200
    deliver(matching, *LEAVING)
    deliver(matching, "RoundPublished")
    assert (matches_of(drawn[0].sub), free(drawn)) == ([], (None, frozenset()))
    assert heard() == (["ApplicantUnmatched"] if leave is pause else [])
    assert broken() == []


@WAYS
def test_whoever_leaves_while_they_are_being_proposed_gets_no_proposal(
    drawn: Pair, leave: Callable[[Pair], Answer]
) -> None:
    assert publish(1).status == 200
    (fact,) = facts("RoundPublished")
    with just_before("TransactWriteItems", partial(leave, drawn)):
        assert matching(batch(fact), None) == NONE_FAILED
    deliver(matching, *LEAVING)
    assert (matches_of(drawn[0].sub), free(drawn)) == ([], (None, frozenset()))
    assert heard() == (["ApplicantUnmatched"] if leave is pause else [])
    assert broken() == []


@WAYS
def test_proposal_made_while_someone_leaves_is_closed_and_both_sides_are_free(
    drawn: Pair, leave: Callable[[Pair], Answer]
) -> None:
    assert publish(1).status == 200
    with just_before("TransactWriteItems", partial(deliver, matching, "RoundPublished")):
        assert leave(drawn).status == (412 if leave in (decide, review) else 200)
    if leave in (decide, review):  # the application changed under staff's hands, so they decide again
        assert leave(drawn).status == 200
    for _ in range(2):
        deliver(matching, *LEAVING)
    assert ([match["state"] for match in matches_of(drawn[0].sub)], free(drawn)) == (["withdrawn"], (None, frozenset()))
    assert heard() == ["MatchProposed", "MatchWithdrawn"]
    assert broken() == []


def test_adjustment_while_pairs_are_proposed_is_refused_and_changes_nothing(drawn: Pair) -> None:
    assert publish(1).status == 200
    (fact,) = facts("RoundPublished")
    with just_before("TransactWriteItems", partial(adjust, drawn)) as asked:
        assert matching(batch(fact), None) == NONE_FAILED
    assert [answer.json["type"] for answer in asked if isinstance(answer, Answer)] == ["round_not_draft"]
    assert (heard(), broken()) == (["MatchProposed"], [])


def test_draft_that_is_redrawn_while_it_is_published_is_not_published_unseen(drawn: Pair) -> None:
    assert adjust(drawn).status == 200
    etag = staff("GET", ROUND).headers["etag"]
    deliver(matching, "RoundAdjusted")
    refused = staff("POST", f"{ROUND}/publication", headers={"If-Match": etag})
    assert (refused.status, refused.json["current"]["matched"], of_type("RoundPublished")) == (412, 0, [])


def test_draft_published_while_it_is_being_redrawn_stays_as_it_was_published(drawn: Pair) -> None:
    """A redelivered adjustment draws up what staff publish in the meantime."""
    assert adjust(drawn).status == 200
    deliver(matching, "RoundAdjusted")
    active_again = partial(staff, "PUT", f"{ROUND}/adjustments", {"pin": [], "forbid": []})
    assert active_again().status == 200
    last = facts("RoundAdjusted")[-1]
    assert matching(batch(last), None) == NONE_FAILED
    assert publish(1).status == 200
    published = staff("GET", ROUND).json
    deliver(matching, "RoundAdjusted")
    assert (staff("GET", ROUND).json, broken()) == (published, [])


def test_two_adjustments_at_once_are_one_adjustment(drawn: Pair) -> None:
    etag = staff("GET", ROUND).headers["etag"]
    pair = [{"application": drawn[0].id, "mentor": drawn[1].id}]
    bodies = [{"pin": pair, "forbid": []}, {"pin": [], "forbid": pair}]
    calls = [partial(staff, "PUT", f"{ROUND}/adjustments", body, headers={"If-Match": etag}) for body in bodies]
    answers = [answer for answer in race(calls) if isinstance(answer, Answer)]
    assert sorted(answer.status for answer in answers) == [200, 412]
    (kept,) = [answer.json["asked"] for answer in answers if answer.status == 200]
    (refused,) = [answer.json["current"]["asked"] for answer in answers if answer.status == 412]
    deliver(matching, "RoundAdjusted")
    assert staff("GET", ROUND).json["asked"] == kept == refused
    assert (len(of_type("RoundAdjusted")), broken()) == (1, [])
