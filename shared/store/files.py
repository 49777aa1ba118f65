"""Signed addresses of the bucket of uploads; they are made without a client of S3, whose start would cost time."""

from datetime import datetime
from typing import Any

from botocore.auth import S3SigV4PostAuth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from typing_extensions import TypedDict

from shared.domain.cv import CONTENT_TYPE, MAX_BYTES
from shared.domain.instants import to_iso
from shared.store import aws
from shared.store.settings import from_env


class PresignedPost(TypedDict):
    """A form that a browser may post one PDF with: where to, and the fields to send before the file."""

    url: str
    fields: dict[str, str]


def presigned_post(key: str, expires_at: datetime) -> PresignedPost:
    """Return the form that a browser may post one PDF with, under exactly this key."""
    fields = {"key": key, "Content-Type": CONTENT_TYPE}
    bucket: dict[str, Any] = {"bucket": from_env("UPLOADS_BUCKET")}
    size = ["content-length-range", 1, MAX_BYTES]
    request = AWSRequest("POST", from_env("UPLOADS_URL"))
    request.context["s3-presign-post-fields"] = fields
    request.context["s3-presign-post-policy"] = {
        "expiration": to_iso(expires_at),
        "conditions": [bucket, *({name: value} for name, value in fields.items()), size],
    }
    credentials, region = aws.identity()
    S3SigV4PostAuth(credentials, "s3", region).add_auth(request)
    return {"url": str(request.url), "fields": fields}


def presigned_url(key: str, seconds: int = 300) -> str:
    """Return an address that opens one file for so many seconds, whoever has it."""
    request = AWSRequest("GET", f"{from_env('UPLOADS_URL').rstrip('/')}/{key}")
    credentials, region = aws.identity()
    S3SigV4QueryAuth(credentials, "s3", region, expires=seconds).add_auth(request)
    return str(request.url)
