"""Exports from the request to the file, as spreadsheets open it; nothing twice or missed, no formula."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from functions.eligibility.handler import handler as eligibility
from functions.exports import bucket, pages
from functions.exports.columns import COLUMNS
from functions.exports.handler import handler
from functions.exports.writing import WRITERS, harmless
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.survey import Survey
from shared.store import dynamodb as db
from shared.store import matches
from shared.store.settings import from_env
from tests.functions.applications.applicant import OPEN, Applicant, new_applicant, submitted
from tests.functions.mentors.volunteer import active, confirmed
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime import messages
from tests.runtime.faults import dies_at
from tests.runtime.messages import NONE_FAILED, deliver
from tests.scene import Scene
from tests.store.scans import answers, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")
Rows = list[dict[str, Any]]
#: Texts that a spreadsheet would take for formulas, or break a line or a column at.
HOSTILE = ["=1+1", "+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://example.org","x")', " =1+1"]
AWKWARD = ["José, Ana", 'a "quoted" name', "two\nlines", "Zoë Çelik-Ñandú"]


@pytest.fixture
def written(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SIZE", 2)
    write_cycle(cycle)


@Scene
def applied(people: People) -> list[Applicant]:
    """Five applicants, in the order in which they began."""
    return [submitted(people, f"judged-{n}", at=OPEN + timedelta(minutes=n)) for n in range(5)]


@pytest.fixture
def five(people: People) -> list[Applicant]:
    return applied(people)


def asked(kind: str = "applications", format: str = "csv") -> str:
    answer = staff("POST", "/cycles/2024-25/exports", {"kind": kind, "format": format})
    assert answer.status == 202
    return str(answer.json["job"])


def state(job: str) -> dict[str, Any]:
    answer = staff("GET", f"/jobs/{job}")
    assert answer.status == 200
    return dict(answer.json)


def content(job: str) -> bytes:
    link = state(job)["link"]
    assert link.startswith(from_env("UPLOADS_URL"))
    assert "X-Amz-Expires=300" in link
    key = link.removeprefix(from_env("UPLOADS_URL")).partition("?")[0]
    found: bytes = bucket.client().get_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)["Body"].read()
    return found


def rows_of_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def rows_of_xlsx(data: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(data), read_only=True).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def exported(kind: str, format: str = "csv") -> Rows:
    job = asked(kind, format)
    deliver(handler, "ExportRequested")
    head, *rows = rows_of_csv(content(job)) if format == "csv" else rows_of_xlsx(content(job))
    assert tuple(head) == COLUMNS[kind]  # type: ignore[index]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_every_application_comes_once_in_order(five: list[Applicant], format: str) -> None:
    rows = exported("applications", format)
    assert [row["id"] for row in rows] == [applicant.id for applicant in five]
    assert {row["status"] for row in rows} == {"submitted"}
    assert all(row["email"] and row["receipt"] for row in rows)


def test_job_tells_how_far_it_is_and_its_link(five: list[Applicant]) -> None:
    job = asked()
    assert {name: state(job).get(name) for name in ("state", "done", "total", "failed", "link")} == {
        "state": "queued", "done": 0, "total": None, "failed": [], "link": None
    }  # fmt: skip
    assert of_type("ExportOpened") == []
    deliver(handler, "ExportRequested")
    done = state(job)
    assert (done["state"], done["done"], done["total"], done["failed"]) == ("done", len(five), 5, [])
    state(job)
    assert [(fact["subject"], fact["actor"]) for fact in of_type("ExportOpened")] == [(job, "staff:staff-1")]
    (listed,) = staff("GET", "/cycles/2024-25/jobs").json["items"]
    assert (listed["id"], listed["asked"], "link" in listed) == (job, {"kind": "applications", "format": "csv"}, False)


def test_export_asked_for_again_within_a_minute_is_the_same_job() -> None:
    first = OPEN.replace(second=50)
    body = {"kind": "applications", "format": "csv"}
    jobs = [
        staff("POST", "/cycles/2024-25/exports", body, at=first + timedelta(seconds=after)).json["job"]
        for after in (0, 20, 70)
    ]
    assert (jobs[0] == jobs[1], jobs[0] == jobs[2]) == (True, False)
    assert len(of_type("ExportRequested")) == 2


def test_file_that_is_gone_has_no_link(five: list[Applicant]) -> None:
    job = asked()
    deliver(handler, "ExportRequested")
    after = staff("GET", f"/jobs/{job}", at=OPEN.replace(year=2090))
    assert (after.status, after.json["done"], "link" in after.json) == (200, len(five), False)
    assert staff("GET", "/jobs/unknown").status == 404


def test_mentors_matches_and_the_trail(people: People) -> None:
    applicant, mentor = submitted(people), active(people)
    deliver(eligibility, "ApplicationSubmitted")
    propose()
    assert [(row["id"], row["status"]) for row in exported("mentors")] == [(mentor.id, "active")]
    (match,) = exported("matches")
    assert (match["application"], match["mentor"], match["state"]) == (applicant.id, mentor.id, "proposed")
    trail = exported("activity")
    assert [row["at"] for row in trail] == sorted((row["at"] for row in trail), reverse=True)
    known = {fact["id"] for fact in items("activity") if fact.get("cycle") == "2024-25" and "day" in fact}
    later = {fact["id"] for fact in of_type("ExportOpened") + of_type("ExportFinished") + of_type("ExportRequested")}
    assert {row["id"] for row in trail} - later == known - later
    assert len(trail) == len({row["id"] for row in trail})


def test_export_of_matches_has_how_the_year_went_without_a_word(people: People) -> None:
    *_, id = confirmed(people)
    match = matches.load(id)
    assert match
    said = (Survey("mentor", 4, False, OPEN, "We met in May."),)
    db.transact(matches.write(replace(match, state="completed", surveys=said)))
    (row,) = exported("matches")
    columns = [f"{side}_{name}" for side in ("applicant", "mentor") for name in ("rating", "recommends")]
    assert [row[column] for column in columns] == ["", "", "4", "no"]
    assert "May" not in str(row)


def test_answers_about_race_and_ethnicity_are_in_no_file(five: list[Applicant]) -> None:
    assert set(answers()) == {applicant.id for applicant in five}
    job = asked()
    deliver(handler, "ExportRequested")
    data = content(job).decode()
    assert not any(group in data for group in ("black_african_american", "hispanic_latino", "provided", "groups"))


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_texts_of_people_stay_texts(format: str) -> None:
    texts = HOSTILE + AWKWARD
    file = io.BytesIO()
    WRITERS[format](file, ["text", "number"], ([text, -3] for text in texts))
    data = file.getvalue()
    if format == "csv":
        expected = [[f"'{text}", "-3"] for text in HOSTILE] + [[text, "-3"] for text in AWKWARD]
        assert rows_of_csv(data)[1:] == expected
    else:
        sheet = load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        cells = [row[0] for row in sheet.iter_rows(min_row=2)]
        assert [cell.value for cell in cells] == texts
        assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}
        assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [-3] * len(texts)


def test_risky_beginnings_get_an_apostrophe() -> None:
    risky = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "  ="]
    assert [harmless(f"{text}x") for text in risky] == [f"'{text}x" for text in risky]
    assert [harmless(cell) for cell in ("a=b", "", None, -1, 1.5)] == ["a=b", "", None, -1, 1.5]


def test_formula_in_a_form_is_neutralized_in_the_file(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({"training": {"school": "=1+1, “Zoë”"}})
    assert [row["school"] for row in exported("applications")] == ["'=1+1, “Zoë”"]


#: Every call that a run makes, a few of each.
CALLS = [("PutObject", n) for n in (1, 2, 4)] + [("TransactWriteItems", n) for n in (1, 2, 3, 5)]
CALLS += [("GetObject", 1), ("GetObject", 3), ("BatchGetItem", 2), ("Query", 5), ("GetItem", 1)]


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize(("operation", "number"), CALLS)
def test_killed_anywhere_and_delivered_again_ends_in_the_same_file(
    five: list[Applicant], operation: str, number: int, done: bool
) -> None:
    job = asked()
    with dies_at(operation, number, done=done):
        handler(messages.batch(*messages.facts("ExportRequested")), None)
    deliver(handler, "ExportRequested")
    deliver(handler, "ExportRequested")
    assert [row[0] for row in rows_of_csv(content(job))[1:]] == [applicant.id for applicant in five]
    assert (state(job)["state"], state(job)["done"], len(of_type("ExportFinished"))) == ("done", 5, 1)


def test_what_one_run_cannot_finish_goes_on_in_the_next(five: list[Applicant]) -> None:
    messages.make_queue()
    job = asked()
    left = iter([200_000, 0, 200_000, 200_000, 0] + [200_000] * 20)

    class Context:
        @staticmethod
        def get_remaining_time_in_millis() -> int:
            return next(left)

    assert handler(messages.batch(*messages.facts("ExportRequested")), Context) == NONE_FAILED
    assert (state(job)["state"], state(job)["done"]) == ("running", 2)
    while records := messages.waiting():
        assert handler({"Records": records}, Context) == NONE_FAILED
    assert [row[0] for row in rows_of_csv(content(job))[1:]] == [applicant.id for applicant in five]


def test_storage_that_refuses_for_good_shows_and_a_redrive_goes_on(five: list[Applicant]) -> None:
    job = asked()
    (fact,) = messages.facts("ExportRequested")
    last = {**messages.message(fact), "attributes": {"ApproximateReceiveCount": "5"}}
    with dies_at("PutObject", 2, done=False):
        assert handler({"Records": [last]}, None) == messages.failed(fact.id)
    assert (state(job)["state"], state(job)["done"]) == ("failed", 2)
    deliver(handler, "ExportRequested")
    assert [row[0] for row in rows_of_csv(content(job))[1:]] == [applicant.id for applicant in five]
    assert state(job)["state"] == "done"


def test_record_that_cannot_be_read_is_named_and_the_others_come(five: list[Applicant]) -> None:
    broken = five[2].id
    db.client().update_item(
        TableName=db.table("applications"),
        Key=db.encode_item({"id": broken, "part": "application"}),
        UpdateExpression="SET version = :v",
        ExpressionAttributeValues={":v": {"S": "none"}},
    )
    job = asked()
    deliver(handler, "ExportRequested")
    assert [row[0] for row in rows_of_csv(content(job))[1:]] == [a.id for a in five if a.id != broken]
    assert state(job)["failed"] == [{"id": broken, "why": "We couldn’t read this record."}]


def test_someone_who_begins_meanwhile_makes_no_one_come_twice(five: list[Applicant], people: People) -> None:
    job = asked()
    with dies_at("PutObject", 2, done=True):
        handler(messages.batch(*messages.facts("ExportRequested")), None)
    later = new_applicant(people, "later")
    later.save({"training": {"school": "Howard University College of Medicine"}}, at=OPEN + timedelta(hours=1))
    five[0].withdraw()
    deliver(handler, "ExportRequested")
    assert [row[0] for row in rows_of_csv(content(job))[1:]] == [*(a.id for a in five), later.id]


@pytest.mark.parametrize("body", [{"kind": "everything", "format": "csv"}, {"kind": "mentors"}, {}])
def test_export_of_nonsense_is_refused(body: dict[str, str]) -> None:
    assert staff("POST", "/cycles/2024-25/exports", body).status == 422
    assert items("jobs") == []


def test_export_of_an_unknown_cycle_is_not_found() -> None:
    assert staff("POST", "/cycles/1999-00/exports", {"kind": "mentors", "format": "csv"}).status == 404
