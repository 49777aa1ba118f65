"""Every scenario ends as it should, whatever happens to any of its calls to AWS."""

import os
from collections.abc import Callable

import pytest

from tests.faults import scenarios
from tests.faults.harness import disturb
from tests.faults.scenario import SCENARIOS
from tests.faults.world import World

scenarios.load()
WHOLE = os.environ.get("FAULTS") == "whole"


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario_ends_alike_whatever_happens_to_a_call(
    name: str, world: World, record_property: Callable[[str, object], None]
) -> None:
    report = disturb(world, SCENARIOS[name], whole=WHOLE, turn=[*SCENARIOS].index(name))
    record_property("faults", list(report.figures(name)))
    record_property("came up", sorted(world.stack.came_up))
    violations = "\n".join(map(str, report.violations))
    assert not violations, violations
