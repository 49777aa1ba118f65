import pytest

from functions.matching.engine.facts import Facts, formats_of, institution_key, pair_indexes, sort_by_id
from tests.functions.matching.builders import applicant, crowd, mentor, shuffled


def test_digest_is_the_same_in_any_order() -> None:
    facts = crowd(20, 8)
    assert {shuffled(facts, seed).digest for seed in range(10)} == {facts.digest}


@pytest.mark.parametrize(
    "changes", [{"carried_over": True}, {"stage": "resident"}, {"topics": ("research", "networking")}]
)
def test_digest_changes_with_any_fact(changes: dict[str, object]) -> None:
    before = Facts((applicant("a"),), (mentor("m"),))
    after = Facts((applicant("a", **changes),), (mentor("m"),))
    assert before.digest != after.digest


def test_digest_tells_pins_from_forbids() -> None:
    people, doctors, pair = (applicant("a"),), (mentor("m"),), frozenset({("a", "m")})
    digests = {
        Facts(people, doctors, pair).digest,
        Facts(people, doctors, pins=pair).digest,
        Facts(people, doctors, forbids=pair).digest,
    }
    assert len(digests) == 3


def test_facts_with_an_id_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        sort_by_id(Facts((applicant("a"), applicant("a")), ()))


def test_facts_with_negative_places_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        sort_by_id(Facts((), (mentor("m", places=-1),)))


def test_indexes_leave_out_people_who_take_no_part() -> None:
    facts = Facts((applicant("a"), applicant("b")), (mentor("m"),))
    assert pair_indexes(facts, {("b", "m"), ("a", "gone"), ("gone", "m")}) == [(1, 0)]


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("The Ohio State University", "ohio  state university", True),
        ("St. Jude Children's Hospital", "St Jude Children\u2019s Hospital", True),
        ("Texas A&M University", "Texas A and M University", True),
        ("Universit\u00e9 Laval", "Universite Laval", True),
        ("University of Iowa", "Iowa State University", False),
    ],
)
def test_institution_key_ignores_how_a_name_is_written(name: str, other: str, same: bool) -> None:
    assert (institution_key(name) == institution_key(other)) is same


def test_either_means_both_formats() -> None:
    assert formats_of(("either",)) == formats_of(()) == {"virtual", "in_person"}
