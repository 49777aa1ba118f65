"""The window of a cycle: one instant decides, and only the time of arrival is asked."""

from datetime import datetime
from typing import Any

import pytest

from shared.domain.cycle import Cycle, Phase, current
from shared.domain.errors import DeadlinePassed, WindowNotOpen
from tests.domain.builders import LAST, LATE, OPENS, at


def like(cycle: Cycle, **changes: Any) -> Cycle:
    return Cycle.model_validate({**cycle.model_dump(), **changes})


def test_window_of_the_page_is_february_16_until_april_15_eastern(cycle: Cycle) -> None:
    assert cycle.opens_at == at("2024-02-16 05:00")
    assert cycle.deadline_at == at("2024-04-16 03:59")
    assert cycle.accepts_before == at("2024-04-16 04:00")


def test_cycle_is_shown_as_the_contract_says(cycle: Cycle) -> None:
    assert cycle.as_dict(at("2024-04-16 03:59:30.250")) == {
        "id": "2024-25",
        "name": "2024-25 Diversity Mentoring Program",
        "phase": "open",
        "opens_at": "2024-02-16T05:00:00.000Z",
        "opens_at_et": "February 16, 2024, 12:00 AM ET",
        "deadline": "2024-04-16T03:59:00.000Z",
        "deadline_et": "April 15, 2024, 11:59 PM ET",
        "accepts_before": "2024-04-16T04:00:00.000Z",
        "server_time": "2024-04-16T03:59:30.250Z",
        "term": {"starts_on": "2024-07-01", "min_months": 6, "max_months": 12},
        "eligibility_policy": "2024-25.1",
        "matching_policy": "participation.2",
        "response_days": 10,
        "contact_email": "mentoring@example.org",
    }


@pytest.mark.parametrize(
    ("opens", "deadline", "opens_at", "accepts_before"),
    [
        ("2024-02-16T00:00", "2024-04-15T23:59", "2024-02-16 05:00", "2024-04-16 04:00"),
        ("2024-10-01T00:00", "2024-12-01T23:59", "2024-10-01 04:00", "2024-12-02 05:00"),
        ("2024-02-16T00:00", "2024-12-01T23:59", "2024-02-16 05:00", "2024-12-02 05:00"),
        ("2024-03-01T00:00", "2024-03-10T01:59", "2024-03-01 05:00", "2024-03-10 07:00"),
        ("2024-10-01T00:00", "2024-11-03T00:59", "2024-10-01 04:00", "2024-11-03 05:00"),
    ],
)
def test_window_keeps_wall_time_across_daylight_saving(
    cycle: Cycle, opens: str, deadline: str, opens_at: str, accepts_before: str
) -> None:
    changed = like(cycle, opens=opens, deadline=deadline)
    assert (changed.opens_at, changed.accepts_before) == (at(opens_at), at(accepts_before))


@pytest.mark.parametrize("received_at", [OPENS, at("2024-03-10 07:00"), LAST], ids=str)
def test_request_received_in_the_window_is_admitted(cycle: Cycle, received_at: datetime) -> None:
    cycle.admit(received_at)


@pytest.mark.parametrize(
    ("received_at", "iso", "eastern", "seconds"),
    [
        ("2024-04-16 04:00", "2024-04-16T04:00:00.000Z", "April 16, 2024, 12:00 AM ET", 0.0),
        ("2024-04-16 04:00:00.001", "2024-04-16T04:00:00.001Z", "April 16, 2024, 12:00 AM ET", 0.001),
        ("2024-04-17 05:00:01.500", "2024-04-17T05:00:01.500Z", "April 17, 2024, 1:00 AM ET", 90001.5),
    ],
)
def test_late_request_is_refused_with_deadline_and_lateness(
    cycle: Cycle, received_at: str, iso: str, eastern: str, seconds: float
) -> None:
    with pytest.raises(DeadlinePassed) as refused:
        cycle.admit(at(received_at))
    assert refused.value.extra == {
        "received_at": iso,
        "received_at_et": eastern,
        "deadline_et": "April 15, 2024, 11:59 PM ET",
        "late_by_seconds": seconds,
    }
    assert refused.value.detail == (
        "The deadline was April 15, 2024, 11:59 PM ET. "
        "If you think there’s a reason for an exception, write to mentoring@example.org."
    )


def test_request_before_the_opening_is_refused_with_the_opening(cycle: Cycle) -> None:
    with pytest.raises(WindowNotOpen) as refused:
        cycle.admit(at("2024-02-16 04:59:59.999"))
    assert refused.value.extra == {
        "opens_at": "2024-02-16T05:00:00.000Z",
        "opens_at_et": "February 16, 2024, 12:00 AM ET",
    }


def test_extension_of_one_person_admits_until_its_own_end(cycle: Cycle) -> None:
    until = cycle.last_minute_ends("2024-04-20T23:59")
    cycle.admit(at("2024-04-21 03:59:59.999"), until)
    with pytest.raises(DeadlinePassed) as refused:
        cycle.admit(at("2024-04-21 04:00:02"), until)
    assert refused.value.extra["deadline_et"] == "April 20, 2024, 11:59 PM ET"
    assert refused.value.extra["late_by_seconds"] == 2.0


def test_extension_that_the_cycle_has_overtaken_takes_nothing_away(cycle: Cycle) -> None:
    longer = like(cycle, deadline="2024-04-30T23:59")
    longer.admit(at("2024-05-01 03:59:59.999"), cycle.last_minute_ends("2024-04-20T23:59"))
    with pytest.raises(DeadlinePassed) as refused:
        longer.admit(at("2024-05-01 04:00"), cycle.last_minute_ends("2024-04-20T23:59"))
    assert refused.value.extra["deadline_et"] == "April 30, 2024, 11:59 PM ET"


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("2024-02-16 04:59:59.999", "upcoming"),
        ("2024-02-16 05:00", "open"),
        ("2024-04-16 03:59:59.999", "open"),
        ("2024-04-16 04:00", "closed"),
        ("2024-07-01 03:59:59.999", "closed"),
        ("2024-07-01 04:00", "in_term"),
        ("2025-07-01 03:59:59.999", "in_term"),
        ("2025-07-01 04:00", "over"),
    ],
)
def test_phase_changes_at_its_boundary(cycle: Cycle, now: str, phase: Phase) -> None:
    assert cycle.phase(at(now)) == phase


WINDOWS = {
    "past": ("2022-02-16T00:00", "2022-04-15T23:59"),
    "closed": ("2024-01-01T00:00", "2024-02-15T23:59"),
    "open": ("2024-02-16T00:00", "2024-04-15T23:59"),
    "open-longer": ("2024-01-10T00:00", "2024-05-15T23:59"),
    "next": ("2024-06-01T00:00", "2024-07-15T23:59"),
    "after-next": ("2024-09-01T00:00", "2024-10-15T23:59"),
}


@pytest.mark.parametrize(
    ("ids", "chosen"),
    [
        ([], None),
        (["past"], "past"),
        (["past", "closed"], "closed"),
        (["closed", "next", "after-next"], "next"),
        (["closed", "open", "next"], "open"),
        (["open", "open-longer", "closed", "next"], "open-longer"),
    ],
)
def test_current_cycle_is_the_one_a_visitor_means(cycle: Cycle, ids: list[str], chosen: str | None) -> None:
    cycles = [like(cycle, id=each, opens=WINDOWS[each][0], deadline=WINDOWS[each][1]) for each in ids]
    for order in (cycles, cycles[::-1]):
        found = current(order, at("2024-03-01 12:00"))
        assert (found.id if found else None) == chosen


def test_late_instant_is_the_first_after_the_last(cycle: Cycle) -> None:
    assert (LATE - LAST).total_seconds() == 0.001
    assert cycle.accepts_before == LATE
