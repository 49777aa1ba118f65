"""Every field's limits: a draft may lack anything but may hold nothing wrong, and each wrong field is named."""

from typing import Any

import pytest

from infra.local.people import People
from shared.domain.errors import Invalid
from shared.domain.form import check_draft
from shared.domain.form_parts import merge
from tests.domain.builders import kept_form

TOO_MANY = "career_exploration residency_application fellowship_application research publication leadership".split()


def wrong(form: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check_draft(form)
    return {error["field"]: error["message"] for error in refused.value.extra["errors"]}


def put(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    return dict(value)


@pytest.mark.parametrize(
    "lacking",
    [
        {},
        {"applicant": {}},
        {"applicant": {"first_name": ""}},
        {"applicant": {"first_name": " \u00a0\u2003 ", "last_name": "\u200b"}},
        {"training": {"stage": "resident"}},
        {"location": {"time_zone": ""}},
        {"interests": {"topics": []}},
        {"statement": ""},
        {"statement": "Too short."},
        {"statement": " \n" * 100},
        {"attestations": {"accurate": False}},
        {"self_identification": {"provided": True}},
    ],
    ids=repr,
)
def test_draft_may_lack_anything(lacking: dict[str, Any]) -> None:
    check_draft(lacking)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("applicant.first_name", "x" * 100),
        ("applicant.last_name", "O"),
        ("training.school", "X"),
        ("applicant.first_name", "Zoë-Ṣọlá Nguyễn"),
        ("applicant.preferred_name", None),
        ("applicant.pronouns", "x" * 40),
        ("applicant.phone", "+1 (555) 010-0000 ext. 5"),
        ("training.school", "x" * 200),
        ("training.school_country", "GB"),
        ("training.graduation", "1999-12"),
        ("training.graduation", "2099-01"),
        ("training.residency", None),
        ("location.state", "PR"),
        ("location.state", "none"),
        ("location.time_zone", "America/Argentina/ComodRivadavia"),
        ("statement", "x" * 150),
        ("statement", "x" * 3000),
        ("statement", " \n".join("x" * 3000)),
        ("statement", "One.\r\n\tTwo. “Quoted” — naïve 😀 مرحبا\n" * 10),
    ],
)
def test_field_at_its_limit_is_taken(people: People, path: str, value: Any) -> None:
    check_draft(merge(kept_form(people), put(path, value)))


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("applicant.first_name", "x" * 101, "Shorten your first name to 100 characters or fewer."),
        ("applicant.last_name", "x" * 101, "Shorten your last name to 100 characters or fewer."),
        ("applicant.preferred_name", "x" * 101, "Shorten your preferred name to 100 characters or fewer."),
        ("applicant.pronouns", "x" * 41, "Shorten your pronouns to 40 characters or fewer."),
        ("applicant.phone", "5" * 41, "Shorten your phone number to 40 characters or fewer."),
        ("applicant.phone", 5550100000, "This must be text."),
        ("applicant.first_name", ["Ada"], "This must be text."),
        ("training.stage", "fellow", "Choose one of: Medical student, Resident."),
        ("training.program", "PhD", "Choose one from the list."),
        ("training.school", "x" * 201, "Shorten your medical school to 200 characters or fewer."),
        ("training.school_country", "us", None),
        ("training.school_country", "USA", None),
        ("training.graduation", "2026-13", None),
        ("training.graduation", "2026-00", None),
        ("training.graduation", "1899-05", None),
        ("training.graduation", "2026-5", None),
        ("training.graduation", "2026-05\n", None),
        ("training.graduation", "20٢٦-05", None),
        ("training.residency", "x" * 201, "Shorten your residency to 200 characters or fewer."),
        ("location.state", "XX", "Choose one from the list."),
        ("location.state", "tn", None),
        ("location.time_zone", "Mars/Olympus", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "../../etc/localtime", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "localtime", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "Factory", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "posixrules", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "right/America/New_York", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "posix/America/New_York", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "america/new_york", "Choose a time zone such as America/New_York."),
        ("location.time_zone", "x" * 65, "Shorten your time zone to 64 characters or fewer."),
        ("interests.topics", ["gossip"], "Choose one from the list."),
        ("interests.topics", "research", "This must be a list."),
        ("interests.topics", ["research", "research"], "Choose each topic only once."),
        ("interests.topics", TOO_MANY * 4, "Choose no more than 20."),
        ("interests.disciplines", [None], None),
        ("preferences.format", "fax", "Choose one of: Virtual, In person, Virtual or in person."),
        ("preferences.same_region", "true", "This must be true or false."),
        ("preferences.same_region", 1, "This must be true or false."),
        ("statement", "x" * 3001, "Shorten your statement to 3,000 characters or fewer."),
        ("statement", 150, "This must be text."),
        ("attestations.accurate", "yes", "This must be true or false."),
        ("attestations.minimum_commitment", 1, "This must be true or false."),
        ("applicant", "Ada", "This must be an object with fields."),
        ("applicant", ["first_name", "Ada"], None),
    ],
)
def test_field_beyond_its_limit_is_refused_and_named(people: People, path: str, value: Any, says: str | None) -> None:
    named = wrong(merge(kept_form(people), put(path, value)))
    field = next(iter(named))
    assert named == {field: says or named[field]}
    assert field in (path, f"{path}.0")


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x07", "\x1b[31m", "a\x7f", "a\x86b", "a\ud800", "\udfffb"], ids=lambda text: ascii(text)
)
@pytest.mark.parametrize("path", ["applicant.first_name", "applicant.pronouns", "training.school", "statement"])
def test_control_characters_and_lone_surrogates_are_refused(people: People, path: str, text: str) -> None:
    value = text * 40 if path == "statement" else text
    assert list(wrong(merge(kept_form(people), put(path, value)))) == [path]


@pytest.mark.parametrize(
    "path",
    [
        "favourite_colour",
        "applicant.email",
        "training.gpa",
        "location.street",
        "interests.hobbies",
        "preferences.hour",
        "attestations.signed",
        "applicant.__class__",
        "statement2",
    ],
)
def test_unknown_field_is_refused_at_every_level(people: People, path: str) -> None:
    assert wrong(merge(kept_form(people), put(path, "x"))) == {path: "There’s no such field; leave it out."}


def test_everything_wrong_is_named_at_once(people: People) -> None:
    form = merge(kept_form(people), {"applicant": {"phone": 5}, "location": {"state": "XX"}, "pet": "cat"})
    assert set(wrong(form)) == {"applicant.phone", "location.state", "pet"}


def test_refusal_does_not_repeat_what_was_typed(people: People) -> None:
    form = merge(kept_form(people), {"applicant": {"phone": "canary" * 10}, "location": {"time_zone": "canary"}})
    assert "canary" not in str(wrong(form))


@pytest.mark.parametrize(
    ("path", "value", "advice"),
    [
        ("training.graduation", "May 2026", "Enter the year and month, such as 2026-05."),
        ("training.school_country", "usa", "Enter the country as two capital letters, such as US."),
        ("location.time_zone", "Eastern", "Choose a time zone such as America/New_York."),
        ("training.stage", "pirate", "Choose one of: Medical student, Resident."),
    ],
)
def test_wrong_shape_is_answered_in_words_not_as_a_pattern(path: str, value: str, advice: str) -> None:
    assert wrong(put(path, value)) == {path: advice}
