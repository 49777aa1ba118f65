"""A year, minute by minute where something is due: every mail at its time, whatever ticks are missed or doubled."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from functions.certificates.handler import handler as certificates
from functions.mentors.handler import handler as matches_api
from infra.local.people import People, Person
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import Applicant
from tests.functions.certificates.test_drawing import text_of
from tests.functions.http import call
from tests.functions.mentors.volunteer import Volunteer, accept, matches_of
from tests.functions.staff.staff_client import publish, staff, write_cycle
from tests.store.scans import items
from tests.year.world import World

pytestmark = pytest.mark.usefixtures("aws")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
#: What the clock makes due, in UTC; what people do leads to mails at once.
MAILS = {
    # The window: opens February 16, closes after April 15, 11:59 PM ET.
    ("2024-03-01 12:00", "mentor_interest_received", "willing"),
    ("2024-03-01 12:00", "mentor_interest_received", "silent"),
    ("2024-03-01 12:00", "mentor_approved", "willing"),
    ("2024-03-01 12:00", "mentor_approved", "silent"),
    ("2024-03-02 12:00", "first_saved", "ana"),
    ("2024-03-02 12:00", "first_saved", "ben"),
    ("2024-03-02 12:00", "first_saved", "dawdler"),
    ("2024-03-02 12:00", "first_saved", "leaver"),
    ("2024-03-03 12:00", "received", "ana"),
    ("2024-03-03 12:00", "received", "ben"),
    ("2024-03-03 12:00", "eligible", "ana"),
    ("2024-03-03 12:00", "eligible", "ben"),
    ("2024-04-09 04:00", "draft_reminder", "dawdler"),
    ("2024-04-09 04:00", "draft_reminder", "leaver"),
    ("2024-04-10 12:00", "withdrawn", "leaver"),
    ("2024-04-14 04:00", "edits_reminder", "ben"),
    ("2024-04-15 04:00", "draft_reminder", "dawdler"),
    ("2024-04-16 04:01", "lapsed", "dawdler"),
    # The round, published on May 1 at noon UTC.
    ("2024-05-01 12:00", "match_proposed_applicant", "ana"),
    ("2024-05-01 12:00", "match_proposed_applicant", "ben"),
    ("2024-05-01 12:00", "match_proposed_mentor", "willing"),
    ("2024-05-01 12:00", "match_proposed_mentor", "silent"),
    ("2024-05-02 12:00", "match_confirmed_applicant", "ana"),
    ("2024-05-02 12:00", "match_confirmed_mentor", "willing"),
    ("2024-05-06 12:00", "match_reminder_mentor", "silent"),
    ("2024-05-10 12:00", "match_reminder_mentor", "silent"),
    ("2024-05-11 12:01", "match_closed_applicant", "ben"),
    ("2024-05-11 12:01", "match_closed_mentor", "silent"),
    # The confirmed pair, and its term from July 1; nine in the morning in New York.
    ("2024-05-12 12:00", "contact_asked_applicant", "ana"),
    ("2024-05-12 12:00", "contact_asked_mentor", "willing"),
    *{
        (minute, f"check_in_{side}", who)
        for minute in (
            "2024-08-01 13:00",
            "2024-10-01 13:00",
            "2025-01-01 14:00",
            "2025-04-01 13:00",
            "2025-06-01 13:00",
        )
        for side, who in (("applicant", "ana"), ("mentor", "willing"))
    },
    # Staff move the end of the term from July 1 to June 24.
    ("2024-09-03 12:00", "term_moved_applicant", "ana"),
    ("2024-09-03 12:00", "term_moved_mentor", "willing"),
    ("2025-06-10 13:00", "term_ending_applicant", "ana"),
    ("2025-06-10 13:00", "term_ending_mentor", "willing"),
    ("2025-06-24 13:00", "term_complete_applicant", "ana"),
    ("2025-06-24 13:00", "term_complete_mentor", "willing"),
    # Ana answers the survey on the next day, and Willing doesn't.
    ("2025-07-08 13:00", "survey_reminder_mentor", "willing"),
}
TASKS = ["check_in_silence"] * 5 + ["contact_silence"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


#: On these days people act, so that more than the clock is missed.
ACTS = [at(f"2024-{day} 12:00") for day in ("03-01", "03-02", "03-03", "04-10", "05-01", "05-02", "09-03")]


def ticks() -> list[datetime]:
    """Each minute at which a mail is due with the one before it, each at which staff get a task, and some without."""
    due = {at(minute) + around * MINUTE for minute, _, _ in MAILS for around in (-1, 0)}
    quiet = {at("2024-02-16 00:30") + n * 20 * DAY for n in range(26)}
    silences = {at(f"{day} 14:30") for day in ("2024-08-15", "2024-10-15", "2025-01-15", "2025-04-15", "2025-06-15")}
    return sorted(due | quiet | silences | {at("2024-05-19 12:00")})


def people_of(people: People) -> tuple[dict[str, Applicant], dict[str, Volunteer]]:
    """The people of this year, by the name in their address; ana and willing fit, and so do ben and silent."""

    def named(person: Person, name: str) -> Person:
        return replace(person, email=f"{name}@example.org")

    fields = {"ana": "breast", "ben": "pediatric", "willing": "breast", "silent": "pediatric"}
    applicants, guides = {}, {}
    for name in ("ana", "ben", "dawdler", "leaver"):
        person = named(people.applicant(graduation="2026-05"), name)
        form = {**person.form, "preferences": {"format": "virtual", "same_region": False}}
        form["interests"] = {**form["interests"], "disease_sites": [fields.get(name, "lung")]}
        applicants[name] = Applicant(replace(person, form=form), name)
    for name in ("willing", "silent"):
        person = named(people.mentor(), name)
        stages = ["medical_student", "resident"]
        form = {**person.form, "capacity": 1, "mentee_stages": stages, "disease_sites": [fields[name]]}
        guides[name] = Volunteer(replace(person, form=form), name)
    return applicants, guides


class Year:
    """What people do in the year, each at its time."""

    def __init__(self, world: World, people: People, cycle: Cycle) -> None:
        self.world, self.cycle = world, cycle
        self.applicants, self.guides = people_of(people)
        self.acts = {
            at("2024-03-01 12:00"): self.begin,
            at("2024-03-02 12:00"): self.save,
            at("2024-03-03 12:00"): self.submit,
            at("2024-03-04 12:00"): self.edit,
            at("2024-04-10 12:00"): self.leave,
            at("2024-05-01 12:00"): self.publish,
            at("2024-05-02 12:00"): self.answer,
            at("2024-09-03 12:00"): self.move,
            at("2025-06-25 12:00"): self.say_how_it_was,
        }

    def live(self, moments: list[datetime]) -> None:
        """Let everyone act between the ticks of these moments."""
        for now in sorted({*moments, *self.acts}):
            self.world.now = now
            if act := self.acts.get(now):
                act()
                self.world.settle()
            if now in moments:
                self.world.tick(now)

    def begin(self) -> None:
        for guide in self.guides.values():
            assert guide.send("PUT", "", guide.person.form, at=self.world.now).status == 201
            assert staff("POST", f"/mentors/{guide.id}/approval", at=self.world.now).status == 200

    def save(self) -> None:
        assert [one.save(at=self.world.now).status for one in self.applicants.values()] == [201] * 4

    def submit(self) -> None:
        assert [self.applicants[name].submit(at=self.world.now).status for name in ("ana", "ben")] == [201] * 2

    def edit(self) -> None:
        assert self.applicants["ben"].save({"applicant": {"pronouns": "he/him"}}, at=self.world.now).status == 200

    def leave(self) -> None:
        assert self.applicants["leaver"].withdraw(at=self.world.now).status == 200

    def publish(self) -> None:
        number = staff("GET", f"/cycles/{self.cycle.id}/rounds").json["items"][0]["round"]
        assert publish(number, self.cycle.id).status == 200

    def answer(self) -> None:
        for name in ("ana", "ben", "willing"):
            (match,) = (each for each in matches_of(name) if each["state"] in ("proposed", "confirmed"))
            assert accept(name, match["id"], self.world.now).status == 200

    def move(self) -> None:
        match = matches_of("ana")[0]["id"]
        dates = {"starts_on": "2024-07-01", "ends_on": "2025-06-24", "reason": "Willing moves abroad."}
        assert staff("PUT", f"/matches/{match}/term", dates, at=self.world.now).status == 200

    def say_how_it_was(self) -> None:
        path = f"/api/matches/{matches_of('ana')[0]['id']}/survey"
        answer = call(matches_api, "POST", path, {"rating": 5, "recommend": True}, sub="ana", at=self.world.now)
        assert answer.status == 201

    def certificates(self) -> list[list[str]]:
        """What the certificates of the pair's two sides say."""
        path = f"/api/matches/{matches_of('ana')[0]['id']}/certificate"
        return [text_of(call(certificates, "GET", path, sub=sub).data) for sub in ("ana", "willing")]


def end_of(world: World) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Which mails went to whom in all, how every record ended, and the tasks."""
    stored = [item for item in items("applications") if item["part"] == "application"]
    ends = [f"{item['email']} {item['status']}" for item in stored]
    ends += [f"match {item['state']}" for item in items("matches")]
    ends += [f"{item['email']} {len(item.get('live_matches', ()))}" for item in items("mentors")]
    return (
        sorted((mail, who) for _, mail, who in world.mails),
        sorted(ends),
        sorted(item["kind"] for item in items("tasks")),
    )


ENDS = [
    "ana@example.org matched",
    "ben@example.org eligible",
    "dawdler@example.org lapsed",
    "leaver@example.org withdrawn",
    "match completed",
    "match expired",
    "silent@example.org 0",
    "willing@example.org 0",
]
SENT = sorted((mail, who) for _, mail, who in MAILS)


def test_every_mail_of_a_year_is_sent_at_its_minute(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    with World(at("2024-02-16 00:30")).running() as world:
        year = Year(world, people, cycle)
        year.live(ticks())
        world.tick(at("2026-01-01 00:00"))
        mentees, mentors = year.certificates()
    assert sorted(world.mails) == sorted(MAILS)
    assert end_of(world) == (SENT, ENDS, TASKS)
    assert (mentees[4], mentors[4]) == tuple(
        f"has completed a mentoring term as a {role}" for role in ("mentee", "mentor")
    )
    assert mentees[-2] == mentors[-2] == "from July 1, 2024 to June 23, 2025."


def missed_days() -> list[str]:
    """Each day on which something is due if `MISSED` says `every`; else a few of them."""
    due = sorted({minute[:10] for minute, _, _ in MAILS} - {f"{act:%Y-%m-%d}" for act in ACTS})
    return due if os.environ.get("MISSED") == "every" else ["2024-04-16", "2024-05-06", "2025-01-01"]


@pytest.mark.parametrize("day", missed_days())
def test_missed_day_and_doubled_ticks_and_deliveries_change_neither_mails_nor_end(
    people: People, cycle: Cycle, day: str
) -> None:
    write_cycle(cycle)
    missed, after = at(f"{day} 00:00"), at(f"{day} 00:00") + DAY
    kept = [now for now in ticks() if not missed <= now < after]
    with World(at("2024-02-16 00:30"), twice=True).running() as world:
        Year(world, people, cycle).live(sorted({*kept, after}))
    assert end_of(world) == (SENT, ENDS, TASKS)
