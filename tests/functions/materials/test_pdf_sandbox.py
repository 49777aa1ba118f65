"""What is found in a file, and that none makes the reader reveal text; tests/clock has those that would hang it."""

import subprocess
import sys
from pathlib import Path

import pytest

from functions.materials.pdf_sandbox import ReaderBroken, examine
from shared.domain.cv import MAX_BYTES, Extra, Finding
from tests import pdfs

KILLED = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


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


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader of the test's own in the place of the real one."""
    package = tmp_path / "functions" / "materials"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return package / "pdf_worker.py"


def test_file_is_too_complex_when_the_reader_is_stopped_at_a_limit(reader: Path) -> None:
    reader.write_text(KILLED)
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
