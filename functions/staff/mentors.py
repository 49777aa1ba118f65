"""Mentors as staff work with them: the list, one with their history, and what staff change."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import get_args

from typing_extensions import TypedDict

from functions.staff import actors
from functions.staff.listing import check_lengths, found_by, from_cursor, to_cursor
from functions.staff.mailboxes import mailbox
from functions.staff.names import NamesDict, names_of
from functions.staff.preconditions import Seen, decide_on
from shared.domain import finding
from shared.domain.activity import ActivityDict
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.listing import ALL, facet
from shared.domain.mail_fate import MailboxDict
from shared.domain.match import MatchDict
from shared.domain.mentor import Mentor, MentorChange, MentorDict, MentorStatus
from shared.store import activities, matches, mentors, search
from shared.store.commit import commit, retry_on_conflict
from shared.store.paging import Source, page_of


class MentorListDict(TypedDict):
    """A page of mentors with their open places, and the next cursor; it may be short although another follows."""

    items: list[MentorDict]
    next_cursor: str | None


class StaffMentorDict(MentorDict):
    """A mentor with their address, their matches, who those are with, and what happened to them, oldest first.

    `actors` names staff in it.
    """

    email: str
    mailbox: MailboxDict
    matches: list[MatchDict]
    names: NamesDict
    activity: list[ActivityDict]
    actors: dict[str, str]


def page(status: str, words: str, cursor: str, limit: int, on: date) -> MentorListDict:
    """Give a page of the mentors of a status (all when empty) who have the words."""
    statuses: tuple[str, ...] = get_args(MentorStatus)
    if status and status not in statuses:
        raise Invalid("There’s no such status.", [FieldError("status", f"Choose one of: {', '.join(statuses)}.")])
    check_lengths({"q": words})
    listing, order = facet("status", status) if status else ALL, "q" if words.strip() else "begun"
    known = finding.record_id(words)
    if known:
        rows = [mentor for mentor in mentors.load_many([known]).values() if listing in mentor.listed]
        return {"items": [mentor.as_dict() for mentor in rows], "next_cursor": None}
    source = _source(listing, words, on)
    found = page_of(source, from_cursor(cursor, order), limit)
    return {"items": [mentor.as_dict() for mentor in found.rows], "next_cursor": to_cursor(found.last, order)}


def _source(listing: str, words: str, on: date) -> Source[Mentor]:
    if not words.strip():
        stream = search.listed_under(mentors.SCOPE, listing)
        return Source([stream], mentors.load_many, lambda mentor, _stream, _entry: listing in mentor.listed)
    asked = finding.parse(words, on)
    return found_by(mentors.SCOPE, asked, mentors.load_many, _texts, lambda mentor: listing in mentor.listed)


def _texts(mentor: Mentor) -> Iterable[str]:
    return (mentor.email, mentor.form["institution"])


def require(mentor: str) -> Mentor:
    """Read a mentor; NotFound when there is none."""
    stored = mentors.load(mentor)
    if stored is None:
        raise NotFound("There’s no such mentor.")
    return stored


def whole(mentor: str) -> StaffMentorDict:
    """Give a mentor with their history."""
    stored = require(mentor)
    matched = matches.of_mentor(stored.id)
    history = [fact.as_dict() for fact in activities.of_subject(stored.id)]
    return {
        **stored.as_dict(),
        "email": stored.email,
        "mailbox": mailbox(stored.id, stored.email),
        "matches": [match.as_dict(None) for match in matched],
        "names": names_of((match.application for match in matched), ()),
        "activity": history,
        "actors": actors.names_of((*actors.actors_of(history), *(match.closed_by or "" for match in matched))),
    }


@retry_on_conflict
def change(mentor: str, seen: Seen, decide: Callable[[Mentor], MentorChange]) -> Mentor:
    """Change a mentor as decided, if it's the copy that was seen."""
    stored = require(mentor)
    decided = decide_on(seen, stored.version, stored.as_dict, lambda: decide(stored))
    if decided.fact:
        commit(decided.fact, mentors.write(decided.mentor))
    return decided.mentor
