"""What applicants send beside the application form itself."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from shared.domain.application import ApplicationDict, ReceiptDict
from shared.domain.cv import CONTENT_TYPE, MAX_BYTES
from shared.domain.error_text import Noun
from shared.domain.limits import LIMITS
from shared.domain.model import Line, Model, Text, not_blank


def _a_pdf(content_type: str) -> str:
    if content_type != CONTENT_TYPE:
        raise PydanticCustomError("content_type", "Save your CV as a PDF and upload that.")
    return content_type


def _not_too_large(size: int) -> int:
    if size > MAX_BYTES:
        raise PydanticCustomError(
            "too_large", "The file can have at most 5 MB. Reduce the image sizes and upload it again."
        )
    return size


class Withdrawal(Model):
    """Why a person withdraws, if they want to say."""

    reason: Annotated[Text, Field(max_length=LIMITS["reason"])] | None = None


class AnswerForm(Model):
    """The answer to a question of staff's, by its number."""

    question: Annotated[int, Field(ge=1, le=1000)]
    message: Annotated[Text, AfterValidator(not_blank), Field(max_length=LIMITS["question"]), Noun("your answer")]


class MaterialForm(Model):
    """A file to upload: its name, type and size in bytes, as the browser reports them."""

    kind: Literal["cv"]
    filename: Line
    content_type: Annotated[str, AfterValidator(_a_pdf), Field(json_schema_extra={"const": CONTENT_TYPE})]
    size: Annotated[int, AfterValidator(_not_too_large), Field(ge=1, json_schema_extra={"maximum": MAX_BYTES})]


class SubmissionDict(TypedDict):
    """The proof that a submission arrived, and the application as it is then."""

    receipt: ReceiptDict
    application: ApplicationDict


class ThrownAwayDict(TypedDict):
    """What was done, in words."""

    message: str
