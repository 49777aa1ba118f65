"""Examining a file of unknown origin in its own process, which may fail, hang or run out of memory without harm."""

import json
import os
import subprocess
import sys

from shared.domain.cv import MAX_BYTES, Finding, Problem

_SECONDS = 10
#: Viewers open a file that says what it is within so many bytes: a byte-order mark or a mail's header may be before it.
_HEADER, _HEADER_WITHIN = b"%PDF-", 1024
#: All that the child sees of this process: where programs and packages are, no credentials.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG")


class ReaderBroken(Exception):
    """The child process doesn't run; that isn't the file's fault, so it is tried again."""


def examine(data: bytes) -> Finding:
    """Find why a file can't be accepted, or else its number of pages, its language and its extras."""
    problem: Problem | None = None
    if len(data) > MAX_BYTES:
        problem = "too_large"
    elif _HEADER not in data[:_HEADER_WITHIN]:
        problem = "not_pdf"
    return Finding(len(data), problem) if problem else _read_in_child(data)


def _read_in_child(data: bytes) -> Finding:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        child = subprocess.run(
            [sys.executable, "-B", "-P", "-m", "functions.materials.pdf_worker"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the library's warnings quote the file
            env=environment | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding(len(data), "too_complex")
    if child.returncode < 0:  # stopped at a limit
        return Finding(len(data), "too_complex")
    if child.returncode:
        raise ReaderBroken
    found = json.loads(child.stdout)
    return Finding(len(data), **{**found, "extras": tuple(found.get("extras", ()))})
