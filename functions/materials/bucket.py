"""The bucket of uploads, as its checker uses it."""

from functools import cache
from typing import TYPE_CHECKING

from shared.domain.cv import CONTENT_TYPE, MAX_BYTES
from shared.store import aws
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@cache
def client() -> "S3Client":
    """Return this process's S3 client, made on first use."""
    s3: S3Client = aws.client("s3")
    return s3


def fetch(key: str) -> bytes | None:
    """Read a file, at most one byte more than the limit; None when it doesn't exist."""
    try:
        response = client().get_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)
    except client().exceptions.NoSuchKey:
        return None
    with response["Body"] as body:
        return body.read(MAX_BYTES + 1)


def keep(key: str, data: bytes) -> None:
    """Keep a file; browsers download it instead of showing it under the bucket's address."""
    client().put_object(
        Bucket=from_env("UPLOADS_BUCKET"),
        Key=key,
        Body=data,
        ContentType=CONTENT_TYPE,
        ContentDisposition='attachment; filename="cv.pdf"',
    )


def delete(key: str) -> None:
    """Delete a file, if it exists."""
    client().delete_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)
