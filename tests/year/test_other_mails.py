"""A year in which what else can happen does: with the usual one, every mail there is has its minute in a table."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from functions.account.handler import handler as account
from functions.mentors.handler import handler as matches_api
from functions.notifications.render import MAILS
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.account.test_addresses import user
from tests.functions.applications.applicant import Applicant
from tests.functions.http import Answer, call
from tests.functions.mentors.volunteer import Volunteer, accept, matches_of
from tests.functions.staff.staff_client import facts_of, publish, staff, write_cycle
from tests.year.test_year import MAILS as USUAL
from tests.year.test_year import MINUTE, at
from tests.year.world import WORKERS, World

pytestmark = pytest.mark.usefixtures("aws", "people_pool")
CODE = 42117
#: Ada is matched with someone who leaves, Bea with someone who says nothing, and there's no one for Cyd.
SITES = {"ada": "breast", "bea": "pediatric", "cyd": "lung", "leaving": "breast", "silent": "pediatric"}
APPLICANTS = {"ada": "student", "bea": "student", "cyd": "student", "resident": "resident", "nogroup": "no_group"}
MENTORS = ("leaving", "silent")
PAIR = (("applicant", "ada"), ("mentor", "leaving"))
SILENT = (("applicant", "bea"), ("mentor", "silent"))
JOINING = ("mentor_interest_received", "mentor_approved")
OTHER_MAILS = {
    *(("2024-03-01 12:00", mail, who) for mail in JOINING for who in MENTORS),
    *(("2024-03-02 12:00", "first_saved", who) for who in (*APPLICANTS, "late")),
    *(("2024-03-03 12:00", "received", who) for who in APPLICANTS),
    *(("2024-03-03 12:00", "eligible", who) for who in ("ada", "bea", "cyd")),
    ("2024-03-03 12:00", "needs_review", "resident"),
    ("2024-03-03 12:00", "not_eligible", "nogroup"),
    ("2024-03-04 12:00", "question_received_asker", "visitor"),
    ("2024-03-04 12:00", "question_received_program", "mentoring"),
    ("2024-03-05 12:00", "question_asked", "resident"),
    ("2024-03-06 12:00", "notice", "nogroup"),
    # Staff move the deadline from April 15 to April 10, and then to April 12.
    ("2024-03-07 12:00", "deadline_shortened", "late"),
    ("2024-03-08 12:00", "deadline_extended", "late"),
    ("2024-03-09 12:00", "address_code", "renamed"),
    ("2024-03-09 12:00", "address_changed", "cyd"),
    ("2024-04-06 04:00", "draft_reminder", "late"),
    ("2024-04-12 04:00", "draft_reminder", "late"),
    ("2024-04-13 04:01", "lapsed", "late"),
    ("2024-04-14 12:00", "late", "late"),
    ("2024-04-15 12:00", "newcomer_extended", "newcomer"),
    *(("2024-05-01 12:00", f"match_proposed_{side}", who) for side, who in (*PAIR, *SILENT)),
    ("2024-05-01 12:00", "unmatched", "renamed"),
    *(("2024-05-02 12:00", f"match_confirmed_{side}", who) for side, who in PAIR),
    *((f"2024-05-{day} 12:00", f"match_reminder_{side}", who) for day in ("06", "10") for side, who in SILENT),
    *(("2024-05-11 12:01", f"match_closed_{side}", who) for side, who in SILENT),
    *(("2024-05-12 12:00", f"contact_asked_{side}", who) for side, who in PAIR),
    *(("2024-05-20 12:00", f"match_ended_{side}", who) for side, who in PAIR),
}


class Year:
    """What people do in this year, each at its time."""

    def __init__(self, world: World, people: People, cycle: Cycle) -> None:
        self.world, self.cycle = world, cycle
        kinds = {**APPLICANTS, "late": "student"}
        self.applicants = {name: applicant_of(people, name, kind) for name, kind in kinds.items()}
        self.guides = {name: guide_of(people, name) for name in MENTORS}
        self.acts: dict[datetime, Callable[[], list[int]]] = {
            at("2024-03-01 12:00"): self.come_forward,
            at("2024-03-02 12:00"): lambda: [one.save(at=world.now).status for one in self.applicants.values()],
            at("2024-03-03 12:00"): lambda: self.submit(*APPLICANTS),
            at("2024-03-04 12:00"): self.ask,
            at("2024-03-05 12:00"): lambda: self.tell("resident", "question", {"message": "Which hospital?"}),
            at("2024-03-06 12:00"): self.notify,
            at("2024-03-07 12:00"): self.shorten,
            at("2024-03-08 12:00"): lambda: self.of_cycle("extension", {"deadline": "2024-04-12T23:59"}),
            at("2024-03-09 12:00"): self.rename,
            at("2024-04-14 12:00"): lambda: self.submit("late"),
            at("2024-04-15 12:00"): self.make_an_exception,
            at("2024-05-01 12:00"): self.publish,
            at("2024-05-02 12:00"): self.accept,
            at("2024-05-20 12:00"): self.end,
        }

    def live(self) -> list[int]:
        """Let everyone act between the ticks at which a mail is due; return how each act was answered."""
        due = {at(minute) + around * MINUTE for minute, _, _ in OTHER_MAILS for around in (-1, 0)}
        statuses = []
        for now in sorted({*due, *self.acts}):
            self.world.now = now
            if act := self.acts.get(now):
                statuses += act()
                self.world.settle()
            self.world.tick(now)
        return statuses

    def come_forward(self) -> list[int]:
        sent = [guide.send("PUT", "", guide.person.form, at=self.world.now) for guide in self.guides.values()]
        paths = [f"/mentors/{guide.id}/approval" for guide in self.guides.values()]
        return statuses_of(*sent, *(staff("POST", path, at=self.world.now) for path in paths))

    def submit(self, *names: str) -> list[int]:
        return [self.applicants[name].submit(at=self.world.now).status for name in names]

    def ask(self) -> list[int]:
        body = {"email": "visitor@example.org", "name": "A visitor", "message": "May I?"}
        return statuses_of(call(portal, "POST", "/api/inquiries", body, at=self.world.now))

    def tell(self, name: str, what: str, body: dict[str, Any]) -> list[int]:
        return statuses_of(staff("POST", f"/applications/{self.applicants[name].id}/{what}", body, at=self.world.now))

    def of_cycle(self, what: str, body: dict[str, Any]) -> list[int]:
        path = f"/cycles/{self.cycle.id}/{what}"
        return statuses_of(staff("POST", path, {**body, "reason": "A storm"}, at=self.world.now))

    def notify(self) -> list[int]:
        ids = [self.applicants["nogroup"].id]
        return self.of_cycle("bulk", {"action": "mail", "subject": "A form", "message": "Look.", "applications": ids})

    def shorten(self) -> list[int]:
        body = {**facts_of(self.cycle, deadline="2024-04-10T23:59"), "reason": "A mistake"}
        return statuses_of(staff("PUT", f"/cycles/{self.cycle.id}", body, at=self.world.now))

    def rename(self) -> list[int]:
        person = self.applicants["cyd"]
        who: dict[str, Any] = {"sub": person.sub, "email": person.person.email, "at": self.world.now}
        asked = call(account, "POST", "/api/account/email", {"email": "renamed@example.org"}, **who)
        self.world.settle()
        proved = call(account, "POST", "/api/account/email/confirmation", {"code": f"{CODE:06}"}, **who)
        return statuses_of(asked, proved)

    def make_an_exception(self) -> list[int]:
        return self.of_cycle("extensions", {"email": "newcomer@example.org", "until": "2024-04-18T12:00"})

    def publish(self) -> list[int]:
        number = staff("GET", f"/cycles/{self.cycle.id}/rounds").json["items"][0]["round"]
        return statuses_of(publish(number, self.cycle.id))

    def accept(self) -> list[int]:
        return [accept(one.sub, matches_of(one.sub)[0]["id"], self.world.now).status for one in self.pair]

    def end(self) -> list[int]:
        path = f"/api/matches/{matches_of('leaving')[0]['id']}/ending"
        return statuses_of(call(matches_api, "POST", path, {"reason": "A move"}, sub="leaving", at=self.world.now))

    @property
    def pair(self) -> tuple[Applicant, Volunteer]:
        """Ada, and the mentor who leaves."""
        return self.applicants["ada"], self.guides["leaving"]


def statuses_of(*answers: Answer) -> list[int]:
    """How requests were answered."""
    return [answer.status for answer in answers]


def applicant_of(people: People, name: str, kind: str) -> Applicant:
    """Someone with a sign-in, whom only one of the mentors fits."""
    person = people.applicant(kind, None if kind == "resident" else "2026-05")
    form = {**person.form, "preferences": {"format": "virtual", "same_region": False}}
    form["interests"] = {**form["interests"], "disease_sites": [SITES.get(name, "lung")]}
    email = f"{name}@example.org"
    return Applicant(replace(person, email=email, form=form), user(email))


def guide_of(people: People, name: str) -> Volunteer:
    """A mentor with a place for one."""
    person = people.mentor()
    takes = {"capacity": 1, "mentee_stages": ["medical_student", "resident"], "disease_sites": [SITES[name]]}
    return Volunteer(replace(person, email=f"{name}@example.org", form={**person.form, **takes}), name)


@pytest.mark.parametrize("seed", [None, 7])
def test_every_other_mail_is_sent_at_its_minute_also_when_facts_come_again(
    people: People, cycle: Cycle, monkeypatch: pytest.MonkeyPatch, seed: int | None
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _: CODE)
    write_cycle(cycle)
    world = World(at("2024-02-16 00:30"), seed=seed, workers=(*WORKERS, "bulk"))
    with world.running():
        statuses = Year(world, people, cycle).live()
    assert [status for status in statuses if not 200 <= status < 300] == [409]
    assert sorted(world.mails) == sorted(OTHER_MAILS)


def test_every_mail_there_is_has_its_minute_in_a_year() -> None:
    def kinds(names: Iterable[str]) -> set[str]:
        return {name.removesuffix("_applicant").removesuffix("_mentor") for name in names}

    assert kinds(mail for _, mail, _ in USUAL | OTHER_MAILS) == kinds(MAILS)
