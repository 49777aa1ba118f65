"""Who walks around the firewall is turned away before anything they sent is read."""

from typing import Any

import pytest

from functions.portal.handler import handler as portal
from functions.staff.handler import handler as staff
from tests.functions.applications.applicant import OPEN
from tests.functions.http import call

pytestmark = pytest.mark.usefixtures("aws", "secrets")
REFUSED = ("forbidden", "Use the program’s own address.")


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIGIN_SECRETS", "former,newest")


def get(path: str, handler: Any = portal, **headers: str) -> Any:
    return call(handler, "GET", path, at=OPEN, headers=headers)


@pytest.mark.parametrize("shown", ["newest", "former"])
def test_request_through_cloudfront_is_answered(shown: str) -> None:
    assert get("/api/schools", **{"x-origin-secret": shown}).status == 200


@pytest.mark.parametrize("shown", [{}, {"x-origin-secret": ""}, {"x-origin-secret": "new\u00e9st"}])
@pytest.mark.parametrize("path", ["/api/schools", "/", "/api/cycles/current"])
def test_request_around_cloudfront_is_turned_away(path: str, shown: dict[str, str]) -> None:
    refused = get(path, **shown)
    assert (refused.status, refused.json["type"], refused.json["detail"]) == (403, *REFUSED)


def test_who_is_signed_in_is_turned_away_too() -> None:
    assert get("/api/staff/cycles", staff).json["detail"] == REFUSED[1]
