"""Verdicts of the rules and of staff, and the extension of one person's deadline."""

from dataclasses import replace

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain.application import Application, Extension, Status
from shared.domain.cycle import Cycle
from shared.domain.eligibility import Outcome, ReasonDict
from shared.domain.errors import DeadlinePassed, Invalid
from shared.domain.verdict import Verdict
from tests.domain.builders import (
    AFTER,
    IN_WINDOW,
    LAST,
    LATE,
    SENDER,
    application,
    at,
    drafted,
    edited,
    judged,
    ruled,
    submitted,
)

UNTIL = at("2024-04-21 04:00")
EXTENDED = at("2024-04-17 12:00")


def overrule(
    stored: Application, outcome: Outcome, reason: str = "Looked it up.", by: str = "staff:1"
) -> transitions.Change:
    return transitions.overrule(stored, outcome, reason, "2024-25.1", by, AFTER)


def extend(
    cycle: Cycle, stored: Application, until: str = "2024-04-20T23:59", reason: str = "Illness."
) -> transitions.Change:
    return transitions.extend(cycle, stored, until, reason, "staff:1", EXTENDED)


def test_verdict_of_the_rules_is_kept_with_policy_and_reasons(cycle: Cycle, people: People) -> None:
    change = transitions.apply_judgement(submitted(cycle, people), 1, ruled("needs_review"), AFTER)
    reason: ReasonDict = {
        "rule": "uim",
        "outcome": "passes",
        "message": "It fits.",
        "source": "The program's sentence.",
        "title": "Underrepresented in medicine",
    }
    verdict = Verdict("needs_review", "2024-25.1", 1, (reason,), AFTER, "program")
    assert (change.application.verdict, change.application.verdicts) == (verdict, (verdict,))
    assert verdict.as_dict() == {
        "outcome": "needs_review",
        "policy": "2024-25.1",
        "version": 1,
        "reasons": [reason],
        "decided_at": "2024-05-20T12:00:00.000Z",
        "decided_at_et": "May 20, 2024, 8:00 AM ET",
        "decided_by": "rules",
    }
    assert change.fact
    assert change.fact.data == {"outcome": "needs_review", "policy": "2024-25.1", "version": 1}


def test_verdict_on_a_superseded_version_is_ignored(cycle: Cycle, people: People) -> None:
    again = transitions.submit(cycle, edited(cycle, submitted(cycle, people)), LAST).application
    assert transitions.apply_judgement(again, 1, ruled("eligible"), AFTER) == transitions.Change(again, None)
    assert transitions.apply_judgement(again, 2, ruled("eligible"), AFTER).application.status == "eligible"


def test_verdict_on_the_submitted_version_counts_while_edits_wait(cycle: Cycle, people: People) -> None:
    waiting = edited(cycle, submitted(cycle, people))
    after = transitions.apply_judgement(waiting, 1, ruled("eligible"), AFTER).application
    assert (after.status, after.version, after.submitted_version) == ("eligible", 2, 1)


def test_verdict_of_the_rules_comes_too_late_after_staff_decided(cycle: Cycle, people: People) -> None:
    decided = overrule(submitted(cycle, people), "ineligible").application
    assert transitions.apply_judgement(decided, 1, ruled("eligible"), AFTER) == transitions.Change(decided, None)


def test_staff_verdict_replaces_the_rules_and_keeps_reason_and_history(cycle: Cycle, people: People) -> None:
    stored = judged(cycle, people, "needs_review")
    change = overrule(stored, "eligible", "The school is accredited.", "staff:7")
    verdict = change.application.verdict
    assert stored.verdict
    assert verdict == Verdict(
        "eligible", "2024-25.1", 1, stored.verdict.reasons, AFTER, "staff:7", "The school is accredited."
    )
    assert change.application.verdicts == (stored.verdict, verdict)
    assert (verdict.as_dict()["decided_by"], verdict.as_dict()["note"]) == ("staff", "The school is accredited.")
    assert change.fact
    assert (change.fact.actor, change.fact.data["outcome"]) == ("staff:7", "eligible")


def test_same_staff_verdict_again_changes_nothing(cycle: Cycle, people: People) -> None:
    decided = overrule(judged(cycle, people), "ineligible").application
    assert overrule(decided, "ineligible") == transitions.Change(decided, None)
    assert overrule(decided, "ineligible", "Another reason.").fact
    assert overrule(decided, "ineligible", by="staff:2").fact


def test_staff_may_move_between_the_three_verdicts_again_and_again(cycle: Cycle, people: People) -> None:
    stored = judged(cycle, people)
    facts = []
    for outcome in ("ineligible", "needs_review", "eligible", "ineligible"):
        change = overrule(stored, outcome)
        stored = change.application
        assert stored.status == outcome
        facts.append(change.fact and change.fact.id)
    assert len(set(facts)) == 4
    assert len(stored.verdicts) == 5


def test_staff_verdict_on_a_resubmission_does_not_carry_the_old_reasons(cycle: Cycle, people: People) -> None:
    again = transitions.submit(cycle, edited(cycle, judged(cycle, people)), LAST).application
    verdict = overrule(again, "eligible").application.verdict
    assert verdict
    assert (verdict.reasons, verdict.version) == ((), 2)


def test_extension_is_kept_with_its_reason_and_who_granted_it(cycle: Cycle, people: People) -> None:
    draft = drafted(cycle, people)
    change = extend(cycle, draft)
    granted = Extension(UNTIL, "Illness.", EXTENDED, "staff:1")
    assert change.application == replace(draft, extension=granted, updated_at=EXTENDED)
    assert change.fact
    assert (change.fact.actor, change.fact.note) == ("staff:1", "Illness.")
    assert change.fact.data == {"until": "2024-04-21T04:00:00.000Z"}


def test_extension_opens_the_window_for_one_person(cycle: Cycle, people: People) -> None:
    extended = extend(cycle, drafted(cycle, people)).application
    assert edited(cycle, extended, at("2024-04-21 03:59:59.999")).version == 2
    assert transitions.submit(cycle, extended, at("2024-04-21 03:59:59.999")).application.status == "submitted"
    with pytest.raises(DeadlinePassed) as refused:
        transitions.submit(cycle, extended, UNTIL)
    assert refused.value.extra["deadline_et"] == "April 20, 2024, 11:59 PM ET"


def test_extension_lets_a_judged_application_be_submitted_again(cycle: Cycle, people: People) -> None:
    extended = extend(cycle, judged(cycle, people, "ineligible")).application
    again = transitions.submit(cycle, edited(cycle, extended, EXTENDED), EXTENDED).application
    assert (again.status, again.submitted_version) == ("submitted", 2)


def test_extended_draft_lapses_only_when_its_own_window_is_over(cycle: Cycle, people: People) -> None:
    extended = extend(cycle, drafted(cycle, people)).application
    assert transitions.lapse(cycle, extended, LATE) == transitions.Change(extended, None)
    assert transitions.lapse(cycle, extended, at("2024-04-21 03:59:59.999")) == transitions.Change(extended, None)
    assert transitions.lapse(cycle, extended, UNTIL).application.status == "lapsed"


def test_extension_takes_up_what_lapsed_as_a_new_version(cycle: Cycle, people: People) -> None:
    lapsed = application(cycle, people, "lapsed")
    extended = extend(cycle, lapsed).application
    assert (extended.status, extended.version) == ("draft", 2)
    first, second = (
        transitions.lapse(cycle, drafted(cycle, people), LATE),
        transitions.lapse(cycle, extended, UNTIL),
    )
    assert first.fact
    assert second.fact
    assert first.fact.id != second.fact.id


@pytest.mark.parametrize("status", ["submitted", "eligible", "withdrawn", "matched"])
def test_extension_leaves_every_other_state_as_it_is(cycle: Cycle, people: People, status: Status) -> None:
    extended = extend(cycle, application(cycle, people, status)).application
    assert (extended.status, extended.version) == (status, 1)


@pytest.mark.parametrize(
    "until",
    [
        "2024-04-15T23:59",
        "2024-04-15T12:00",
        "2024-04-17T07:59",
        "2024-11-03T01:30",
        "2025-03-09T02:30",
        "2024-04-31T12:00",
        "next week",
        "",
    ],
)
def test_extension_that_ends_too_early_or_never_is_refused(cycle: Cycle, people: People, until: str) -> None:
    with pytest.raises(Invalid):
        extend(cycle, drafted(cycle, people), until)


def test_extension_may_end_with_the_next_minute(cycle: Cycle, people: People) -> None:
    granted = extend(cycle, drafted(cycle, people), "2024-04-17T08:00").application.extension
    assert granted
    assert granted.until == at("2024-04-17 12:01")


def test_same_extension_again_changes_nothing(cycle: Cycle, people: People) -> None:
    extended = extend(cycle, drafted(cycle, people)).application
    assert extend(cycle, extended) == transitions.Change(extended, None)
    assert extend(cycle, extended, reason="Another reason.").fact


def test_extension_moved_there_and_back_is_three_facts(cycle: Cycle, people: People) -> None:
    stored = drafted(cycle, people)
    facts = set()
    for revision, until in enumerate(("2024-04-20T23:59", "2024-04-18T23:59", "2024-04-20T23:59"), start=1):
        change = extend(cycle, replace(stored, revision=revision), until)
        stored = change.application
        facts.add(change.fact and change.fact.id)
    assert len(facts) == 3


def test_sender_and_draft_do_not_show_who_and_what_in_logs(cycle: Cycle) -> None:
    answer = {"self_identification": {"groups": ["hispanic_latino"]}}
    draft = transitions.save(cycle, None, answer, SENDER, IN_WINDOW)
    assert repr(SENDER) == "Sender(applicant='person-1')"
    assert "hispanic_latino" not in repr(draft)
