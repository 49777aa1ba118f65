"""Records through the tables: each is read as it was written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.people import People
from shared.domain.activity import activity
from shared.domain.application import Application, application_id
from shared.domain.cycle import Cycle
from shared.store import activities, application_lists, applications, cycles, inquiries, matches, mentors, trail
from shared.store import dynamodb as db
from tests.functions.notifications import samples
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime(2024, 4, 15, 12, 0, 0, 123000, UTC)
DAY = timedelta(days=1)
MIDNIGHT = datetime(2024, 4, 15, tzinfo=UTC)


def drafts(cycle: str, count: int) -> list[Application]:
    """So many drafts, all changed at the same instant."""
    return [
        Application(application_id(cycle, f"p{n}"), cycle, f"p{n}", f"p{n}@example.edu", "draft", 1, {}, NOW, NOW)
        for n in range(count)
    ]


def test_records_are_read_as_they_were_written(cycle: Cycle) -> None:
    application, mentor, match = samples.application(), samples.mentor(), samples.confirmed()
    mentor = replace(mentor, paused_until=NOW, live_matches=frozenset({"m1", "m2"}), taken=frozenset({"m1"}))
    fact = activity("MatchConfirmed", match.id, "v3", at=NOW, actor="mentor", cycle=cycle.id, note="why", round=3)
    question = inquiries.Inquiry("q1", "jo@example.org", "Jo", "May I?", NOW)
    db.transact(
        cycles.write(cycle),
        applications.write(application),
        mentors.write(mentor),
        matches.write(match),
        activities.write(fact),
        inquiries.write(question),
    )
    assert cycles.load(cycle.id) == cycle.model_copy(update={"revision": 1})
    assert cycles.load_all() == [cycles.load(cycle.id)]
    assert applications.load(application.id) == replace(application, revision=1)
    assert mentors.load(mentor.id) == replace(mentor, revision=1)
    assert matches.load(match.id) == replace(match, revision=1)
    assert activities.load(fact.id) == fact
    assert inquiries.load("q1") == question


def test_attributes_that_a_record_lost_are_removed(people: People) -> None:
    application = samples.application()
    db.transact(applications.write(application))
    stored = applications.load(application.id)
    assert stored
    db.transact(applications.write(replace(stored, verdict=None, late=None, receipt=None)))
    (item,) = items("applications")
    assert {"verdict", "late", "receipt", "received_at", "late_by_seconds"} & set(item) == set()
    assert people.applicant()


def test_facts_are_found_by_subject_and_by_utc_day() -> None:
    facts = [
        activity("ApplicationSubmitted", "a1", f"v{n}", at=NOW.replace(hour=hour), actor="applicant")
        for n, hour in enumerate((23, 1, 12))
    ]
    other = activity("ApplicationSubmitted", "a2", "v1", at=NOW.replace(day=16), actor="applicant")
    for fact in (*facts, other):
        db.transact(activities.write(fact))
    in_order = [facts[1], facts[2], facts[0]]
    days = [trail.page(trail.Wanted(day, day + DAY), None, 9)[0] for day in (MIDNIGHT, MIDNIGHT + DAY)]
    assert (list(activities.of_subject("a1")), days) == (in_order, [in_order[::-1], [other]])


def test_fact_cannot_be_written_twice() -> None:
    fact = activity("WindowOpened", "2024-25", "once", at=NOW, actor="program")
    db.transact(activities.write(fact))
    with pytest.raises(db.StaleWrite):
        db.transact(activities.write(replace(fact, at=NOW.replace(hour=13))))
    assert list(activities.of_subject("2024-25")) == [fact]


def test_many_records_are_read_by_id_each_once() -> None:
    drafted = drafts("2024-25", 3)
    for application in drafted:
        db.transact(applications.write(application))
    ids = [application.id for application in drafted]
    assert applications.load_many([*ids, ids[0], "no one"]) == {
        application.id: replace(application, revision=1) for application in drafted
    }
    assert mentors.load_many(["no one", "no one"]) == {}


def test_submitted_version_cannot_be_overwritten() -> None:
    application = samples.application()
    db.transact(applications.write(application), applications.write_submission(application))
    with pytest.raises(db.StaleWrite):
        db.transact(applications.write_submission(replace(application, form={})))
    kept = applications.load_submission(application.id, 3)
    assert kept == applications.Submission(application.id, 3, application.cycle, application.form, application.receipt)  # type: ignore[arg-type]
    assert applications.load_submissions([application, *drafts("2024-25", 1)]) == {application.id: kept}


def test_ids_are_listed_a_page_at_a_time_even_when_times_are_equal() -> None:
    for application in drafts("2024-25", 5):
        db.transact(applications.write(application))
    whole = list(application_lists.list_ids("2024-25", "draft"))
    assert whole == sorted(application.id for application in drafts("2024-25", 5))
    pages: list[list[str]] = []
    last = None
    for _ in range(3):
        page = application_lists.list_page("2024-25", ("draft", "lapsed"), last, 2)
        pages, last = [*pages, page.ids], page.last
    assert (pages, last) == ([whole[:2], whole[2:4], whole[4:]], None)
    assert [application_lists.any_with_status("2024-25", status) for status in ("draft", "lapsed")] == [True, False]
