"""The course of a scenario: undisturbed, with every step remembered; and disturbed, from the step before the fault on.

A disturbed run that has come to a state in which the undisturbed one was ends as that did, so it's left there.
"""

from dataclasses import dataclass
from typing import NamedTuple

from tests.faults import end
from tests.faults.end import End
from tests.faults.wire import Call, Case
from tests.faults.world import Act, Frozen, World


class Step(NamedTuple):
    """The world between two deliveries, and how many calls led there."""

    calls: int
    world: Frozen


@dataclass(frozen=True)
class Course:
    """An undisturbed run: its steps, the states that it went through, its calls, and its end after late ticks."""

    act: Act
    begin: Frozen
    steps: list[Step]
    states: set[frozenset[tuple[str, int]]]
    calls: list[Call]
    end: End


def undisturbed(world: World, act: Act, begin: Frozen) -> Course:
    """Do what a scenario does, and let all follow from it."""
    world.restore(begin)
    steps, states = [], set()

    def remember() -> bool:
        steps.append(Step(len(world.wire.calls), world.freeze()))
        states.add(_state(world, begin))
        return False

    world.wire.listen()
    act()
    world.stack.settle(remember)
    return Course(act, begin, steps, states, world.wire.calls, _end(world, begin))


def disturbed(world: World, calm: Course, case: Case) -> End:
    """Do it again with a fault; return where it ends."""
    before = [step for step in calm.steps if step.calls <= case.number]
    world.restore(before[-1].world if before else calm.begin)
    world.wire.listen(case, calm.calls[: before[-1].calls if before else 0])
    if not before:
        calm.act()
    as_before = False

    def arrived() -> bool:
        nonlocal as_before
        as_before = world.wire.fired and not world.stack.hidden and _state(world, calm.begin) in calm.states
        return as_before

    world.stack.settle(arrived)
    return calm.end if as_before else _end(world, calm.begin)


def _state(world: World, begin: Frozen) -> frozenset[tuple[str, int]]:
    return frozenset(end.state(world.stack, begin.account).items())


def _end(world: World, begin: Frozen) -> End:
    world.wire.listening = False
    world.stack.sweep()
    return end.reached(world.stack, begin.account)
