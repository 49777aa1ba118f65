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
    """Return this process's one S3 client, made on first use."""
    made: S3Client = aws.client(
        "s3", connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4}
    )
    return made


def fetch(key: str) -> bytes | None:
    """Read a file, one byte more than may be at most; None when it is not there."""
    try:
        found = client().get_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)
    except client().exceptions.NoSuchKey:
        return None
    with found["Body"] as body:
        return body.read(MAX_BYTES + 1)


def keep(key: str, data: bytes) -> None:
    """Keep a file; whoever opens it gets it as a download, not shown under the bucket's address."""
    client().put_object(
        Bucket=from_env("UPLOADS_BUCKET"),
        Key=key,
        Body=data,
        ContentType=CONTENT_TYPE,
        ContentDisposition='attachment; filename="cv.pdf"',
    )


def delete(key: str) -> None:
    """Delete a file, if it is there."""
    client().delete_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)
