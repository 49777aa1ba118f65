"""The stores use the tables as shared/store/tables.py describes them; moto holds their queries against the keys."""

import importlib
import pkgutil
from dataclasses import fields

import shared.store
from shared.store.applications import Row
from shared.store.tables import LISTED, TABLES


def test_every_table_has_a_store_and_every_store_a_table() -> None:
    modules = [importlib.import_module(f"shared.store.{it.name}") for it in pkgutil.iter_modules(shared.store.__path__)]
    assert {module.TABLE for module in modules if hasattr(module, "TABLE")} == set(TABLES)


def test_rows_show_what_the_indexes_of_applications_hold() -> None:
    table = TABLES["applications"]
    for index in table.indexes.values():
        held = {"id", table.sort, index.partition, index.sort, *index.projected}
        shown = {field.name for field in fields(Row)}
        assert (index.projected, shown - held, set(LISTED) - shown) == (LISTED, set(), set())
