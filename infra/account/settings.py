"""What a stage is deployed with: `infra/stages/<stage>.toml`, so that the next deployment gets the same."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

STAGES = Path(__file__).resolve().parents[1] / "stages"


def settings(stage: str, more: Iterable[str] = (), directory: Path = STAGES) -> dict[str, str]:
    """Read a stage's file, if it has one; `more` are `name=value`, as behind `-c`, and come first."""
    path = directory / f"{stage}.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    given = dict(pair.split("=", 1) for pair in more if "=" in pair)
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in written.items()
    } | given
