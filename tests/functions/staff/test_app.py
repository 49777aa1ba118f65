"""Who can use the staff API."""

from typing import Any

import pytest

from tests.functions.documented import document_of
from tests.functions.staff.staff_client import staff
from tests.store.scans import counts

pytestmark = pytest.mark.usefixtures("aws")


IDS = {
    "cycle": "2024-25",
    "job": "j",
    "application": "a",
    "match": "h",
    "mentor": "m",
    "number": "1",
    "task": "t",
    "queue": "q",
    "activity": "f",
    "email": "one@example.edu",
    "reason": "r",
}


def routes() -> list[tuple[str, str]]:
    """Every staff route, as the code describes it."""
    paths = document_of("functions.staff.handler")["paths"]
    return [
        (
            method.upper(),
            path.removeprefix("/api/staff").format(**IDS),
        )
        for path, methods in paths.items()
        for method in methods
    ]


BODIES: dict[str, dict[str, Any]] = {
    "/cycles/2024-25/extension": {"deadline": "2024-04-20T23:59", "reason": "A storm"},
    "/cycles/2024-25/extensions": {"email": "one@example.edu", "until": "2024-04-20T23:59", "reason": "Illness"},
    "/cycles/2024-25/exports": {"kind": "mentors", "format": "csv"},
    "/cycles/2024-25/bulk": {"action": "verdict", "outcome": "eligible", "reason": "Why", "applications": ["a"]},
    "/applications/a/verdict": {"outcome": "eligible", "reason": "Looked up"},
    "/applications/a/extension": {"until": "2024-04-20T23:59", "reason": "Illness"},
    "/people/one@example.edu": {"reason": "They asked for it."},
    "/applications/a/mail_restoration": {"reason": "It works"},
    "/mentors/m/mail_restoration": {"reason": "It works"},
    "/reasons": {"outcome": "eligible", "reason": "Looked up"},
    "/mentors/m/capacity": {"capacity": 2, "reason": "They asked for it."},
}
CYCLE = {
    "name": "A cycle",
    "time_zone": "America/New_York",
    "opens": "2024-02-16T00:00",
    "deadline": "2024-04-15T23:59",
    "term": {"starts_on": "2024-07-01", "min_months": 6, "max_months": 12},
    "eligibility_policy": "2024-25.1",
    "matching_policy": "participation.2",
    "response_days": 10,
    "contact_email": "mentoring@example.org",
}


def test_every_route_refuses_callers_outside_the_staff() -> None:
    before = counts()
    found = {
        (method, path, groups): staff(
            method, path, CYCLE if method == "PUT" else BODIES.get(path), sub="applicant-1", groups=groups
        )
        for method, path in routes()
        for groups in (None, "[people]", "[nostaff]", "[]")
    }
    assert {key: (a.status, a.json["type"]) for key, a in found.items()} == dict.fromkeys(found, (403, "forbidden"))
    assert len(found) == 4 * len(routes()) > 0
    assert counts() == before


def test_every_route_refuses_callers_without_a_token() -> None:
    answers = [
        staff(method, path, CYCLE if method == "PUT" else BODIES.get(path), sub=None) for method, path in routes()
    ]
    assert [(a.status, a.json["type"]) for a in answers] == [(401, "unauthorized")] * len(routes())


def test_groups_are_read_in_every_form_that_api_gateway_sends() -> None:
    forms = (
        "[staff]",
        "staff",
        "[coordinator]",
        "[staff coordinator]",
        "staff,people",
        '["people","staff"]',
        "[people staff]",
    )
    assert {groups: staff("GET", "/mentors", groups=groups).status for groups in forms} == dict.fromkeys(forms, 200)


def test_outsider_is_refused_before_the_body_is_read() -> None:
    outsider = {"sub": "applicant-1", "groups": None}
    refused = staff("PUT", "/cycles/2024-25", raw="[" * 1000, **outsider)
    assert (refused.status, refused.json["type"]) == (403, "forbidden")
    assert staff("PUT", "/cycles/2024-25", raw="[" * 1000).status == 422


COORDINATORS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "/cycles/2024-25": ("PUT", CYCLE),
    "/cycles/2024-25/extension": ("POST", BODIES["/cycles/2024-25/extension"]),
    "/cycles/2024-25/bulk": ("POST", BODIES["/cycles/2024-25/bulk"]),
    "/applications/a/self_identification": ("GET", None),
    "/people/one@example.edu": ("DELETE", BODIES["/people/one@example.edu"]),
}


@pytest.mark.parametrize("path", COORDINATORS)
def test_coordinators_alone_write_cycles_change_many_and_see_self_identification(path: str) -> None:
    method, body = COORDINATORS[path]
    before = counts()
    refused = [staff(method, path, sent, groups="[staff]") for sent in (body, {"nonsense": True})]
    assert [(a.status, a.json["type"]) for a in refused] == [(403, "forbidden")] * 2
    assert counts() == before
    assert staff(method, path, body, groups="[coordinator]").status != 403
