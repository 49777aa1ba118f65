"""A verdict names no race: not in its reasons, whatever was chosen or written."""

import itertools
import re
from datetime import date
from typing import Any, get_args

import pytest

from infra.local.people import People
from shared.domain import choices
from shared.domain.eligibility import ENGLISH_SOURCE, UIM_SOURCE, US_SOURCE, Facts, judge

OWN_WORDS = "Afro-Indigenous Garifuna"
# Every way to name a choice: as it is stored, as it is read, and word by word where a word means a race.
TELLING = {
    *(get_args(choices.Group)),
    *(group.replace("_", " ") for group in get_args(choices.Group)),
    *"american indian alaska native black african hispanic latino hawaiian pacific islander garifuna".split(),
    *"race racial ethnic ethnicity declined decline".split(),
}
CHOSEN: list[tuple[str, ...]] = [
    chosen
    for size in (1, 2)
    for chosen in itertools.combinations(get_args(choices.Group), size)
    if size == 1 or "none" not in chosen
]
ANSWERS: list[dict[str, Any]] = [
    *({"groups": chosen, "another_group": OWN_WORDS if "another_group" in chosen else None} for chosen in CHOSEN),
    {"declines": True},
    {},
]


@pytest.mark.parametrize("kind", ["student", "resident", "unlisted_school", "abroad", "no_degree", "spanish"])
@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_reasons_name_no_race_and_nothing_chosen(people: People, kind: str, answer: dict[str, Any]) -> None:
    form = people.applicant(kind, "2026-05").form
    training = {**form["training"], "school": "Prairie State College of Medicine"}
    facts = Facts(training, form["location"], answer, (form["statement"],), date(2024, 4, 15))
    reasons = judge("2024-25.1", facts).reasons
    written = " ".join(f"{reason.rule} {reason.outcome} {reason.message}" for reason in reasons).casefold()
    words = set(re.findall(r"[\w/]+", written))
    assert {each for each in TELLING if (each in written if " " in each or "_" in each else each in words)} == set()
    assert [reason.source for reason in reasons if reason.rule != "enrolled"] == [UIM_SOURCE, US_SOURCE, ENGLISH_SOURCE]


@pytest.mark.parametrize("group", get_args(choices.Group)[:4])
@pytest.mark.parametrize("other", get_args(choices.Group)[:4])
def test_verdict_is_the_same_whichever_group_was_chosen(people: People, group: str, other: str) -> None:
    form = people.applicant(graduation="2026-05").form

    def judged(chosen: str) -> object:
        facts = Facts(form["training"], form["location"], {"groups": [chosen]}, (form["statement"],), date(2024, 4, 15))
        return judge("2024-25.1", facts)

    assert judged(group) == judged(other)


def test_facts_and_answers_cover_every_choice() -> None:
    chosen = {group for groups in CHOSEN for group in groups}
    assert chosen == set(get_args(choices.Group))
    assert {"another_group", "none"} == chosen - choices.UIM_GROUPS
