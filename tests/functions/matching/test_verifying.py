"""A stored round is verified from what is stored, and tampering is found."""

from datetime import UTC, datetime

import pytest

from functions.matching import evidence
from functions.matching.engine.policy import POLICIES
from functions.matching.engine.round import compute_round
from functions.matching.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import rounds
from tests.functions.applications.applicant import eligible
from tests.functions.matching.builders import crowd
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import draw_round, publish, staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def drawn(people: People, cycle: Cycle) -> None:
    """A draft with a pair, one left out, and a forbidden pair."""
    write_cycle(cycle)
    applicants = [eligible(people, f"applicant-{n}") for n in range(2)]
    guide = active(people, mentee_stages=["medical_student"])
    draw_round()
    asked = {"pin": [], "forbid": [{"application": applicants[0].id, "mentor": guide.id}]}
    staff("PUT", "/cycles/2024-25/rounds/1/adjustments", asked)
    deliver(handler, "RoundAdjusted")


def verified() -> dict[str, object]:
    """The certificate of round 1 after it was verified again."""
    asked = staff("POST", "/cycles/2024-25/rounds/1/verification")
    assert (asked.status, asked.json) == (202, {"round": 1})
    deliver(handler, "RoundVerificationRequested")
    certificate: dict[str, object] = staff("GET", "/cycles/2024-25/rounds/1").json["certificate"]
    return certificate


@pytest.mark.usefixtures("aws", "drawn")
def test_stored_round_verifies_even_after_its_publication() -> None:
    first = staff("GET", "/cycles/2024-25/rounds/1").json["certificate"]
    publish(1)
    again = verified()
    when = again.pop("verified_at")
    assert (again, bool(when), again["verified"]) == (first, True, True)
    assert [fact["data"]["verified"] for fact in of_type("RoundVerified")] == [True]
    deliver(handler, "RoundVerificationRequested")
    assert len(of_type("RoundVerified")) == 1


@pytest.mark.usefixtures("aws", "drawn")
def test_round_with_changed_pairs_does_not_verify() -> None:
    head = rounds.load("2024-25", 1)
    assert head
    (pair,) = rounds.load_pieces(head, "pairs")
    rounds.store_pieces(head.id, "pairs", head.result_digest, [{**pair, "score": pair["score"] + 1}])
    certificate = verified()
    assert (certificate["verified"], certificate["problem"]) == (
        False,
        "the stored round was changed after it was computed",
    )


@pytest.mark.usefixtures("aws", "drawn")
def test_round_with_changed_facts_does_not_verify() -> None:
    head = rounds.load("2024-25", 1)
    assert head
    facts, proof = evidence.read(rounds.load_pieces(head, "evidence"))
    changed = evidence.serialize(type(facts)(facts.applicants[:1], facts.mentors), proof)
    rounds.store_pieces(head.id, "evidence", head.result_digest, changed)
    assert verified()["problem"] == "the facts have changed"


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_evidence_larger_than_an_item_is_read_as_it_was_stored(policy: str) -> None:
    facts = crowd(300, 120)
    result = compute_round(facts, policy)
    lines = evidence.serialize(facts, result.proof)
    number = rounds.store_pieces("2024-25#0001", "evidence", result.result_digest, lines)
    assert number * 400_000 >= sum(map(len, lines)) > 0
    stored = rounds.Round(
        "2024-25", 1, "draft", result.facts_digest, result.result_digest, datetime.now(UTC), {}, {"evidence": number}
    )
    read, proof = evidence.read(rounds.load_pieces(stored, "evidence"))
    assert read.digest == facts.digest
    assert (proof and proof.as_dict()) == (result.proof and result.proof.as_dict())
