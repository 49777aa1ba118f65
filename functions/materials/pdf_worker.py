"""The PDF reader: `python -m functions.materials.pdf_worker` reads a PDF from its input and prints what it found.

Only the number of pages, a guess at the language and the kinds of extras leave it, never the text.
"""

import json
import resource
import sys
import time
from contextlib import suppress
from io import BytesIO
from typing import Any

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import LimitReachedError

from functions.materials.pdf_extras import extras_of
from shared.domain.cv import MAX_PAGES
from shared.domain.language import language_of_cv

_MEGABYTE = 1024 * 1024
#: Limits: bytes of memory, seconds of CPU, seconds for the text, and how many pages and characters of text are enough.
_MEMORY, _CPU, _TEXT_SECONDS, _TEXT_PAGES, _TEXT_LENGTH = 640 * _MEGABYTE, 8, 4, 20, 50_000


def describe(data: bytes) -> dict[str, Any]:
    """Return `problem`, or else `pages`, `language` and, where there are any, `extras`."""
    try:
        return _describe(PdfReader(BytesIO(data[data.index(b"%PDF-") :])))
    except (LimitReachedError, MemoryError, RecursionError):
        return {"problem": "too_complex"}
    except Exception:  # a broken file can make the library raise anything
        return {"problem": "broken"}


def _describe(reader: PdfReader) -> dict[str, Any]:
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "protected"}
    pages = len(reader.pages)
    if not 0 < pages <= MAX_PAGES:
        return {"problem": "too_many_pages" if pages else "broken"}
    extras = extras_of(reader)
    return {"pages": pages, "language": language_of_cv(_text(reader)), **({"extras": extras} if extras else {})}


def _text(reader: PdfReader) -> str:
    """Enough of the text to recognize its language, without pages that can't be read."""
    text, until = "", time.monotonic() + _TEXT_SECONDS
    for page in reader.pages[:_TEXT_PAGES]:
        with suppress(Exception):
            text += page.extract_text()[:_TEXT_LENGTH] + "\n"
        if len(text) > _TEXT_LENGTH or time.monotonic() > until:
            break
    return text[:_TEXT_LENGTH]


def _confine() -> None:
    for kind, limit in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _CPU), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (limit, limit))
    overwrite_configuration(zlib_maximum_output_length=20_000_000, stream_parsing_work_maximum_count=500_000)


if __name__ == "__main__":
    _confine()
    json.dump(describe(sys.stdin.buffer.read()), sys.stdout)
