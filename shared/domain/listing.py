"""Where lists and search find an application or a mentor: a text for each list and each word that leads to it.

`status=eligible` is a filter's list, `name>oneil ana` a place in an order, and `:oneil` a word that people search for;
`#abcdefghij` is the word of a receipt, which leads to its application for good.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from shared.domain.application import Application
from shared.domain.folding import fold, joined, words_of
from shared.domain.instants import to_iso
from shared.domain.mentor import Mentor

#: The list of everything in a cycle, or of all mentors.
ALL = "all"
Order = Literal["begun", "name", "received", "changed"]
#: The orders of a list; `begun` is when an application was begun, which never changes.
ORDERS: tuple[Order, ...] = ("begun", "name", "received", "changed")
#: Words that so many schools and institutions have that no one is searched for by them alone.
COMMON = frozenset(
    "and at campus cancer care center clinic college department division for general health hospital in institute "
    "main medical medicine of oncology osteopathic school science sciences state system the univ university".split()
)
#: What comes after the names of people without one.
_NAMELESS = "~"
_LONGEST_ORDER = 120
# A change of all of them still fits into one transaction.
_MOST_WORDS = 30


def facet(name: str, value: str) -> str:
    """The list of a filter's value."""
    return f"{name}={value}"


def application_listing(application: Application) -> frozenset[str]:
    """Everything that leads to an application; receipts that led to it before still do."""
    return frozenset(
        {
            ALL,
            *_facets(application),
            *_orders(application),
            *_words(_application_words(application)),
            *_receipt(application),
            *(each for each in application.listed if each.startswith("#")),
        }
    )


def _facets(application: Application) -> Iterator[str]:
    form = application.form
    yield facet("status", application.status)
    yield from _given("stage", form.get("training", {}).get("stage"))
    yield from _given("state", form.get("location", {}).get("state"))
    yield from _given("school", school_key(application.school_meant, application.school))
    yield from (facet("reason", rule) for rule in application.reasons)
    yield from _given("extended", "true" if application.extension else None)
    yield from _given("late", "true" if application.late else None)


def _given(name: str, value: str | None) -> Iterator[str]:
    if value:
        yield facet(name, value)


def school_key(meant: str | None, typed: str | None) -> str:
    """What the list of a school is called: the school that's meant, else the words that were typed."""
    return meant or " ".join(fold(typed or ""))


def _orders(application: Application) -> Iterator[str]:
    person = application.form.get("applicant", {})
    yield f"name>{name_order(person.get('last_name'), person.get('preferred_name') or person.get('first_name'))}"
    yield f"changed>{to_iso(application.status_since or application.updated_at)}"
    if application.receipt:
        yield f"received>{to_iso(application.receipt.received_at)}"


def name_order(last: str | None, first: str | None) -> str:
    """A name as it's sorted, by last name; a single name is both."""
    return joined(name for name in (last, first) if name)[:_LONGEST_ORDER] or _NAMELESS


def _application_words(application: Application) -> Iterator[str]:
    person = application.form.get("applicant", {})
    for name in ("last_name", "first_name", "preferred_name"):
        yield from words_of(person.get(name) or "")
    yield from words_of(application.email.partition("@")[0])
    yield from institution_words(application.school_meant or application.school or "")


def institution_words(name: str) -> tuple[str, ...]:
    """The words that tell a school or an institution from others."""
    return tuple(word for word in fold(name) if word not in COMMON)


def _words(words: Iterable[str]) -> Iterator[str]:
    return (f":{word}" for word in islice(dict.fromkeys(words), _MOST_WORDS))


def _receipt(application: Application) -> Iterator[str]:
    if application.receipt:
        yield f"#{receipt_word(application.cycle, application.receipt.number)}"


def receipt_word(cycle: str, number: str) -> str:
    """A receipt's number as a word, without the cycle that it begins with."""
    return "".join(fold(number)).removeprefix("".join(fold(cycle)))


def mentor_listing(mentor: Mentor) -> frozenset[str]:
    """Everything that leads to a mentor."""
    name = mentor.form["name"]
    words = (*words_of(name.get("last") or ""), *words_of(name["first"]), *words_of(mentor.email.partition("@")[0]))
    institution = institution_words(mentor.form["institution"])
    return frozenset({ALL, facet("status", mentor.status), *_words((*words, *institution))})
