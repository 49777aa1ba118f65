"""A year in which facts of any age come again at any tick, in any order: the same mails at the same minutes."""

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.staff.staff_client import write_cycle
from tests.year.test_year import ENDS, MAILS, SENT, TASKS, Year, at, end_of, ticks
from tests.year.world import World

pytestmark = pytest.mark.usefixtures("aws")


@pytest.mark.parametrize("seed", range(2))
def test_facts_that_come_again_at_any_time_in_any_order_change_neither_mails_nor_end(
    people: People, cycle: Cycle, seed: int
) -> None:
    write_cycle(cycle)
    with World(at("2024-02-16 00:30"), seed=seed).running() as world:
        Year(world, people, cycle).live(ticks())
    assert sorted(world.mails) == sorted(MAILS)
    assert end_of(world) == (SENT, ENDS, TASKS)
