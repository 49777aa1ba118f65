"""The files of the private bucket that may hold a person; it keeps no versions."""

from functools import cache
from typing import TYPE_CHECKING

from shared.store import aws
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@cache
def client() -> "S3Client":
    """Return this process's S3 client, made on first use."""
    s3: S3Client = aws.client("s3")
    return s3


def delete(key: str) -> None:
    """Delete a file, if it exists."""
    client().delete_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)


def delete_exports() -> None:
    """Delete the files of all exports: each may hold the person, and staff can ask for another."""
    pages = client().get_paginator("list_objects_v2").paginate(Bucket=from_env("UPLOADS_BUCKET"), Prefix="exports/")
    for key in [item["Key"] for page in pages for item in page.get("Contents", [])]:
        delete(key)
