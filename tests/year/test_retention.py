"""After a cycle: each thing is there the minute before it's due and gone at it, and in the end no one is found."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from moto.cognitoidp.models import cognitoidp_backends

from functions.mentors.handler import handler as mentors
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.kept import KEPT
from shared.domain.retention import KINDS, Kind, due_at
from shared.runtime import accounts
from shared.store import dynamodb as db
from shared.store.settings import from_env
from shared.store.tables import TABLES
from tests.functions.account.test_addresses import user
from tests.functions.applications.applicant import Applicant
from tests.functions.http import call
from tests.functions.materials.files import check, landed, stored_files
from tests.functions.mentors.volunteer import Volunteer, accept, matches_of
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import facts
from tests.runtime.test_canary import CANARY, bird
from tests.store.scans import answers, items, of_type, tables_with
from tests.year.world import World

pytestmark = pytest.mark.usefixtures("aws", "people_pool", "uploads")
MINUTE = timedelta(minutes=1)
#: What is left of the canary where it's kept as words to search by.
SONG = CANARY.partition("-")[0]
WORKERS = ("eligibility", "matching", "erasure")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def canary(people: People, name: str) -> Applicant:
    """Someone with a sign-in whose every word is the canary."""
    email = f"{CANARY}-{name}@example.org"
    one = bird(people, user(email))
    return replace(one, person=replace(one.person, email=email))


@pytest.fixture
def world(people: People, cycle: Cycle) -> Iterator[World]:
    """A cycle in which the canary applied, dawdled, was late, and was mentored."""
    write_cycle(cycle)
    with World(at("2024-03-01 12:00"), workers=WORKERS).running() as world:
        live(world, people)
        pool = cognitoidp_backends["123456789012"]["us-east-1"].user_pools[from_env("PEOPLE_POOL_ID")]
        for each in pool.users.values():
            each.create_date = at("2024-03-01 12:00")
        yield world


def live(world: World, people: People) -> None:
    """Apply, dawdle, be late, be matched and go through the term, all as the canary."""
    paired, dawdler, extended, late = (canary(people, name) for name in ("paired", "dawdler", "extended", "late"))
    guide = Volunteer(people.mentor(), "mentor-1")
    assert guide.send("PUT", "", {**guide.person.form, "capacity": 1}, at=world.now).status == 201
    assert staff("POST", f"/mentors/{guide.id}/approval", at=world.now).status == 200
    for one in (paired, dawdler, extended):
        assert one.save(at=world.now).status == 201
    for one in (paired, dawdler):
        check(landed(one, filename=f"{CANARY}.pdf", at=world.now))
    assert paired.submit(at=world.now).status == 201
    world.settle()
    for path, body in (
        (f"/applications/{paired.id}/question", {"message": CANARY}),
        (f"/applications/{paired.id}/verdict", {"outcome": "eligible", "reason": CANARY}),
        (f"/applications/{extended.id}/extension", {"until": "2024-04-20T23:59", "reason": CANARY}),
        ("/cycles/2024-25/extensions", {"email": late.person.email, "until": "2024-04-17T23:59", "reason": CANARY}),
    ):
        assert staff("POST", path, body, at=world.now).status in (200, 201)
    question = {"email": late.person.email, "name": CANARY, "message": CANARY}
    assert call(portal, "POST", "/api/inquiries", question, at=world.now).status == 202
    world.tick(at("2024-04-16 04:01"))
    assert late.save(at=at("2024-04-18 12:00")).status == 409
    world.tick(at("2024-04-22 12:00"))
    world.now = at("2024-05-01 12:00")
    number = staff("GET", "/cycles/2024-25/rounds").json["items"][0]["round"]
    assert staff("POST", f"/cycles/2024-25/rounds/{number}/publication", at=world.now).status == 200
    world.settle()
    (match,) = matches_of(guide.sub)
    assert {accept(one.sub, match["id"], world.now).status for one in (paired, guide)} == {200}
    note = {"month": 1, "met": True, "rating": 1, "note": CANARY}
    for sub in (paired.sub, guide.sub):
        said = call(mentors, "POST", f"/api/matches/{match['id']}/check_ins", note, sub=sub, at=at("2024-05-02 12:00"))
        assert said.status == 201


def look_back(now: datetime) -> None:
    """Answer the survey as the mentor, in the canary's words."""
    (match,) = matches_of("mentor-1")
    year = {"rating": 1, "recommend": False, "note": CANARY}
    assert call(mentors, "POST", f"/api/matches/{match['id']}/survey", year, sub="mentor-1", at=now).status == 201


def parts(*beginnings: str) -> list[str]:
    """The items of applications that are of one of these kinds."""
    return [item["part"] for item in items("applications") if item["part"].startswith(beginnings)]


def named(*names: str) -> list[str]:
    """The items of applications that hold the addresses of these people."""
    held = [item for item in items("applications") if any(f"{CANARY}-{name}" in str(item) for name in names)]
    return [item["part"] for item in held]


def sign_ins(*names: str) -> list[str]:
    """The sign-ins of these people."""
    users = accounts.client().list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]
    return [str(each) for each in users if any(f"{CANARY}-{name}" in str(each) for name in names)]


#: What is there until it's due, by kind; the extended draft has a date of its own.
HELD: dict[Kind, Callable[[], list[Any]]] = {
    "drafts": lambda: named("dawdler"),
    "sign_ins_of_drafts": lambda: sign_ins("dawdler", "extended", "late"),
    "self_identification": lambda: list(answers()),
    "cvs": lambda: [*stored_files(), *parts("upload#")],
    "applications": lambda: named("paired", "late"),
    "rounds": lambda: [item["part"] for item in items("rounds") if item["part"].startswith("evidence")],
    "sign_ins": lambda: sign_ins("paired"),
}


def pass_by(world: World, due: datetime) -> None:
    """Let three minutes pass: the count that comes before, what is due, and one more."""
    for minutes in (0, 1, 2):
        world.tick(due + minutes * MINUTE)


def expire(now: datetime) -> None:
    """Delete what DynamoDB itself does by then."""
    for table, spec in TABLES.items():
        for item in items(table) if spec.expires else ():
            if item.get("expires_at", now.timestamp()) < now.timestamp():
                db.delete(table, id=item["id"], **({"part": item["part"]} if spec.sort else {}))


def test_each_thing_is_there_before_it_is_due_and_gone_after_and_no_one_is_found_in_the_end(
    world: World, cycle: Cycle
) -> None:
    assert {"applications", "search", "matches", "activity", "inquiries", "tasks"} - {*tables_with(SONG)} <= {"tasks"}
    for due in sorted({due_at(cycle, kind) for kind in KINDS}):
        kinds = [kind for kind in KINDS if due_at(cycle, kind) == due]
        world.tick(due - MINUTE)
        assert [kind for kind in kinds if not HELD[kind]()] == []
        pass_by(world, due)
        assert {kind: HELD[kind]() for kind in kinds} == {kind: [] for kind in kinds}
        if "self_identification" in kinds:
            look_back(world.now)
        if "drafts" in kinds:
            assert named("extended") != []
            pass_by(world, at("2024-04-21 04:00") + KEPT["drafts"].span)
            assert named("extended") == []
    expire(world.now)
    assert (tables_with(SONG), list(stored_files()), sign_ins("")) == ([], [], [])
    assert sorted(fact["data"]["kind"] for fact in of_type("RetentionDone")) == sorted(KINDS)
    report = staff("GET", "/cycles/2024-25/report", query={"again": "true"}, at=world.now)
    assert (report.status, report.json["counts"]["outcomes"]) == (200, [{"name": "eligible", "count": 1}])
    assert [match["state"] for match in items("matches")] == ["completed"]
    before = [fact.id for fact in facts()]
    world.tick(world.now + timedelta(days=400))
    assert [fact.id for fact in facts()] == before


def test_days_that_were_missed_and_messages_that_come_twice_end_the_same(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    with World(at("2024-03-01 12:00"), workers=WORKERS, twice=True).running() as world:
        live(world, people)
        for day in (0, 1, 2, 3):
            world.tick(at("2026-09-01 00:00") + day * timedelta(days=1))
        expire(at("2028-01-01 00:00"))
        assert [table for table in tables_with(SONG) if table != "inquiries"] == []
        done = [fact["data"]["kind"] for fact in of_type("RetentionDone")]
        assert sorted(done) == sorted(KINDS)
