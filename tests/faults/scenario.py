"""What can be disturbed: a scenario prepares a scene, and returns what is then done in it, once for every case."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.world import Acts, World

Prepare = Callable[[World], Acts]


@dataclass(frozen=True)
class Scenario:
    """Something that people, staff or the clock do; `prepare` makes the scene and gives what is done."""

    name: str
    prepare: Prepare


SCENARIOS: dict[str, Scenario] = {}


def scenario(prepare: Prepare) -> Prepare:
    """Add a scenario, named as its function."""
    name = prepare.__name__
    assert name not in SCENARIOS, name
    SCENARIOS[name] = Scenario(name, prepare)
    return prepare
