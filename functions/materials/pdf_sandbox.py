"""Looking into a file that anybody may have made: in a process of its own, which may fail, hang or swell alone."""

import json
import os
import subprocess
import sys

from shared.domain.cv import MAX_BYTES, Finding, Problem

_SECONDS = 10
#: All that the reader sees of this process: where programs and packages are, no credentials.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG")


class ReaderBroken(Exception):
    """The reader itself does not run; the file is not to blame and is tried again."""


def examine(data: bytes) -> Finding:
    """Tell what a file is: why it cannot be taken, or its pages and the language that it reads as."""
    problem: Problem | None = None
    if len(data) > MAX_BYTES:
        problem = "too_large"
    elif not data.startswith(b"%PDF-"):
        problem = "not_pdf"
    return Finding(len(data), problem) if problem else _read_apart(data)


def _read_apart(data: bytes) -> Finding:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-P", "-m", "functions.materials.pdf_worker"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the library's warnings repeat what is in the file
            env=environment | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding(len(data), "too_complex")
    if done.returncode < 0:  # stopped at a limit
        return Finding(len(data), "too_complex")
    if done.returncode:
        raise ReaderBroken
    return Finding(len(data), **json.loads(done.stdout))
