"""What is found in a file, and that no file can hang the reader, exhaust its memory or make it reveal text."""

import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from functions.materials import pdf_sandbox
from functions.materials.pdf_sandbox import ReaderBroken, examine
from shared.domain.cv import MAX_BYTES, Extra, Finding
from tests import pdfs

ENDLESS = "while True: pass"
KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


def packed(content: bytes) -> bytes:
    """Content that is small as it is stored and as large as this when it is read."""
    return zlib.compress(content, 9)


def test_pages_and_language_are_found() -> None:
    data = pdfs.written(pdfs.ENGLISH, pdfs.ENGLISH)
    assert examine(data) == Finding(len(data), None, 2, "english")


@pytest.mark.parametrize("data", [b"", b"%PDF", b"PK\x03\x04", b" " * 1020 + b"%PDF-1.4", pdfs.program()])
def test_file_that_does_not_begin_like_a_pdf_is_not_a_pdf(data: bytes) -> None:
    assert examine(data) == Finding(len(data), "not_pdf")


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b" ", b"\r\n", b"Content-Type: application/pdf\r\n\r\n", b"x" * 1019]
)
def test_header_within_the_first_1024_bytes_is_enough(before: bytes) -> None:
    data = before + pdfs.english()
    assert examine(data) == Finding(len(data), None, 1, "english")


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_restricted_file_that_opens_without_a_password_is_read(algorithm: str) -> None:
    restricted, locked = pdfs.locked("", algorithm), pdfs.locked("secret", algorithm)
    assert examine(restricted) == Finding(len(restricted), None, 1, "english")
    assert examine(locked) == Finding(len(locked), "protected")


EXTRAS: dict[str, tuple[bytes, Extra]] = {
    "portfolio": (pdfs.portfolio(), "portfolio"),
    "XFA form": (pdfs.dynamic_form(), "form"),
    "script of the document": (pdfs.scripted("document"), "script"),
    "script on opening": (pdfs.scripted("opening"), "script"),
    "script of a page": (pdfs.scripted("page"), "script"),
    "script of a link": (pdfs.scripted("annotation"), "script"),
}


@pytest.mark.parametrize("name", EXTRAS)
def test_extras_are_found_and_no_reason_to_refuse(name: str) -> None:
    data, extra = EXTRAS[name]
    assert examine(data) == Finding(len(data), None, 1, "english", (extra,))


def test_file_one_byte_over_the_limit_is_too_large() -> None:
    assert examine(b"%PDF-" + b" " * (MAX_BYTES - 4)).problem == "too_large"
    assert examine(b"%PDF-" + b" " * (MAX_BYTES - 5)).problem == "broken"


ROOT, FLATE = b"<< /Type /Catalog /Pages 2 0 R >>", "/FlateDecode"
BRANCH = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"
LEAVES = b"<< /Type /Pages /Kids [" + b"3 0 R " * 90_000 + b"] /Count 1 >>"


@cache
def spaces() -> bytes:
    """Two hundred megabytes, as they are stored."""
    return packed(b" " * 200_000_000)


def words() -> bytes:
    """A million words, as they are stored."""
    return packed(b"BT /F1 9 Tf" + b" (word) Tj" * 1_000_000 + b" ET")


HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "a bomb": (lambda: pdfs.with_contents(spaces(), filters=FLATE), None),
    "a bomb in a bomb": (lambda: pdfs.with_contents(packed(spaces()), filters=f"{FLATE} {FLATE}"), None),
    "many bombs": (lambda: pdfs.with_contents(*[spaces()] * 20, filters=FLATE), None),
    "many operations": (lambda: pdfs.with_contents(packed(b"q Q " * 4_000_000), filters=FLATE), None),
    "many words": (lambda: pdfs.with_contents(words(), filters=FLATE), None),
    "brackets in a page": (lambda: pdfs.with_contents(packed(b"[" * 5_000_000), filters=FLATE), None),
    "brackets in an object": (lambda: pdfs.of_objects([b"[" * 100_000, ROOT]), "too_complex"),
    "a tree that is its own branch": (lambda: pdfs.of_objects([ROOT, BRANCH]), "broken"),
    "a page shown too often": (lambda: pdfs.of_objects([ROOT, LEAVES, b"<< /Type /Page >>"]), "too_many_pages"),
    "an endless list of objects": (lambda: b"%PDF-1.4\n" + b"1 0 obj\n<< >>\nendobj\n" * 200_000, "broken"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_or_left_unread_long_before_the_time_limit(name: str) -> None:
    made, problem = HOSTILE[name]
    finding = examine(made())
    assert (finding.problem, finding.language) == (problem, None if problem else "unread")


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader of the test's own in the place of the real one."""
    package = tmp_path / "functions" / "materials"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return package / "pdf_worker.py"


@pytest.mark.parametrize("program", [ENDLESS, KILLED])
def test_file_is_too_complex_when_the_reader_hangs_or_hits_a_limit(
    reader: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_sandbox, "_SECONDS", 2)
    reader.write_text(program)
    assert examine(pdfs.english()) == Finding(len(pdfs.english()), "too_complex")


def test_broken_reader_is_not_the_files_fault(reader: Path) -> None:
    reader.write_text("import no_such_package")
    with pytest.raises(ReaderBroken):
        examine(pdfs.english())


def test_reader_sees_no_credentials(reader: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary")
    reader.write_text("import json, os; print(json.dumps({'pages': str(os.environ).count('canary')}))")
    assert examine(pdfs.english()).pages == 0


def test_reader_prints_only_what_it_found() -> None:
    command = [sys.executable, "-P", "-m", "functions.materials.pdf_worker"]
    environment = {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(command, input=pdfs.english(), capture_output=True, check=True, env=environment)
    assert (done.stdout, done.stderr) == (b'{"pages": 1, "language": "english"}', b"")
