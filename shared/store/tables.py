"""The tables: keys, indexes, projections, expiry and stream. The stack, the stores and the tests' tables follow it.

Data alone, and of the standard library alone: `infra` reads it too.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Index(NamedTuple):
    """A second way into a table, with every attribute or only those that are `projected`."""

    partition: str
    sort: str
    sort_type: Literal["S", "N"] = "S"
    projected: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table whose partition key is `id`; every key is text unless an index says otherwise.

    `expires` names the attribute that holds when an item goes (epoch seconds), `own_key` says what a table that is
    encrypted with a key of its own keeps apart, and `stream` is whether new items are streamed.
    """

    sort: str | None = None
    indexes: Mapping[str, Index] = {}
    expires: str | None = None
    stream: bool = False
    own_key: str | None = None


TABLES = {
    "cycles": Table(),
    "applications": Table(sort="part"),
    "search": Table(sort="part"),
    "self_identification": Table(own_key="Race and ethnicity of applicants: apart from everything else"),
    "mentors": Table(),
    "mentor_interests": Table(),
    "matches": Table(
        indexes={
            "by_applicant": Index("application", "created_at"),
            "by_mentor": Index("mentor", "created_at"),
            "by_state": Index("state", "respond_by"),
        }
    ),
    "rounds": Table(
        sort="part",
        indexes={"by_cycle": Index("cycle", "number", sort_type="N")},
        expires="expires_at",
    ),
    # A saved draft is in `by_subject` alone: nothing else of it is looked for.
    "activity": Table(
        indexes={
            "by_subject": Index("subject", "at"),
            "by_day": Index("day", "at"),
            "by_type": Index("listed_type", "at"),
            "by_staff": Index("staff", "at"),
        },
        stream=True,
    ),
    "mails": Table(indexes={"by_about": Index("about", "at")}, expires="expires_at"),
    "suppressions": Table(),
    "address_changes": Table(expires="expires_at"),
    "erasures": Table(),
    "inquiries": Table(expires="expires_at"),
    "limits": Table(expires="expires_at"),
    "policy_checks": Table(sort="part", expires="expires_at"),
    "reports": Table(sort="part", expires="expires_at"),
    "jobs": Table(indexes={"by_cycle": Index("cycle", "created_at")}, expires="expires_at"),
    "reasons": Table(),
    "tasks": Table(indexes={"by_cycle": Index("open_in", "created_at")}),
}


def setting(table: str) -> str:
    """Return the setting that holds a table's physical name, such as `CYCLES_TABLE`."""
    return f"{table.upper()}_TABLE"
