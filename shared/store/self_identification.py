"""Self-identification, fenced off in a table and under a key of its own. Who applies writes it without ever reading."""

from dataclasses import dataclass
from typing import Any

from shared.domain.form import Form
from shared.store import dynamodb as db

TABLE = "self_identification"


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """What was chosen in one submitted version."""

    version: int
    answer: dict[str, Any]


def _update(application: str, expression: str, values: dict[str, Any], **more: Any) -> db.Write:
    update: dict[str, Any] = {
        "TableName": db.table(TABLE),
        "Key": db.encode_item({"id": application}),
        "UpdateExpression": expression,
        **more,
    }
    if values:
        update["ExpressionAttributeValues"] = db.encode_item(values)
    return {"Update": update}


def keep(application: str, answer: Form) -> db.Write:
    """Keep the working answer; `{}` forgets it. What was submitted stands."""
    if not answer:
        return _update(application, "REMOVE working", {})
    return _update(application, "SET working = :a", {":a": answer})


def submit(application: str, version: int) -> db.Write:
    """Let the working answer be the one of this submitted version, inside the table."""
    expression = "SET submitted = working, submitted_version = :v"
    return _update(application, expression, {":v": version}, ConditionExpression="attribute_exists(working)")


def submitted(application: str) -> SubmittedAnswer | None:
    """Read what was chosen in the version submitted last; for the eligibility function and the audited staff view."""
    item = db.get(TABLE, id=application)
    if not item or "submitted" not in item:
        return None
    return SubmittedAnswer(item["submitted_version"], item["submitted"])
