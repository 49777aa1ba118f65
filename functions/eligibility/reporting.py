"""A cycle's report, a page of its applications at a time; groups are counted once, when the cycle is settled."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime

from shared.domain.application import STATUSES, Application
from shared.domain.report import Counts, Found, count, grouped, is_settled, publishable, without_few
from shared.store import (
    activities,
    application_lists,
    applications,
    cycles,
    mails,
    matches,
    reports,
    self_identification,
)
from shared.store.applications import Submission
from shared.store.commit import commit, retry_on_conflict
from shared.store.reports import Groups, Report

PAGE = 100
#: No one gets more mails than that in a cycle.
_MAILS = 500


@retry_on_conflict
def count_page(cycle: str, run: str, page: int, now: datetime) -> None:
    """Count a page of a cycle's applications, unless that's done or another run has begun."""
    report = reports.load(cycle)
    if report is None or (report.run, report.page, report.state) != (run, page, "running"):
        return
    found = application_lists.list_page(cycle, STATUSES, report.after, PAGE)
    stored = list(applications.load_many(found.ids).values())
    after = replace(
        report,
        page=page + 1,
        after=found.last,
        counted=report.counted + len(stored),
        counts=_counted(report.counts, stored),
    )
    groups = _groups(report, stored)
    if found.last:
        sealed = None if groups is None else reports.seal(report, groups)
        after = replace(after, groups=sealed)
        commit(reports.page_wanted(after, "program", now), reports.write(after))
        return
    after = replace(after, state="done", groups=None, finished_at=now, counts=without_few(after.counts))
    published = [] if groups is None else [reports.write_groups(Groups(cycle, now, publishable(groups)))]
    commit(reports.finished(after, now), reports.write(after), *published)


def _counted(before: Counts, stored: list[Application]) -> Counts:
    counts = deepcopy(before)
    submissions = applications.load_submissions(stored)
    for application in stored:
        count(counts, application, _found(application, submissions.get(application.id)))
    return counts


def _found(application: Application, submission: Submission | None) -> Found:
    made = matches.of_application(application.id) if submission else []
    return Found(
        submission.form if submission else None,
        submission.school_meant if submission else None,
        made,
        {match.id: list(activities.of_subject(match.id)) for match in made},
        [mail.mail for mail in mails.about(application.id, _MAILS) if mail.status == "sent"],
    )


def _groups(report: Report, stored: list[Application]) -> dict[str, int] | None:
    """The counts of groups so far; None when they can't be counted yet, or are published."""
    if not is_settled(cycles.require(report.cycle), report.requested_at) or reports.load_groups(report.cycle):
        return None
    if report.page and report.groups is None:
        return None
    submitted = [one for one in stored if one.submitted_version and one.status != "withdrawn"]
    chosen = (self_identification.submitted(one.id) for one in submitted)
    return grouped(reports.unseal(report), (one.answer for one in chosen if one))
