"""Bodies that no route accepts get a problem, never a failure, and nothing is stored."""

import base64
import json

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.documented import document_of
from tests.functions.http import Answer
from tests.runtime.hostile import bad_bodies
from tests.runtime.routes import APIS, Route, furnished
from tests.scene import Scene
from tests.store.scans import counts

pytestmark = pytest.mark.usefixtures("aws", "uploads")
# Routes that take an empty object, since nothing of what they take is needed.
PARTIAL = {
    "/api/cycles/{cycle}/application",
    "/api/cycles/{cycle}/application/withdrawal",
    "/api/mentor/pause",
    "/api/mentor/retirement",
    "/api/staff/mentors/{mentor}/pause",
    "/api/staff/mentors/{mentor}/retirement",
}
TYPES = {413: "too_large", 415: "unsupported_media_type", 422: "invalid"}


SCENE = Scene(furnished)


@pytest.fixture
def routes(people: People, cycle: Cycle) -> list[Route]:
    """The routes, and what they lead to."""
    return SCENE(people, cycle)


def is_problem(answer: Answer, status: int) -> bool:
    """Whether an answer is the problem document of this status, and small enough to be read."""
    body = answer.json
    return (
        answer.headers["content-type"] == "application/problem+json"
        and (answer.status, body["status"], body["type"]) == (status, status, TYPES[status])
        and all(isinstance(body[name], str) and body[name] for name in ("title", "detail", "instance"))
        and set(body) <= {"type", "title", "status", "detail", "instance", "errors"}
        and len(json.dumps(body)) < 100_000
    )


@pytest.mark.parametrize("api", APIS)
def test_hostile_body_is_refused_with_a_problem_and_nothing_is_stored(routes: list[Route], api: str) -> None:
    before = counts()
    for route in [route for route in routes if route.api == api and route.good]:
        etag = route.etag
        for bad in bad_bodies(route.good or {}, partial=route.path in PARTIAL):
            answer = route.send_bad(bad, etag)
            assert is_problem(answer, bad.status), (route.path, bad, answer.status, str(answer.json)[:500])
    assert counts() == before


@pytest.mark.parametrize("api", APIS)
@pytest.mark.usefixtures("people_pool")
def test_good_body_is_accepted_as_text_and_in_base64(routes: list[Route], api: str) -> None:
    for route in routes:
        if route.api == api and route.good:
            plain = json.dumps(route.good)
            coded = base64.b64encode(plain.encode()).decode()
            first = route.send(plain, {"content-type": "application/json; charset=utf-8"})
            again = route.send(coded, {"content-type": "APPLICATION/JSON"}, coded=True)
            statuses = (first.status, again.status)
            assert statuses in ((route.status, route.status), (201, 200)), (route.path, first.json, again.json)
            assert first.status == route.status


@pytest.mark.parametrize("api", APIS)
def test_route_without_a_body_ignores_one(routes: list[Route], api: str) -> None:
    for route in routes:
        if route.api == api and route.good is None:
            statuses = {route.send(raw).status for raw in ("[" * 100_000, "nope", "\x00", '{"a": 1}', None)}
            assert statuses <= {route.status, 200}, route.path


def test_every_writing_route_is_covered(routes: list[Route]) -> None:
    tried = {(route.method, route.path.replace("{draft}", "{application}")) for route in routes}
    assert tried == {route for api in APIS for route in _taking(api)}


def _taking(api: str) -> set[tuple[str, str]]:
    paths = document_of(f"functions.{api}.handler")["paths"]
    return {
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if method in ("put", "post", "delete")
    }


def test_response_with_many_errors_stays_small(routes: list[Route]) -> None:
    (route,) = [route for route in routes if route.path == "/api/mentor"]
    assert isinstance(route, Route)
    bodies = [{f"f{number}": 1 for number in range(20_000)}, {"disciplines": ["x"] * 20_000}]
    sizes = [len(json.dumps(route.send(json.dumps(body)).json)) for body in bodies]
    assert [size < 100_000 for size in sizes] == [True, True]
