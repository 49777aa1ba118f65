"""The list of schools that the form's type-ahead offers."""

import gzip
from base64 import b64decode
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from functions.portal.handler import handler
from shared.domain.instants import EASTERN
from shared.domain.schools import list_schools, resolve_school
from tests.functions.http import Answer, call

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def schools(at: datetime = NOW) -> Answer:
    """Ask for the list at an instant."""
    return call(handler, "GET", "/api/schools", at=at)


def test_list_has_every_current_school_with_its_other_names() -> None:
    listing = schools().json
    listed = {school.name: list(school.aliases) for school in list_schools(NOW.date())}
    assert set(listing) == {"items"}
    assert {item["name"]: item["also"] for item in listing["items"]} == listed
    assert len(listing["items"]) == len(listed) > 200


def test_schools_are_sorted_by_name() -> None:
    names = [item["name"] for item in schools().json["items"]]
    assert names == sorted(names, key=str.casefold)


def test_rules_know_every_listed_name() -> None:
    names = [name for item in schools().json["items"] for name in (item["name"], *item["also"])]
    assert [name for name in names if resolve_school(name, NOW.date()).school is None] == []


def test_new_school_is_listed_from_its_first_eastern_day() -> None:
    first = datetime(2026, 2, 13, 0, 0, tzinfo=EASTERN)
    before = first.replace(day=12, hour=23, minute=59)
    listings = [{item["name"] for item in schools(at).json["items"]} for at in (before, first, before)]
    assert ["University of Georgia School of Medicine" in names for names in listings] == [False, True, False]


def test_list_is_compressed_and_cached_publicly_for_an_hour() -> None:
    @wraps(handler)
    def decompressed(event: dict[str, Any], context: Any) -> Any:
        coded = handler(event, context)
        assert (coded["headers"]["Content-Encoding"], coded["isBase64Encoded"]) == ("gzip", True)
        data = b64decode(coded["body"])
        assert len(data) < 20_000
        return {**coded, "body": gzip.decompress(data).decode(), "isBase64Encoded": False}

    plain = schools()
    compressed = call(decompressed, "GET", "/api/schools", at=NOW, headers={"accept-encoding": "gzip, deflate, br"})
    assert compressed.json == plain.json
    for answer in (plain, compressed):
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "public, max-age=3600"
        assert answer.headers["vary"] == "Accept-Encoding"
