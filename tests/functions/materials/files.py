"""The bucket of uploads as tests see it, and files that land in it."""

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
    """A file in the place that its applicant was given."""

    application: str
    upload: str

    @property
    def key(self) -> str:
        """Where it landed."""
        return f"uploads/{self.application}/{self.upload}.pdf"

    @property
    def kept(self) -> str:
        """Where it is once it has passed."""
        return f"cv/{self.application}/{self.upload}.pdf"


def ask(one: Applicant, filename: str = "cv.pdf", size: int = 1000, **more: Any) -> Answer:
    """Ask for a place."""
    told = {"kind": "cv", "filename": filename, "content_type": "application/pdf", "size": size}
    return one.send("POST", "/materials", told, **more)


def place(one: Applicant, **more: Any) -> Landed:
    """A place that was given; nothing has landed in it yet."""
    answer = ask(one, **more)
    assert answer.status == 201, answer.json
    _, application, name = answer.json["fields"]["key"].split("/")
    return Landed(application, name.removesuffix(".pdf"))


def put(landed: Landed, data: bytes) -> Landed:
    """Let a file land."""
    bucket.client().put_object(Bucket=from_env("UPLOADS_BUCKET"), Key=landed.key, Body=data)
    return landed


def landed(one: Applicant, data: bytes | None = None, **more: Any) -> Landed:
    """A file that landed and is not checked yet, a good one unless told."""
    return put(place(one, **more), pdfs.english() if data is None else data)


def told_of(*files: Landed | str) -> Event:
    """A batch of messages, one a file or key, as the rule makes them."""
    keys = [file.key if isinstance(file, Landed) else file for file in files]
    return {"Records": [{"messageId": key, "body": json.dumps({"detail": {"key": key}})} for key in keys]}


def check(*files: Landed) -> None:
    """Have files checked; none may fail."""
    assert handler(told_of(*files), None) == NONE_FAILED


def stored_files() -> dict[str, bytes]:
    """What is in the bucket, by key."""
    s3, name = bucket.client(), from_env("UPLOADS_BUCKET")
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket=name).get("Contents", [])]
    return {key: s3.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}


def cv_of(one: Applicant) -> dict[str, Any]:
    """What the applicant is told of the CV."""
    cv: dict[str, Any] = one.read().json["materials"]["cv"]
    return cv


def stored(file: Landed) -> Upload:
    """The upload as it is stored."""
    found = cvs.load(file.application, file.upload)
    assert found
    return found
