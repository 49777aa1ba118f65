"""The tokens of who is signed in, in a file that its owner alone can read."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from infra.console.troubles import Trouble

_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gave; `expires_at` is in seconds since 1970."""

    id_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: float


def path() -> Path:
    """Where the tokens are."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "mentoring" / "tokens.json"


def load(url: str) -> Tokens | None:
    """The tokens for a program's address. Raises Trouble when others could have read them."""
    kept = _read().get(url)
    return Tokens(**kept) if kept else None


def keep(url: str, tokens: Tokens) -> None:
    """Keep the tokens for a program's address."""
    _write(_read() | {url: asdict(tokens)})


def forget(url: str) -> None:
    """Forget the tokens for a program's address."""
    _write({other: kept for other, kept in _read().items() if other != url})


def _read() -> dict[str, Any]:
    file = path()
    if not file.exists():
        return {}
    if file.stat().st_mode & _OTHERS:
        raise Trouble(f"Others could read your sign-in. Delete {file} and sign in again.")
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except ValueError:
        raise Trouble(f"Your sign-in can’t be read. Delete {file} and sign in again.") from None


def _write(kept: dict[str, Any]) -> None:
    """Put a whole file in the place of the former one; it's born with its owner's rights alone."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, made = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(kept, out)
    Path(made).replace(file)
