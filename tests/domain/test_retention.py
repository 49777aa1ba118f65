"""What is kept for how long: the README's table, and what is due of a cycle at an instant."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from infra.local.people import People
from shared.domain.application import Extension
from shared.domain.cycle import Cycle
from shared.domain.kept import KEPT
from shared.domain.retention import Kind, LastReport, Step, due, due_at, is_forgettable, next_step
from tests.domain.builders import at, drafted, submitted

README = Path(__file__).parents[2] / "shared" / "domain" / "README.md"
TICK = timedelta(microseconds=1)
DUE: dict[Kind, str] = {
    "drafts": "2024-07-15 04:00",
    "sign_ins_of_drafts": "2024-08-14 04:00",
    "self_identification": "2025-07-31 04:00",
    "cvs": "2025-09-29 04:00",
    "applications": "2026-07-01 04:00",
    "rounds": "2026-07-01 04:00",
    "sign_ins": "2026-07-31 04:00",
}


def test_readme_has_the_table_of_durations() -> None:
    text = README.read_text(encoding="utf-8").partition("## How long")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert rows == [(kept.what, str(kept.days), *kept[2:]) for kept in KEPT.values()]


def test_each_kind_is_due_at_its_instant_and_not_before(cycle: Cycle) -> None:
    assert {kind: due_at(cycle, kind) for kind in DUE} == {kind: at(text) for kind, text in DUE.items()}
    for text in DUE.values():
        before, after = due(cycle, at(text) - TICK), due(cycle, at(text))
        assert [kind for kind in after if kind not in before] == [kind for kind in DUE if DUE[kind] == text]


ASKED, LATER = at("2026-07-01 04:00"), at("2026-07-01 05:00")


@pytest.mark.parametrize(
    ("kind", "last", "has_pairs", "step"),
    [
        ("cvs", None, True, "ask"),
        ("rounds", None, True, "wait"),
        ("rounds", None, False, "ask"),
        ("applications", LastReport(ASKED, is_done=True), True, "wait"),
        ("applications", None, False, "count"),
        ("applications", LastReport(ASKED - TICK, is_done=True), False, "count"),
        ("applications", LastReport(ASKED + TICK, is_done=False), False, "wait"),
        ("applications", LastReport(ASKED, is_done=False), False, "count"),
        ("applications", LastReport(ASKED, is_done=True), False, "ask"),
        ("self_identification", LastReport(ASKED, is_done=True), True, "ask"),
    ],
)
def test_what_is_due_waits_for_pairs_and_for_the_last_count(
    cycle: Cycle, kind: Kind, last: LastReport | None, has_pairs: bool, step: Step
) -> None:
    assert next_step(cycle, kind, last, has_pairs, LATER) == step


def test_draft_is_kept_for_its_own_deadline_and_what_was_submitted_is_no_draft(cycle: Cycle, people: People) -> None:
    draft, goes = drafted(cycle, people), at(DUE["drafts"])
    own = Extension(at("2024-05-02 04:00"), "Ill.", goes, "staff:1")
    extended = replace(draft, extension=own)
    cases = [
        (draft, goes - TICK, False), (draft, goes, True), (submitted(cycle, people), goes, False),
        (extended, goes, False), (extended, own.until + KEPT["drafts"].span, True),
    ]  # fmt: skip
    assert [is_forgettable(cycle, one, now) for one, now, _ in cases] == [expected for *_, expected in cases]
