# ruff: noqa: RUF001
"""Staff find an application by what they know of the person, however it's typed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.application import Application, Receipt, application_id
from shared.store import applications
from shared.store import dynamodb as db
from tests.bench.reading import counted
from tests.functions.staff.staff_client import staff

pytestmark = pytest.mark.usefixtures("aws")
CYCLE = "2024-25"
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
HOWARD = "Howard University College of Medicine"
UNM = "University of New Mexico School of Medicine"
#: First, preferred and last name, address, and the school as typed and as meant.
PEOPLE = {
    "jose": ("José Ángel", None, "Núñez-O’Neil", "jan88@example.edu", "UNM", UNM),
    "oneil": ("Patricia", None, "ONeil", "pat.oneil@example.edu", HOWARD, HOWARD),
    "nguyen": ("Thị Ánh", "Annie", "Nguyễn", "annie.n@example.edu", "Howard", HOWARD),
    "dang": ("Đức", None, "Đặng", "dd@example.edu", HOWARD, HOWARD),
    "muller": ("Jürgen", None, "Müller", "jm@example.edu", "Meharry Medical College", "Meharry Medical College"),
    "mueller": ("Sarah", None, "Mueller", "sm@example.edu", "Meharry", "Meharry Medical College"),
    "ost": ("Søren", None, "Øst", "so@example.edu", "A Small College Nobody Knows", ""),
    "ipek": ("İpek", None, "Iğdır", "ii@example.edu", HOWARD, HOWARD),
    "okina": ("Kaʻiulani", None, "Naʻalehu-Kealoha", "kk@example.edu", HOWARD, HOWARD),
    "single": ("Teuila", None, None, "teuila@example.edu", HOWARD, HOWARD),
    "cruz": ("María", None, "de la Cruz", "m.delacruz@example.edu", HOWARD, HOWARD),
    "howard": ("Ann", "Bo", "Howard", "ab@example.edu", "Meharry", "Meharry Medical College"),
}
IDS = {application_id(CYCLE, key): key for key in PEOPLE}


def stored(key: str, n: int) -> Application:
    first, preferred, last, email, typed, meant = PEOPLE[key]
    person = {"first_name": first, "preferred_name": preferred, "last_name": last}
    form = {"applicant": {k: v for k, v in person.items() if v}, "training": {"school": typed}}
    at = NOW + timedelta(minutes=n)
    receipt = Receipt(f"2024-25-AB{n:03}-FGH{n:02}", at, "0" * 64)
    return Application(
        application_id(CYCLE, key), CYCLE, key, email, "submitted", 1, form, at, at,
        submitted_version=1, receipt=receipt, school_meant=meant,
    )  # fmt: skip


@pytest.fixture
def everyone() -> None:
    for n, key in enumerate(PEOPLE):
        db.transact(applications.write(stored(key, n)))


def found(q: str, **more: str) -> list[str]:
    """Who is found, page by page, one on each."""
    keys: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = {"cycle": CYCLE, "q": q, "limit": "1", "cursor": cursor, **more}
        page = staff("GET", "/applications", query=query)
        assert page.status == 200, page.json
        keys += [IDS[item["id"]] for item in page.json["items"]]
        cursor = page.json["next_cursor"]
    return keys


CASES: list[tuple[str, list[str]]] = [
    ("Nunez", ["jose"]),
    ("NÚÑEZ", ["jose"]),
    ("nunez o'neil", ["jose"]),
    ("O’Neil", ["jose", "oneil"]),
    ("O'Neil", ["jose", "oneil"]),
    ("ONeil", ["jose", "oneil"]),
    ("o neil", ["jose", "oneil"]),
    ("Núñez-O’Neil", ["jose"]),
    ("O’Neil, José", ["jose"]),
    ("angel jose", ["jose"]),
    ("José  Ángel   Núñez", ["jose"]),
    ("jos", ["jose"]),
    ("Nguyen", ["nguyen"]),
    ("nguyen annie", ["nguyen"]),
    ("Annie", ["nguyen"]),
    ("Thi Anh", ["nguyen"]),
    ("Dang Duc", ["dang"]),
    ("Muller", ["muller"]),
    ("Müller", ["mueller", "muller"]),
    ("Mueller", ["mueller", "muller"]),
    ("Ost", ["ost"]),
    ("Oest Soeren", ["ost"]),
    ("Ipek Igdir", ["ipek"]),
    ("Kaiulani", ["okina"]),
    ("Ka'iulani Naʻalehu", ["okina"]),
    ("Kealoha", ["okina"]),
    ("Teuila", ["single"]),
    ("delacruz", ["cruz"]),
    ("De La Cruz", ["cruz"]),
    ("cruz maria", ["cruz"]),
    ("jan88@example.edu", ["jose"]),
    ("JAN88@EXAMPLE.EDU ", ["jose"]),
    ("jan88", ["jose"]),
    ("pat.oneil@example.edu", ["oneil"]),
    ("2024-25-AB003-FGH03", ["dang"]),
    ("2024-25-ab003-fgh03", ["dang"]),
    ("202425ab003fgh03", ["dang"]),
    ("AB003FGH03", ["dang"]),
    ("AB003 FGH03", ["dang"]),
    ("UNM", ["jose"]),
    ("University of New Mexico", ["jose"]),
    ("nunez unm", ["jose"]),
    ("Howard", ["cruz", "dang", "howard", "ipek", "nguyen", "okina", "oneil", "single"]),
    ("Howard University", ["cruz", "dang", "ipek", "nguyen", "okina", "oneil", "single"]),
    ("howard maria", ["cruz"]),
    ("nobody knows", ["ost"]),
    ("zzz", []),
    ("nunez zzz", []),
    ("' --", []),
    (" ".join(["nunez"] * 30), ["jose"]),
    (application_id(CYCLE, "cruz"), ["cruz"]),
    (application_id("2023-24", "cruz"), []),
]


@pytest.mark.usefixtures("aws", "everyone")
def test_everyone_is_found_by_what_staff_know_and_comes_once() -> None:
    wrong = {q: (sorted(keys), names) for q, names in CASES if sorted(keys := found(q)) != names}
    assert wrong == {}


@pytest.mark.usefixtures("aws", "everyone")
def test_words_that_everyone_has_find_everyone_in_pages() -> None:
    at_howard = [key for key, person in PEOPLE.items() if person[5] == HOWARD]
    assert sorted(found("university")) == sorted([*at_howard, "jose"])
    assert sorted(found("univ")) == sorted([*at_howard, "jose"])


@pytest.mark.usefixtures("aws", "everyone")
def test_filters_narrow_what_is_found() -> None:
    assert (found("howard", school="UNM"), found("oneil", school="university of new mexico")) == ([], ["jose"])
    assert (found("oneil", status="draft"), found("oneil", status="submitted", late="false")) == ([], ["oneil", "jose"])


def change(key: str, **changes: Any) -> None:
    application = applications.load(application_id(CYCLE, key))
    assert application
    db.transact(applications.write(replace(application, **changes)))


@pytest.mark.usefixtures("aws", "everyone")
def test_change_of_a_name_is_found_and_the_old_name_no_longer() -> None:
    change("jose", form={"applicant": {"first_name": "José", "last_name": "Márquez"}}, school_meant=None)
    assert (found("nunez"), found("unm"), found("marquez jose")) == ([], [], ["jose"])


@pytest.mark.usefixtures("aws", "everyone")
def test_receipt_of_an_earlier_submission_still_finds_its_application() -> None:
    change("dang", receipt=Receipt("2024-25-ZZZZZ-YYYYY", NOW, "0" * 64))
    assert (found("2024-25-AB003-FGH03"), found("zzzzz-yyyyy")) == (["dang"], ["dang"])


@pytest.mark.usefixtures("aws", "everyone")
def test_search_reads_what_it_finds_and_scans_nothing() -> None:
    with counted() as read:
        assert found("nunez o'neil") == ["jose"]
    assert (read["Scan"], read["items"] <= 8, read["units"] <= 8) == (0, True, True)


def test_save_that_changes_no_word_writes_nothing_of_search() -> None:
    application = stored("jose", 1)
    db.transact(applications.write(application))
    kept = applications.load(application.id)
    assert kept
    saved = replace(kept, form={**kept.form, "statement": "I hope."}, version=2, updated_at=NOW + timedelta(days=1))
    assert [write["Put"]["TableName"] for write in applications.write(saved)] == [db.table("applications")]
    named = replace(saved, form={**kept.form, "applicant": {"first_name": "José", "last_name": "Núñez"}})
    assert {kind for write in applications.write(named) for kind in write} == {"Put", "Delete"}


def test_names_of_hostile_length_fit_into_one_transaction() -> None:
    application = stored("jose", 1)
    db.transact(applications.write(application))
    for letters in ("a b c d e f g h i j k l m n o p q r s t u v w x y z " * 2, "ʻ" * 100, "ä" * 100, "É-’" * 33):
        person = {"first_name": letters[:100], "last_name": letters[-100:], "preferred_name": letters[:100]}
        change("jose", form={"applicant": person, "training": {"school": letters[:100]}}, school_meant="")
    assert len(applications.write(stored("jose", 2))) < 50
