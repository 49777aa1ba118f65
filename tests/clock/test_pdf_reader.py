"""No file can hang the reader of PDFs or exhaust its memory, and a reader that hangs is stopped."""

import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from functions.materials import pdf_sandbox
from functions.materials.pdf_sandbox import examine
from shared.domain.cv import Finding
from tests import pdfs
from tests.functions.materials.test_pdf_sandbox import reader

__all__ = ["reader"]


def packed(content: bytes) -> bytes:
    """Content that is small as it is stored and as large as this when it is read."""
    return zlib.compress(content, 9)


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
def test_hostile_file_is_refused_or_left_unread_within_the_readers_own_limits(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What else the machine does takes of the patience with a reader, not of its processor time.
    monkeypatch.setattr(pdf_sandbox, "_SECONDS", 100)
    made, problem = HOSTILE[name]
    finding = examine(made())
    assert (finding.problem, finding.language) == (problem, None if problem else "unread")


def test_file_is_too_complex_when_the_reader_hangs(reader: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_sandbox, "_SECONDS", 2)
    reader.write_text("while True: pass")
    assert examine(pdfs.english()) == Finding(len(pdfs.english()), "too_complex")
