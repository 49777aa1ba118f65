"""Staff change the copy that they saw: 428 without `If-Match`, 412 when someone else was faster."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.handler import handler as matching
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import OPEN, eligible, submitted
from tests.functions.http import Answer, call
from tests.functions.mentors.volunteer import active, new_mentor
from tests.functions.staff.staff_client import draw_round, etag_of, facts_of, staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.messages import deliver
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
EXTENSION = {"until": "2024-04-20T23:59", "reason": "Illness"}
CYCLE_EXTENSION = {"deadline": "2024-04-20T23:59", "reason": "A storm"}
Way = tuple[str, str, Any, Any]


def application_way(path: str, one: Any, other: Any) -> Callable[[People, Cycle], Way]:
    """A change of a submitted application."""

    def made(people: People, cycle: Cycle) -> Way:
        write_cycle(cycle)
        applicant = submitted(people)
        deliver(eligibility, "ApplicationSubmitted")
        return "POST", f"/applications/{applicant.id}{path}", one, other

    return made


def cycle_way(method: str, path: str, **of: Any) -> Callable[[People, Cycle], Way]:
    """A change of a cycle, as each of two people asks for it."""

    def made(_: People, cycle: Cycle) -> Way:
        write_cycle(cycle)
        one, other = ({**facts_of(cycle), "response_days": days} for days in (12, 14))
        return (method, f"/cycles/{cycle.id}{path}", of.get("one", one), of.get("other", other))

    return made


def round_way(method: str, path: str, *, other: bool) -> Callable[[People, Cycle], Way]:
    """A change of a draft."""

    def made(people: People, cycle: Cycle) -> Way:
        write_cycle(cycle)
        applicant, mentor = eligible(people), active(people)
        draw_round()
        pair = {"application": applicant.id, "mentor": mentor.id}
        bodies = [{"pin": pin, "forbid": forbid} for pin, forbid in (([pair], []), ([], [pair]))]
        return (method, f"/cycles/{cycle.id}/rounds/1{path}", *(bodies if other else (None, None)))

    return made


def approval(people: People, _: Cycle) -> Way:
    """The approval of a mentor."""
    mentor = new_mentor(people)
    mentor.volunteer()
    return "POST", f"/mentors/{mentor.id}/approval", None, None


VERDICTS = [{"outcome": outcome, "reason": "Looked up"} for outcome in ("needs_review", "ineligible")]
WAYS: dict[str, Callable[[People, Cycle], Way]] = {
    "verdict": application_way("/verdict", *VERDICTS),
    "extension": application_way("/extension", EXTENSION, {**EXTENSION, "until": "2024-04-18T23:59"}),
    "cycle": cycle_way("PUT", ""),
    "deadline": cycle_way(
        "POST", "/extension", one=CYCLE_EXTENSION, other={**CYCLE_EXTENSION, "deadline": "2024-04-25T23:59"}
    ),
    "adjustments": round_way("PUT", "/adjustments", other=True),
    "publication": round_way("POST", "/publication", other=False),
    "approval": approval,
}


def send(way: Way, body: Any, etag: str | None, **more: Any) -> Answer:
    """Send a change of the copy with this ETag."""
    at = {} if "rounds" in way[1] else {"at": OPEN}
    return staff(way[0], way[1], body, headers={"If-Match": etag} if etag else {}, **at, **more)


@pytest.mark.parametrize("name", WAYS)
def test_change_without_if_match_is_refused(name: str, people: People, cycle: Cycle) -> None:
    way = WAYS[name](people, cycle)
    before = counts()
    answers = [send(way, way[2], etag) for etag in (None, "*")]
    assert [(a.status, a.json["type"]) for a in answers] == [(428, "precondition_required")] * 2
    assert answers[0].json["detail"] == "Read what you change first, and send the ETag of that answer as If-Match."
    assert counts() == before


@pytest.mark.parametrize("name", [name for name in WAYS if name not in ("approval", "publication")])
def test_second_of_two_changes_of_one_copy_is_refused_with_the_stored_copy(
    name: str, people: People, cycle: Cycle
) -> None:
    way = WAYS[name](people, cycle)
    etag = etag_of(way[0], way[1])
    first = send(way, way[2], etag)
    before = counts()
    second = send(way, way[3], etag, sub="staff-2")
    assert (first.status, second.status, second.json["type"]) == (200, 412, "stale_version")
    assert (first.headers["etag"] == etag_of(way[0], way[1]) != etag, counts()) == (True, before)
    changing = ("server_time", "materials")
    assert {k: v for k, v in second.json["current"].items() if k not in changing} == {
        k: v for k, v in first.json.items() if k not in changing
    }
    assert send(way, way[3], first.headers["etag"], sub="staff-2").status == 200


@pytest.mark.parametrize("name", WAYS)
def test_same_request_again_after_its_answer_was_lost_changes_nothing(name: str, people: People, cycle: Cycle) -> None:
    way = WAYS[name](people, cycle)
    etag = etag_of(way[0], way[1])
    first = send(way, way[2], etag)
    before = counts()
    again = send(way, way[2], etag)
    assert (first.status, again.status, again.headers["etag"]) == (200, 200, first.headers["etag"])
    assert counts() == before


def test_two_verdicts_at_once_are_one_verdict_and_one_mail(people: People, cycle: Cycle) -> None:
    way = WAYS["verdict"](people, cycle)
    etag = etag_of(way[0], way[1])
    answers = race(
        [
            lambda: send(way, VERDICTS[0], etag, sub="staff-1"),
            lambda: send(way, VERDICTS[1], etag, sub="staff-2"),
        ]
    )
    assert sorted(answer.status for answer in answers if isinstance(answer, Answer)) == [200, 412]
    decided = [fact for fact in of_type("VerdictReached") if fact["actor"].startswith("staff")]
    assert (len(decided), len(staff("GET", way[1].removesuffix("/verdict")).json["verdicts"])) == (1, 2)


def test_refusal_of_what_somebody_else_changed_is_stale(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant = submitted(people)
    path = f"/applications/{applicant.id}/verdict"
    etag = etag_of("POST", path)
    applicant.withdraw()
    refused = staff("POST", path, VERDICTS[0], headers={"If-Match": str(etag)})
    assert (refused.status, refused.json["current"]["status"]) == (412, "withdrawn")


def test_draft_that_became_outdated_is_not_published_unseen(people: People, cycle: Cycle) -> None:
    way = WAYS["publication"](people, cycle)
    etag = etag_of(way[0], way[1])
    active(people, "mentor-2")
    deliver(matching, "MentorApproved")
    refused = send(way, None, etag)
    assert (refused.status, refused.json["current"]["state"], of_type("RoundPublished")) == (412, "stale", [])


def test_stale_copy_of_a_cycle_does_not_undo_an_extension(cycle: Cycle) -> None:
    write_cycle(cycle)
    path = f"/cycles/{cycle.id}"
    etag = str(etag_of("PUT", path))
    extended = staff("POST", f"{path}/extension", CYCLE_EXTENSION, at=OPEN)
    facts = {**facts_of(cycle), "name": "Another name", "reason": "A typing mistake"}
    stale = staff("PUT", path, facts, at=OPEN, headers={"If-Match": etag})
    assert (extended.status, stale.status, stale.json["current"]["accepts_before"]) == (
        200,
        412,
        "2024-04-21T04:00:00.000Z",
    )
    assert [item["deadline"] for item in items("cycles")] == ["2024-04-20T23:59"]


def test_deadline_is_moved_earlier_only_with_a_reason(cycle: Cycle) -> None:
    write_cycle(cycle)
    path, facts = f"/cycles/{cycle.id}", facts_of(cycle, deadline="2024-04-10T23:59")
    refused = staff("PUT", path, facts, at=OPEN)
    assert (refused.status, refused.json["errors"]) == (
        422,
        [
            {
                "field": "reason",
                "message": "People rely on the current deadline. To move it, enter a reason.",
            }
        ],
    )
    assert staff("PUT", path, {**facts, "reason": "The date was a mistake."}, at=OPEN).status == 200
    (shortened,) = of_type("DeadlineShortened")
    assert (shortened["note"], shortened["data"]) == (
        "The date was a mistake.",
        {"until": "2024-04-11T04:00:00.000Z", "was": "2024-04-16T04:00:00.000Z"},
    )


def test_earlier_deadline_in_another_time_zone_needs_a_reason_too(cycle: Cycle) -> None:
    write_cycle(cycle)
    path, facts = f"/cycles/{cycle.id}", facts_of(cycle, time_zone="Asia/Tokyo")
    assert staff("PUT", path, facts, at=OPEN).status == 422


def test_cycle_that_is_gone_or_was_never_there_is_not_changed(cycle: Cycle) -> None:
    refused = staff("PUT", f"/cycles/{cycle.id}", facts_of(cycle), headers={"If-Match": '"1"'})
    assert (refused.status, refused.json["current"], items("cycles")) == (412, None, [])


def test_every_answer_that_shows_a_cycle_has_its_etag(cycle: Cycle) -> None:
    created = staff("PUT", f"/cycles/{cycle.id}", facts_of(cycle), at=OPEN)
    shown = [
        call(portal, "GET", "/api/cycles/2024-25"),
        call(portal, "GET", "/api/cycles/current"),
        staff("GET", "/cycles/2024-25"),
    ]
    assert (created.status, {a.headers["etag"] for a in (created, *shown)}) == (201, {'"1"'})
