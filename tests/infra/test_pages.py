"""The pages as they are built: small, the same every time, and nothing in them that their policy would refuse."""

import gzip
import re
from pathlib import Path

import pytest

from infra import bundling, pages
from infra.bundling import ROOT

FIRST_VIEW_BYTES = 60_000
STAFF_FIRST_VIEW_BYTES = 30_000
SHIPPED = ("jwt-decode", "modern-normalize", "oidc-client-ts", "preact")


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """The pages' files by their names below `static/`."""
    return {name.removeprefix(f"{pages.STATIC}/"): data for name, data in pages.build(ROOT).items()}


def loaded(built: dict[str, bytes], document: str = "index.html") -> list[str]:
    """The files that a document loads."""
    return re.findall(r'(?:href|src)="/(assets/[^"]+)"', built[document].decode())


def test_build_is_the_same_every_time(built: dict[str, bytes]) -> None:
    assert {name.removeprefix(f"{pages.STATIC}/"): data for name, data in pages.build(ROOT).items()} == built


def test_first_view_is_light(built: dict[str, bytes]) -> None:
    weights = {name: len(built[f"{name}.gz"]) for name in loaded(built)}
    assert sum(weights.values()) + len(gzip.compress(built["index.html"])) <= FIRST_VIEW_BYTES, weights


def test_staffs_bundle_is_light_and_not_among_what_people_load(built: dict[str, bytes]) -> None:
    staff = loaded(built, "staff.html")
    assert sum(len(built[f"{name}.gz"]) for name in staff) <= STAFF_FIRST_VIEW_BYTES
    first = [
        [name for name in loaded(built, document) if "/main-" in name] for document in ("index.html", "staff.html")
    ]
    assert [len(names) for names in first] == [1, 1]
    assert not set(first[0]) & set(staff)
    assert not set(first[1]) & set(loaded(built))


def test_document_loads_modules_styles_and_icon_that_are_there(built: dict[str, bytes]) -> None:
    names = loaded(built)
    assert {Path(name).suffix for name in names} == {".js", ".css", ".svg"}
    assert set(names) <= set(built)


def test_personal_pages_are_loaded_when_they_are_wanted(built: dict[str, bytes]) -> None:
    later = {name for name in built if name.endswith(".js")} - set(loaded(built))
    assert {re.sub(r"-[A-Z0-9]{8}\.js$", "", name) for name in later} >= {
        f"assets/{name}" for name in ("application", "mentor", "oidc-client-ts", "status")
    }


def test_names_follow_the_content_and_every_file_is_packed(built: dict[str, bytes]) -> None:
    plain = {name for name in built if not name.endswith(".gz")} - {"index.html", "staff.html", "assets/licenses.txt"}
    assert [name for name in plain if not re.search(r"-[A-Z0-9]{8}\.(js|css|svg)$", name)] == []
    assert all(gzip.decompress(built[f"{name}.gz"]) == built[name] for name in plain)


def test_nothing_is_written_into_the_document_that_its_policy_refuses(built: dict[str, bytes]) -> None:
    document = built["index.html"].decode()
    assert re.findall(r"<script(?![^>]* src=)[^>]*>|<style|\bstyle=|\bon[a-z]+=|javascript:|https?://", document) == []


def test_licenses_of_what_is_shipped_go_with_it(built: dict[str, bytes]) -> None:
    licenses = built["assets/licenses.txt"].decode()
    packages = {
        name for name in ("jwt-decode", "modern-normalize", "oidc-client-ts", "preact") if f"{name}\n\n" in licenses
    }
    assert packages == {"jwt-decode", "modern-normalize", "oidc-client-ts", "preact"}


def test_bundle_follows_the_pages_sources_and_carries_none_of_them() -> None:
    made = bundling._makings("portal")
    needed = ("index.html", "package-lock.json", "src/people/main.tsx", "src/styles.css")
    assert [name for name in needed if f"{pages.SOURCE}/{name}" not in made] == []
    assert [name for name in bundling._code("portal") if name.startswith(f"{pages.SOURCE}/")] == []
    assert [name for name in made if "node_modules" in name] == []


def test_lock_names_no_registry() -> None:
    assert (
        re.findall(r'"resolved"|https?://[^"]*registry', (ROOT / pages.SOURCE / "package-lock.json").read_text()) == []
    )
