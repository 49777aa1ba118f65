import pytest

from functions.matching.engine.facts import Facts, digest, in_order, indexes, institution_key
from tests.functions.matching.builders import applicant, crowd, mentor, shuffled


def test_digest_is_the_same_in_any_order() -> None:
    facts = crowd(20, 8)
    assert {digest(shuffled(facts, seed)) for seed in range(10)} == {digest(facts)}


@pytest.mark.parametrize(
    "changes", [{"carried_over": True}, {"stage": "resident"}, {"topics": ("research", "networking")}]
)
def test_digest_changes_with_any_fact(changes: dict[str, object]) -> None:
    before = Facts((applicant("a"),), (mentor("m"),))
    after = Facts((applicant("a", **changes),), (mentor("m"),))
    assert digest(before) != digest(after)


def test_digest_tells_pins_from_forbids() -> None:
    people, doctors, pair = (applicant("a"),), (mentor("m"),), frozenset({("a", "m")})
    told = {
        digest(Facts(people, doctors, pair)),
        digest(Facts(people, doctors, pins=pair)),
        digest(Facts(people, doctors, forbids=pair)),
    }
    assert len(told) == 3


def test_facts_with_an_id_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        in_order(Facts((applicant("a"), applicant("a")), ()))


def test_facts_with_negative_places_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        in_order(Facts((), (mentor("m", places=-1),)))


def test_indexes_leave_out_people_who_take_no_part() -> None:
    facts = Facts((applicant("a"), applicant("b")), (mentor("m"),))
    assert indexes(facts, {("b", "m"), ("a", "gone"), ("gone", "m")}) == [(1, 0)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Ohio State University", "ohio  state university", True),
        ("St. Jude Children's Hospital", "St Jude Children\u2019s Hospital", True),
        ("Texas A&M University", "Texas A and M University", True),
        ("Universit\u00e9 Laval", "Universite Laval", True),
        ("University of Iowa", "Iowa State University", False),
    ],
)
def test_institution_key_ignores_how_a_name_is_written(one: str, other: str, same: bool) -> None:
    assert (institution_key(one) == institution_key(other)) is same
