"""Laying parts over a stored form, parting self-identification from it, and the digest of a receipt."""

import hashlib
from typing import Any

import pytest

from shared.domain.errors import Invalid
from shared.domain.form import canonical_json, sha256
from shared.domain.form_parts import merge, take_self_identification

STORED = {
    "applicant": {"first_name": "Ada", "pronouns": "she/her"},
    "interests": {"topics": ["research", "networking"]},
    "statement": "Because.",
}


@pytest.mark.parametrize(
    ("parts", "changed"),
    [
        ({}, {}),
        ({"applicant": {}}, {}),
        ({"statement": "Why not."}, {"statement": "Why not."}),
        (
            {"applicant": {"last_name": "Byron"}},
            {"applicant": {"first_name": "Ada", "pronouns": "she/her", "last_name": "Byron"}},
        ),
        ({"applicant": {"first_name": "Augusta"}}, {"applicant": {"first_name": "Augusta", "pronouns": "she/her"}}),
        ({"applicant": {"pronouns": None}}, {"applicant": {"first_name": "Ada"}}),
        ({"applicant": {"phone": None}}, {}),
        ({"interests": {"topics": ["leadership"]}}, {"interests": {"topics": ["leadership"]}}),
        ({"interests": {"topics": []}}, {"interests": {"topics": []}}),
        ({"location": {"state": "TN", "time_zone": None}}, {"location": {"state": "TN"}}),
        ({"statement": {"text": "x"}}, {"statement": {"text": "x"}}),
        ({"applicant": "Ada"}, {"applicant": "Ada"}),
        ({"attestations": {"accurate": False}}, {"attestations": {"accurate": False}}),
    ],
)
def test_part_sent_changes_only_its_own_fields(parts: dict[str, Any], changed: dict[str, Any]) -> None:
    assert merge(STORED, parts) == {**STORED, **changed}


@pytest.mark.parametrize(
    ("sent", "first"),
    [
        ({"topics": ["research", "leadership"]}, "research"),
        ({"topics": ["leadership"]}, None),
        ({"topics": None}, None),
        ({"topics": "research"}, None),
        ({"settings": ["academic"]}, "research"),
        ({"topics": ["leadership"], "first_topic": "leadership"}, "leadership"),
    ],
)
def test_first_choice_goes_with_the_choice_that_it_was(sent: dict[str, Any], first: str | None) -> None:
    stored = {"interests": {"topics": ["research", "networking"], "first_topic": "research"}}
    assert merge(stored, {"interests": sent})["interests"].get("first_topic") == first


def test_null_takes_a_whole_part_out() -> None:
    assert merge(STORED, {"applicant": None, "statement": None}) == {"interests": STORED["interests"]}


def test_merge_leaves_what_is_stored_as_it_was() -> None:
    before = canonical_json(STORED)
    merge(STORED, {"applicant": {"pronouns": None, "last_name": "Byron"}, "statement": None})
    assert canonical_json(STORED) == before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"groups": ["hispanic_latino"]}, {"groups": ["hispanic_latino"]}),
        ({"groups": ["hispanic_latino"], "declines": False}, {"groups": ["hispanic_latino"]}),
        (
            {"groups": ["another_group", "hispanic_latino"], "another_group": "Garifuna"},
            {"groups": ["another_group", "hispanic_latino"], "another_group": "Garifuna"},
        ),
        ({"groups": ["none"]}, {"groups": ["none"]}),
        ({"declines": True}, {"declines": True}),
        ({"declines": True, "groups": [], "another_group": None}, {"declines": True}),
        (None, {}),
        ({}, {}),
        ({"groups": [], "declines": False}, {}),
        ({"provided": True}, None),
    ],
)
def test_self_identification_is_parted_from_the_rest(sent: Any, kept: Any) -> None:
    assert take_self_identification({"statement": "x", "self_identification": sent}) == ({"statement": "x"}, kept)


def test_self_identification_not_sent_is_left_alone() -> None:
    assert take_self_identification({"statement": "x"}) == ({"statement": "x"}, None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"declines": True, "groups": ["hispanic_latino"]}, "self_identification"),
        ({"declines": True, "another_group": "Garifuna"}, "self_identification"),
        ({"declines": True, "groups": ["none"]}, "self_identification"),
        ({"groups": ["none", "hispanic_latino"]}, "self_identification"),
        ({"groups": ["none"], "another_group": "Garifuna"}, "self_identification"),
        ({"groups": ["hispanic_latino", "hispanic_latino"]}, "self_identification.groups"),
        ({"groups": ["martian"]}, "self_identification.groups.0"),
        ({"groups": "hispanic_latino"}, "self_identification.groups"),
        ({"groups": ["none"] * 7}, "self_identification.groups"),
        ({"another_group": "x" * 201}, "self_identification.another_group"),
        ({"another_group": "two\x1b[31mlines"}, "self_identification.another_group"),
        ({"another_group": "  "}, "self_identification.another_group"),
        ({"declines": "yes"}, "self_identification.declines"),
        ({"declines": 1}, "self_identification.declines"),
        ({"provided": False}, "self_identification.provided"),
        ({"provided": True, "groups": []}, "self_identification.provided"),
        ([], "self_identification"),
        ("none", "self_identification"),
        (True, "self_identification"),
    ],
)
def test_self_identification_that_contradicts_itself_is_refused(sent: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        take_self_identification({"self_identification": sent})
    assert [error["field"] for error in refused.value.extra["errors"]] == [field]
    assert "Garifuna" not in str(refused.value.extra)


def test_canonical_json_is_sorted_utf8_without_spaces() -> None:
    form = {"b": [1, {"z": "é", "a": None}], "a": True}
    assert canonical_json(form) == '{"a":true,"b":[1,{"a":null,"z":"é"}]}'.encode()


def test_digest_is_the_same_under_any_order_of_keys() -> None:
    form = {"training": {"stage": "resident", "program": "MD"}, "statement": "Ünïcode"}
    other = {"statement": "Ünïcode", "training": {"program": "MD", "stage": "resident"}}
    assert sha256(form) == sha256(other) == hashlib.sha256(canonical_json(form)).hexdigest()


@pytest.mark.parametrize(
    "other",
    [{"statement": "A"}, {"statement": "a "}, {"statement": ["a"]}, {"Statement": "a"}, {}, {"statement": None}],
)
def test_digest_differs_for_another_form(other: dict[str, Any]) -> None:
    assert sha256(other) != sha256({"statement": "a"})
