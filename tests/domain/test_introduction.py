"""The introduction: the writer's own name is refused, and the old forms that lack one stand."""

from dataclasses import replace
from typing import Any

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain.cycle import Cycle
from shared.domain.errors import Incomplete, Invalid
from shared.domain.form import check_complete, check_draft
from shared.domain.form_parts import merge
from shared.domain.mentor_form import MentorForm
from shared.domain.model import read
from shared.domain.other_side import applicant_side, mentor_side
from tests.domain.builders import IN_WINDOW, SENDER, drafted, kept_form, mentor, submitted

REST = " and this is about the work that I would like to do, and what I hope to talk about with you."
MESSAGE = "Leave out your name: this is read before you’ve both accepted."


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("Ana", "Moreno", "My name is Ana,"),
        ("Ana", "Moreno", "I’m MORENO,"),
        ("Ana", "de la Cruz", "Call me Ms. Cruz,"),
        ("Mary Ann", "Li", "I’m Mary,"),
        ("Mary Ann", "Li", "Li here,"),
        ("Zoë", "Smith-Jones", "Zoe writes this,"),
        ("Zoë", "Smith-Jones", "Dr. Jones,"),
        ("Siobhán", "O’Neill", "I’m an O'Neill,"),
    ],
)
def test_own_name_is_refused_in_either_form(people: People, first: str, last: str, text: str) -> None:
    named = merge(kept_form(people), {"applicant": {"first_name": first, "last_name": last}})
    with pytest.raises(Incomplete) as refused:
        check_complete({**named, "introduction": text + REST})
    assert refused.value.extra["errors"] == [{"field": "introduction", "message": MESSAGE}]
    with pytest.raises(Invalid) as not_read:
        read(MentorForm, {**people.mentor().form, "name": {"first": first, "last": last}, "introduction": text + REST})
    assert not_read.value.extra["errors"] == [{"field": "introduction", "message": MESSAGE}]


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("Will", "May", "I will be in clinic, and I may come to you,"),
        ("Jo", "de la Cruz", "I lived in La Paz and in De Soto,"),
        ("X", "A", "A mentor is what I need,"),
        ("Art", "Young", "I am young, and I love art,"),
        ("Ana", "Moreno", "I studied anatomy in Morenos,"),
    ],
)
def test_other_words_are_no_names(people: People, first: str, last: str, text: str) -> None:
    named = merge(kept_form(people), {"applicant": {"first_name": first, "last_name": last}})
    check_complete({**named, "introduction": text + REST})


def test_draft_keeps_a_name_until_it_is_submitted(people: People) -> None:
    form = kept_form(people)
    check_draft({**form, "introduction": f"I’m {form['applicant']['first_name']}{REST}"})


def test_draft_from_before_the_question_is_completed_by_it(cycle: Cycle, people: People) -> None:
    draft = drafted(cycle, people)
    old = replace(draft, form={name: part for name, part in draft.form.items() if name != "introduction"})
    with pytest.raises(Incomplete) as refused:
        transitions.submit(cycle, old, IN_WINDOW)
    assert [error["field"] for error in refused.value.extra["errors"]] == ["introduction"]
    completed = transitions.save(cycle, old, {"introduction": "x" + REST}, SENDER, IN_WINDOW).application
    assert transitions.submit(cycle, completed, IN_WINDOW).application.status == "submitted"


def test_submission_from_before_the_question_stands(cycle: Cycle, people: People) -> None:
    sent = submitted(cycle, people)
    old = replace(sent, form={name: part for name, part in sent.form.items() if name != "introduction"})
    assert transitions.submit(cycle, old, IN_WINDOW).application == old
    assert "introduction" not in applicant_side(old.form, old.contact()).introduced


def test_proposal_tells_the_introduction_stage_disciplines_and_region_and_nothing_else(people: People) -> None:
    form: dict[str, Any] = merge(
        kept_form(people), {"location": {"state": "TX"}, "applicant": {"pronouns": "she/her"}, "introduction": "Hi."}
    )
    side = applicant_side(form, {"name": "Ana", "email": "ana@example.edu", "institution": "Meharry"})
    disciplines, topics = form["interests"]["disciplines"], form["interests"]["topics"]
    introduced = {"stage": "medical_student", "disciplines": disciplines, "region": "South", "introduction": "Hi."}
    assert side.introduced == introduced
    assert side.in_full == {
        **introduced,
        "topics": topics,
        "time_zone": form["location"]["time_zone"],
        "statement": form["statement"],
        "pronouns": "she/her",
    }


def test_mentor_is_introduced_alike_and_known_by_their_bio(people: People) -> None:
    guide = mentor(people)
    side = mentor_side(guide.form, guide.contact())
    assert set(side.introduced) == {"stage", "disciplines", "region", "introduction"}
    assert side.in_full == {
        **side.introduced,
        "topics": guide.form["topics"],
        "time_zone": guide.form["location"]["time_zone"],
        "bio": guide.form["bio"],
    }
