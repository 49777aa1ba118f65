"""The matching worker: rounds are drawn once, proposals made once, and closed when a side leaves."""

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications, matches, mentors
from tests.functions.applications.applicant import Applicant, eligible, submitted
from tests.functions.mentors.volunteer import accept, active, decline, matches_of
from tests.functions.staff.staff_client import draw_round, propose, publish, staff, window, write_cycle
from tests.runtime.faults import dies_at
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts, failed, message, poison
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def heads() -> list[tuple[int, str]]:
    """Number and state of every round, newest first."""
    return [(head["round"], head["state"]) for head in staff("GET", "/cycles/2024-25/rounds").json["items"]]


def three_and_two(people: People) -> list[Applicant]:
    """Three eligible applicants, and two mentors with a place each."""
    applicants = [submitted(people, f"applicant-{n}") for n in range(3)]
    deliver(eligibility, "ApplicationSubmitted")
    for n in range(2):
        active(people, f"mentor-{n}", mentee_stages=["medical_student"])
    return applicants


def test_requests_of_one_batch_make_one_round(people: People) -> None:
    eligible(people)
    for _ in range(3):
        assert staff("POST", "/cycles/2024-25/rounds").json == {"round": 1}
    asking = [*facts("RoundRequested") * 3, *facts("VerdictReached")]
    assert (len(asking), handler(batch(*asking), None)) == (4, NONE_FAILED)
    assert (heads(), len(of_type("RoundDrafted"))) == ([(1, "draft")], 1)


def test_redelivered_request_makes_no_second_round(people: People) -> None:
    eligible(people)
    draw_round()
    before = counts()
    deliver(handler, "RoundRequested")
    deliver(handler, "RoundRequested", "VerdictReached")
    assert (heads(), counts()) == ([(1, "draft")], before)


def test_second_request_by_staff_makes_another_round(people: People) -> None:
    eligible(people)
    assert [draw_round(), draw_round()] == [1, 2]
    deliver(handler, "RoundRequested")
    assert heads() == [(2, "draft"), (1, "stale")]


def test_rounds_are_provisional_during_the_window_and_drafts_afterwards(people: People, cycle: Cycle) -> None:
    eligible(people)
    write_cycle(cycle, **window(datetime.now(UTC), -5, 5))
    deliver(handler, "VerdictReached")
    assert heads() == [(1, "provisional")]
    deliver(handler, "VerdictReached")
    assert heads() == [(1, "provisional")]
    active(people)
    deliver(handler, "VerdictReached")
    assert heads() == [(2, "provisional"), (1, "provisional")]
    write_cycle(cycle, **window(datetime.now(UTC), -9, -1))
    deliver(handler, "VerdictReached")
    assert heads() == [(2, "provisional"), (1, "provisional")]
    staff("POST", "/cycles/2024-25/rounds")
    deliver(handler, "RoundRequested")
    assert heads() == [(3, "draft"), (2, "provisional"), (1, "provisional")]


def test_only_eligible_applicants_take_part(people: People) -> None:
    applicant, other = eligible(people), submitted(people, "no-group", "no_group")
    withdrawn = eligible(people, "withdrawn")
    withdrawn.withdraw()
    deliver(eligibility, "ApplicationSubmitted")
    mentor, waiting = active(people), active(people, "paused")
    waiting.send("POST", "/pause", {})
    draw_round()
    round_ = staff("GET", "/cycles/2024-25/rounds/1").json
    assert [(pair["application"], pair["mentor"]) for pair in round_["pairs"]] == [(applicant.id, mentor.id)]
    assert (round_["unmatched"], other.read().json["status"]) == ([], "ineligible")


def test_published_round_proposes_its_pairs_and_carries_over_the_others(people: People) -> None:
    applicants = three_and_two(people)
    pairs = {(pair["application"], pair["mentor"]) for pair in propose()}
    proposed = {
        (match["application"], match["mentor"]) for applicant in applicants for match in matches_of(applicant.sub)
    }
    assert (len(pairs), proposed, len(of_type("MatchProposed"))) == (2, pairs, 2)
    (left_out,) = [applicant for applicant in applicants if not matches_of(applicant.sub)]
    stored = applications.load(left_out.id)
    assert stored
    assert (stored.status, stored.carried_over, [fact["subject"] for fact in of_type("ApplicantUnmatched")]) == (
        "unmatched",
        True,
        [left_out.id],
    )
    assert [item["live_matches"] for item in items("mentors")] == [
        frozenset({match.id}) for item in items("mentors") for match in matches.of_mentor(item["id"])
    ]


def test_redelivered_publication_does_nothing(people: People) -> None:
    three_and_two(people)
    propose()
    before = (items("applications"), items("mentors"), items("matches"), counts())
    deliver(handler, "RoundPublished")
    deliver(handler, "RoundPublished")
    assert (items("applications"), items("mentors"), items("matches"), counts()) == before


@pytest.mark.parametrize(("number", "done"), [(2, False), (1, True)], ids=["not written", "written, answer lost"])
def test_publication_that_dies_at_every_step_reaches_the_same_end(people: People, number: int, done: bool) -> None:
    applicants = three_and_two(people)
    round_ = draw_round()
    pairs = {(p["application"], p["mentor"]) for p in staff("GET", f"/cycles/2024-25/rounds/{round_}").json["pairs"]}
    publish(round_)
    (fact,) = facts("RoundPublished")
    deliveries = 0
    with_fault: dict[str, Any] = failed(fact.id)
    while with_fault == failed(fact.id):
        deliveries += 1
        with dies_at("TransactWriteItems", number, done=done):
            with_fault = handler(batch(fact), None)
    assert (deliveries, with_fault) == (3 if number == 2 else 4, NONE_FAILED)
    assert {(match["application"], match["mentor"]) for match in items("matches")} == pairs
    assert [len(of_type(type)) for type in ("MatchProposed", "ApplicantUnmatched")] == [2, 1]
    assert sorted(applicant.read().json["status"] for applicant in applicants) == ["eligible", "eligible", "unmatched"]
    assert [len(item["live_matches"]) for item in items("mentors")] == [1, 1]


def test_round_that_dies_before_its_head_is_written_is_drawn_once(people: People) -> None:
    three_and_two(people)
    staff("POST", "/cycles/2024-25/rounds")
    (fact,) = facts("RoundRequested")
    for operation in ("PutItem", "TransactWriteItems"):
        with dies_at(operation, done=False):
            assert handler(batch(fact), None) == failed(fact.id)
        assert heads() == []
    with dies_at("TransactWriteItems", done=True):
        assert handler(batch(fact), None) == failed(fact.id)
    before = counts()
    assert (handler(batch(fact), None), heads(), counts()) == (NONE_FAILED, [(1, "draft")], before)


def test_withdrawal_closes_the_proposal_and_frees_the_mentor(people: People) -> None:
    applicant, mentor = eligible(people), active(people)
    propose()
    applicant.withdraw()
    deliver(handler, "ApplicationWithdrawn")
    deliver(handler, "ApplicationWithdrawn")
    (match,) = matches.of_mentor(mentor.id)
    assert (match.state, match.closed_by, applicant.read().json["status"]) == ("withdrawn", "applicant", "withdrawn")
    assert (mentor.read()["open_places"], len(of_type("MatchWithdrawn"))) == (1, 1)


def test_pause_closes_the_proposals_and_carries_over_the_applicants(people: People) -> None:
    applicants = [eligible(people, f"applicant-{n}") for n in range(2)]
    mentor = active(people, mentee_stages=["medical_student"])
    mentor.volunteer(capacity=3)
    propose()
    confirmed, open_ = applicants
    (match,) = matches_of(confirmed.sub)
    for sub in (confirmed.sub, mentor.sub):
        accept(sub, match["id"])
    mentor.send("POST", "/pause", {})
    deliver(handler, "MentorPaused")
    assert [matches_of(applicant.sub)[0]["state"] for applicant in applicants] == ["confirmed", "withdrawn"]
    freed, stored = applications.load(open_.id), mentors.load(mentor.id)
    assert freed
    assert stored
    assert (freed.status, freed.live_match, freed.carried_over) == ("eligible", None, True)
    assert stored.live_matches == stored.taken == frozenset({match["id"]})


def test_mentor_who_resumes_before_the_worker_runs_keeps_the_proposals(people: People) -> None:
    applicant, mentor = eligible(people), active(people)
    propose()
    for path in ("/pause", "/resume"):
        mentor.send("POST", path)
    deliver(handler, "MentorPaused")
    assert matches_of(applicant.sub)[0]["state"] == "proposed"


def test_declined_pair_is_not_proposed_again_but_another_mentor_is(people: People) -> None:
    applicant, first = eligible(people), active(people)
    propose()
    decline(first.sub, matches_of(first.sub)[0]["id"])
    draw_round()
    assert staff("GET", "/cycles/2024-25/rounds/2").json["pairs"] == []
    second = active(people, "mentor-2")
    pairs = propose()
    assert [(p["application"], p["mentor"], p["carried_over"]) for p in pairs] == [(applicant.id, second.id, True)]


def test_message_that_cannot_be_read_fails_alone(people: People) -> None:
    eligible(people)
    staff("POST", "/cycles/2024-25/rounds")
    (fact,) = facts("RoundRequested")
    records = [poison("a"), message(fact), poison("b")]
    assert (handler({"Records": records}, None), heads()) == (failed("a", "b"), [(1, "draft")])


def test_event_that_starts_nothing_here_fails_alone(people: People) -> None:
    eligible(people)
    staff("POST", "/cycles/2024-25/rounds")
    (written,), (asking,) = facts("CycleWritten"), facts("RoundRequested")
    assert (handler(batch(written, asking), None), heads()) == (failed(written.id), [(1, "draft")])


def test_round_of_one_cycle_fails_without_the_others(people: People) -> None:
    eligible(people)
    staff("POST", "/cycles/2024-25/rounds")
    (fact,) = facts("RoundRequested")
    lost = message(fact, "lost")
    lost["body"] = lost["body"].replace('"cycle": "2024-25"', '"cycle": "1999-00"')
    assert handler({"Records": [lost, message(fact)]}, None) == failed("lost")
    assert heads() == [(1, "draft")]
