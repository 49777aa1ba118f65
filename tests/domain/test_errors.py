"""The tree of errors is the one its docstring draws, and each class has a slug of its own."""

import re

import pytest

from shared.domain import errors
from shared.domain.errors import FieldError, Incomplete, Invalid, ProgramError


def tree(kind: type[ProgramError], depth: int = 0) -> list[tuple[int, str]]:
    below = [
        each
        for child in kind.__subclasses__()
        if child.__module__ == errors.__name__
        for each in tree(child, depth + 1)
    ]
    return [(depth, kind.__name__), *below]


def test_docstring_draws_the_tree() -> None:
    drawn = re.findall(r"^([│├└─ ]*)(\w+)(?: {2,}.*)?$", errors.__doc__ or "", re.MULTILINE)
    assert [(len(branch) // 4, name) for branch, name in drawn] == tree(ProgramError)


def test_every_class_has_a_slug_and_a_title_of_its_own_or_its_parents() -> None:
    kinds = [getattr(errors, name) for _, name in tree(ProgramError)]
    slugs = [kind.slug for kind in kinds]
    assert sorted(slugs) == sorted(set(slugs))
    assert [kind.title for kind in kinds if not kind.title] == []


@pytest.mark.parametrize("kind", [Invalid, Incomplete])
def test_field_errors_are_given_as_plain_values(kind: type[Invalid]) -> None:
    error = kind("See the fields.", [FieldError("training.school", "Enter your medical school.")], hint=1)
    assert error.extra == {"errors": [{"field": "training.school", "message": "Enter your medical school."}], "hint": 1}
    assert (error.detail, str(error)) == ("See the fields.", "See the fields.")
