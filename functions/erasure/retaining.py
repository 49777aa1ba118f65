"""What was kept for long enough goes, a slice at a time: each slice's fact asks for the next in its own commit."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from functions.erasure import bucket, erasing, sign_ins
from functions.erasure.drafts import throw_away
from shared.domain import retention
from shared.domain.activity import Activity
from shared.domain.cv import checked_key, waiting_key
from shared.domain.cycle import Cycle
from shared.domain.match import Match
from shared.domain.retention import Kind
from shared.store import applications, cycles, forgetting, matches, rounds
from shared.store.applications import CURRENT
from shared.store.commit import commit_request
from shared.store.cvs import UPLOAD
from shared.store.newcomers import EXTENSION

#: Items of the applications table that a slice looks at.
PAGE = 500
Slice = Callable[[Cycle, str, datetime], str]


def carry_out(fact: Activity, now: datetime) -> None:
    """Delete a slice of what is due of a cycle, and ask for the next, or say that all is done; again is the same."""
    cycle = cycles.require(fact.subject)
    kind: Kind = fact.data["kind"]
    number = int(fact.data["slice"])
    last = _SLICES[kind](cycle, str(fact.data["after"]), now)
    if last:
        commit_request(retention.slice_wanted(cycle, kind, number + 1, last, now))
    else:
        commit_request(retention.finished(cycle, kind, number + 1, now))


def _drafts(cycle: Cycle, after: str, now: datetime) -> str:
    found, last = applications.scan_page(cycle.id, after, PAGE)
    for id, part in found:
        if part == CURRENT:
            throw_away(cycle, id, now)
    return last


def _self_identification(cycle: Cycle, after: str, _: datetime) -> str:
    found, last = applications.scan_page(cycle.id, after, PAGE)
    for id, part in found:
        if part == CURRENT:
            forgetting.self_identification_of(id)
    return last


def _cvs(cycle: Cycle, after: str, _: datetime) -> str:
    found, last = applications.scan_page(cycle.id, after, PAGE)
    for id, part in found:
        if part.startswith(UPLOAD):
            _cv(id, part.removeprefix(UPLOAD))
    return last


def _cv(application: str, upload: str) -> None:
    for key in (waiting_key, checked_key):
        bucket.delete(key(application, upload))
    forgetting.upload(application, upload)


def _applications(cycle: Cycle, after: str, now: datetime) -> str:
    found, last = applications.scan_page(cycle.id, after, PAGE)
    records = dict.fromkeys(id for id, part in found if part != EXTENSION)
    granted = [id for id, part in found if part == EXTENSION]
    paired = {match.id for id in records for match in _silenced(id)}
    forgetting.tasks_about({*records, *granted, *paired})
    for record in (*records, *granted, *sorted(paired)):
        forgetting.notes_about(record)
        forgetting.mails_about(record)
    for record in records:
        for upload in forgetting.uploads_of(record):
            _cv(record, upload)
        forgetting.self_identification_of(record)
        forgetting.bury(record, now)
        forgetting.all_but_the_tombstone(record)
    for extension in granted:
        forgetting.granted(extension)
    return last


def _silenced(record: str) -> Iterator[Match]:
    """The matches of an application, without their words."""
    for match in matches.of_application(record):
        erasing.silence(match)
        yield match


def _rounds(cycle: Cycle, after: str, _: datetime) -> str:
    """A round a slice, the newest first."""
    heads = (head for head in rounds.list_newest_first(cycle.id) if not after or head.number < int(after))
    head = next(heads, None)
    if head is None:
        return ""
    forgetting.words_of_round(head)
    return str(head.number)


_SLICES: Mapping[Kind, Slice] = {
    "drafts": _drafts,
    "sign_ins_of_drafts": sign_ins.sweep,
    "self_identification": _self_identification,
    "cvs": _cvs,
    "applications": _applications,
    "rounds": _rounds,
    "sign_ins": sign_ins.sweep,
}
