"""The bucket of uploads, and files that arrive in it."""

import json
from dataclasses import dataclass
from typing import Any

from functions.materials import bucket
from functions.materials.handler import handler
from shared.domain.cv import Upload
from shared.store import cvs
from shared.store.settings import from_env
from tests import pdfs
from tests.functions.applications.applicant import Applicant
from tests.functions.http import Answer
from tests.runtime.messages import NONE_FAILED

Event = dict[str, Any]


@dataclass(frozen=True)
class Landed:
    """A file in the place that its applicant got for it."""

    application: str
    upload: str

    @property
    def key(self) -> str:
        """Where it arrived."""
        return f"uploads/{self.application}/{self.upload}.pdf"

    @property
    def kept(self) -> str:
        """Where it is kept after it is accepted."""
        return f"cv/{self.application}/{self.upload}.pdf"


def ask(applicant: Applicant, filename: str = "cv.pdf", size: int = 1000, **more: Any) -> Answer:
    """Ask for a place."""
    body = {"kind": "cv", "filename": filename, "content_type": "application/pdf", "size": size}
    return applicant.send("POST", "/materials", body, **more)


def place(applicant: Applicant, **more: Any) -> Landed:
    """A place for a file, still empty."""
    answer = ask(applicant, **more)
    assert answer.status == 201, answer.json
    _, application, name = answer.json["fields"]["key"].split("/")
    return Landed(application, name.removesuffix(".pdf"))


def put(landed: Landed, data: bytes) -> Landed:
    """Upload a file."""
    bucket.client().put_object(Bucket=from_env("UPLOADS_BUCKET"), Key=landed.key, Body=data)
    return landed


def landed(applicant: Applicant, data: bytes | None = None, **more: Any) -> Landed:
    """A file that arrived and is not checked yet, a good CV by default."""
    return put(place(applicant, **more), pdfs.english() if data is None else data)


def messages_about(*files: Landed | str) -> Event:
    """A batch of messages about files or keys, as the rule makes them."""
    keys = [file.key if isinstance(file, Landed) else file for file in files]
    return {"Records": [{"messageId": key, "body": json.dumps({"detail": {"key": key}})} for key in keys]}


def check(*files: Landed) -> None:
    """Have files checked; none may fail."""
    assert handler(messages_about(*files), None) == NONE_FAILED


def stored_files() -> dict[str, bytes]:
    """The files in the bucket, by key."""
    s3, name = bucket.client(), from_env("UPLOADS_BUCKET")
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=name).get("Contents", [])]
    return {key: s3.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}


def cv_of(applicant: Applicant) -> dict[str, Any]:
    """The CV as the applicant sees it."""
    cv: dict[str, Any] = applicant.read().json["materials"]["cv"]
    return cv


def stored(file: Landed) -> Upload:
    """The upload as it is stored."""
    upload = cvs.load(file.application, file.upload)
    assert upload
    return upload
