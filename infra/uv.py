"""Run uv against the package index that pip is set up for, since uv reads no configuration of pip.

`python -m infra.uv pip install ...` does what `uv pip install ...` would.
"""

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

#: What pip calls a setting, and what uv calls it. Further indexes are left out: every pinned file is on the first.
SETTINGS = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
#: Of pip's places for a setting, the later wins.
PLACES = ("global", "install", ":env:")


@cache
def environment() -> dict[str, str]:
    """The environment to run uv in: the caller's, completed from pip's settings."""
    known = {name: value for name, value in os.environ.items() if value}
    if "UV_DEFAULT_INDEX" in known or "UV_INDEX_URL" in known:
        return known
    return _pip_settings() | known


def _pip_settings() -> dict[str, str]:
    listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True)
    values = dict(line.split("=", 1) for line in listed.stdout.splitlines() if "=" in line)
    return {
        variable: str(ast.literal_eval(values[f"{place}.{setting}"]))
        for place in PLACES
        for setting, variable in SETTINGS.items()
        if f"{place}.{setting}" in values
    }


def run(*arguments: str) -> None:
    """Run uv with these arguments; raise CalledProcessError when it fails."""
    subprocess.run([_program(), *arguments], env=environment(), check=True)


def interpreter(version: str) -> str | None:
    """The path of a Python of this version, such as `3.13`, if the machine has one."""
    # A pyenv shim runs the version that this variable names, and refuses without it.
    wanted = environment() | {"PYENV_VERSION": version}
    command = [_program(), "python", "find", "--no-project", "--no-python-downloads", version]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=wanted)
    return answer.stdout.strip() or None


def _program() -> str:
    return str(Path(sys.executable).with_name("uv"))


if __name__ == "__main__":
    raise SystemExit(subprocess.run([_program(), *sys.argv[1:]], env=environment(), check=False).returncode)
