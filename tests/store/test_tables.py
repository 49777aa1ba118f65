"""The stores use the tables as shared/store/tables.py describes them; moto holds their queries against the keys."""

import importlib
import pkgutil
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

import shared.store
from shared.domain.application import Extension, Late
from shared.domain.eligibility import Judgement, Reason
from shared.domain.verdict import Verdict
from shared.store import applications
from shared.store import dynamodb as db
from shared.store.application_lists import Row, load_rows
from shared.store.tables import TABLES
from tests.functions.notifications import samples

NOW = datetime(2024, 4, 15, 12, tzinfo=UTC)


def test_every_table_has_a_store_and_every_store_a_table() -> None:
    modules = [importlib.import_module(f"shared.store.{it.name}") for it in pkgutil.iter_modules(shared.store.__path__)]
    assert {module.TABLE for module in modules if hasattr(module, "TABLE")} == set(TABLES)


@pytest.mark.usefixtures("aws")
def test_rows_show_what_an_application_is_stored_with() -> None:
    reason = Reason("english", "review", "Staff will read it.", "All materials must be in English")
    verdict = Verdict.of_rules(3, Judgement("needs_review", "2024-25.1", (reason,)), NOW)
    extension, late = Extension(NOW, "Illness", NOW, "staff:1"), Late(3, NOW, 0.5)
    application = replace(samples.application(), extension=extension, late=late, verdict=verdict, school_meant="")
    db.transact(applications.write(application))
    row = load_rows([application.id])[application.id]
    assert [field.name for field in fields(Row) if not getattr(row, field.name)] == []
    assert (row.reasons, row.extended_until, row.late_by_seconds) == (("english",), "2024-04-15T12:00:00.000Z", 0.5)
