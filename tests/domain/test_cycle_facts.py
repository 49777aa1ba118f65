"""What staff may write down of a cycle, and what is refused with the field named."""

from typing import Any

import pytest

from shared.domain.cycle import Cycle, CycleFacts
from shared.domain.errors import Invalid
from shared.domain.model import read

FACTS: dict[str, Any] = {
    "name": "2024-25 Diversity Mentoring Program",
    "time_zone": "America/New_York",
    "opens": "2024-02-16T00:00",
    "deadline": "2024-04-15T23:59",
    "term": {"starts_on": "2024-07-01", "min_months": 6, "max_months": 12},
    "eligibility_policy": "2024-25.1",
    "matching_policy": "participation.2",
    "response_days": 10,
    "contact_email": "mentoring@example.org",
}


def refused(facts: dict[str, Any]) -> list[str]:
    with pytest.raises(Invalid) as raised:
        read(CycleFacts, facts)
    return [error["field"] for error in raised.value.extra["errors"]]


def term(**changes: Any) -> dict[str, Any]:
    return {"term": {**FACTS["term"], **changes}}


def test_facts_of_the_page_are_taken(cycle: Cycle) -> None:
    assert Cycle(id="2024-25", **read(CycleFacts, FACTS).model_dump()) == cycle


def test_cycle_written_for_the_first_time_is_at_revision_0() -> None:
    assert Cycle(id="2024-25", **read(CycleFacts, FACTS).model_dump()).revision == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"opens": "2024-04-15T23:59"},
        term(min_months=1),
        term(min_months=12),
        term(max_months=6),
        term(max_months=24),
        term(min_months=1, max_months=1),
        {"response_days": 1},
        {"response_days": 60},
        {"name": "x" * 200},
        {"time_zone": "Pacific/Honolulu"},
        {"contact_email": f"a@{'b' * 62}.{'c' * 61}.{'d' * 61}.{'e' * 61}.org"},
        {"matching_policy": "stable.2"},
    ],
    ids=str,
)
def test_fact_at_its_limit_is_taken(changes: dict[str, Any]) -> None:
    assert read(CycleFacts, {**FACTS, **changes})


@pytest.mark.parametrize("missing", sorted(FACTS))
def test_fact_left_out_is_named(missing: str) -> None:
    assert refused({name: value for name, value in FACTS.items() if name != missing}) == [missing]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"time_zone": "America/Atlantis"}, ["time_zone"]),
        ({"time_zone": "../etc/passwd"}, ["time_zone"]),
        ({"time_zone": "America"}, ["time_zone"]),
        ({"time_zone": "localtime"}, ["time_zone"]),
        ({"time_zone": "Factory"}, ["time_zone"]),
        ({"time_zone": "right/America/New_York"}, ["time_zone"]),
        ({"time_zone": ""}, ["time_zone"]),
        ({"time_zone": "EST5EDT\x00"}, ["time_zone"]),
        ({"eligibility_policy": "2019-20.1"}, ["eligibility_policy"]),
        ({"matching_policy": "favourites.1"}, ["matching_policy"]),
        ({"deadline": "2024-02-15T23:59"}, ["deadline"]),
        ({"opens": "2024-03-10T02:30"}, ["opens"]),
        ({"deadline": "2024-11-03T01:30"}, ["deadline"]),
        ({"deadline": "2024-02-30T23:59"}, ["deadline"]),
        ({"deadline": "2024-04-15T24:00"}, ["deadline"]),
        ({"deadline": "2024-04-15"}, ["deadline"]),
        ({"deadline": "2024-04-15T23:59:00"}, ["deadline"]),
        ({"deadline": "2024-04-15T23:59Z"}, ["deadline"]),
        ({"deadline": "9999-12-31T23:59"}, ["deadline"]),
        ({"opens": "0001-01-01T00:00"}, ["opens"]),
        ({"deadline": "２０24-04-15T23:59"}, ["deadline"]),  # noqa: RUF001 - digits that are not ASCII
        ({"deadline": 1713239999}, ["deadline"]),
        (term(min_months=13), ["term"]),
        (term(min_months=0), ["term.min_months"]),
        (term(max_months=25), ["term.max_months"]),
        (term(max_months="12"), ["term.max_months"]),
        (term(max_months=True), ["term.max_months"]),
        (term(starts_on="July 1"), ["term.starts_on"]),
        (term(starts_on="2024-02-30"), ["term.starts_on"]),
        (term(starts_on=20240701), ["term.starts_on"]),
        (term(ends_on="2025-07-01"), ["term.ends_on"]),
        ({"term": None}, ["term"]),
        ({"response_days": 0}, ["response_days"]),
        ({"response_days": 61}, ["response_days"]),
        ({"response_days": 10.5}, ["response_days"]),
        ({"response_days": "10"}, ["response_days"]),
        ({"name": " \t "}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": ["2024-25"]}, ["name"]),
        ({"contact_email": "mentoring"}, ["contact_email"]),
        ({"contact_email": f"a@{'b' * 63}.{'c' * 61}.{'d' * 61}.{'e' * 61}.org"}, ["contact_email"]),
        ({"contact_email": "josé@example.org"}, ["contact_email"]),
        ({"contact_email": f"{'a' * 65}@example.org"}, ["contact_email"]),
        ({"contact_email": "a@example.org\r\nBcc: b@example.org"}, ["contact_email"]),
        ({"contact_email": "a\x00b@example.org"}, ["contact_email"]),
        ({"grace_minutes": 5}, ["grace_minutes"]),
    ],
)
def test_bad_fact_is_refused_and_named(changes: dict[str, Any], fields: list[str]) -> None:
    assert refused({**FACTS, **changes}) == fields


def test_cycle_cannot_be_changed_in_place(cycle: Cycle) -> None:
    with pytest.raises(ValueError, match="frozen"):
        cycle.deadline = "2024-04-30T23:59"


@pytest.mark.parametrize("body", [None, [], "2024-25", 7, True])
def test_what_is_no_object_is_refused(body: Any) -> None:
    with pytest.raises(Invalid):
        read(CycleFacts, body)


@pytest.mark.parametrize("cycle_id", ["", "ab", "2024_25", "Cycle", "-2024", "x" * 41, "2024-25\n"])
def test_id_that_does_not_fit_a_url_is_refused(cycle: Cycle, cycle_id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        Cycle.model_validate({**cycle.model_dump(), "id": cycle_id})
