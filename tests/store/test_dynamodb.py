"""Plain values to DynamoDB and back, and writes that happen together or not at all."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.store import dynamodb as db
from tests.store.scans import items

PLAIN = st.none() | st.booleans() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
# DynamoDB's numbers have 38 digits, and their size is limited.
KEPT = st.none() | st.booleans() | st.text() | st.integers(-(10**37), 10**37) | st.floats(-(2.0**99), 2.0**99, width=32)
MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


def values(plain: st.SearchStrategy[Any], names: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Plain values, and lists and maps of them."""
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4), max_leaves=12
    )


def without_nothing(value: Any) -> Any:
    """A value as a table keeps it: an attribute that is None is not there."""
    if isinstance(value, dict):
        return {name: without_nothing(inner) for name, inner in value.items() if inner is not None}
    return [without_nothing(inner) for inner in value] if isinstance(value, list) else value


@settings(deadline=None)
@given(values(PLAIN, st.text()))
def test_value_is_read_as_it_was_stored(value: Any) -> None:
    back = db.decode(db.encode(value))
    assert (back, type(back)) == (without_nothing(value), type(value))


@settings(deadline=None)
@given(st.sets(st.text(min_size=1), min_size=1))
def test_set_is_read_as_it_was_stored_and_an_empty_set_is_left_out(value: set[str]) -> None:
    assert db.decode_item(db.encode_item({"a": value, "b": frozenset(), "c": None})) == {"a": value}


@settings(deadline=None)
@given(MOMENTS, MOMENTS)
def test_stored_instants_sort_by_time(one: datetime, other: datetime) -> None:
    texts = [db.encode(moment)["S"] for moment in (one, other)]
    milliseconds = [moment.replace(microsecond=moment.microsecond // 1000 * 1000) for moment in (one, other)]
    assert (texts[0] < texts[1], texts[0] == texts[1]) == (
        milliseconds[0] < milliseconds[1],
        milliseconds[0] == milliseconds[1],
    )


def test_special_values_are_written_as_text_and_numbers() -> None:
    new_york = datetime(2024, 4, 15, 23, 59, tzinfo=timezone(timedelta(hours=-4)))
    given = {"at": new_york, "on": date(2024, 4, 15), "d": Decimal("1.50"), "t": True, "n": 1, "l": (1, None)}
    assert db.encode_item(given) == {
        "at": {"S": "2024-04-16T03:59:00.000Z"},
        "on": {"S": "2024-04-15"},
        "d": {"N": "1.50"},
        "t": {"BOOL": True},
        "n": {"N": "1"},
        "l": {"L": [{"N": "1"}, {"NULL": True}]},
    }
    with pytest.raises(TypeError, match="object cannot be stored"):
        db.encode(object())


@pytest.mark.usefixtures("aws")
class TestTables:
    """What holds against a table."""

    @settings(max_examples=20, deadline=None)
    @given(st.dictionaries(st.sampled_from("abc"), values(KEPT, st.sampled_from("def")), max_size=3))
    def test_item_is_read_as_it_was_written(self, attributes: dict[str, Any]) -> None:
        db.client().put_item(TableName=db.table("cycles"), Item=db.encode_item({**attributes, "id": "one"}))
        assert db.get("cycles", id="one") == {**without_nothing(attributes), "id": "one"}

    def test_new_item_is_written_once(self) -> None:
        db.transact(db.put("cycles", {"id": "one", "name": "first"}))
        with pytest.raises(db.StaleWrite):
            db.transact(db.put("cycles", {"id": "one", "name": "second"}))
        assert items("cycles") == [{"id": "one", "name": "first", "revision": 1}]

    def test_item_is_changed_only_at_its_current_revision(self) -> None:
        db.transact(db.put("cycles", {"id": "one"}))
        db.transact(db.put("cycles", {"id": "one", "name": "second"}, 1))
        for stale in (1, 3):
            with pytest.raises(db.StaleWrite):
                db.transact(db.put("cycles", {"id": "one", "name": "third"}, stale))
        with pytest.raises(db.StaleWrite):
            db.transact(db.put("cycles", {"id": "no one"}, 1))
        assert items("cycles") == [{"id": "one", "name": "second", "revision": 2}]

    def test_transaction_writes_everything_or_nothing(self) -> None:
        db.transact(db.put("cycles", {"id": "one"}))
        with pytest.raises(db.StaleWrite):
            db.transact(
                db.put("mentors", {"id": "new"}), db.put("cycles", {"id": "one"}), db.put("matches", {"id": "x"})
            )
        assert (items("mentors"), items("matches"), len(items("cycles"))) == ([], [], 1)

    def test_other_failures_than_conditions_are_not_stale_writes(self) -> None:
        with pytest.raises(db.client().exceptions.ClientError):
            db.transact({"Put": {"TableName": "nowhere", "Item": {"id": {"S": "one"}}}})

    def test_key_that_is_too_long_does_not_exist(self) -> None:
        db.transact(db.put("cycles", {"id": "x" * 1024}))
        assert (db.get("cycles", id="x" * 1024) is None, db.get("cycles", id="é" * 1000)) == (False, None)

    def test_query_reads_every_page_in_order(self) -> None:
        for n in range(7):
            db.transact(db.put("applications", {"id": "one", "part": f"submission#{n:06}"}))
        pages: tuple[dict[str, Any], ...] = ({}, {"Limit": 1}, {"Limit": 3})
        for more in pages:
            found = list(db.query("applications", None, {"id": "one"}, **more))
            assert [item["part"] for item in found] == [f"submission#{n:06}" for n in range(7)]

    def test_more_items_than_a_batch_are_read(self) -> None:
        for n in range(120):
            db.client().put_item(TableName=db.table("mentors"), Item=db.encode_item({"id": f"{n:03}"}))
        keys = [{"id": f"{n:03}"} for n in range(120)] + [{"id": "no one"}]
        assert sorted(item["id"] for item in db.batch_get("mentors", keys)) == [f"{n:03}" for n in range(120)]
