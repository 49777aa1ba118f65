"""A setting that a function is not given is named, with the function and the place to declare it."""

import pytest

from shared.store import dynamodb as db
from shared.store.settings import SettingMissing, from_env


def test_missing_setting_says_where_to_declare_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "portal")
    monkeypatch.delenv("PORTAL_URL", raising=False)
    with pytest.raises(SettingMissing, match=r"^PORTAL_URL is not set for portal \(infra/functions\.py\)$"):
        from_env("PORTAL_URL")


def test_missing_table_is_a_missing_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "relay")
    monkeypatch.delenv("CYCLES_TABLE", raising=False)
    with pytest.raises(SettingMissing, match=r"^CYCLES_TABLE is not set for relay \(infra/functions\.py\)$"):
        db.table("cycles")
