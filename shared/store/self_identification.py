"""Self-identification, sealed, in its own table; the applicants' function writes it but can't read it."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from botocore.exceptions import ClientError
from typing_extensions import TypedDict

from shared.domain.form import Form
from shared.store import dynamodb as db
from shared.store import sealing

TABLE = "self_identification"
#: The item that holds the key by which the same answer is known again. No application has this id.
_COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class SubmittedAnswer:
    """The choices of a submitted version."""

    version: int
    answer: dict[str, Any]


class KeptAnswers(TypedDict, total=False):
    """The choices of the working copy, and of the newest submitted version, as far as there are any."""

    working: dict[str, Any]
    submitted: dict[str, Any]


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
        return _update(application, "REMOVE working, working_mark", {})
    sealed = {":a": sealing.seal(application, answer), ":m": _mark(application, answer)}
    return _update(application, "SET working = :a, working_mark = :m", sealed)


def _mark(application: str, answer: Form) -> str:
    return sealing.mark(application, answer, _comparison_key())


@lru_cache(maxsize=1)
def _comparison_key() -> bytes:
    """The key, still wrapped: whoever needs it first makes it."""
    made = _update(
        _COMPARISON,
        "SET comparison_key = if_not_exists(comparison_key, :new)",
        {":new": b64encode(sealing.new_comparison_key()).decode()},
    )
    response = db.client().update_item(**made["Update"], ReturnValues="ALL_NEW")
    return b64decode(db.decode_item(response["Attributes"])["comparison_key"])


def is_kept(application: str, answer: Form) -> bool:
    """Whether this is the working answer already, found out by a write that changes nothing: reading isn't allowed."""
    if answer:
        condition, values = "working_mark = :m", {":m": _mark(application, answer)}
        same = _update(application, "SET working_mark = :m", values, ConditionExpression=condition)
    else:
        condition = "attribute_exists(id) AND attribute_not_exists(working)"
        same = _update(application, "REMOVE working", {}, ConditionExpression=condition)
    try:
        db.client().update_item(**same["Update"])
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
    return SubmittedAnswer(item["submitted_version"], sealing.unseal(application, item["submitted"]))


def kept(application: str) -> KeptAnswers:
    """Read all that's kept of an applicant's choices, for the applicant."""
    item = db.get(TABLE, id=application) or {}
    answers: KeptAnswers = {}
    if "working" in item:
        answers["working"] = sealing.unseal(application, item["working"])
    if "submitted" in item:
        answers["submitted"] = sealing.unseal(application, item["submitted"])
    return answers


def remove(application: str) -> db.Write:
    """Delete an applicant's answers."""
    return {"Delete": {"TableName": db.table(TABLE), "Key": db.encode_item({"id": application})}}
