"""The institutions of a round as digests: a university with its hospitals and cancer centers is one institution."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from functions.matching.engine.facts import digest_of
from shared.domain.institutions import institution_keys

Keys = list[str]


def keys_of_applicant(form: Mapping[str, Any], school_meant: str | None = None) -> Keys:
    """The digests of where an applicant studies or trains; the first is the one that the round compares.

    `school_meant` is the listed school that was found when the form was saved.
    """
    training = form["training"]
    return _digests((school_meant or training["school"], training.get("residency") or ""))


def keys_of_mentor(form: Mapping[str, Any]) -> Keys:
    """The digests of the institutions as which the mentor's counts; a shared hospital counts as several."""
    return _digests((form["institution"],))


def keys_avoided(form: Mapping[str, Any]) -> Keys:
    """The digests of the institutions that a mentor asks to avoid."""
    return _digests(form.get("avoid_institutions", ()))


class SameInstitution:
    """Compares mentors with applicants of several institutions, who have one key in a round: their first."""

    def __init__(self, applicants: Iterable[Keys]) -> None:
        self._first_of: dict[str, set[str]] = defaultdict(set)
        for keys in applicants:
            for key in keys[1:]:
                self._first_of[key].add(keys[0])

    def compared(self, keys: Keys) -> Keys:
        """These keys, and the first keys of the applicants who have one of them besides."""
        return list(dict.fromkeys([*keys, *sorted(first for key in keys for first in self._first_of.get(key, ()))]))


def _digests(names: Iterable[str]) -> Keys:
    """A round doesn't keep what people typed: equal digests mean the same institution."""
    keys = (key for name in names if name for key in sorted(institution_keys(name)))
    return list(dict.fromkeys(digest_of(key)[:16] for key in keys))
