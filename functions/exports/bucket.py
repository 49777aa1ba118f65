"""The files of exports in the private bucket, which forgets them after a week."""

from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import IO, TYPE_CHECKING, Any

from shared.store import aws
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@cache
def client() -> "S3Client":
    """Return this process's S3 client, made on first use."""
    s3: S3Client = aws.client("s3")
    return s3


def keep(key: str, data: bytes | IO[bytes], content_type: str = "application/jsonl", name: str = "") -> None:
    """Keep a file; one with a name is downloaded under it."""
    more: Any = {"ContentDisposition": f'attachment; filename="{name}"'} if name else {}
    client().put_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key, Body=data, ContentType=content_type, **more)


def lines(key: str) -> Iterator[bytes]:
    """Read the lines of a file, which may have any size."""
    with closing(client().get_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)["Body"]) as body:
        yield from body.iter_lines()
