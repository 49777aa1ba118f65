"""An application as its applicant and staff see it."""

from dataclasses import replace

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain.cycle import Cycle
from tests.domain.builders import AFTER, IN_WINDOW, SENDER, drafted, judged


def test_draft_is_shown_without_what_it_does_not_have_yet(cycle: Cycle) -> None:
    draft = transitions.save(cycle, None, {"statement": "Because."}, SENDER, IN_WINDOW).application
    assert draft.as_dict() == {
        "id": draft.id,
        "cycle": "2024-25",
        "status": "draft",
        "version": 1,
        "unsubmitted_changes": False,
        "form": {"statement": "Because."},
        "updated_at": "2024-03-01T12:00:00.000Z",
    }


def test_judged_application_is_shown_with_receipt_verdict_and_extension(cycle: Cycle, people: People) -> None:
    stored = transitions.extend(
        cycle, judged(cycle, people), "2024-06-01T23:59", "Illness.", "staff:1", AFTER
    ).application
    shown = stored.as_dict()
    assert stored.receipt
    assert stored.verdict
    assert shown["receipt"] == stored.receipt.as_dict()
    assert shown["verdict"] == stored.verdict.as_dict()
    assert shown["form"]["self_identification"] == {"provided": True}
    assert shown["extension"] == {"until": "2024-06-02T04:00:00.000Z", "until_et": "June 1, 2024, 11:59 PM ET"}
    assert SENDER.email not in str(shown)


@pytest.mark.parametrize(
    ("applicant", "name"),
    [
        ({}, ""),
        ({"first_name": "Ada"}, "Ada"),
        ({"last_name": "Byron"}, "Byron"),
        ({"first_name": "Ada", "last_name": "Byron"}, "Ada Byron"),
        ({"first_name": "Suharto", "single_name": True}, "Suharto"),
        ({"first_name": "Augusta", "preferred_name": "Ada", "last_name": "Byron"}, "Ada Byron"),
    ],
)
def test_name_is_the_preferred_one(cycle: Cycle, people: People, applicant: dict[str, str], name: str) -> None:
    assert replace(drafted(cycle, people), form={"applicant": applicant}).name == name


def test_school_is_none_until_it_is_given(cycle: Cycle, people: People) -> None:
    stored = drafted(cycle, people)
    assert stored.school == stored.form["training"]["school"]
    assert replace(stored, form={}).school is None
    assert replace(stored, form={}).name == ""


def test_contact_is_the_name_the_address_and_the_school(cycle: Cycle, people: People) -> None:
    stored = drafted(cycle, people)
    assert stored.contact() == {"name": stored.name, "email": SENDER.email, "institution": stored.school}
