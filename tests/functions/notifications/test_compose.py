import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from functions import portal
from functions.notifications import compose
from functions.notifications.about import AboutApplication, AboutMatch, AboutMentor
from functions.notifications.compose import Context, lateness
from functions.notifications.render import MAILS, Rendered, render
from shared.domain.application import Application, Extension
from shared.domain.choices import Group
from shared.domain.eligibility import judge, newest_policy
from shared.domain.kept import KEPT
from tests.functions.notifications import samples
from tests.functions.notifications.samples import (
    APPLIED,
    PORTAL,
    ROWS,
    about_match,
    application,
    contexts,
    draft,
    mentor,
)

OWN = Extension(datetime(2024, 4, 23, 4, 0, tzinfo=UTC), "a storm", APPLIED, "staff:1")


def context(mail: str, about: Application, now: datetime = APPLIED) -> Context:
    return ROWS[mail][1].context(samples.about_application(about, now))


def text(mail: str, about: Application, now: datetime = APPLIED) -> str:
    return flat(render(mail, context(mail, about, now)))


def match_text(mail: str, about: AboutMatch) -> str:
    return flat(render(mail, ROWS[mail][1].context(about)))


def flat(rendered: Rendered) -> str:
    """A mail's text without its line breaks."""
    return " ".join(rendered.text.split())


def test_receipt_comes_with_the_answers_it_was_given_for() -> None:
    form = samples.form() | {"statement": "What was submitted."}
    received = compose.receipt_context(replace(samples.about_application(), form=form))
    assert received["receipt"]["number"] == "2024-25-K3VQZ-7HMPA"
    assert received["receipt"]["received_at_et"] == "April 12, 2024, 1:30 PM ET"
    written = render("received", received).text
    assert "> What was submitted." in written
    assert received["receipt"]["sha256"] in written


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (
            datetime(2024, 4, 16, 3, 59, 59, 999000, tzinfo=UTC),
            "change your answers and submit again until April 15, 2024",
        ),
        (
            datetime(2024, 4, 16, 4, 0, tzinfo=UTC),
            "The deadline was April 15, 2024, 11:59 PM ET, so you can’t change your answers",
        ),
    ],
)
def test_receipt_says_whether_answers_can_still_be_changed(now: datetime, sentence: str) -> None:
    assert sentence in text("received", application(), now)


def test_deadline_is_the_last_minute_of_the_own_extension_or_of_a_later_deadline_of_the_cycle() -> None:
    extended = replace(draft(), extension=OWN)
    assert context("deadline_extended", extended)["deadline"] == "April 22, 2024, 11:59 PM ET"
    later = samples.cycle().model_copy(update={"deadline": "2024-05-01T17:00"})
    about = replace(samples.about_application(extended), cycle=later)
    assert compose.application_context(about)["deadline"] == "May 1, 2024, 5:00 PM ET"


@pytest.mark.parametrize(
    ("about", "sentence"),
    [(draft(), "You haven’t submitted your draft yet."), (application(), "What you’ve submitted still counts.")],
)
def test_extension_says_what_it_means_for_this_person(about: Any, sentence: str) -> None:
    assert sentence in text("deadline_extended", about)


def test_question_stays_in_the_portal_and_its_end_is_in_the_mail() -> None:
    written = text("question_asked", application())
    assert "Answer by: April 19, 2024, 1:30 PM ET (the whole minute counts)" in written
    assert (f"{PORTAL}status" in written, "Which hospital?" in written) == (True, False)


def test_mail_about_an_earlier_deadline_says_what_to_do() -> None:
    earlier = samples.cycle().model_copy(update={"deadline": "2024-04-14T23:59"})
    about = replace(samples.about_application(draft()), cycle=earlier)
    rendered = render("deadline_shortened", compose.application_context(about))
    assert rendered.subject.strip() == "You now have until April 14, 2024, 11:59 PM ET"
    assert "Please submit it before the new deadline" in " ".join(rendered.text.split())


def test_newcomer_reads_their_own_deadline_and_which_address_it_is_for() -> None:
    written = flat(render("newcomer_extended", ROWS["newcomer_extended"][1].context(samples.about_newcomer())))
    assert "Your deadline: April 20, 2024, 11:59 PM ET (the whole minute counts)" in written
    assert "Your address: noor.haddad@example.edu" in written
    assert f"Start your application: {PORTAL}application" in written
    assert "storm" not in written  # staff's reason is for staff


def test_late_mail_names_the_deadline_in_force_then_even_after_an_extension() -> None:
    late = context("late", replace(draft(), extension=OWN))
    assert [late[name] for name in ("deadline", "received_at", "late_by")] == [
        "April 15, 2024, 11:59 PM ET",
        "April 16, 2024, 12:02 AM ET",
        "2 minutes, 17 seconds",
    ]
    written = flat(render("late", late))
    assert "we kept your draft as you left it" in written
    assert "write to mentoring@example.org and tell us what happened" in written


def test_late_mail_about_changes_says_that_the_earlier_submission_counts() -> None:
    assert "What you submitted before still counts: receipt 2024-25-K3VQZ-7HMPA" in text("late", application())


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (APPLIED, "You can reopen your application until April 15, 2024, 11:59 PM ET: open it and submit it."),
        (APPLIED + timedelta(days=30), "The deadline was April 15, 2024, 11:59 PM ET, so you can’t reopen it."),
    ],
)
def test_withdrawal_says_whether_it_can_be_taken_back(now: datetime, sentence: str) -> None:
    assert sentence in text("withdrawn", replace(application(), status="withdrawn"), now)


@pytest.mark.parametrize("mail", ["needs_review", "not_eligible"])
def test_verdict_gives_every_reason_with_its_source_worst_first(mail: str) -> None:
    groups = context(mail, application())["groups"]
    assert [(title, [reason["rule"] for reason in reasons]) for title, reasons in groups] == [
        ("Not met", ["uim"]),
        ("Unclear", ["enrolled"]),
        ("Met", ["us_based"]),
    ]
    written = text(mail, application())
    assert all(reason["message"] in written and reason["source"] in written for reason in samples.REASONS)


@pytest.mark.parametrize("mail", ["needs_review", "not_eligible"])
def test_no_mail_says_that_a_language_was_doubted(mail: str) -> None:
    facts = samples.facts_in_spanish()
    (doubt,) = (reason for reason in judge(newest_policy(), facts).reasons if reason.rule == "english")
    assert doubt.outcome == "review"
    verdict = samples.application().verdict
    assert verdict
    doubted = replace(verdict, reasons=(*verdict.reasons, doubt.as_dict()))
    rendered = render(mail, context(mail, replace(application(), verdict=doubted)))
    assert "English" not in rendered.text + rendered.html
    assert mail != "needs_review" or "Our staff read every application that raises a question" in flat(rendered)


@pytest.mark.parametrize("mail", ["eligible", "needs_review", "not_eligible"])
def test_verdict_of_staff_says_so_and_leaves_their_words_in_the_portal(mail: str) -> None:
    verdict = samples.application().verdict
    assert verdict
    by_staff = replace(verdict, decided_by="staff:7", note="Described as Garifuna on the phone", reasons=())
    rendered = render(mail, context(mail, replace(application(), verdict=by_staff)))
    assert any(said in rendered.text for said in ("made this decision", "Staff asked for this review"))
    assert "Garifuna" not in rendered.text + rendered.html
    assert "what we found" not in rendered.text


@pytest.mark.parametrize(("lacking", "mail"), [("receipt", "received"), ("verdict", "not_eligible"), ("late", "late")])
def test_mail_about_what_is_not_there_is_an_error(lacking: str, mail: str) -> None:
    without: Any = {lacking: None}
    with pytest.raises(ValueError, match=lacking):
        context(mail, replace(application(), **without))


@pytest.mark.parametrize("mail", MAILS)
def test_no_mail_has_self_identification_even_if_the_form_holds_it(mail: str) -> None:
    groups = [group for group in get_args(Group) if group != "none"]
    answer = {"groups": groups, "another_group": "Garifuna"}
    applicant = replace(application(), form=application().form | {"self_identification": answer})
    event, row = ROWS[mail]
    about = {
        **samples.abouts(),
        AboutApplication: samples.about_application(applicant),
        AboutMatch: about_match(samples.STATES.get(event, samples.closed)(), application=applicant),
    }
    rendered = render(mail, row.context(about[samples.kind_of(row)]))
    said = f"{rendered.subject} {rendered.text} {rendered.html}".casefold()
    raced = {"garifuna", *groups, *(word for group in groups for word in group.split("_") if len(word) > 5)}
    assert [word for word in sorted(raced - {"another", "another_group"}) if word in said] == []
    assert "another_group" not in said


@pytest.mark.parametrize("mail", [mail for mail in MAILS if mail.startswith("match_") and "confirmed" not in mail])
def test_match_mail_names_nothing_of_the_other_person_before_both_accepted(mail: str) -> None:
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


def test_proposal_has_the_reasons_and_the_time_to_answer() -> None:
    rendered = render("match_proposed_mentor", contexts()["match_proposed_mentor"])
    assert rendered.subject == "We found a mentee for you: please answer before May 30, 2024, 9:00 AM ET"
    assert all(f"- {reason.split()[0]}" in rendered.text for reason in samples.FIT)


def test_confirmation_introduces_each_side_to_the_other_with_the_term() -> None:
    applicant, guide = contexts()["match_confirmed_applicant"], contexts()["match_confirmed_mentor"]
    assert applicant["contact"] == [
        ("Name", "Adaeze Okonkwo"),
        ("E-mail", "adaeze.okonkwo@example.org"),
        ("Institution", "Lakeside Cancer Center"),
        ("Time zone", "Eastern Time (New York)"),
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


def test_confirmation_helps_both_sides_to_a_first_conversation() -> None:
    applicant, guide = contexts()["match_confirmed_applicant"], contexts()["match_confirmed_mentor"]
    assert guide["contact"][2:] == [
        ("Institution", "Prairie State College of Medicine"),
        ("Pronouns", "she/her"),
        ("Time zone", "Central Time (Chicago)"),
    ]
    assert applicant["times"][0] == "Mon, May 27, 9:00 AM (Mon, May 27, 10:00 AM for them)"
    assert guide["times"][0] == "Mon, May 27, 10:00 AM (Mon, May 27, 9:00 AM for them)"
    assert [line for line in applicant["agenda"] if line.startswith(("Health equity:", "Work-life balance:"))]
    assert applicant["first_mail"]["body"].startswith("Dear Dr. Okonkwo,")
    assert guide["first_mail"]["body"].startswith("Dear Mari,")


@pytest.mark.parametrize("mail", ["match_confirmed_applicant", "match_confirmed_mentor"])
def test_confirmation_of_a_match_that_is_not_confirmed_is_an_error(mail: str) -> None:
    with pytest.raises(ValueError, match="confirmed"):
        ROWS[mail][1].context(about_match(samples.proposed()))


@pytest.mark.parametrize(
    ("state", "closed_by", "to_applicant", "to_mentor"),
    [
        ("declined", "applicant", "As you decided", "won’t go ahead"),
        ("declined", "mentor", "won’t go ahead", "As you decided"),
        ("expired", "program", "we didn’t hear from both sides", "we didn’t hear from both sides"),
        ("withdrawn", "staff:1", "won’t go ahead", "won’t go ahead"),
    ],
)
def test_closing_says_no_more_to_each_side_than_it_did_itself(
    state: Any, closed_by: str, to_applicant: str, to_mentor: str
) -> None:
    about = about_match(replace(samples.proposed(), state=state, closed_by=closed_by))
    for mail, sentence in {"match_closed_applicant": to_applicant, "match_closed_mentor": to_mentor}.items():
        assert sentence in match_text(mail, about)


@pytest.mark.parametrize(
    ("by", "to_applicant", "to_mentor"),
    [
        ("applicant", "You left the program, so we’ve ended your match", "your mentee has left the program"),
        ("mentor", "your mentor can’t continue", "You left the program, so we’ve ended your match"),
    ],
)
def test_end_of_a_match_is_told_kindly_to_the_side_that_stays(by: str, to_applicant: str, to_mentor: str) -> None:
    about = about_match(replace(samples.proposed(), state="ended", closed_by=by))
    for mail, sentence in {"match_ended_applicant": to_applicant, "match_ended_mentor": to_mentor}.items():
        assert sentence in match_text(mail, about)
        assert "next round" in match_text(mail, about)


@pytest.mark.parametrize("status", ["ineligible", "needs_review"])
def test_closing_promises_no_priority_to_an_applicant_who_is_not_eligible(status: Any) -> None:
    written = match_text("match_closed_applicant", about_match(application=replace(application(), status=status)))
    assert "isn’t found eligible right now" in written
    assert "priority" not in written


def test_closing_promises_no_further_round_to_a_side_that_left() -> None:
    left, paused = replace(application(), status="withdrawn"), replace(mentor(), status="paused")
    for mail in ("match_closed_applicant", "match_closed_mentor"):
        written = match_text(mail, about_match(application=left, mentor=paused))
        assert "won’t be part of further rounds" in written
        assert "next round" not in written


def test_mentor_reads_how_many_mentees_were_offered() -> None:
    single = replace(mentor(), form={**mentor().form, "capacity": 1})
    offers = [AboutMentor(who, "m@example.org", PORTAL) for who in (single, mentor())]
    assert [compose.mentor_context(about)["places"] for about in offers] == ["one mentee", "up to 2 mentees at a time"]


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


def test_asker_gets_nothing_that_a_stranger_could_have_typed() -> None:
    typed = "Win money at evil.example"
    mails = {mail: render(mail, contexts(lambda _: typed)[mail]) for mail in ("question_received_asker",)}
    said = str(mails["question_received_asker"])
    assert [word for word in ("evil", "money", "jo@example.org") if word in said] == []
    assert "We have your question" in said
    program = render("question_received_program", contexts(lambda _: typed)["question_received_program"])
    assert typed in program.text


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=7), "7 days"),
        (timedelta(days=7) - timedelta(seconds=30), "7 days"),
        (timedelta(hours=48), "2 days"),
        (timedelta(hours=24) - timedelta(seconds=1), "24 hours"),
        (timedelta(minutes=20), "1 hour"),
        (timedelta(seconds=-1), "1 hour"),
    ],
)
def test_time_left_is_rounded_up(left: timedelta, words: str) -> None:
    assert compose.time_left(left) == words


def test_check_in_of_the_shortest_term_says_so_and_no_other() -> None:
    about = about_match(samples.in_term())
    said = "have reached 6 months, the shortest term that you committed to"
    assert said in match_text("check_in_applicant", about)
    assert said not in match_text("check_in_applicant", replace(about, month=3))
    to_mentor = match_text("check_in_mentor", replace(about, month=3))
    assert "It’s time for the check-in of month 3 with Mari Quintero." in to_mentor


def test_shortest_term_of_a_cycle_is_said_in_its_own_months() -> None:
    about = about_match(samples.in_term())
    cycle = about.cycle.model_copy(update={"term": about.cycle.term.model_copy(update={"min_months": 9})})
    context = ROWS["check_in_mentor"][1].context(replace(about, cycle=cycle, month=9))
    assert render("check_in_mentor", context).subject == "9 months in: how is it going with your mentee?"


@pytest.mark.parametrize("mail", ["check_in", "term_ending", "term_moved", "term_complete", "survey_reminder"])
def test_mail_about_a_term_names_the_other_side_since_a_mentor_may_have_several(mail: str) -> None:
    about = about_match(samples.in_term())
    assert "Mari Quintero" in match_text(f"{mail}_mentor", about)
    assert "Adaeze Okonkwo" in match_text(f"{mail}_applicant", about)


def test_draft_that_lapsed_is_kept_for_as_long_as_its_mail_says() -> None:
    written = text("lapsed", replace(draft(), status="lapsed"))
    assert f"for {KEPT['drafts'].span.days} days after your deadline, and then we delete them" in written


@pytest.mark.parametrize(("mail", "other"), [("term_complete_applicant", "mentor"), ("term_complete_mentor", "mentee")])
def test_end_of_a_term_asks_how_the_year_went_and_until_when(mail: str, other: str) -> None:
    written = match_text(mail, about_match(replace(samples.in_term(), state="completed")))
    assert "How did the year go? Tell us on the page of your year, until August 29, 2025." in written
    assert f"Your {other} doesn’t see your answers; the program’s staff do." in written


@pytest.mark.parametrize(("side", "other"), [("applicant", "mentor"), ("mentor", "mentee")])
def test_reminder_of_the_survey_says_until_when_and_who_reads_it(side: str, other: str) -> None:
    written = match_text(f"survey_reminder_{side}", about_match(samples.completed()))
    assert "completed your term on June 30, 2025." in written
    assert f"until August 29, 2025. Your {other} doesn’t see your answers; the program’s staff do." in written


@pytest.mark.parametrize(
    ("by", "reason", "sentence"),
    [
        ("applicant", None, "You left the program, so we’ve ended your match"),
        ("applicant", "Too far apart", "As you asked, we’ve ended your match and told your mentor."),
        ("mentor", None, "your mentor can’t continue with the program"),
        ("mentor", "Too far apart", "We’re sorry: your mentor has ended your match."),
        ("staff:1", "Too far apart", "The program’s staff have ended your match."),
    ],
)
def test_end_of_a_match_says_who_ended_it_and_never_why(by: str, reason: str | None, sentence: str) -> None:
    ended = replace(samples.in_term(), state="ended", closed_by=by, closing_reason=reason)
    written = match_text("match_ended_applicant", about_match(ended))
    assert sentence in written
    assert "Too far apart" not in written


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("eligible", "you have priority in the next round"),
        ("matched", "There isn’t enough time left in this cycle"),
        ("withdrawn", "Your application is withdrawn"),
        ("ineligible", "Your application isn’t found eligible right now"),
        ("needs_review", "Your application isn’t found eligible right now"),
    ],
)
def test_end_of_a_match_says_what_is_next(status: Any, sentence: str) -> None:
    ended = replace(samples.in_term(), state="ended", closed_by="mentor", closing_reason="Too far apart")
    about = about_match(ended, application=replace(application(), status=status))
    assert sentence in match_text("match_ended_applicant", about)


def test_code_is_in_the_mail_to_the_new_address_alone() -> None:
    said = {mail: flat(render(mail, contexts()[mail])) for mail in ("address_code", "address_changed")}
    assert ["042117" in text for text in said.values()] == [True, False]
    assert not any("@example.edu" in text for text in said.values())


def test_link_of_a_mail_leads_to_the_page_that_answers_it() -> None:
    links = {
        mail: context.get("portal_url", "").removeprefix(PORTAL.rstrip("/")) for mail, context in contexts().items()
    }
    form = {
        "first_saved",
        "draft_reminder",
        "edits_reminder",
        "lapsed",
        "late",
        "deadline_extended",
        "deadline_shortened",
        "newcomer_extended",
    }
    assert {mail for mail, page in links.items() if page == "/application"} == form
    assert {mail for mail, page in links.items() if page == "/account"} == {"address_code", "address_changed"}
    year = {f"{mail}_{side}" for mail in ("term_complete", "survey_reminder") for side in ("applicant", "mentor")}
    assert {mail for mail, page in links.items() if page.startswith("/matches/")} == year
    to_mentors = {mail for mail in links if "mentor" in mail} - year
    assert {mail for mail, page in links.items() if page == "/mentor"} == to_mentors
    (of_year,) = {links[mail] for mail in year}
    assert set(links.values()) == {"", "/account", "/application", "/mentor", "/status", of_year}


def test_pages_that_mails_lead_to_are_those_of_the_portal() -> None:
    addresses = json.loads((Path(portal.__file__).parent / "addresses.json").read_text(encoding="utf-8"))
    assert (
        (addresses["application"], addresses["account"], addresses["match"]),
        {"applicant": addresses["status"], "mentor": addresses["mentor"]},
    ) == ((compose.FORM, compose.ACCOUNT, compose.YEAR), compose.PAGES)
