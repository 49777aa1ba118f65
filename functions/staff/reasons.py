"""The list of reasons that staff share: what is on it, what is added, and what is removed."""

from datetime import datetime

from typing_extensions import TypedDict

from functions.staff.actors import names_of
from functions.staff.forms import ListedReasonForm
from shared.domain import reason_list as domain
from shared.domain.reason_list import ListedReason, ListedReasonDict, ReasonList
from shared.store import reasons as store
from shared.store.commit import commit, retry_on_conflict


class ReasonListDict(TypedDict):
    """The reasons to choose from, those of an outcome in the order of addition; `actors` names who added them."""

    items: list[ListedReasonDict]
    actors: dict[str, str]


def listing() -> ReasonListDict:
    """List the reasons."""
    return _shown(store.load())


@retry_on_conflict
def add(form: ListedReasonForm, by: str, request: str, now: datetime) -> ReasonListDict:
    """Add a reason; one that is there stays as it is."""
    return _save(domain.add(store.load(), ListedReason(form.outcome, form.reason, f"staff:{by}", now), request))


@retry_on_conflict
def remove(id: str, by: str, request: str, now: datetime) -> ReasonListDict:
    """Remove a reason; a second time changes nothing."""
    return _save(domain.remove(store.load(), id, request, f"staff:{by}", now))


def _save(change: domain.Change) -> ReasonListDict:
    if change.fact:
        commit(change.fact, store.write(change.after))
    return _shown(change.after)


def _shown(reasons: ReasonList) -> ReasonListDict:
    return {
        "items": [reason.as_dict() for reason in reasons.reasons],
        "actors": names_of(reason.added_by for reason in reasons.reasons),
    }
