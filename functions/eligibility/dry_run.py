"""The dry run of a policy over a cycle, a page at a time: it judges what was submitted, and changes no verdict."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from functions.eligibility.judging import judge_by
from shared.domain.application import Application
from shared.domain.dry_run import difference
from shared.store import application_lists, applications, policy_checks
from shared.store.commit import commit, retry_on_conflict
from shared.store.policy_checks import ChangeDict

PAGE = 100
#: Those that have been judged and haven't been withdrawn.
_JUDGED = ("eligible", "needs_review", "ineligible", "matched", "unmatched")


@retry_on_conflict
def check_page(cycle: str, policy: str, run: str, page: int, now: datetime) -> None:
    """Judge a page of a cycle's applications by a policy, unless that's done or another run has begun."""
    check = policy_checks.load(cycle, policy)
    if check is None or (check.run, check.page, check.state) != (run, page, "running"):
        return
    found = application_lists.list_page(cycle, _JUDGED, check.after, PAGE)
    stored = applications.load_many(found.ids)
    by_rules = [one for one in stored.values() if one.verdict and one.verdict.decided_by == "program"]
    changed, skipped = _compare(policy, by_rules)
    counts = Counter(check.changes) + Counter(f"{one['before']}>{one['after']}" for one in changed)
    after = replace(
        check,
        page=page + 1,
        after=found.last,
        checked=check.checked + len(stored),
        by_staff=check.by_staff + len(stored) - len(by_rules),
        skipped=check.skipped + skipped,
        changes=dict(counts),
        state="running" if found.last else "done",
        finished_at=None if found.last else now,
    )
    pieces = [policy_checks.write_piece(check, changed)] if changed else []
    fact = policy_checks.page_wanted(after, "program", now) if found.last else policy_checks.finished(after, now)
    commit(fact, policy_checks.write(after), *pieces)


def _compare(policy: str, judged: list[Application]) -> tuple[list[ChangeDict], int]:
    """Whose verdict would change, and how many can't be judged now, since a newer version is on its way."""
    submissions = applications.load_submissions(judged)
    changed: list[ChangeDict] = []
    skipped = 0
    for application in judged:
        judgement = judge_by(policy, application, submissions.get(application.id))
        if judgement is None or application.verdict is None:
            skipped += 1
        elif other := difference(application.verdict, judgement):
            changed.append({"application": application.id, **other._asdict()})  # type: ignore[typeddict-item]
    return changed, skipped
