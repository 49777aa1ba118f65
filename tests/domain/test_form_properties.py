"""Whatever JSON is sent, the form answers with Invalid or takes it; merging twice is merging once."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from shared.domain.errors import Incomplete, Invalid
from shared.domain.form import (
    ApplicationForm,
    canonical_json,
    check_complete,
    check_draft,
    sha256,
)
from shared.domain.form_parts import merge, take_self_identification
from shared.domain.mentor_form import MentorForm
from shared.domain.model import read

WORDS = ["", " ", "US", "TN", "MD", "2026-05", "America/New_York", "America", "resident", "research", "none", "\x00"]
# Every code point, lone surrogates too: JSON can carry them.
TEXTS = st.sampled_from(WORDS) | st.text(st.characters(codec=None, categories=None), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=8
)


def forms(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with the model's own fields, at both levels, and anything in them."""

    def part(field: FieldInfo) -> st.SearchStrategy[Any]:
        names = sorted(getattr(field.annotation, "model_fields", {}))
        known = st.dictionaries(st.sampled_from(names), SCALARS | JSON, max_size=4) if names else SCALARS
        return known | known | JSON

    return st.fixed_dictionaries({}, optional={name: part(field) for name, field in model.model_fields.items()})


FORMS = forms(ApplicationForm) | forms(ApplicationForm) | st.dictionaries(TEXTS, JSON, max_size=4)


def settled(form: Mapping[str, Any]) -> bytes:
    return json.dumps(form, sort_keys=True).encode()


def refusal(sent: Mapping[str, Any]) -> Invalid | None:
    try:
        rest, _ = take_self_identification(sent)
        check_draft(merge({}, rest))
    except Invalid as refused:
        return refused
    return None


@given(FORMS)
@settings(max_examples=150, deadline=None)
def test_any_json_is_taken_as_a_draft_or_refused_as_invalid(sent: dict[str, Any]) -> None:
    refused = refusal(sent)
    if refused is None:
        form = merge({}, take_self_identification(sent)[0])
        assert sha256(form) == sha256(json.loads(canonical_json(form)))
    else:
        assert type(refused) is Invalid
        assert refused.extra["errors"] != []
        assert json.loads(json.dumps(refused.extra)) == refused.extra


@given(FORMS)
@settings(max_examples=50, deadline=None)
def test_any_json_is_refused_as_incomplete_when_submitted(sent: dict[str, Any]) -> None:
    with pytest.raises(Incomplete):
        check_complete(sent)


@given(forms(MentorForm) | JSON)
@settings(max_examples=50, deadline=None)
def test_any_json_is_refused_as_a_mentor_form(sent: Any) -> None:
    with pytest.raises(Invalid):
        read(MentorForm, sent)


@given(FORMS, FORMS)
@settings(max_examples=60, deadline=None)
def test_merging_twice_is_merging_once(stored: dict[str, Any], parts: dict[str, Any]) -> None:
    once = merge(stored, parts)
    assert settled(merge(once, parts)) == settled(once)


@given(FORMS)
@settings(max_examples=25, deadline=None)
def test_merging_nothing_changes_nothing(stored: dict[str, Any]) -> None:
    assert merge(stored, {}) == stored
