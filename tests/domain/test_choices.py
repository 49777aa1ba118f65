"""The closed lists: every choice has its label, and a wrong choice is answered in labels."""

from collections.abc import Mapping
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.domain import choices, fields

LISTS: dict[str, tuple[Any, Mapping[Any, str]]] = {
    "Stage": (choices.Stage, choices.STAGES),
    "Program": (choices.Program, choices.PROGRAMS),
    "MentorStage": (choices.MentorStage, choices.MENTOR_STAGES),
    "Discipline": (choices.Discipline, choices.DISCIPLINES),
    "DiseaseSite": (choices.DiseaseSite, choices.DISEASE_SITES),
    "Topic": (choices.Topic, choices.TOPICS),
    "Setting": (choices.Setting, choices.SETTINGS),
    "Format": (choices.Format, choices.FORMATS),
    "Group": (choices.Group, choices.GROUPS),
    "State": (choices.State, choices.STATES),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_choice_has_a_label_of_its_own_in_the_order_of_the_list(name: str) -> None:
    codes, labels = LISTS[name]
    texts = list(labels.values())
    assert tuple(labels) == get_args(codes)
    assert len(set(texts)) == len(texts)
    assert all(label[0].isupper() and label == label.strip() and "_" not in label for label in texts)


def test_every_closed_list_is_looked_at() -> None:
    assert set(LISTS) == {name for name, value in vars(choices).items() if get_args(value) and name != "Literal"}


def test_groups_go_by_their_official_names() -> None:
    assert [label for group, label in choices.GROUPS.items() if group in choices.UIM_GROUPS] == [
        "American Indian or Alaska Native",
        "Black or African American",
        "Hispanic or Latino",
        "Native Hawaiian or Other Pacific Islander",
    ]


def test_suggested_time_zones_differ_from_each_other() -> None:
    assert {ZoneInfo(name).key for name in choices.US_TIME_ZONES} == set(choices.US_TIME_ZONES)


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        (fields.Stage, "Choose one of: Medical student, Resident."),
        (fields.Format, "Choose one of: Virtual, In person, Virtual or in person."),
        (fields.Program, "Choose one from the list."),
        (fields.State, "Choose one from the list."),
    ],
)
@pytest.mark.parametrize("wrong", ["canary", "", None, 1, ["MD"], {}], ids=repr)
def test_wrong_choice_is_answered_in_labels_where_they_are_few(kind: Any, advice: str, wrong: object) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(wrong)
    assert [error["msg"] for error in refused.value.errors()] == [advice]
