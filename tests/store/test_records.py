"""Records through the tables: each comes back as it was written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from infra.local.people import People
from shared.domain.activity import activity
from shared.domain.application import Application, application_id
from shared.domain.cycle import Cycle
from shared.store import activities, applications, cycles, inquiries, matches, mentors
from shared.store import dynamodb as db
from tests.functions.notifications import samples
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime(2024, 4, 15, 12, 0, 0, 123000, UTC)


def drafts(cycle: str, count: int) -> list[Application]:
    """So many drafts, all changed at the same instant."""
    return [
        Application(application_id(cycle, f"p{n}"), cycle, f"p{n}", f"p{n}@example.edu", "draft", 1, {}, NOW, NOW)
        for n in range(count)
    ]


def test_records_come_back_as_they_were_written(cycle: Cycle) -> None:
    one, guide, match = samples.application(), samples.mentor(), samples.confirmed()
    guide = replace(guide, paused_until=NOW, live_matches=frozenset({"m1", "m2"}), taken=frozenset({"m1"}))
    fact = activity("MatchConfirmed", match.id, "v3", at=NOW, actor="mentor", cycle=cycle.id, note="why", round=3)
    question = inquiries.Inquiry("q1", "jo@example.org", "Jo", "May I?", NOW)
    db.transact(
        cycles.write(cycle),
        applications.write(one),
        mentors.write(guide),
        matches.write(match),
        activities.write(fact),
        inquiries.write(question),
    )
    assert cycles.load(cycle.id) == cycle.model_copy(update={"revision": 1})
    assert cycles.load_all() == [cycles.load(cycle.id)]
    assert applications.load(one.id) == replace(one, revision=1)
    assert mentors.load(guide.id) == replace(guide, revision=1)
    assert matches.load(match.id) == replace(match, revision=1)
    assert activities.load(fact.id) == fact
    assert inquiries.load("q1") == question


def test_record_that_lost_what_it_had_is_stored_without_it(people: People) -> None:
    one = samples.application()
    db.transact(applications.write(one))
    stored = applications.load(one.id)
    assert stored
    db.transact(applications.write(replace(stored, verdict=None, late=None, receipt=None)))
    (item,) = items("applications")
    assert {"verdict", "late", "receipt", "received_at", "late_by_seconds"} & set(item) == set()
    assert people.applicant()


def test_fact_is_found_by_its_subject_and_its_day_in_utc() -> None:
    facts = [
        activity("ApplicationDrafted", "a1", f"v{n}", at=NOW.replace(hour=hour), actor="applicant")
        for n, hour in enumerate((23, 1, 12))
    ]
    other = activity("ApplicationDrafted", "a2", "v1", at=NOW.replace(day=16), actor="applicant")
    for fact in (*facts, other):
        db.transact(activities.write(fact))
    in_order = [facts[1], facts[2], facts[0]]
    days = [
        [activities.read(item) for item in db.query("activity", "by_day", {"day": day})]
        for day in ("2024-04-15", "2024-04-16")
    ]
    assert (list(activities.of_subject("a1")), days) == (in_order, [in_order, [other]])


def test_fact_cannot_be_written_twice() -> None:
    fact = activity("WindowOpened", "2024-25", "once", at=NOW, actor="program")
    db.transact(activities.write(fact))
    with pytest.raises(db.StaleWrite):
        db.transact(activities.write(replace(fact, at=NOW.replace(hour=13))))
    assert list(activities.of_subject("2024-25")) == [fact]


def test_many_records_are_read_by_their_ids_each_once() -> None:
    ones = drafts("2024-25", 3)
    for one in ones:
        db.transact(applications.write(one))
    ids = [one.id for one in ones]
    assert applications.load_many([*ids, ids[0], "nobody"]) == {one.id: replace(one, revision=1) for one in ones}
    assert mentors.load_many(["nobody", "nobody"]) == {}


def test_submission_stays_as_it_was_submitted() -> None:
    one = samples.application()
    db.transact(applications.write(one), applications.write_submission(one))
    with pytest.raises(db.StaleWrite):
        db.transact(applications.write_submission(replace(one, form={})))
    kept = applications.load_submission(one.id, 3)
    assert kept == applications.Submission(one.id, 3, one.cycle, one.form, one.receipt)  # type: ignore[arg-type]
    assert applications.load_submissions([one, *drafts("2024-25", 1)]) == {one.id: kept}


def test_rows_begin_behind_the_one_named_also_among_those_of_one_instant() -> None:
    for one in drafts("2024-25", 5):
        db.transact(applications.write(one))
    whole = list(applications.list_rows("2024-25"))
    assert sorted(row.id for row in whole) == sorted(one.id for one in drafts("2024-25", 5))
    for place, row in enumerate(whole):
        assert list(applications.list_rows("2024-25", "draft", after=row)) == whole[place + 1 :]
    assert [applications.any_with_status("2024-25", status) for status in ("draft", "lapsed")] == [True, False]
