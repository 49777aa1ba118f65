"""What people read before they write: help texts and the program's own words ask for eight years of school at most."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.domain.form import ApplicationForm
from shared.domain.mentor_form import MentorForm
from shared.domain.model import Model
from shared.domain.program import PROGRAM
from tests.functions.portal.test_page_modules import run

MOST = 8
#: Names of things and groups, which have no plainer word.
NAMES = (
    "underrepresented in medicine",
    "American Indian or Alaska Native",
    "Black or African American",
    "Hispanic or Latino",
    "Native Hawaiian or Other Pacific Islander",
    "American Society of Clinical Oncology",
    "Diversity Mentoring Program",
    "Internal Medicine, Lakeside Hospital",
    "medical school",
)


def texts(node: Any, path: str, *, names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The texts below a node by their paths; with `names`, only those under one of these keys."""
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, inner in below:
        if isinstance(inner, str) and (not names or name in names):
            yield f"{path}.{name}", inner
        yield from texts(inner, f"{path}.{name}", names=names)


@pytest.mark.parametrize("source", ["application", "mentor_interest", "program"])
def test_texts_ask_for_eight_years_of_school_at_most(source: str) -> None:
    forms: dict[str, type[Model]] = {"application": ApplicationForm, "mentor_interest": MentorForm}
    form = forms.get(source)
    found = dict(texts(form.model_json_schema(), source, names=("description",)) if form else texts(PROGRAM, source))
    grade = "given.texts.map((text) => it.gradeOf(text, given.names))"
    grades = run("../../test/grade.ts", grade, {"texts": [*found.values()], "names": NAMES})
    hard = {path: (round(grade, 1), found[path]) for path, grade in zip(found, grades, strict=True) if grade > MOST}
    assert not hard


def test_long_words_in_long_sentences_are_hard() -> None:
    text = "Applications necessitate individualized institutional documentation regarding eligibility determinations."
    assert run("../../test/grade.ts", "it.gradeOf(given, [])", text) > 2 * MOST
