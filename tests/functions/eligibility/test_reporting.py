"""A cycle's report: counted by the eligibility function, read by staff, and its groups published once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from functions.eligibility import reporting
from functions.eligibility.handler import handler
from infra.local.people import People
from shared.domain.application import STATUSES
from shared.domain.cycle import Cycle
from shared.domain.report import NAMED, OTHER, SURVEYS
from shared.domain.survey import Survey
from shared.store import applications, mails, matches, reports, self_identification
from shared.store import dynamodb as db
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, new_applicant, submitted
from tests.functions.http import Answer
from tests.functions.mentors.volunteer import accept, active, confirmed, matches_of
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime.messages import batch, deliver, facts, failed
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
AFTER = DEADLINE + timedelta(hours=2)


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def report(at: datetime = OPEN, **query: str) -> Answer:
    return staff("GET", "/cycles/2024-25/report", query=query, at=at)


def work() -> None:
    """Deliver what asks for a page until no other is asked for."""
    known = 0
    while len(of_type("ReportRequested")) > known:
        known = len(of_type("ReportRequested"))
        deliver(handler, "ReportRequested")


def counted(at: datetime = OPEN) -> Answer:
    report(at, again="true")
    work()
    return report(at)


def found(answer: Answer, table: str) -> dict[str, int]:
    return {each["name"]: each["count"] for each in answer.json["counts"].get(table, [])}


def test_report_counts_page_by_page(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "PAGE", 2)
    applicants = [submitted(people, f"{n}", kind) for n, kind in enumerate(("student", "resident", "unlisted_school"))]
    deliver(handler, "ApplicationSubmitted")
    new_applicant(people, "draft").save()
    gone = submitted(people, "gone")
    gone.withdraw()
    begun = report()
    assert (begun.status, begun.json["state"], begun.json["counts"], report().status) == (202, "running", {}, 202)
    work()
    answer = report()
    assert (answer.status, answer.json["state"], answer.json["counted"], answer.json["groups"]) == (
        200,
        "done",
        5,
        None,
    )
    statuses = Counter(each.read().json["status"] for each in applicants) + Counter(["draft", "withdrawn"])
    assert found(answer, "statuses") == statuses
    assert list(found(answer, "statuses")) == [status for status in STATUSES if status in statuses]
    assert found(answer, "days") == {"2024-04-15": 4}
    forms = [each.person.form for each in applicants]
    assert found(answer, "states") == Counter(form["location"]["state"] for form in forms)
    assert found(answer, "stages") == {"medical_student": 2, "resident": 1}
    assert found(answer, "disciplines") == Counter(d for form in forms for d in form["interests"]["disciplines"])
    assert found(answer, "schools")["not_listed"] == 1
    assert sum(found(answer, "outcomes").values()) == sum(found(answer, "times_of_rules").values()) == 3
    assert len(of_type("ReportFinished")) == 1


def test_reasons_leave_out_the_rule_about_self_identification(people: People) -> None:
    submitted(people, "1", "no_group")
    submitted(people, "2", "abroad")
    deliver(handler, "ApplicationSubmitted")
    answer = counted()
    assert found(answer, "reasons") == {"enrolled": 1}
    assert found(answer, "outcomes") == {"ineligible": 2}


def test_verdicts_by_staff_answers_and_mails_are_counted(people: People) -> None:
    active(people)
    applicant = submitted(people, "1")
    decided = {"outcome": "eligible", "reason": "Looked up"}
    assert staff("POST", f"/applications/{applicant.id}/verdict", decided).status == 200
    propose()
    (match,) = matches_of("1")
    assert accept("1", match["id"]).status == 200
    for n, mail in enumerate(("received", "received", "eligible")):
        assert mails.claim(f"m{n}", mail, OPEN, {"about": applicant.id, "at": OPEN}) == "yours"
        if n:
            mails.mark_sent(f"m{n}", "ses", OPEN)
    answer = counted()
    assert sum(found(answer, "times_of_staff").values()) == 1
    assert found(answer, "matches") == {"proposed": 1}
    assert found(answer, "answers_of_applicants") == {"minute": 1}
    assert found(answer, "answers_of_mentors") == {}
    assert found(answer, "mails") == {"eligible": 1, "received": 1}


def _surveyed(people: People, said: Sequence[Survey]) -> dict[str, dict[str, int]]:
    """What a report shows of these answers, and of those that it keeps."""
    *_, id = confirmed(people)
    match = matches.load(id)
    assert match
    db.transact(matches.write(replace(match, state="completed", surveys=tuple(said))))
    answer = counted()
    kept = reports.load("2024-25")
    assert kept
    shown = {table: found(answer, table) for table in SURVEYS if table in answer.json["counts"]}
    assert {table: kept.counts[table] for table in shown} == {
        table: {name: number for name, number in rows.items() if number is not None} for table, rows in shown.items()
    }
    return shown


def test_surveys_are_counted_by_rating_recommendation_and_side(people: People) -> None:
    said = [Survey("applicant", 1 + n % 5, n % 5 > 0, OPEN) for n in range(25)]
    said += [Survey("mentor", 4, True, OPEN)] * 6 + [Survey("mentor", 5, True, OPEN)] * 7
    said += [Survey("mentor", 2, False, OPEN)] * 4
    assert _surveyed(people, said) == {
        "surveys_of_applicants": {"1": 5, "2": 5, "3": 5, "4": 5, "5": 5},
        "recommended_by_applicants": {"yes": 20, "no": 5},
        "surveys_of_mentors": {"1": None, "2": None, "3": None, "4": None, "5": 7},
        "recommended_by_mentors": {"yes": None, "no": None},
    }


def test_few_surveys_are_shown_as_dashes_and_none_not_at_all(people: People) -> None:
    assert _surveyed(people, [Survey("mentor", 2, False, OPEN)]) == {
        "surveys_of_mentors": dict.fromkeys("12345"),
        "recommended_by_mentors": {"yes": None, "no": None},
    }


def test_report_done_twice_counts_once(people: People) -> None:
    submitted(people)
    report()
    for _ in range(2):
        deliver(handler, "ReportRequested")
    assert report().json["counted"] == 1


def test_report_is_kept_until_another_is_asked_for(people: People) -> None:
    assert counted().json["counted"] == 0
    submitted(people)
    assert report().json["counted"] == 0
    assert counted().json["counted"] == 1


def test_page_that_fails_is_asked_for_again_and_counts_once(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    submitted(people)
    report()
    (asked,) = facts("ReportRequested")
    with monkeypatch.context() as broken:
        broken.setattr(mails, "about", None)
        assert handler(batch(asked), None) == failed(asked.id)
    work()
    assert report().json["counted"] == 1


def test_report_that_got_stuck_can_be_begun_again() -> None:
    first = report().json["requested_at"]
    assert report(OPEN + timedelta(minutes=14), again="true").json["requested_at"] == first
    assert report(OPEN + timedelta(minutes=15), again="true").json["requested_at"] != first


def test_report_of_an_unknown_cycle_is_refused() -> None:
    assert staff("GET", "/cycles/none/report").status == 404
    assert items("reports") == []


def _choose(applicant: Applicant, group: str) -> None:
    """Change what someone chose, in the table alone: it's quicker than the form."""
    answer = {"groups": ["black_african_american", "hispanic_latino"] if group == "several" else [group]}
    if group == OTHER:
        answer = {"groups": ["none"]}
    db.transact(self_identification.keep(applicant.id, answer))
    stored = applications.load(applicant.id)
    assert stored
    assert stored.submitted_version
    db.transact(self_identification.submit(applicant.id, stored.submitted_version))


def _shown(answer: Answer) -> dict[str, int | None]:
    return {each["name"]: each["count"] for each in answer.json["groups"]["items"]}


def test_groups_are_counted_once_after_the_window_and_sealed_until_then(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "PAGE", 5)
    applicants = [submitted(people, f"{n}") for n in range(11)]
    for n, applicant in enumerate(applicants):
        _choose(applicant, "hispanic_latino" if n < 6 else "black_african_american")
    assert counted().json["groups"] is None
    assert counted(DEADLINE + timedelta(minutes=59)).json["groups"] is None
    report(AFTER, again="true")
    deliver(handler, "ReportRequested")
    (running,) = items("reports")
    assert "latino" not in str(running)
    assert running["groups"].startswith("1.")
    work()
    # The others have none, so that the smaller of the two would follow from the larger.
    assert _shown(report(AFTER)) == dict.fromkeys((*NAMED, OTHER))
    kept = {item["part"]: item for item in items("reports")}
    assert "groups" not in kept["report"]
    assert kept["groups"]["counts"] == {}


def test_group_that_would_give_a_small_one_away_is_left_out(people: People) -> None:
    chosen = ("hispanic_latino",) * 7 + ("black_african_american",) * 6 + ("several",) * 4
    for n, group in enumerate(chosen):
        _choose(submitted(people, f"{n}"), group)
    shown = _shown(counted(AFTER))
    assert {name for name, number in shown.items() if number} == {"hispanic_latino"}


_FEW = [name for name in (*NAMED, OTHER) if name not in ("hispanic_latino", "black_african_american")]
_PEOPLE: list[Applicant] = []


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["several"] * 4, 0, OTHER)
@given(st.lists(st.sampled_from(_FEW), min_size=4, max_size=4), st.integers(0, 17), st.sampled_from(NAMED))
def test_a_second_report_says_nothing_about_who_changed(people: People, few: list[str], changed: int, to: str) -> None:
    """Whatever someone changes between two reports, the second one repeats the first one's groups."""
    if not items("applications"):
        _PEOPLE[:] = [submitted(people, f"{n}") for n in range(18)]
    for item in items("reports"):
        db.client().delete_item(TableName=db.table("reports"), Key=db.encode_item({k: item[k] for k in ("id", "part")}))
    groups = ["hispanic_latino"] * 8 + ["black_african_american"] * 6 + few
    for applicant, group in zip(_PEOPLE, groups, strict=True):
        _choose(applicant, group)
    first = _shown(counted(AFTER))
    assert {name: number for name, number in first.items() if number} == {"hispanic_latino": 8}
    _choose(_PEOPLE[changed], to)
    assert _shown(counted(AFTER + timedelta(days=1))) == first
