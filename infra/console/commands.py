"""The terminal's commands: a list of the staff's API each."""

import os
import webbrowser
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

import httpx
import typer
from rich.console import Console

from infra.console import tables
from infra.console.place import Place
from infra.console.session import Session
from infra.console.tables import Columns, eastern
from infra.console.troubles import Trouble

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The mentoring program’s lists, for its staff.")
_SOME = 50

Cycle = Annotated[str, typer.Option(help="A cycle such as 2024-25; the current one if left out.")]
Limit = Annotated[int, typer.Option(min=1, help="How many rows to show.")]
All = Annotated[bool, typer.Option("--all", help="Show every row.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON instead of a table.")]


@app.callback()
def connect(
    context: typer.Context,
    url: Annotated[str, typer.Option(envvar="MENTORING_URL", help="The program’s address; else the local cloud.")] = "",
) -> None:
    """Know where the program is; a test gives its own session."""
    context.obj = context.obj or (lambda: Session(Place.of(url)))


@app.command("sign-in")
def sign_in(context: typer.Context) -> None:
    """Sign in through your browser."""
    _attempt(lambda: context.obj().sign_in(_open))
    Console().print("You’re signed in.")


@app.command("sign-out")
def sign_out(context: typer.Context) -> None:
    """Forget your sign-in on this machine."""
    _attempt(lambda: context.obj().sign_out())
    Console().print("You’re signed out.")


@app.command()
def applications(
    context: typer.Context,
    cycle: Cycle = "",
    q: Annotated[str, typer.Option(help="Words of a name, a school, an address or a receipt’s number.")] = "",
    status: Annotated[str, typer.Option(help="Such as draft, submitted, eligible.")] = "",
    stage: Annotated[str, typer.Option(help="medical_student or resident.")] = "",
    school: Annotated[str, typer.Option(help="A school’s name.")] = "",
    state: Annotated[str, typer.Option(help="Where they live, such as TX.")] = "",
    reason: Annotated[str, typer.Option(help="A rule, such as enrolled.")] = "",
    extended: Annotated[bool, typer.Option("--extended", help="Only those with a deadline of their own.")] = False,
    late: Annotated[bool, typer.Option("--late", help="Only those that came late.")] = False,
    sort: Annotated[str, typer.Option(help="begun, name, received or changed.")] = "",
    limit: Limit = _SOME,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Find applications of a cycle."""
    flags = {"extended": "true" if extended else "", "late": "true" if late else ""}
    words = {"q": q, "status": status, "stage": stage, "school": school, "state": state, "reason": reason}
    asked = {**words, "sort": sort, **flags}
    query = lambda session: {"cycle": _cycle(session, cycle), **asked}  # noqa: E731
    _list(context, "/api/staff/applications", query, _APPLICATIONS, limit, every, as_json)


@app.command()
def review(
    context: typer.Context, cycle: Cycle = "", limit: Limit = _SOME, every: All = False, as_json: AsJson = False
) -> None:
    """Show the applications that wait for a decision."""
    query = lambda session: {"cycle": _cycle(session, cycle), "status": "needs_review"}  # noqa: E731
    _list(context, "/api/staff/applications", query, _APPLICATIONS, limit, every, as_json)


@app.command()
def late(
    context: typer.Context, cycle: Cycle = "", limit: Limit = _SOME, every: All = False, as_json: AsJson = False
) -> None:
    """Show who came too late, and by how much."""
    _list(context, "/api/staff/cycles/{cycle}/late", _of(cycle), _LATE, limit, every, as_json)


@app.command()
def rounds(
    context: typer.Context, cycle: Cycle = "", limit: Limit = _SOME, every: All = False, as_json: AsJson = False
) -> None:
    """Show a cycle’s rounds of matching, newest first."""
    _list(context, "/api/staff/cycles/{cycle}/rounds", _of(cycle), _ROUNDS, limit, every, as_json)


@app.command()
def tasks(
    context: typer.Context, cycle: Cycle = "", limit: Limit = _SOME, every: All = False, as_json: AsJson = False
) -> None:
    """Show what waits for a person."""
    _list(context, "/api/staff/tasks", _of(cycle), _TASKS, limit, every, as_json)


@app.command()
def activity(
    context: typer.Context,
    cycle: Annotated[str, typer.Option(help="Only this cycle’s.")] = "",
    subject: Annotated[str, typer.Option(help="The id of an application, a mentor, a match or a cycle.")] = "",
    type: Annotated[str, typer.Option(help="Such as VerdictReached.")] = "",
    actor: Annotated[str, typer.Option(help="applicant, mentor, program or staff:<id>.")] = "",
    after: Annotated[str, typer.Option(help="Only what came after this time, such as 2024-04-15T00:00:00Z.")] = "",
    limit: Limit = _SOME,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Show what happened, newest first."""
    asked = {"cycle": cycle, "subject": subject, "type": type, "actor": actor, "after": after}
    _list(context, "/api/staff/activity", lambda _: asked, _ACTIVITY, limit, every, as_json)


@app.command()
def mentors(
    context: typer.Context,
    status: Annotated[str, typer.Option(help="interested, active, paused or retired.")] = "",
    q: Annotated[str, typer.Option(help="Words of a name, an institution or an address.")] = "",
    limit: Limit = _SOME,
    every: All = False,
    as_json: AsJson = False,
) -> None:
    """Find mentors."""
    _list(context, "/api/staff/mentors", lambda _: {"status": status, "q": q}, _MENTORS, limit, every, as_json)


_APPLICATIONS: Columns = {
    "Name": lambda row: row["applicant_name"],
    "Status": lambda row: row["status"],
    "School": lambda row: row["school"],
    "Reasons": lambda row: row["reasons"],
    "Received": lambda row: eastern(row["received_at"]),
    "Extended": lambda row: eastern(row["extended_until"]),
    "Late": lambda row: row["late"],
    "Id": lambda row: row["id"],
}
_LATE: Columns = {
    "Name": lambda row: row["name"],
    "E-mail": lambda row: row["email"],
    "Received": lambda row: eastern(row["received_at"]),
    "Late by (s)": lambda row: f"{row['late_by_seconds']:.3f}",
    "Had a draft": lambda row: row["had_draft"],
    "Application": lambda row: row["application"],
    "Extended": lambda row: eastern(row["extended_until"]),
    "Submitted": lambda row: row["submitted"],
}
_ROUNDS: Columns = {
    name.capitalize(): lambda row, name=name: row.get(name)  # type: ignore[misc]
    for name in ("round", "state", "policy", "matched", "total", "worst")
}
_TASKS: Columns = {
    "Since": lambda row: eastern(row["created_at"]),
    "What": lambda row: row["title"],
    "About": lambda row: row["subject"],
    "Task": lambda row: row["id"],
}
_ACTIVITY: Columns = {
    "When": lambda row: eastern(row["at"]),
    "What": lambda row: row["type"],
    "By": lambda row: row["actor"],
    "About": lambda row: row.get("subject"),
    "Note": lambda row: row.get("note"),
}
_MENTORS: Columns = {
    "Name": lambda row: " ".join(part for part in row["form"]["name"].values() if isinstance(part, str)),
    "Status": lambda row: row["status"],
    "Institution": lambda row: row["form"]["institution"],
    "Open places": lambda row: row["open_places"],
    "Of": lambda row: row["capacity"],
    "Id": lambda row: row["id"],
}

Query = Callable[[Session], dict[str, Any]]


def _of(cycle: str) -> Query:
    return lambda session: {"cycle": _cycle(session, cycle)}


def _cycle(session: Session, given: str) -> str:
    return given or session.current_cycle()


def _list(
    context: typer.Context, path: str, query: Query, columns: Columns, limit: int, every: bool, as_json: bool
) -> None:
    """Read a list and show it; a path may name the cycle."""

    def read() -> list[dict[str, Any]]:
        session = context.obj()
        asked = query(session)
        if "{cycle}" in path:
            path_of_cycle = path.format(cycle=quote(asked.pop("cycle"), safe=""))
            return list(session.rows(path_of_cycle, asked, None if every else limit + 1))
        return list(session.rows(path, asked, None if every else limit + 1))

    rows = _attempt(read)
    more = not every and len(rows) > limit
    shown = rows if every else rows[:limit]
    if as_json:
        tables.show_json(shown)
    else:
        tables.show(columns, shown, more=more, empty="There’s nothing in this list.")


def _attempt(work: Callable[[], Any]) -> Any:
    """Do something; what is in the way ends the command with a sentence."""
    try:
        return work()
    except Trouble as trouble:
        message = str(trouble)
    except httpx.TransportError:
        message = "The program can’t be reached. Check your connection and the address, then try again."
    Console(stderr=True).print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(1)


def _open(address: str) -> None:
    """Lead the browser there; where there is none, the address shows."""
    out = Console()
    out.print("Sign in in your browser. If it doesn’t open, go to:")
    out.print(address, soft_wrap=True, markup=False, highlight=False)
    if not os.environ.get("SSH_CONNECTION"):
        webbrowser.open(address)
