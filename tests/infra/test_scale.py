"""The simulation of the last hour, at cases that can be reckoned by hand."""

import pytest

from tests.bench import scale


def test_peak_of_a_steadily_growing_hour() -> None:
    at = scale.peak(7200)
    # 3,600 people in 3,600 seconds, growing from none: two in the last second.
    assert at.submissions == pytest.approx(2, rel=0.001)
    # Who is there 20 minutes before the end leaves in the last third, five ninths of all: 2,000 people.
    assert at.requests == pytest.approx(2000 * scale.REQUESTS / scale.VISIT, rel=0.001)


def test_quota_breaks_where_it_is_reached() -> None:
    quotas = {row.name: row for row in scale.quotas(100_000)}
    assert quotas["mails a day"].holds_to(100_000) == 50_000 // scale.MAILS
    assert quotas["accounts an hour, our own limit"].holds_to(100_000) == 20_000
    creations = quotas["new accounts a second"]
    assert creations.holds_to(100_000) == pytest.approx(50 * 3600, rel=0.01)


def test_first_to_break_comes_first_at_every_size() -> None:
    orders = [[row.name for row in scale.quotas(size)] for size in scale.SIZES]
    assert orders[0] == orders[1] == orders[2]
    holds = [row.holds_to(10_000) for row in scale.quotas(10_000)]
    assert holds == sorted(holds)
