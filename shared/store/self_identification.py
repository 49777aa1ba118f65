"""Self-identification, in its own table under its own key; the applicants' function writes it but can't read it."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from shared.domain.form import Form
from shared.store import dynamodb as db

TABLE = "self_identification"


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """The choices of a submitted version."""

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
    """Write the working answer, or remove it when it is `{}`; the submitted answer doesn't change."""
    if not answer:
        return _update(application, "REMOVE working", {})
    return _update(application, "SET working = :a", {":a": answer})


def is_kept(application: str, answer: Form) -> bool:
    """Whether this is the working answer already, found out by a write that changes nothing: reading isn't allowed."""
    condition = "working = :a" if answer else "attribute_exists(id) AND attribute_not_exists(working)"
    update = {**keep(application, answer)["Update"], "ConditionExpression": condition}
    try:
        db.client().update_item(**update)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True


def submit(application: str, version: int) -> db.Write:
    """Copy the working answer to the submitted version, inside the table."""
    expression = "SET submitted = working, submitted_version = :v"
    return _update(application, expression, {":v": version}, ConditionExpression="attribute_exists(working)")


def submitted(application: str) -> SubmittedAnswer | None:
    """Read the choices of the newest submitted version, for the eligibility function and the audited staff view."""
    item = db.get(TABLE, id=application)
    if not item or "submitted" not in item:
        return None
    return SubmittedAnswer(item["submitted_version"], item["submitted"])
