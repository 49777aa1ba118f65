"""The pages' tools, which run in the Node that lies beside this Python."""

import os
import subprocess
import sys
from pathlib import Path


def run(source: Path, tool: str, *options: str) -> None:
    """Run one of the pages' tools; CalledProcessError when it fails."""
    process = start(source, tool, *options)
    process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, tool)


def start(source: Path, tool: str, *options: str) -> subprocess.Popen[bytes]:
    """Start one of the pages' tools; what watches ends when its standard input is closed."""
    command = [str(source.resolve() / "node_modules" / ".bin" / tool), *options]
    return subprocess.Popen(command, cwd=source, env=_environment(), stdin=subprocess.PIPE)


def answer(program: Path, question: str) -> str:
    """Return what a program writes when it's given a text; CalledProcessError when it fails."""
    command = ["node", str(program)]
    return subprocess.run(
        command, input=question, stdout=subprocess.PIPE, env=_environment(), encoding="utf-8", check=True
    ).stdout


def _environment() -> dict[str, str]:
    """That of this process, in which the Node of this Python comes before whatever the machine has."""
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
