"""The list of institutions that the mentor form's type-ahead offers."""

from functions.portal.handler import handler
from shared.domain.institutions import resolve_institution
from tests.functions.http import call


def test_list_has_every_institution_by_name_with_what_belongs_to_it() -> None:
    answer = call(handler, "GET", "/api/institutions")
    items = {item["name"]: item["also"] for item in answer.json["items"]}
    assert (answer.status, answer.headers["cache-control"]) == (200, "public, max-age=3600")
    assert list(items) == sorted(items, key=str.casefold)
    assert len(items) > 150
    assert "University of New Mexico School of Medicine" in items["University of New Mexico"]


def test_every_listed_name_means_that_institution() -> None:
    names = [item["name"] for item in call(handler, "GET", "/api/institutions").json["items"]]
    assert [name for name in names if (found := resolve_institution(name)) is None or found.name != name] == []
