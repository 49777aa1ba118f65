"""Rows as tables that people read in a terminal, or as JSON that programs do."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = Mapping[str, Any]
Columns = Mapping[str, Callable[[Row], Any]]
_EASTERN = ZoneInfo("America/New_York")


def show(columns: Columns, rows: Sequence[Row], *, more: bool, empty: str) -> None:
    """Show rows below the columns' names; `more` is whether there are others."""
    out = Console()
    if not rows:
        out.print(empty)
        return
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(_cell(value(row)) for value in columns.values()))
    out.print(table)
    out.print(Text(f"The first {len(rows)}; --limit or --all shows more." if more else f"{len(rows)} in all.", "dim"))


def show_json(rows: Sequence[Row]) -> None:
    """Write the rows as the API gives them."""
    print(json.dumps({"items": list(rows)}, indent=2, ensure_ascii=False))


def eastern(iso: str | None) -> str:
    """An instant in Eastern Time, to the minute."""
    return f"{datetime.fromisoformat(iso).astimezone(_EASTERN):%Y-%m-%d %H:%M ET}" if iso else ""


def _cell(value: Any) -> Text:
    """A value as plain text: what people typed is no markup, and moves no cursor."""
    if isinstance(value, list | tuple):
        value = ", ".join(str(each) for each in value)
    text = "" if value is None else {True: "yes", False: ""}.get(value, value) if isinstance(value, bool) else value
    return Text("".join(character for character in str(text) if character.isprintable()), overflow="fold")
