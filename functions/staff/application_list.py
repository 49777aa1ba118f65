"""The list of a cycle's applications: by filters, in an order, or what someone searches for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from typing_extensions import TypedDict

from functions.staff.listing import check_lengths, found_by, from_cursor, to_cursor
from shared.domain import finding
from shared.domain.application import STATUSES
from shared.domain.choices import STAGES, STATES
from shared.domain.eligibility import TITLES
from shared.domain.errors import FieldError, Invalid
from shared.domain.listing import ALL, ORDERS, facet, school_key
from shared.domain.schools import resolve_school, school_named
from shared.store import application_lists as store
from shared.store import search
from shared.store.application_lists import ApplicationRowDict, Row
from shared.store.paging import Source, page_of

#: What a filter can be; None where it's for people to say.
FILTERS: Mapping[str, Collection[str] | None] = {
    "late": ("true", "false"),
    "extended": ("true", "false"),
    "reason": TITLES,
    "school": None,
    "state": STATES,
    "status": STATUSES,
    "stage": STAGES,
}
PARAMETERS = ("cycle", "q", "sort", *FILTERS)


class ApplicationPageDict(TypedDict):
    """A page of a list of applications, and the cursor of the next; a page may be short although another follows."""

    items: list[ApplicationRowDict]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The lists that a row has to be in, those that it may not be in, and the order."""

    lists: tuple[str, ...]
    never: frozenset[str]
    order: str
    descending: bool

    def has(self, row: Row) -> bool:
        return row.listed.issuperset(self.lists) and self.never.isdisjoint(row.listed)


def page(asked: Mapping[str, str], cursor: str, limit: int, on: date) -> ApplicationPageDict:
    """Give one page, read through the narrowest list that's asked for, and the cursor of the next."""
    _check(asked)
    cycle, words = asked["cycle"], asked["q"].strip()
    wanted = _wanted(asked, on)
    known = finding.record_id(words)
    if known:
        rows = [row for row in store.load_rows([known]).values() if row.cycle == cycle and wanted.has(row)]
        return {"items": [row.as_dict() for row in rows], "next_cursor": None}
    order = "q" if words else asked["sort"] or "begun"
    source = _found(cycle, words, wanted, on) if words else _listed(cycle, wanted)
    found = page_of(source, from_cursor(cursor, order), limit)
    return {"items": [row.as_dict() for row in found.rows], "next_cursor": to_cursor(found.last, order)}


def _listed(cycle: str, wanted: _Wanted) -> Source[Row]:
    """In the order of beginning, the first list that's asked for is read; in another order, all of that order."""
    listing = (*wanted.lists, ALL)[0] if wanted.order == "begun" else f"by={wanted.order}"
    stream = search.listed_under(cycle, listing, descending=wanted.descending)
    return Source([stream], store.load_rows, lambda row, _stream, _entry: wanted.has(row))


def _found(cycle: str, words: str, wanted: _Wanted, on: date) -> Source[Row]:
    """What has the words comes in their order."""
    return found_by(cycle, finding.parse(words, on, cycle), store.load_rows, _texts, wanted.has)


def _texts(row: Row) -> Iterable[str]:
    return finding.texts_of(row.school, row.email)


def _check(asked: Mapping[str, str]) -> None:
    if not asked["cycle"]:
        raise Invalid("Choose a cycle.", [FieldError("cycle", "Enter the cycle’s id, such as 2024-25.")])
    check_lengths(asked)
    choices = {**FILTERS, "sort": [sign + order for order in ORDERS for sign in ("", "-")]}
    wrong = [
        FieldError(name, f"Choose one of: {', '.join(values)}.")
        for name, values in choices.items()
        if values is not None and asked[name] and asked[name] not in values
    ]
    if wrong:
        raise Invalid("See each field.", wrong)


def _wanted(asked: Mapping[str, str], on: date) -> _Wanted:
    given = {name: asked[name] for name in FILTERS if asked[name]}
    if "school" in given:
        given["school"] = _school(given["school"], on)
    never = frozenset(facet(name, "true") for name, value in given.items() if value == "false")
    lists = tuple(facet(name, value) for name, value in given.items() if value != "false")
    return _Wanted(lists, never, asked["sort"].removeprefix("-") or "begun", asked["sort"].startswith("-"))


def _school(typed: str, on: date) -> str:
    """The list of a school, however it's typed."""
    school = school_named(typed) or resolve_school(typed, on).school
    return school_key(school.name if school else None, typed)
