"""The dry run of a policy as staff see it. The eligibility function does it: self-identification is fenced off."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from functions.staff import cursors
from shared.domain.eligibility import POLICIES, Outcome
from shared.domain.errors import FieldError, Invalid
from shared.domain.instants import to_eastern, to_iso
from shared.store import application_lists, cycles, policy_checks
from shared.store.commit import commit, retry_on_conflict
from shared.store.policy_checks import PolicyCheck

#: A run that hasn't ended after so long can be begun again.
_STUCK = timedelta(minutes=15)
_PIECES = 1


class ChangeCountDict(TypedDict):
    """How many verdicts would change from one outcome to another."""

    before: Outcome
    after: Outcome
    count: int


class ChangedDict(TypedDict):
    """An application whose verdict would change; `rules` find something else than they did."""

    application: str
    applicant_name: str | None
    before: Outcome
    after: Outcome
    rules: list[str]


class PolicyCheckDict(TypedDict):
    """A dry run: 202 while it's `running`. `by_staff` were decided by staff, and `skipped` aren't judged yet."""

    cycle: str
    policy: str
    state: Literal["running", "done"]
    requested_at: str
    requested_at_et: str
    finished_at: NotRequired[str]
    checked: int
    changed: int
    by_staff: int
    skipped: int
    changes: list[ChangeCountDict]
    items: list[ChangedDict]
    next_cursor: str | None


def read(cycle: str, policy: str, cursor: str, again: bool, by: str, request_id: str, now: datetime) -> PolicyCheckDict:
    """Give the newest dry run, with a page of those whose verdict would change; begin one where there's none.

    `again` begins another one when the newest is done.
    """
    cycles.require(cycle)
    if policy not in POLICIES:
        raise Invalid("There’s no such policy.", [FieldError("policy", f"Choose one of: {', '.join(POLICIES)}.")])
    check = _current(cycle, policy, again, by, request_id, now)
    items, last = ([], None) if check.state == "running" else _page(check, cursor)
    return {
        "cycle": cycle,
        "policy": policy,
        "state": check.state,
        "requested_at": to_iso(check.requested_at),
        "requested_at_et": to_eastern(check.requested_at),
        **({"finished_at": to_iso(check.finished_at)} if check.finished_at else {}),  # type: ignore[typeddict-item]
        "checked": check.checked,
        "changed": sum(check.changes.values()),
        "by_staff": check.by_staff,
        "skipped": check.skipped,
        "changes": [_count(name, count) for name, count in sorted(check.changes.items())],
        "items": items,
        "next_cursor": last,
    }


@retry_on_conflict
def _current(cycle: str, policy: str, again: bool, by: str, request_id: str, now: datetime) -> PolicyCheck:
    stored = policy_checks.load(cycle, policy)
    if stored and (stored.run == request_id or not again or _is_at_work(stored, now)):
        return stored
    revision = stored.revision if stored else 0
    check = PolicyCheck(cycle, policy, request_id, "running", now, revision=revision)
    commit(policy_checks.page_wanted(check, f"staff:{by}", now), policy_checks.write(check))
    return replace(check, revision=revision + 1)


def _is_at_work(check: PolicyCheck, now: datetime) -> bool:
    return check.state == "running" and now - check.requested_at < _STUCK


def _count(name: str, count: int) -> ChangeCountDict:
    before, _, after = name.partition(">")
    return {"before": before, "after": after, "count": count}  # type: ignore[typeddict-item]


def _page(check: PolicyCheck, cursor: str) -> tuple[list[ChangedDict], str | None]:
    after = _from_cursor(check, cursor)
    pieces = list(policy_checks.load_pieces(check, after, _PIECES))
    found = [one for _, piece in pieces for one in piece]
    rows = application_lists.load_rows(one["application"] for one in found)
    named = {id: row.applicant_name for id, row in rows.items()}
    items: list[ChangedDict] = [{**one, "applicant_name": named.get(one["application"])} for one in found]
    last = cursors.to_cursor([check.run, pieces[-1][0]]) if len(pieces) == _PIECES else None
    return items, last


def _from_cursor(check: PolicyCheck, cursor: str) -> str:
    if not cursor:
        return ""
    match cursors.from_cursor(cursor):
        case [check.run, str(part)] if len(part) == 6:
            return part
    raise cursors.refusal()
