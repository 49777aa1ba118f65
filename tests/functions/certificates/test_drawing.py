"""The certificate on paper, read by another library than the one that draws it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from functions.certificates.drawing import draw, is_printable
from shared.domain.certificate import Certificate

CERTIFICATE = Certificate(
    "1be1e032-a3b3-583f-9958-6cddc41c2fbd",
    "2024-25 Diversity Mentoring Program",
    "applicant",
    "Ada Example",
    "Åsa Ö’Brien",
    date(2024, 7, 1),
    date(2025, 6, 30),
)


def text_of(pdf: bytes) -> list[str]:
    """The lines of its only page."""
    (page,) = PdfReader(BytesIO(pdf)).pages
    return [line for line in page.extract_text().splitlines() if line]


def test_certificate_says_who_did_what_with_whom_and_when() -> None:
    assert text_of(draw(CERTIFICATE)) == [
        "2024-25 Diversity Mentoring Program",
        "Certificate of Completion",
        "This certifies that",
        "Ada Example",
        "has completed a mentoring term as a mentee",
        "with Åsa Ö’Brien",
        "from July 1, 2024 to June 30, 2025.",
        "Certificate number 1be1e032-a3b3-583f-9958-6cddc41c2fbd",
    ]
    mentors = text_of(draw(replace(CERTIFICATE, side="mentor", other=None)))
    assert mentors[4:6] == ["has completed a mentoring term as a mentor", "from July 1, 2024 to June 30, 2025."]


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh",
        normalize("NFD", "Nguyễn Thị Ánh"),  # the same in pieces: each mark a character of its own
        "Åsa Ö'Brien",
        "Željko Đurić",
        "Мария Ильинична",
        "Ελένη Παπαδοπούλου",
        "Hawai\u02bbi Kahanamoku",
        "N" * 120,
    ],
)
def test_name_is_set_whole_and_within_the_frame(name: str) -> None:
    assert is_printable(name)
    lines = text_of(draw(replace(CERTIFICATE, name=name)))
    shown = "".join(lines[3 : lines.index("has completed a mentoring term as a mentee")])
    assert shown == normalize("NFC", name)


@pytest.mark.parametrize("name", ["漢字", "Ada 漢", "محمد", "दीपिका", "Ada 🌷"])
def test_name_that_the_font_cannot_show_is_known_before_it_is_drawn(name: str) -> None:
    assert not is_printable(name)


def test_certificate_is_the_same_each_time_and_small() -> None:
    first = draw(CERTIFICATE)
    assert first == draw(CERTIFICATE)
    assert len(first) < 60_000
