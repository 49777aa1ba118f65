"""The pages as they are built: small, the same every time, and nothing in them that their policy would refuse."""

import gzip
import html
import json
import re
import struct
from pathlib import Path

import pytest

from functions.portal import pages as pages_served
from infra import bundling, pages
from infra.bundling import ROOT
from shared.domain.program import PROGRAM

FIRST_VIEW_BYTES = 60_000
STAFF_FIRST_VIEW_BYTES = 30_000
SHIPPED = (
    "@fontsource-variable/figtree", "@kurkle/color", "chart.js", "jwt-decode", "modern-normalize", "oidc-client-ts",
    "preact",
)  # fmt: skip


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
    home = built["index.html"] + json.loads(built["index.html.json"])["home"].encode()
    assert sum(weights.values()) + len(gzip.compress(home)) <= FIRST_VIEW_BYTES, weights


def test_staffs_bundle_is_light_and_not_among_what_people_load(built: dict[str, bytes]) -> None:
    staff = loaded(built, "staff.html")
    assert sum(len(built[f"{name}.gz"]) for name in staff) <= STAFF_FIRST_VIEW_BYTES
    first = [
        [name for name in loaded(built, document) if "/main-" in name] for document in ("index.html", "staff.html")
    ]
    assert [len(names) for names in first] == [1, 1]
    assert not set(first[0]) & set(staff)
    assert not set(first[1]) & set(loaded(built))


def test_what_draws_charts_is_in_no_documents_first_view(built: dict[str, bytes]) -> None:
    drawing = [name for name in built if name.endswith(".js") and b"maintainAspectRatio" in built[name]]
    assert [re.sub(r"-[A-Z0-9]{8}\.js$", "", name) for name in drawing] == ["assets/drawing"]
    assert not set(drawing) & {*loaded(built), *loaded(built, "staff.html")}


def test_document_loads_modules_styles_and_icon_that_are_there(built: dict[str, bytes]) -> None:
    names = loaded(built)
    assert {Path(name).suffix for name in names} == {".js", ".svg", ".woff2"}
    assert {Path(name).suffix for name in loaded(built, "staff.html")} == {".js", ".css", ".svg"}
    styled = re.findall(r'url\("?/(assets/[^")]+)', built["index.html"].decode())
    assert {Path(name).suffix for name in styled} == {".woff2"}
    assert set(names) | set(styled) <= set(built)


def test_first_view_of_every_address_is_in_the_document_before_any_code_runs(built: dict[str, bytes]) -> None:
    views = json.loads(built["index.html.json"])
    assert set(views) == set(pages.ADDRESSES["people"])
    assert [name for name, view in views.items() if len(re.findall("<h1[ >]", view)) != 1] == []
    assert PROGRAM["invitation"] in html.unescape(views["home"])
    assert PROGRAM["mentors"]["hours"] in html.unescape(views["mentors"])
    assert f'src="/{next(name for name in loaded(built) if name.endswith(".svg"))}"' in views["home"]


def test_personal_pages_are_loaded_when_they_are_wanted(built: dict[str, bytes]) -> None:
    later = {name for name in built if name.endswith(".js")} - set(loaded(built))
    assert {re.sub(r"-[A-Z0-9]{8}\.js$", "", name) for name in later} >= {
        f"assets/{name}" for name in ("application", "mentor", "oidc-client-ts", "status")
    }


def test_names_follow_the_content_and_every_file_is_packed(built: dict[str, bytes]) -> None:
    plain = {name for name in built if name.startswith("assets/") and not name.endswith(".gz")} - {
        "assets/licenses.txt"
    }
    assert [name for name in plain if not re.search(r"-[A-Z0-9]{8}\.(js|css|svg|woff2)$", name)] == []
    assert all(gzip.decompress(built[f"{name}.gz"]) == built[name] for name in plain)


def test_nothing_is_written_into_the_document_that_its_policy_refuses(built: dict[str, bytes]) -> None:
    document = built["index.html"].decode() + json.dumps(json.loads(built["index.html.json"]), ensure_ascii=False)
    refused = r"<script(?![^>]* src=)[^>]*>|<style.+>|<[^>]*\b(?:style|on[a-z]+)=|javascript:|https?://"
    assert re.findall(refused, re.sub("<style>.*?</style>", "", document, flags=re.DOTALL)) == []


def test_program_says_the_same_of_itself_in_every_file(built: dict[str, bytes]) -> None:
    manifest = json.loads(built["manifest.webmanifest"])
    assert (manifest["name"], manifest["description"]) == (PROGRAM["name"], PROGRAM["summary"])
    texts = [data for name, data in built.items() if "assets" not in name and not name.endswith(".png")]
    left = {place for data in texts for place in re.findall(rb"{[a-z]+}", data)}
    assert left == {b"{settings}", b"{origin}", b"{view}", b"{outline}"}
    documents = {name for name in built if name.endswith((".html", ".html.json"))}
    assert set(pages_served.WELL_KNOWN) == {name for name in built if "/" not in name} - documents


@pytest.mark.parametrize(("name", "size"), [("icon.png", (512, 512)), ("share.png", (1200, 630))])
def test_picture_has_the_size_that_is_expected_of_it(built: dict[str, bytes], name: str, size: tuple[int, int]) -> None:
    assert struct.unpack(">8s8xII", built[name][:24]) == (b"\x89PNG\r\n\x1a\n", *size)


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
