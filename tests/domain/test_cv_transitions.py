"""A CV through its steps: its place, its check, and the verdict that follows from it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain import cv, cv_transitions, errors
from shared.domain.application import Application, Extension, Status
from shared.domain.cv import MAX_BYTES, Finding, Problem, Upload, shown_cv
from shared.domain.cycle import Cycle
from shared.domain.eligibility import Judgement, Outcome, Reason
from shared.domain.language import Language
from tests.domain.builders import AFTER, IN_WINDOW, LAST, LATE, OPENS, SENDER, application, drafted, judged, ruled

CV = cv_transitions.Announced("cv-1", "canary.pdf", 1000)
OPEN_FOR = timedelta(minutes=15)
DOUBT = Reason("english", "review", "It may not be in English.", "The program’s sentence.")


def started(
    cycle: Cycle, stored: Application | None = None, known: Upload | None = None, **more: object
) -> cv_transitions.Started:
    """An upload that begins, in the window unless `more` says otherwise."""
    arguments = {"announced": CV, "sender": SENDER, "received_at": IN_WINDOW, **more}
    return cv_transitions.start(cycle, stored, known, **arguments)  # type: ignore[arg-type]


def checked(upload: Upload, problem: Problem | None = None, language: Language = "english") -> Upload:
    """The upload, accepted or refused."""
    finding = Finding(900, problem) if problem else Finding(900, None, 2, language)
    return cv_transitions.check(upload, finding, IN_WINDOW).upload


def doubted(outcome: Outcome = "needs_review") -> Judgement:
    """What the rules say once they doubt the CV."""
    return Judgement(outcome, "2024-25.1", (DOUBT,))


def test_upload_is_a_new_version_of_the_working_copy(cycle: Cycle, people: People) -> None:
    stored = judged(cycle, people)
    start = started(cycle, stored)
    assert (start.application.version, start.application.cv) == (stored.version + 1, "cv-1")
    assert (start.application.unsubmitted_changes, start.application.form) == (True, stored.form)
    assert (start.application.status, start.application.receipt) == (stored.status, stored.receipt)
    assert start.fact
    assert (start.fact.id, start.fact.data) == (
        f"CvUploadStarted.{stored.id}.cv-1",
        {"upload": "cv-1", "version": stored.version + 1},
    )


def test_upload_begins_an_application_that_is_not_there_yet(cycle: Cycle) -> None:
    start = started(cycle)
    assert (start.application.status, start.application.version, start.application.form) == ("draft", 1, {})
    assert start.application.email == SENDER.email


def test_upload_that_is_noted_already_is_not_noted_again(cycle: Cycle, people: People) -> None:
    first = started(cycle, drafted(cycle, people))
    again = started(cycle, first.application, first.upload)
    assert again == cv_transitions.Started(first.application, first.upload, None)


@pytest.mark.parametrize(
    ("known", "announced", "later", "again"),
    [
        ({}, {}, 59, True),
        ({}, {}, 60, False),
        ({}, {"size": 1001}, 2, False),
        ({}, {"filename": "other.pdf"}, 2, False),
        ({"status": "refused"}, {}, 2, False),
    ],
)
def test_file_announced_again_at_once_has_its_place(
    cycle: Cycle, people: People, known: Any, announced: Any, later: int, again: bool
) -> None:
    first = started(cycle, drafted(cycle, people))
    upload = replace(first.upload, **known)
    sent = {"announced": replace(CV, upload="cv-2", **announced), "received_at": IN_WINDOW + timedelta(seconds=later)}
    second = started(cycle, first.application, upload, **sent)
    assert (second == cv_transitions.Started(first.application, upload, None), second.fact is None) == (again, again)


@pytest.mark.parametrize(
    ("before", "after"),
    [("draft", "draft"), ("submitted", "submitted"), ("needs_review", "needs_review"), ("withdrawn", "draft")],
)
def test_upload_takes_an_application_up_as_saving_does(
    cycle: Cycle, people: People, before: Status, after: Status
) -> None:
    stored = application(cycle, people, before)
    assert started(cycle, stored).application.status == after


@pytest.mark.parametrize(
    ("at", "error"),
    [(OPENS - timedelta(milliseconds=1), errors.WindowNotOpen), (LATE, errors.DeadlinePassed)],
)
def test_upload_outside_the_window_is_refused_as_saving_is(
    cycle: Cycle, people: People, at: object, error: type[Exception]
) -> None:
    for stored in (None, drafted(cycle, people)):
        with pytest.raises(error):
            started(cycle, stored, received_at=at)


@pytest.mark.parametrize("status", ["matched", "unmatched"])
def test_upload_after_matching_is_refused(cycle: Cycle, people: People, status: Status) -> None:
    with pytest.raises(errors.NotPossible):
        started(cycle, application(cycle, people, status))


def test_place_closes_after_a_quarter_of_an_hour_or_at_the_deadline_of_the_person(cycle: Cycle, people: People) -> None:
    stored = drafted(cycle, people)
    extended = replace(stored, extension=Extension(AFTER, "Illness", LATE, "staff:1"))
    assert started(cycle, stored).upload.expires_at == IN_WINDOW + OPEN_FOR
    assert started(cycle, stored, received_at=LAST).upload.expires_at == LATE
    assert started(cycle, received_at=LAST).upload.expires_at == LATE
    assert started(cycle, extended, received_at=LAST).upload.expires_at == LAST + OPEN_FOR
    assert started(cycle, extended, received_at=AFTER - timedelta(minutes=1)).upload.expires_at == AFTER


def test_accepted_cv_counts_until_another_is_accepted(cycle: Cycle, people: People) -> None:
    first = started(cycle, drafted(cycle, people))
    accepted = checked(first.upload)
    second = started(cycle, first.application, accepted, announced=replace(CV, upload="cv-2"))
    assert second.upload.before == "cv-1"
    for newest in (second.upload, checked(second.upload, "protected")):
        third = started(cycle, second.application, newest, announced=replace(CV, upload="cv-3", size=1001))
        assert third.upload.before == "cv-1"
    fourth = started(cycle, second.application, checked(second.upload), announced=replace(CV, upload="cv-4"))
    assert fourth.upload.before == "cv-2"


def test_first_finding_counts(cycle: Cycle) -> None:
    upload = started(cycle).upload
    once = cv_transitions.check(upload, Finding(900, "broken"), IN_WINDOW)
    again = cv_transitions.check(once.upload, Finding(900, None, 2, "english"), LATE)
    assert (once.upload.status, again) == ("refused", cv_transitions.Checked(once.upload, None))
    assert once.fact
    assert once.fact.data == {"upload": "cv-1", "outcome": "refused", "problem": "broken"}
    assert "canary" not in str(once.fact)


@pytest.mark.parametrize("problem", list(cv._PROBLEMS))
def test_refusal_says_what_to_do(cycle: Cycle, problem: Problem) -> None:
    (message,) = checked(started(cycle).upload, problem).messages(IN_WINDOW)
    assert any(word in message for word in ("Save", "Upload", "upload", "Print"))


def test_upload_is_shown_with_what_to_do(cycle: Cycle) -> None:
    upload = started(cycle).upload
    shown = upload.as_dict(IN_WINDOW)
    assert {name: shown[name] for name in ("id", "status", "filename", "size", "uploaded_at")} == {
        "id": "cv-1",
        "status": "waiting",
        "filename": "canary.pdf",
        "size": 1000,
        "uploaded_at": "2024-03-01T12:00:00.000Z",
    }
    assert "arrives" in shown["messages"][0]
    assert "haven’t received" in upload.as_dict(upload.expires_at)["messages"][0]
    assert checked(upload).as_dict(LATE)["pages"] == 2
    assert [len(checked(upload, None, language).messages(LATE)) for language in ("english", "other", "unread")] == [
        0, 1, 1,
    ]  # fmt: skip


def test_cv_that_counts_in_anothers_place_is_shown_with_it(cycle: Cycle) -> None:
    first = checked(started(cycle).upload)
    second = checked(replace(started(cycle).upload, upload="cv-2"), "not_pdf")
    assert shown_cv((), LATE) is None
    assert shown_cv((first,), LATE) == first.as_dict(LATE)
    assert shown_cv((second, first), LATE, lambda upload: {"link": upload.upload}) == {
        **second.as_dict(LATE),
        "link": "cv-2",
        "earlier": {**first.as_dict(LATE), "link": "cv-1"},
    }


def test_verdict_of_the_rules_follows_what_the_cv_adds(cycle: Cycle, people: People) -> None:
    stored = judged(cycle, people)
    change = cv_transitions.rejudge(stored, doubted(), "cv-1", AFTER)
    assert (change.application.status, change.application.verdict) == (
        "needs_review",
        change.application.verdicts[-1],
    )
    assert change.fact
    assert change.fact.id == f"VerdictReached.{stored.id}.v1.cv-1"
    assert change.fact.data == {"outcome": "needs_review", "policy": "2024-25.1", "version": 1, "was": "eligible"}
    again = cv_transitions.rejudge(change.application, doubted(), "cv-1", AFTER)
    assert again == transitions.Change(change.application, None)


def test_further_reason_for_the_same_outcome_is_a_verdict_too(cycle: Cycle, people: People) -> None:
    change = cv_transitions.rejudge(judged(cycle, people, "needs_review"), doubted(), "cv-1", AFTER)
    assert change.fact
    assert (change.fact.data["was"], change.fact.data["outcome"]) == ("needs_review", "needs_review")


def test_same_verdict_is_not_reached_again(cycle: Cycle, people: People) -> None:
    stored = judged(cycle, people)
    assert cv_transitions.rejudge(stored, ruled("eligible"), "cv-1", AFTER) == transitions.Change(stored, None)


def test_verdict_of_staff_stays_no_matter_what_the_cv_adds(cycle: Cycle, people: People) -> None:
    stored = transitions.overrule(
        judged(cycle, people), "eligible", "We know.", "2024-25.1", "staff:1", AFTER
    ).application
    assert cv_transitions.rejudge(stored, doubted(), "cv-1", AFTER) == transitions.Change(stored, None)


@pytest.mark.parametrize("status", ["draft", "submitted", "matched", "unmatched", "withdrawn", "lapsed"])
def test_application_that_is_not_judged_is_not_judged_again(cycle: Cycle, people: People, status: Status) -> None:
    stored = application(cycle, people, status)
    assert cv_transitions.rejudge(stored, doubted(), "cv-1", AFTER) == transitions.Change(stored, None)


def test_proposed_match_is_not_disturbed(cycle: Cycle, people: People) -> None:
    stored = replace(judged(cycle, people), live_match="match-1")
    assert cv_transitions.rejudge(stored, doubted(), "cv-1", AFTER) == transitions.Change(stored, None)


def test_five_megabytes_are_counted_as_people_see_them() -> None:
    assert MAX_BYTES == 5_000_000
