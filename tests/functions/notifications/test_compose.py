from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from functions.notifications.compose import (
    ApplicationMail,
    MatchMail,
    application_context,
    lateness,
    match_context,
    mentor_context,
)
from functions.notifications.render import MAILS, render
from shared.domain.application import Extension
from shared.domain.choices import Group
from tests.functions.notifications import samples
from tests.functions.notifications.samples import APPLIED, PORTAL, application, contexts, cycle, draft, mentor

OWN = Extension(datetime(2024, 4, 23, 4, 0, tzinfo=UTC), "a storm", APPLIED, "staff:1")


def told(mail: ApplicationMail, about: Any, now: datetime = APPLIED) -> dict[str, Any]:
    return application_context(mail, about, cycle(), about.form, PORTAL, now)


def test_receipt_comes_with_the_answers_it_was_given_for() -> None:
    submitted = samples.form() | {"statement": "What was submitted."}
    context = application_context("received", application(), cycle(), submitted, PORTAL, APPLIED)
    assert context["receipt"]["number"] == "2024-25-K3VQZ-7HMPA"
    assert context["receipt"]["received_at_et"] == "April 12, 2024, 1:30 PM ET"
    text = render("received", context).text
    assert "> What was submitted." in text
    assert context["receipt"]["sha256"] in text


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (
            datetime(2024, 4, 16, 3, 59, 59, 999000, tzinfo=UTC),
            "change your answers and submit again until April 15, 2024",
        ),
        (datetime(2024, 4, 16, 4, 0, tzinfo=UTC), "The deadline was April 15, 2024, 11:59 PM ET, so your answers"),
    ],
)
def test_receipt_tells_whether_answers_can_still_be_changed(now: datetime, sentence: str) -> None:
    assert sentence in render("received", told("received", application(), now)).text


def test_deadline_is_the_last_minute_of_the_own_extension_or_of_a_later_deadline_of_the_cycle() -> None:
    extended = replace(draft(), extension=OWN)
    assert told("deadline_extended", extended)["deadline"] == "April 22, 2024, 11:59 PM ET"
    later = cycle().model_copy(update={"deadline": "2024-05-01T17:00"})
    context = application_context("deadline_extended", extended, later, {}, PORTAL, APPLIED)
    assert context["deadline"] == "May 1, 2024, 5:00 PM ET"


@pytest.mark.parametrize(
    ("about", "sentence"),
    [(draft(), "Your draft is not submitted yet."), (application(), "What you have submitted stands.")],
)
def test_extension_tells_what_it_means_for_this_person(about: Any, sentence: str) -> None:
    assert sentence in render("deadline_extended", told("deadline_extended", about)).text


def test_late_mail_tells_the_deadline_in_force_then_even_after_an_extension() -> None:
    context = told("late", replace(draft(), extension=OWN))
    assert [context[name] for name in ("deadline", "received_at", "late_by")] == [
        "April 15, 2024, 11:59 PM ET",
        "April 16, 2024, 12:02 AM ET",
        "2 minutes, 17 seconds",
    ]
    text = " ".join(render("late", context).text.split())
    assert "your draft is kept as you left it" in text
    assert "write to mentoring@example.org and say what happened" in text


def test_late_mail_about_changes_says_that_the_earlier_submission_stands() -> None:
    text = " ".join(render("late", told("late", application())).text.split())
    assert "What you submitted before stands: receipt 2024-25-K3VQZ-7HMPA" in text


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (APPLIED, "Until April 15, 2024, 11:59 PM ET you can take the application up again"),
        (APPLIED + timedelta(days=30), "it can no longer be taken up again"),
    ],
)
def test_withdrawal_tells_whether_it_can_be_taken_back(now: datetime, sentence: str) -> None:
    withdrawn = replace(application(), status="withdrawn")
    assert sentence in " ".join(render("withdrawn", told("withdrawn", withdrawn, now)).text.split())


@pytest.mark.parametrize("mail", ["needs_review", "not_eligible"])
def test_verdict_tells_every_reason_with_its_source_worst_first(mail: ApplicationMail) -> None:
    context = told(mail, application())
    found = [(title, [reason["rule"] for reason in reasons]) for title, reasons in context["groups"]]
    assert found == [("Not met", ["uim"]), ("Unclear", ["enrolled"]), ("Met", ["us_based"])]
    text = " ".join(render(mail, context).text.split())
    assert all(reason["message"] in text and reason["source"] in text for reason in samples.REASONS)


@pytest.mark.parametrize("mail", ["eligible", "needs_review", "not_eligible"])
def test_verdict_of_staff_says_so_and_leaves_their_words_in_the_portal(mail: ApplicationMail) -> None:
    verdict = samples.application().verdict
    assert verdict
    by_staff = replace(verdict, decided_by="staff:7", note="Described as Garifuna on the phone", reasons=())
    rendered = render(mail, told(mail, replace(application(), verdict=by_staff)))
    assert "Staff" in rendered.text
    assert "Garifuna" not in rendered.text + rendered.html
    assert "rules found" not in rendered.text


@pytest.mark.parametrize("lacking", ["receipt", "verdict", "late"])
def test_mail_about_what_is_not_there_is_an_error(lacking: str) -> None:
    mails: dict[str, ApplicationMail] = {"receipt": "received", "verdict": "not_eligible", "late": "late"}
    without: Any = {lacking: None}
    with pytest.raises(ValueError, match=lacking):
        told(mails[lacking], replace(application(), **without))


@pytest.mark.parametrize("mail", MAILS)
def test_no_mail_tells_self_identification_even_if_the_form_holds_it(mail: str) -> None:
    groups = [group for group in get_args(Group) if group != "none"]
    answer = {"groups": groups, "another_group": "Garifuna"}
    about = replace(application(), form=application().form | {"self_identification": answer})
    context = contexts()[mail]
    if mail in get_args(ApplicationMail):
        context = told(mail, about)  # type: ignore[arg-type]
    if mail in get_args(MatchMail):
        match = samples.confirmed() if "confirmed" in mail else samples.proposed()
        context = match_context(mail, match, cycle(), about, mentor(), PORTAL)  # type: ignore[arg-type]
    rendered = render(mail, context)
    said = f"{rendered.subject} {rendered.text} {rendered.html}".casefold()
    raced = {"garifuna", *groups, *(word for group in groups for word in group.split("_") if len(word) > 5)}
    assert [word for word in sorted(raced - {"another", "another_group"}) if word in said] == []
    assert "another_group" not in said


@pytest.mark.parametrize("mail", [mail for mail in MAILS if mail.startswith("match_") and "confirmed" not in mail])
def test_before_both_accepted_a_match_mail_tells_nothing_of_the_other_person(mail: str) -> None:
    rendered = render(mail, contexts()[mail])
    own, others = (
        (("Mari",), ("Adaeze", "Okonkwo", "Lakeside", "adaeze"))
        if mail.endswith("_applicant")
        else (("Okonkwo",), ("Mari", "Quintero", "Prairie", "marisol", "555"))
    )
    said = rendered.subject + rendered.text + rendered.html
    assert all(word in said for word in own)
    assert [word for word in others if word in said] == []
    assert "baby" not in said


def test_proposal_tells_the_reasons_and_until_when_to_answer() -> None:
    rendered = render("match_proposed_mentor", contexts()["match_proposed_mentor"])
    assert rendered.subject == "A mentee for you: please answer before May 30, 2024, 9:00 AM ET"
    assert all(f"- {reason.split()[0]}" in rendered.text for reason in samples.FIT)


def test_confirmation_tells_each_side_the_other_and_the_term() -> None:
    applicant, guide = contexts()["match_confirmed_applicant"], contexts()["match_confirmed_mentor"]
    assert applicant["contact"] == [
        ("Name", "Adaeze Okonkwo"),
        ("E-mail", "adaeze.okonkwo@example.org"),
        ("Institution", "Lakeside Cancer Center"),
    ]
    assert guide["contact"][:2] == [("Name", "Mari Quintero"), ("E-mail", "marisol.quintero@example.edu")]
    assert applicant["term"] == guide["term"]
    assert applicant["term"] == {
        "first_day": "July 1, 2024",
        "last_day": "June 30, 2025",
        "check_ins": [
            ("Month 1", "August 1, 2024"),
            ("Month 3", "October 1, 2024"),
            ("Month 6", "January 1, 2025"),
            ("Month 9", "April 1, 2025"),
            ("Month 11", "June 1, 2025"),
        ],
    }


@pytest.mark.parametrize("mail", ["match_confirmed_applicant", "match_confirmed_mentor"])
def test_confirmation_of_a_match_that_is_not_confirmed_is_an_error(mail: MatchMail) -> None:
    with pytest.raises(ValueError, match="confirmed"):
        match_context(mail, samples.proposed(), cycle(), application(), mentor(), PORTAL)


@pytest.mark.parametrize(
    ("state", "closed_by", "to_applicant", "to_mentor"),
    [
        ("declined", "applicant", "following your own decision", "will not go ahead"),
        ("declined", "mentor", "will not go ahead", "following your own decision"),
        ("expired", "program", "not both sides had answered", "not both sides had answered"),
        ("withdrawn", "staff:1", "will not go ahead", "will not go ahead"),
    ],
)
def test_closing_tells_each_side_no_more_than_it_did_itself(
    state: Any, closed_by: str, to_applicant: str, to_mentor: str
) -> None:
    match = replace(samples.proposed(), state=state, closed_by=closed_by)
    mails: dict[MatchMail, str] = {"match_closed_applicant": to_applicant, "match_closed_mentor": to_mentor}
    for mail, sentence in mails.items():
        text = render(mail, match_context(mail, match, cycle(), application(), mentor(), PORTAL)).text
        assert sentence in " ".join(text.split())


def test_closing_tells_whoever_left_that_no_further_round_follows() -> None:
    left, paused = replace(application(), status="withdrawn"), replace(mentor(), status="paused")
    mails: tuple[MatchMail, ...] = ("match_closed_applicant", "match_closed_mentor")
    for mail in mails:
        text = render(mail, match_context(mail, samples.closed(), cycle(), left, paused, PORTAL)).text
        assert "no part in further rounds" in " ".join(text.split())
        assert "next round" not in text


def test_mentor_is_told_how_many_mentees_were_offered() -> None:
    one = replace(mentor(), form={**mentor().form, "capacity": 1})
    assert [mentor_context(who, "m@example.org", PORTAL)["places"] for who in (one, mentor())] == [
        "one mentee",
        "2 mentees at a time",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "less than a second"),
        (0.999, "less than a second"),
        (1.0, "1 second"),
        (61.5, "1 minute, 1 second"),
        (3600, "1 hour"),
        (7325, "2 hours, 2 minutes"),
        (86400 * 12 + 3601, "12 days, 1 hour"),
    ],
)
def test_lateness_reads_in_its_two_largest_units(seconds: float, words: str) -> None:
    assert lateness(seconds) == words
