"""The course of a scenario: undisturbed, with every step remembered; and disturbed, from the step before the fault on.

A disturbed run that has come to a state in which the undisturbed one was ends as that did, so it's left there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tests.faults import end
from tests.faults.end import End
from tests.faults.wire import Call, Case
from tests.faults.world import Act, Frozen, World

#: How many acts were done, and what has become of the world.
State = tuple[int, frozenset[tuple[str, int]]]


class Step(NamedTuple):
    """The world between two deliveries, and how many calls and acts led there."""

    calls: int
    acts: int
    world: Frozen


@dataclass(frozen=True)
class Course:
    """An undisturbed run: its steps, states and calls, the invocation of each, and its end after late ticks."""

    acts: Sequence[Act]
    begin: Frozen
    steps: list[Step]
    states: set[State]
    calls: list[Call]
    invocations: list[int]
    end: End


def undisturbed(world: World, acts: Sequence[Act], begin: Frozen) -> Course:
    """Do what a scenario does, and let all follow from it."""
    world.restore(begin)
    steps, states = [Step(0, 0, begin)], set()

    world.wire.listen()
    for done, act in enumerate(acts, 1):

        def remember(done: int = done) -> bool:
            steps.append(Step(len(world.wire.calls), done, world.freeze()))
            states.add(_state(world, done, begin))
            return False

        act()
        world.stack.settle(remember)
    calls, invocations = world.wire.calls, world.wire.invocations
    return Course(acts, begin, steps, states, calls, invocations, _end(world, begin))


def disturbed(world: World, calm: Course, case: Case) -> End:
    """Do it again with a fault; return where it ends."""
    step = [step for step in calm.steps if step.calls <= case.number][-1]
    world.restore(step.world)
    world.wire.listen(case, calm.calls[: step.calls])
    done, as_before = step.acts, False

    def arrived() -> bool:
        nonlocal as_before
        as_before = world.wire.fired and not world.stack.hidden and _state(world, done, calm.begin) in calm.states
        return as_before

    if done:
        world.stack.settle(arrived)
    while done < len(calm.acts) and not as_before:
        calm.acts[done]()
        done += 1
        world.stack.settle(arrived)
    return calm.end if as_before else _end(world, calm.begin)


def _state(world: World, done: int, begin: Frozen) -> State:
    return done, frozenset(end.state(world.stack, begin.account).items())


def _end(world: World, begin: Frozen) -> End:
    world.wire.listening = False
    world.stack.sweep()
    return end.reached(world.stack, begin.account)
