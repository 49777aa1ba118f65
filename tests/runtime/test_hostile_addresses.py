"""Addresses and query strings that lead nowhere get a problem, never a failure."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from functions.applications.handler import handler as applications
from functions.mentors.handler import handler as mentors
from functions.portal.handler import handler as portal
from functions.staff.handler import handler as staff
from shared.domain.cycle import Cycle
from tests.functions.http import Answer, call
from tests.functions.staff.staff_client import facts_of
from tests.functions.staff.staff_client import staff as ask_staff

pytestmark = pytest.mark.usefixtures("aws")
STRANGE = ("x" * 3000, "é" * 1100, "..", "%00", "\x00", "' OR 1=1", "2024-25#application", "-1", "\uff19")
UNDER: tuple[tuple[Any, str, str, Any], ...] = (
    (portal, "GET", "/api/cycles/{}", None),
    (applications, "GET", "/api/cycles/{}/application", None),
    (applications, "PUT", "/api/cycles/{}/application", {}),
    (applications, "POST", "/api/cycles/{}/application/submission", None),
    (
        applications,
        "POST",
        "/api/cycles/{}/application/materials",
        {"kind": "cv", "filename": "cv.pdf", "content_type": "application/pdf", "size": 1000},
    ),
    (mentors, "POST", "/api/matches/{}/acceptance", None),
    (mentors, "POST", "/api/matches/{}/decline", {"reason": "A reason"}),
    (staff, "GET", "/api/staff/applications/{}", None),
    (staff, "POST", "/api/staff/mentors/{}/approval", None),
    (staff, "GET", "/api/staff/cycles/{}/rounds", None),
    (staff, "POST", "/api/staff/cycles/{}/rounds/1/publication", None),
    (staff, "GET", "/api/staff/cycles/2024-25/rounds/{}", None),
)


def slug(answer: Answer) -> tuple[int, str]:
    """The status and type of a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status, answer.json["type"]


def test_strange_id_is_not_found() -> None:
    caller: dict[str, Any] = {"sub": "staff-1", "groups": "[staff coordinator]", "email": "one@example.edu"}
    found = {
        (method, path, strange): slug(call(handler, method, path.format(strange), body, **caller))
        for handler, method, path, body in UNDER
        for strange in STRANGE
    }
    assert found == dict.fromkeys(found, (404, "not_found"))


def test_cycle_cannot_be_written_under_a_strange_id(cycle: Cycle) -> None:
    answers = [
        ask_staff("PUT", f"/cycles/{id}", facts_of(cycle)) for id in ("x" * 3000, "Upper", "a b", "-a", "ab", "é" * 10)
    ]
    assert [(slug(a), [e["field"] for e in a.json["errors"]]) for a in answers] == [((422, "invalid"), ["id"])] * 6


def _coded(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode()


CURSORS = (
    "nonsense",
    "é",
    "abcde",
    *map(_coded, (5, None, {}, [], ["draft"], ["draft", "", ""], ["a", "b", 3], "abc")),
)
QUERIES = (
    *(("cursor", cursor) for cursor in CURSORS),
    ("cursor", _coded(["draft", "2024-04-15T12:00:00.000Z", "x" * 3000])),
    *(("limit", limit) for limit in ("0", "201", "-1", "1e2", "٣", "9" * 5000, "")),
    ("status", "unknown"),
    ("cycle", ""),
    ("cycle", "x" * 3000),
    ("school", "x" * 3000),
)


def test_strange_query_is_invalid_with_the_name_of_its_parameter() -> None:
    answers = {
        (name, value): ask_staff("GET", "/applications", query={"cycle": "2024-25", name: value})
        for name, value in QUERIES
    }
    assert {query: slug(answer) for query, answer in answers.items()} == dict.fromkeys(answers, (422, "invalid"))
    named = {query: [error["field"] for error in answer.json["errors"]] for query, answer in answers.items()}
    assert named == {query: [query[0]] for query in answers}


def test_unknown_address_is_not_found() -> None:
    unknown = (("GET", "/"), ("PATCH", "/api/mentor"), ("GET", "/api/nothing"), ("GET", "/api//"))
    handlers = (portal, applications, mentors, staff)
    found = [
        slug(call(handler, method, path, sub="one", groups="[staff coordinator]"))
        for handler in handlers
        for method, path in unknown
    ]
    assert found == [(404, "not_found")] * 16
