"""The applications table: an `application` item each, and a `submission#…` item per version, which never changes.

Of an application that was thrown away, its item is a tombstone: `gone`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from shared.domain.application import Application, Receipt
from shared.domain.form import Form
from shared.domain.listing import application_listing, facet
from shared.domain.submitted_version import VersionDict
from shared.domain.tombstone import Tombstone
from shared.store import dynamodb as db
from shared.store import search
from shared.store.records import to_item, to_record

TABLE = "applications"
#: The part of the item that is the application itself.
CURRENT = "application"
#: What marks a tombstone.
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted version, with the upload (`cv`) that belongs to it; it never changes.

    `seen` is the version that was there before: another one when it took up what was withdrawn.
    """

    id: str
    version: int
    cycle: str
    form: Form
    receipt: Receipt
    cv: str | None = None
    school_meant: str | None = None
    seen: int | None = None

    def as_dict(self) -> VersionDict:
        """The version as its applicant and staff see it."""
        return {"version": self.version, "receipt": self.receipt.as_dict(), "form": self.form, "cv": self.cv}


def load(application: str) -> Application | None:
    """Read an application."""
    item = db.get(TABLE, id=application, part=CURRENT)
    return to_record(Application, item) if item and GONE not in item else None


def load_tombstone(application: str) -> Tombstone | None:
    """Read what's left of an application that was thrown away."""
    item = db.get(TABLE, id=application, part=CURRENT)
    return to_record(Tombstone, item) if item and GONE in item else None


def load_many(applications: Iterable[str]) -> dict[str, Application]:
    """Read many applications by id."""
    keys = [{"id": application, "part": CURRENT} for application in applications]
    return {item["id"]: to_record(Application, item) for item in db.batch_get(TABLE, keys) if GONE not in item}


def load_submission(application: str, version: int) -> Submission | None:
    """Read a submitted version."""
    item = db.get(TABLE, id=application, part=_submission_part(version))
    return to_record(Submission, item) if item else None


def newest_submissions(application: str, most: int) -> list[Submission]:
    """Read the newest submitted versions of an application, newest first."""
    parts = ("part", _submission_part(0), _submission_part(999_999))
    items = db.query(TABLE, None, {"id": application}, parts, ScanIndexForward=False, Limit=most)
    return [to_record(Submission, item) for item in islice(items, most)]


def submitted_form(application: Application) -> Form | None:
    """Read the form that an application was last submitted with; None if it never was."""
    submission = load_submission(application.id, application.submitted_version or 0)
    return submission.form if submission else None


def load_submissions(applications: Iterable[Application]) -> dict[str, Submission]:
    """Read the newest submitted version of each application."""
    keys = [{"id": a.id, "part": _submission_part(a.submitted_version)} for a in applications if a.submitted_version]
    return {item["id"]: to_record(Submission, item) for item in db.batch_get(TABLE, keys)}


def write(application: Application) -> list[db.Write]:
    """Write an application over the revision it was read at, and what leads to it where that changed."""
    since = application.status_since
    if facet("status", application.status) not in application.listed or since is None:
        since = application.updated_at
    stored = replace(application, status_since=since)
    listed = application_listing(stored)
    item = {
        **to_item(replace(stored, listed=listed)),
        "part": CURRENT,
        "applicant_name": application.name or None,
        "school": application.school_named,
        "stage": application.form.get("training", {}).get("stage"),
        "state": application.form.get("location", {}).get("state"),
        "reasons": application.reasons,
        "received_at": application.receipt.received_at if application.receipt else None,
        "late_by_seconds": application.late.by_seconds if application.late else None,
        "extended_until": application.extension.until if application.extension else None,
    }
    entries = search.changes(
        application.cycle, application.id, application.created_at, application.listed, listed, application.updated_at
    )
    return [db.put(TABLE, item, application.revision), *entries]


def scan_page(cycle: str, after: str, limit: int) -> tuple[list[tuple[str, str]], str]:
    """Read which items, by id and part, the table holds of a cycle, also those that no list leads to.

    A page looks at `limit` items of whichever cycle; it comes with the place to read on from, "" after the last.
    """
    start: Any = {"ExclusiveStartKey": db.encode_item(_key(after))} if after else {}
    page = db.client().scan(
        TableName=db.table(TABLE), ConsistentRead=True, Limit=limit, ProjectionExpression="id, #part, #cycle",
        ExpressionAttributeNames={"#part": "part", "#cycle": "cycle"}, **start,
    )  # fmt: skip
    items = [item for item in map(db.decode_item, page["Items"]) if item.get("cycle") == cycle]
    last = db.decode_item(page["LastEvaluatedKey"]) if page.get("LastEvaluatedKey") else None
    return [(item["id"], item["part"]) for item in items], f"{last['id']}/{last['part']}" if last else ""


def _key(place: str) -> dict[str, str]:
    return dict(zip(("id", "part"), place.split("/", 1), strict=True))


def bury(application: Application, tombstone: Tombstone) -> list[db.Write]:
    """Put a tombstone in the place of an application, over the revision it was read at, and take out what leads to it.

    The submitted versions and uploads stay until they're deleted.
    """
    none, begun, now = frozenset[str](), application.created_at, application.updated_at
    entries = search.changes(application.cycle, application.id, begun, application.listed, none, now)
    return [db.put(TABLE, {**to_item(tombstone), "part": CURRENT, GONE: True}, tombstone.revision), *entries]


def only_if_gone(application: str) -> db.Write:
    """Let a transaction hold only while an application is a tombstone."""
    return {
        "ConditionCheck": {
            "TableName": db.table(TABLE),
            "Key": db.encode_item({"id": application, "part": CURRENT}),
            "ConditionExpression": f"attribute_exists({GONE})",
        }
    }


def write_submission(application: Application, seen: int | None = None) -> db.Write:
    """Write a submitted version, made of the version that was `seen`; it can't be written again."""
    item = {
        "id": application.id,
        "part": _submission_part(application.submitted_version),
        "version": application.submitted_version,
        "cycle": application.cycle,
        "form": application.form,
        "receipt": to_item(application.receipt),
        "cv": application.cv,
        "school_meant": application.school_meant,
        "seen": seen,
    }
    return db.put(TABLE, item)


def _submission_part(version: int | None) -> str:
    return f"submission#{version or 0:06}"
