"""Who may come in, and what bad input meets, through the deployed API Gateway."""

import base64
import json
import time

import pytest

from infra.local.client import Client
from infra.local.people import People
from infra.local.sign_in import sign_in
from tests.local_cloud import Connection

PRIVATE = (
    ("GET", "/api/cycles/2024-25/application"),
    ("PUT", "/api/mentor"),
    ("GET", "/api/matches"),
    ("GET", "/api/staff/applications"),
)


def _parts(token: str) -> list[dict[str, object]]:
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]


def _forged(token: str, **claims: object) -> str:
    header, body = _parts(token)
    encoded = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in (header, body | claims)]
    return ".".join((*encoded, token.split(".")[2]))


@pytest.fixture(scope="module")
def token(connection: Connection, people: People) -> str:
    email = people.applicant().email
    Client.signed_in(connection, email).close()
    return sign_in(connection, "people", email).id_token


@pytest.mark.parametrize(("method", "path"), PRIVATE)
def test_private_route_without_token_is_401(visitor: Client, method: str, path: str) -> None:
    assert visitor.call(method, path, {} if method == "PUT" else None).status_code == 401


@pytest.mark.parametrize("claims", [{"sub": "someone-else"}, {"exp": 1}, {"iss": "https://example.org/pool"}])
def test_forged_token_is_401(connection: Connection, token: str, claims: dict[str, object]) -> None:
    thief = Client(connection, _forged(token, **claims))
    assert [thief.call(method, path).status_code for method, path in PRIVATE if method == "GET"] == [401, 401, 401]


def test_applicants_token_opens_no_staff_route(connection: Connection, token: str) -> None:
    assert Client(connection, token).call("GET", "/api/staff/applications").status_code in (401, 403)


def test_staff_token_opens_no_applicants_route(staff: Client) -> None:
    assert staff.call("GET", "/api/cycles/2024-25/application").status_code == 401


def test_access_token_serves_as_well_as_id_token(connection: Connection, new_cycle: str, people: People) -> None:
    person = people.applicant()
    Client.signed_in(connection, person.email).close()
    client = Client(connection, sign_in(connection, "people", person.email).access_token)
    assert client.call("PUT", f"/api/cycles/{new_cycle}/application", person.form).status_code == 201


def test_account_answers_alike_for_known_and_unknown(visitor: Client, people: People) -> None:
    email = people.applicant().email
    first, second = (visitor.call("POST", "/api/accounts", {"email": email}) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (202, first.json())


BODIES = {
    "brackets": "[" * 100_000,
    "closed brackets": '{"statement": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "not JSON": "statement=hello",
    "a list": "[]",
    "an unknown field": '{"race": "x"}',
    "NUL": '{"statement": "a\\u0000b"}',
    "a wrong type": '{"statement": 3}',
    "a wrong choice": '{"training": {"stage": "pirate"}}',
}


@pytest.mark.parametrize("name", BODIES)
def test_bad_body_is_a_422_problem_and_stores_nothing(
    connection: Connection, new_cycle: str, people: People, name: str
) -> None:
    client, path = Client.signed_in(connection, people.applicant().email), f"/api/cycles/{new_cycle}/application"
    answer = client.call("PUT", path, content=BODIES[name], headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert set(answer.json()) >= {"type", "title", "status", "detail", "instance"}
    assert client.call("GET", path).status_code == 404


def test_body_of_six_megabytes_is_too_large(connection: Connection, new_cycle: str, people: People) -> None:
    client = Client.signed_in(connection, people.applicant().email)
    answer = client.call("PUT", f"/api/cycles/{new_cycle}/application", {"statement": "x" * 6_000_000})
    assert (answer.status_code, answer.json()["type"]) == (413, "too_large")


def test_another_content_type_is_415(visitor: Client) -> None:
    answer = visitor.call("POST", "/api/accounts", content="email=a", headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["type"]) == (415, "unsupported_media_type")


def test_unknown_address_is_a_404_problem(visitor: Client) -> None:
    answer = visitor.call("GET", f"/api/nothing/{time.time_ns()}")
    assert (answer.status_code, answer.json()["type"]) == (404, "not_found")


def test_openapi_document_tells_every_route(visitor: Client) -> None:
    document = visitor.must("GET", "/api/openapi.json")
    assert document["paths"]["/api/cycles/{cycle}/application"]["put"]["security"] == [{"people": []}]
    assert "ApplicationChanges" in document["components"]["schemas"]


@pytest.mark.parametrize("form", ["application", "mentor_interest"])
def test_schema_of_a_form_is_told(visitor: Client, form: str) -> None:
    assert visitor.must("GET", f"/api/schemas/{form}")["type"] == "object"
