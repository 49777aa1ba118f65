"""The terminal, on the staff's real API on moto; the sign-in itself is answered in Cognito's place."""

import json
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from typer.testing import CliRunner, Result

from functions.portal.handler import handler as portal
from functions.staff.handler import handler as staff_api
from infra.console import commands, tables, tokens
from infra.console.callbacks import CONSOLE_CALLBACKS
from infra.console.place import Place
from infra.console.session import Session
from infra.console.sign_in import _listener
from infra.console.tokens import Tokens
from infra.console.troubles import Trouble
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import DEADLINE, eligible, new_applicant, submitted
from tests.functions.http import call
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import staff, write_cycle

pytestmark = pytest.mark.usefixtures("aws", "home")
URL = "https://mentoring.example.org"
_PAGE = "/staff"
_SETTINGS = {
    name: f"https://sign-in.example.org/oauth2/{name}" for name in ("authorize_url", "token_url", "revoke_url")
} | {"client_id": "client-1", "scopes": "openid email"}


class Program(httpx.BaseTransport):
    """The deployed program: its APIs behind the gateway's check of the token, and the sign-in's host."""

    def __init__(self) -> None:
        self.good = "token-1"
        self.groups = "[staff]"
        self.proofs: list[dict[str, str]] = []
        self.fails = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        request.read()
        if self.fails:
            raise httpx.ConnectError("no way there")
        if request.url.host == "sign-in.example.org":
            return self._signs_in(request)
        if request.url.path == _PAGE:
            settings = json.dumps(_SETTINGS).replace('"', "&quot;")
            return httpx.Response(200, text=f'<meta name="settings" content="{settings}">')
        is_staff = request.url.path.startswith("/api/staff")
        if is_staff and request.headers.get("authorization") != f"Bearer {self.good}":
            return httpx.Response(401, json={"message": "Unauthorized"})
        caller: dict[str, Any] = {"sub": "staff-1", "groups": self.groups} if is_staff else {}
        handler, query = staff_api if is_staff else portal, dict(request.url.params)
        answer = call(handler, request.method, request.url.path, query=query, **caller)
        return httpx.Response(answer.status, json=answer.json)

    def _signs_in(self, request: httpx.Request) -> httpx.Response:
        proof = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        self.proofs.append(proof)
        if proof.get("refresh_token") == "over":
            return httpx.Response(400, json={"error": "invalid_grant"})
        return httpx.Response(200, json={"id_token": self.good, "refresh_token": "refresh-2", "expires_in": 3600})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def program(cycle: Cycle) -> Program:
    write_cycle(cycle)
    return Program()


def session(program: Program) -> Session:
    return Session(Place.of(URL), program)


def run(program: Program, *arguments: str) -> Result:
    return CliRunner().invoke(commands.app, arguments, obj=lambda: session(program))


def signed_in(left: float = 3600, refresh: str = "refresh-1", token: str = "token-1") -> None:  # noqa: S107
    tokens.keep(URL, Tokens(token, refresh, time.time() + left))


def browser(then: Callable[[str, str], str]) -> Callable[[str], None]:
    """A browser that comes back at once to the address that `then` makes of the callback and the state."""

    def show(address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        assert (asked["code_challenge_method"], asked["client_id"]) == (["S256"], ["client-1"])
        callback = asked["redirect_uri"][0]
        backs = (f"{callback}?state=forged&code=x", then(callback, asked["state"][0]))
        threading.Thread(target=lambda: [httpx.get(back, trust_env=False) for back in backs], daemon=True).start()

    return show


def test_each_list_is_a_table_and_the_apis_rows_as_json(program: Program, people: People) -> None:
    applicant = eligible(people)
    mentor = active(people)
    late_comer = new_applicant(people, "applicant-2")
    late_comer.submit(at=DEADLINE + timedelta(hours=1))
    signed_in()
    for command, shown in (
        ("applications", applicant.person.form["applicant"]["last_name"]),
        ("mentors", mentor.person.form["institution"]),
        ("late", late_comer.person.email),
        ("activity", "VerdictReached"),
    ):
        options = () if command in ("mentors", "activity") else ("--cycle", "2024-25")
        result = run(program, command, *options)
        assert (result.exit_code, shown in result.output) == (0, True), result.output
        items = json.loads(run(program, command, *options, "--json").output)["items"]
        path = {"late": "/cycles/2024-25/late"}.get(command, f"/{command}")
        query = {"cycle": "2024-25"} if options and command != "late" else {}
        assert items == staff("GET", path, query=query).json["items"]
    for command in ("rounds", "tasks", "review"):
        assert "There’s nothing in this list." in run(program, command, "--cycle", "2024-25").output


def test_applications_are_narrowed_down_by_where_people_live(program: Program, people: People) -> None:
    lives = eligible(people).person.form["location"]["state"]
    signed_in()
    for state, count in ((lives, 1), ("AS", 0)):
        shown = run(program, "applications", "--cycle", "2024-25", "--state", state, "--json").output
        assert len(json.loads(shown)["items"]) == count


def test_limit_says_that_there_are_more_and_all_reads_every_page(program: Program, people: People) -> None:
    for number in range(3):
        submitted(people, f"applicant-{number}")
    signed_in()
    assert (
        "The first 2; --limit or --all shows more."
        in run(program, "applications", "--cycle", "2024-25", "--limit", "2").output
    )
    assert "3 in all." in run(program, "applications", "--cycle", "2024-25", "--all").output


def test_what_people_typed_moves_no_cursor_and_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"name": "[red]Ada[/red]\x1b[2J"}
    tables.show({"Name": lambda row: row["name"]}, [row], more=False, empty="")
    assert "[red]Ada[/red][2J" in capsys.readouterr().out


def test_sign_in_proves_itself_and_is_kept_for_its_owner_alone(program: Program, home: Path) -> None:
    session(program).sign_in(browser(lambda callback, state: f"{callback}?code=code-1&state={state}"))
    (proof,) = program.proofs
    assert (proof["grant_type"], proof["code"], proof["redirect_uri"]) == (
        "authorization_code",
        "code-1",
        CONSOLE_CALLBACKS[0],
    )
    assert len(proof["code_verifier"]) >= 43
    kept = home / "mentoring" / "tokens.json"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, kept.parent)] == [0o600, 0o700]
    assert run(program, "tasks", "--cycle", "2024-25").exit_code == 0


def test_sign_in_that_is_refused_ends(program: Program) -> None:
    with pytest.raises(Trouble, match="No one signed in"):
        session(program).sign_in(browser(lambda callback, state: f"{callback}?error=access_denied&state={state}"))
    assert (program.proofs, tokens.load(URL)) == ([], None)


def test_sign_in_takes_the_next_port_and_says_when_all_are_taken() -> None:
    taken = []
    try:
        for callback in CONSOLE_CALLBACKS:
            taken.append(_listener("s"))
            assert taken[-1].server_port == urlsplit(callback).port
        with pytest.raises(Trouble, match="ports"):
            _listener("s")
    finally:
        for server in taken:
            server.server_close()


def test_tokens_are_renewed_before_they_end(program: Program) -> None:
    signed_in(left=30, token="old")
    assert run(program, "tasks", "--cycle", "2024-25").exit_code == 0
    assert [proof["grant_type"] for proof in program.proofs] == ["refresh_token"]
    kept = tokens.load(URL)
    assert kept is not None
    assert (kept.id_token, kept.refresh_token) == ("token-1", "refresh-2")


def test_sign_out_revokes_and_forgets(program: Program) -> None:
    signed_in()
    assert run(program, "sign-out").exit_code == 0
    assert ([proof["token"] for proof in program.proofs], tokens.load(URL)) == (["refresh-1"], None)
    assert run(program, "sign-out").exit_code == 0


def _spoil() -> None:
    tokens.path().write_text("nonsense")


def troubles() -> Iterator[tuple[str, Callable[[Program], None], str]]:
    """What can be in the way, and the sentence about it."""
    yield "signed out", lambda _: tokens.forget(URL), "Sign in first: mentoring sign-in"
    yield "over", lambda _: signed_in(left=0, refresh="over"), "Your sign-in has ended. Sign in again"
    yield "foreign", lambda _: signed_in(token="foreign"), "Your sign-in isn’t taken here."
    yield "no staff", lambda program: setattr(program, "groups", "[]"), "not as a member of the staff"
    yield "offline", lambda program: setattr(program, "fails", True), "The program can’t be reached."
    yield "open file", lambda _: tokens.path().chmod(0o644), "Others could read your sign-in. Delete"
    yield "no file", lambda _: _spoil(), "can’t be read. Delete"


@pytest.mark.parametrize(
    ("happens", "sentence"), [case[1:] for case in troubles()], ids=[case[0] for case in troubles()]
)
def test_trouble_is_a_sentence_that_says_what_to_do(
    program: Program, happens: Callable[[Program], None], sentence: str
) -> None:
    signed_in()
    happens(program)
    result = run(program, "tasks", "--cycle", "2024-25")
    assert (result.exit_code, sentence in result.output.replace("\n", " ")) == (1, True), result.output


def test_refused_filter_says_which(program: Program) -> None:
    signed_in()
    result = run(program, "applications", "--cycle", "2024-25", "--sort", "shoe size")
    assert (result.exit_code, "sort" in result.output) == (1, True), result.output


def test_no_address_and_no_program_at_one(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.local.cloud.DIRECTORY", tmp_path)
    with pytest.raises(Trouble, match="MENTORING_URL"):
        Place.of(None)
    monkeypatch.setattr("tests.infra.test_console._PAGE", "/elsewhere")
    with pytest.raises(Trouble, match="No mentoring program answers"):
        session(program).sign_in(lambda _: None)


def test_terminal_is_called_by_its_name_from_anywhere(tmp_path: Path) -> None:
    command = Path(sys.executable).parent / "mentoring"
    shown = subprocess.run([command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "Usage: mentoring" in shown
    assert "sign-in" in shown
