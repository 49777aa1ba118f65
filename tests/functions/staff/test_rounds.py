"""Rounds as staff work with them: requested, read, and published once."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.matching.handler import handler as matching
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from shared.store import rounds
from tests.bench.reading import counted
from tests.functions.applications.applicant import OPEN, eligible
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import draw_round, publish, staff, window, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
ROUNDS = "/cycles/2024-25/rounds"


@pytest.fixture
def drawn(people: People, cycle: Cycle) -> int:
    """The number of a draft with one pair and one applicant left out."""
    write_cycle(cycle)
    eligible(people)
    eligible(people, "applicant-2")
    active(people)
    return draw_round()


def heads() -> list[tuple[int, str]]:
    """The rounds of the list: number and state."""
    return [(head["round"], head["state"]) for head in staff("GET", ROUNDS).json["items"]]


def test_round_is_queued_and_appears_when_it_is_drawn_up(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    eligible(people)
    asked = staff("POST", ROUNDS)
    assert (asked.status, asked.json, heads(), staff("GET", f"{ROUNDS}/1").status) == (202, {"round": 1}, [], 404)
    deliver(matching, "RoundRequested")
    assert heads() == [(1, "draft")]


def test_round_shows_pairs_with_reasons_and_unmatched_applicants(drawn: int) -> None:
    shown = staff("GET", f"{ROUNDS}/{drawn}").json
    (head,) = staff("GET", ROUNDS).json["items"]
    of_the_page = ("pairs", "unmatched", "next_cursor", "applicants", "names")
    assert head == {name: value for name, value in shown.items() if name not in of_the_page}
    assert (shown["round"], shown["state"], shown["matched"], shown["published_at"]) == (1, "draft", 1, None)
    (pair,), (left_out,) = shown["pairs"], shown["unmatched"]
    assert {pair["application"], left_out["application"]} == {item["id"] for item in items("applications")}
    assert [bool(pair["reasons"][side]) for side in ("applicant", "mentor")] == [True, True]
    assert (bool(left_out["why"]), shown["certificate"]["verified"]) == (True, True)


def test_publication_happens_once(drawn: int) -> None:
    first = publish(drawn)
    before = counts()
    again = publish(drawn)
    assert (first.status, first.json["state"], again.status, again.json) == (200, "published", 200, first.json)
    assert (counts(), len(of_type("RoundPublished")), heads()) == (before, 1, [(1, "published")])


def test_draft_before_a_newer_round_is_stale_and_cannot_be_published(drawn: int, people: People) -> None:
    active(people, "mentor-2")
    assert draw_round() == drawn + 1 == 2
    refused = publish(1)
    assert (refused.status, refused.json["type"], heads()) == (409, "round_not_draft", [(2, "draft"), (1, "stale")])
    assert (staff("GET", f"{ROUNDS}/1").json["state"], publish(2).status, of_type("MatchProposed")) == (
        "stale",
        200,
        [],
    )


def test_provisional_round_cannot_be_published(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    eligible(people)
    facts: dict[str, Any] = window(datetime.now(UTC), -5, 5)
    write_cycle(cycle, **facts)
    draw_round()
    assert (publish(1).status, heads()) == (409, [(1, "provisional")])
    write_cycle(cycle)
    assert (publish(1).json["type"], of_type("RoundPublished")) == ("round_not_draft", [])


def test_draft_cannot_be_published_after_the_window_reopens(drawn: int) -> None:
    assert staff("POST", f"{ROUNDS}/{drawn}/publication", at=OPEN).status == 409
    assert heads() == [(1, "draft")]


def test_unknown_round_is_not_found(drawn: int) -> None:
    numbers = ("0", str(drawn + 1), "one", "-1", "1.0", "00001", "٣")
    answers = [staff("GET", f"{ROUNDS}/{n}") for n in numbers] + [
        staff("POST", f"{ROUNDS}/{n}/publication") for n in numbers
    ]
    assert [a.status for a in answers] == [404] * 14


def test_rounds_of_an_unknown_cycle_are_not_found() -> None:
    answers = [staff(method, ROUNDS) for method in ("GET", "POST")] + [staff("POST", f"{ROUNDS}/1/publication")]
    assert [a.status for a in answers] == [404, 404, 404]


def test_round_is_read_in_pages_pairs_first(people: People, drawn: int) -> None:
    whole = staff("GET", f"{ROUNDS}/{drawn}").json
    first = staff("GET", f"{ROUNDS}/{drawn}", query={"limit": "1"}).json
    assert (first["pairs"], first["unmatched"], whole["next_cursor"]) == (whole["pairs"], [], None)
    second = {"limit": "1", "cursor": first["next_cursor"]}
    last = staff("GET", f"{ROUNDS}/{drawn}", query=second).json
    assert (last["pairs"], last["unmatched"], last["next_cursor"]) == ([], whole["unmatched"], None)
    eligible(people, "applicant-3")
    draw_round()
    of_another = staff("GET", f"{ROUNDS}/{drawn + 1}", query=second)
    assert (of_another.status, of_another.json["errors"][0]["field"]) == (422, "cursor")
    assert staff("GET", f"{ROUNDS}/{drawn}", query={"cursor": "???"}).status == 422
    assert staff("GET", f"{ROUNDS}/{drawn}", query={"limit": "1001"}).status == 422


def test_round_says_who_takes_part_and_how_many(drawn: int) -> None:
    shown = staff("GET", f"{ROUNDS}/{drawn}").json
    (pair,) = shown["pairs"]
    stored = {item["id"]: item for item in items("applications") if item["part"] == "application"}
    assert (shown["applicants"], set(shown["names"]["applications"])) == (2, set(stored))
    assert shown["names"]["applications"][pair["application"]] == {
        name: stored[pair["application"]][of]
        for name, of in (("name", "applicant_name"), ("stage", "stage"), ("school", "school"), ("state", "state"))
    }
    (mentor,) = items("mentors")
    form = mentor["form"]
    assert shown["names"]["mentors"] == {
        mentor["id"]: {
            "name": f"{form['name']['first']} {form['name']['last']}",
            "institution": form["institution"],
            "state": form["location"]["state"],
            "disciplines": form["disciplines"],
            "capacity": 1,
            "open_places": 1,
        }
    }


def test_parts_of_a_round_are_read_apart(drawn: int) -> None:
    whole = staff("GET", f"{ROUNDS}/{drawn}").json
    for part, other in (("pairs", "unmatched"), ("unmatched", "pairs")):
        shown = staff("GET", f"{ROUNDS}/{drawn}", query={"part": part}).json
        assert (shown[part], shown[other], shown["next_cursor"]) == (whole[part], [], None)
        assert set(shown["names"]["applications"]) == {row["application"] for row in whole[part]}
    refused = staff("GET", f"{ROUNDS}/{drawn}", query={"part": "evidence"})
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "part")


def test_what_mentors_are_lacking_in_is_counted(drawn: int) -> None:
    shown = staff("GET", f"{ROUNDS}/{drawn}").json
    assert {kind: [it["name"] for it in found] for kind, found in shown["shortages"].items()} == shown["lacking"]
    assert shown["shortages"]["stages"] == [{"name": "medical_student", "applicants": 1}]
    head = rounds.load("2024-25", drawn)
    assert head
    db.transact(rounds.write(replace(head, shortages={})))
    assert staff("GET", f"{ROUNDS}/{drawn}").json["shortages"]["stages"][0]["applicants"] is None


def test_large_round_is_read_a_page_at_a_time(drawn: int) -> None:
    head = rounds.load("2024-25", drawn)
    assert head
    made = next(rounds.load_pieces(head, "pairs"))
    pairs = [{**made, "application": f"application-{n}"} for n in range(10_000)]
    left = [{"application": f"left-{n}", "why": ["Full."]} for n in range(250)]
    pieces = {
        **head.pieces,
        "pairs": rounds.store_pieces(head.id, "pairs", head.result_digest, pairs),
        "unmatched": rounds.store_pieces(head.id, "unmatched", head.result_digest, left),
    }
    db.transact(rounds.write(replace(head, pieces=pieces, summary={**head.summary, "matched": 10_000})))
    seen: list[Any] = []
    cursor = ""
    for _ in range(3):
        with counted() as read:
            page = staff("GET", f"{ROUNDS}/{drawn}", query={"limit": "50", "part": "pairs", "cursor": cursor}).json
        assert (read["GetItem"] <= 5, read["BatchGetItem"], read["Query"]) == (True, 2, 0)
        seen, cursor = [*seen, *page["pairs"]], page["next_cursor"]
    assert (seen, page["applicants"]) == (pairs[:150], 10_250)
