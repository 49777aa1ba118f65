"""A mentor: the Mentor Interest Form, the states, and how many places are open."""

from dataclasses import replace
from typing import Any

import pytest

from infra.local.people import People
from shared.domain import errors
from shared.domain import mentor as mentors
from shared.domain.mentor import Mentor, MentorChange, MentorStatus, mentor_id
from shared.domain.mentor_form import MentorForm
from shared.domain.model import read
from tests.domain.builders import AFTER, IN_WINDOW, mentor


def refused(form: dict[str, Any]) -> list[str]:
    with pytest.raises(errors.Invalid) as raised:
        read(MentorForm, form)
    return [error["field"] for error in raised.value.extra["errors"]]


def volunteer(stored: Mentor | None, form: dict[str, Any], expected: int | None = None) -> MentorChange:
    return mentors.volunteer(stored, read(MentorForm, form), "mentor-1", "grace@example.org", expected, AFTER)


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity": 1},
        {"capacity": 5},
        {"months_available": 6},
        {"months_available": 24},
        {"formats": ["virtual", "in_person", "either"]},
        {"formats": ["virtual"]},
        {"mentee_stages": ["resident"]},
        {"avoid_institutions": ["Lakeside Cancer Center"]},
        {"bio": ""},
        {"bio": "One.\nTwo." * 300},
    ],
    ids=str,
)
def test_form_at_its_limits_is_taken(people: People, changes: dict[str, Any]) -> None:
    read(MentorForm, {**people.mentor().form, **changes})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 6}, "capacity"),
        ({"capacity": "2"}, "capacity"),
        ({"capacity": 2.0}, "capacity"),
        ({"capacity": True}, "capacity"),
        ({"capacity": 10**400}, "capacity"),
        ({"months_available": 5}, "months_available"),
        ({"months_available": 25}, "months_available"),
        ({"formats": []}, "formats"),
        ({"formats": ["virtual", "virtual"]}, "formats"),
        ({"formats": ["fax"]}, "formats.0"),
        ({"mentee_stages": []}, "mentee_stages"),
        ({"mentee_stages": ["fellow"]}, "mentee_stages.0"),
        ({"disciplines": []}, "disciplines"),
        ({"stage": "resident"}, "stage"),
        ({"institution": "  "}, "institution"),
        ({"name": {"first": "Grace"}}, "name.last"),
        ({"name": {"first": "Grace", "single_name": False}}, "name.last"),
        ({"name": {"first": "Grace", "last": "Hopper", "single_name": True}}, "name.last"),
        ({"name": {"first": "\u3164", "single_name": True}}, "name.first"),
        ({"name": {"first": "Grace", "last": "Hopper", "title": "Dr."}}, "name.title"),
        ({"location": {"state": "XX", "time_zone": "America/New_York"}}, "location.state"),
        ({"avoid_institutions": ["A"] * 2}, "avoid_institutions"),
        ({"avoid_institutions": [f"Hospital {n}" for n in range(21)]}, "avoid_institutions"),
        ({"introduction": "x" * 79}, "introduction"),
        ({"introduction": "x" * 301}, "introduction"),
        ({"bio": "x" * 3001}, "bio"),
        ({"bio": "\x00"}, "bio"),
        ({"salary": 1}, "salary"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_form_beyond_its_limits_is_refused_and_named(people: People, changes: dict[str, Any], field: str) -> None:
    assert refused({**people.mentor().form, **changes}) == [field]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": {"first": "Grace", "last": ""}}, "Enter your last name."),
        ({"stage": None}, "Choose one of: Fellow, Practicing oncologist."),
        ({"institution": " "}, "Enter your institution."),
        ({"location": {"state": "OH", "time_zone": ""}}, "Choose your time zone."),
        ({"mentee_stages": []}, "Choose at least one stage of training."),
        ({"capacity": 6}, "Mentees at once must be 5 or less."),
        ({"months_available": 5}, "Months available must be 6 or more."),
        ({"bio": "x" * 3001}, "Shorten what you wrote about your work to 3,000 characters or fewer."),
        ({"avoid_institutions": ["A"] * 2}, "Enter each institution only once."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_answer_is_met_with_the_label_of_its_field(people: People, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(errors.Invalid) as raised:
        read(MentorForm, {**people.mentor().form, **changes})
    assert [error["message"] for error in raised.value.extra["errors"]] == [message]


@pytest.mark.parametrize("field", sorted(set(MentorForm.model_fields) - {"bio", "avoid_institutions"}))
def test_field_left_out_is_named(people: People, field: str) -> None:
    assert refused({name: value for name, value in people.mentor().form.items() if name != field}) == [field]


def test_first_form_makes_an_interested_mentor(people: People) -> None:
    form = people.mentor().form
    change = volunteer(None, form)
    assert change.mentor == Mentor(
        id=mentor_id("mentor-1"),
        person="mentor-1",
        email="grace@example.org",
        status="interested",
        version=1,
        form={**form, "avoid_institutions": []},
        created_at=AFTER,
        updated_at=AFTER,
        meant={form["institution"]: ""},  # made up, and so on no list
    )
    assert change.fact
    assert (change.fact.type, change.fact.subject) == ("MentorInterestReceived", change.mentor.id)
    assert change.mentor.revision == 0


def test_changed_form_is_a_new_version_and_the_same_form_is_not(people: People) -> None:
    form = people.mentor().form
    first = replace(volunteer(None, form).mentor, updated_at=IN_WINDOW)
    assert volunteer(first, form) == MentorChange(first, None)
    changed = volunteer(first, {**form, "capacity": 5}, expected=1)
    assert (changed.mentor.version, changed.mentor.status, changed.mentor.capacity) == (2, "interested", 5)
    assert changed.mentor.updated_at == AFTER
    assert changed.fact
    assert changed.fact.type == "MentorChanged"


def test_form_changed_elsewhere_is_not_written_over(people: People) -> None:
    stored = mentor(people)
    with pytest.raises(errors.StaleVersion) as refused:
        volunteer(stored, people.mentor().form, expected=1)
    assert refused.value.extra == {"current": stored.as_dict()}


def test_changed_form_keeps_state_and_places(people: People) -> None:
    stored = mentor(people, 3, status="paused", live_matches=frozenset({"m1"}), taken=frozenset({"m1"}))
    changed = volunteer(stored, {**people.mentor().form, "capacity": 1}).mentor
    held = frozenset({"m1"})
    assert (changed.status, changed.live_matches, changed.taken) == ("paused", held, held)


APPROVE, PAUSE, PAUSE_UNTIL, RESUME = "approve", "pause", "pause until", "resume"
TABLE: dict[MentorStatus, dict[str, str]] = {
    "interested": {APPROVE: "active", PAUSE: "NotPossible", PAUSE_UNTIL: "NotPossible", RESUME: "NotPossible"},
    "active": {APPROVE: "=", PAUSE: "paused", PAUSE_UNTIL: "paused", RESUME: "="},
    "paused": {APPROVE: "NotPossible", PAUSE: "=", PAUSE_UNTIL: "paused", RESUME: "active"},
    "retired": {APPROVE: "NotPossible", PAUSE: "NotPossible", PAUSE_UNTIL: "NotPossible", RESUME: "NotPossible"},
}
FACTS = {APPROVE: "MentorApproved", PAUSE: "MentorPaused", PAUSE_UNTIL: "MentorPaused", RESUME: "MentorResumed"}


def take(step: str, stored: Mentor) -> MentorChange:
    match step:
        case "approve":
            return mentors.approve(stored, "staff:1", AFTER)
        case "resume":
            return mentors.resume(stored, AFTER)
        case _:
            return mentors.pause(stored, IN_WINDOW if step == PAUSE_UNTIL else None, AFTER)


@pytest.mark.parametrize(
    ("before", "step", "expected"),
    [(before, step, expected) for before, row in TABLE.items() for step, expected in row.items()],
)
def test_step_from_a_state_leads_to_what_the_table_says(
    people: People, before: MentorStatus, step: str, expected: str
) -> None:
    stored = mentor(people, status=before)
    if expected == "NotPossible":
        with pytest.raises(errors.NotPossible, match=before):
            take(step, stored)
        return
    change = take(step, stored)
    if expected == "=":
        assert change == MentorChange(stored, None)
        return
    until = IN_WINDOW if step == PAUSE_UNTIL else None
    assert change.mentor.status == expected
    assert replace(change.mentor, status=before) == replace(stored, version=3, updated_at=AFTER, paused_until=until)
    assert change.fact
    assert (change.fact.type, change.fact.id) == (FACTS[step], f"{FACTS[step]}.{stored.id}.v3")


def test_resumed_mentor_is_no_longer_paused_until_anything(people: People) -> None:
    paused = mentors.pause(mentor(people), IN_WINDOW, AFTER).mentor
    assert mentors.pause(paused, IN_WINDOW, AFTER) == MentorChange(paused, None)
    assert mentors.resume(paused, AFTER).mentor.paused_until is None


def test_pause_and_resume_need_the_form_first() -> None:
    with pytest.raises(errors.NotFound):
        mentors.pause(None, None, AFTER)
    with pytest.raises(errors.NotFound):
        mentors.resume(None, AFTER)


@pytest.mark.parametrize(
    ("capacity", "live", "status", "places"),
    [
        (1, 0, "active", 1),
        (5, 0, "active", 5),
        (5, 4, "active", 1),
        (5, 5, "active", 0),
        (1, 3, "active", 0),
        (5, 0, "interested", 0),
        (5, 0, "paused", 0),
        (5, 0, "retired", 0),
    ],
)
def test_places_are_open_only_while_active_and_below_capacity(
    people: People, capacity: int, live: int, status: MentorStatus, places: int
) -> None:
    stored = mentor(people, capacity, status=status, live_matches=frozenset(f"m{n}" for n in range(live)))
    assert stored.open_places == places
    assert (stored.as_dict()["capacity"], stored.as_dict()["open_places"]) == (capacity, places)


def test_mentor_is_shown_without_address_and_matches(people: People) -> None:
    stored = mentor(people, paused_until=IN_WINDOW, live_matches=frozenset({"m1"}))
    assert set(stored.as_dict()) == set(
        "id status version capacity open_places paused_until form institution avoid_institutions updated_at".split()
    )
    assert stored.as_dict()["paused_until"] == "2024-03-01T12:00:00.000Z"
    assert stored.email not in str(stored.as_dict())


def test_contact_is_the_name_the_address_and_the_institution(people: People) -> None:
    stored = mentor(people)
    contact = {"name": stored.name, "email": "grace@example.org", "institution": stored.form["institution"]}
    assert stored.contact() == contact
    assert stored.name == f"{stored.form['name']['first']} {stored.form['name']['last']}"


def test_single_name_is_the_whole_name_and_follows_the_title(people: People) -> None:
    sent = {**people.mentor().form, "name": {"first": "Suharto", "last": " ", "single_name": True}}
    made = volunteer(None, sent).mentor
    assert made.form["name"] == {"first": "Suharto", "single_name": True}
    assert (made.name, made.last_name) == ("Suharto", "Suharto")


def test_last_name_follows_the_title(people: People) -> None:
    stored = mentor(people)
    assert stored.last_name == stored.form["name"]["last"]


def test_retired_mentor_stays_retired_and_offers_no_place(people: People) -> None:
    paused = mentor(people, status="paused", paused_until=AFTER)
    retired = mentors.retire(paused, "Moved away", "staff:1", AFTER)
    assert (retired.mentor.status, retired.mentor.paused_until, retired.mentor.open_places) == ("retired", None, 0)
    assert retired.fact
    assert (retired.fact.type, retired.fact.actor, retired.fact.note) == ("MentorRetired", "staff:1", "Moved away")
    assert mentors.retire(retired.mentor, None, "staff:2", AFTER) == MentorChange(retired.mentor, None)


def test_capacity_is_never_below_the_mentees(people: People) -> None:
    busy = mentor(people, 3, taken=frozenset({"m1", "m2"}), live_matches=frozenset({"m1", "m2", "m3"}))
    with pytest.raises(errors.NotPossible):
        mentors.change_capacity(busy, 1, "They asked.", "staff:1", AFTER)
    changed = mentors.change_capacity(busy, 2, "They asked.", "staff:1", AFTER)
    assert (changed.mentor.capacity, changed.mentor.open_places, changed.mentor.version) == (2, 0, busy.version + 1)
    assert mentors.change_capacity(changed.mentor, 2, "Again.", "staff:1", AFTER).fact is None
