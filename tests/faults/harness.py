"""Plays a scenario undisturbed, then once for every call and fault, and says which runs ended otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.faults.course import disturbed, undisturbed
from tests.faults.end import differences
from tests.faults.known import Known, known
from tests.faults.scenario import Scenario
from tests.faults.wire import FAULTS, Call, Case
from tests.faults.world import World

#: The kinds of fault of the short form, those in one set in turn.
WRITING = [{"refused"}, {"lost"}, {"repeated"}, {"killed before"}, {"killed after"}]
READING = [{"refused", "lost"}, {"killed before"}]
#: How much of a line that differs is shown.
SHOWN = 600


class Violation(NamedTuple):
    """A case after which something is lost, double or different."""

    case: Case
    differences: list[str]

    def __str__(self) -> str:
        return "\n  ".join([str(self.case), *(line[:SHOWN] for line in self.differences)])


class Figures(NamedTuple):
    """The figures of a scenario: calls of the undisturbed run, cases, and how many ended alike, or how else."""

    scenario: str
    calls: int
    cases: int
    survived: int
    known: int
    violations: int


@dataclass
class Report:
    """What became of the cases of a scenario."""

    calls: int = 0
    cases: int = 0
    violations: list[Violation] = field(default_factory=list)
    excused: list[tuple[Known, Violation]] = field(default_factory=list)

    def figures(self, name: str) -> Figures:
        """What is printed of it."""
        known, violations = len(self.excused), len(self.violations)
        return Figures(name, self.calls, self.cases, self.cases - known - violations, known, violations)


def disturb(world: World, scenario: Scenario, *, whole: bool) -> Report:
    """Play every case of a scenario; the short form takes the first and the last of alike calls."""
    world.begin()
    act = scenario.prepare(world)
    world.rest()
    begin = world.freeze()
    calm, again = undisturbed(world, act, begin), undisturbed(world, act, begin)
    differing = differences(calm.end, again.end)
    assert (differing, again.calls) == ([], calm.calls), "two undisturbed runs differ"
    report = Report(len(calm.calls))
    for case in _cases(calm.calls, whole=whole):
        report.cases += 1
        found = differences(calm.end, disturbed(world, calm, case))
        if found:
            violation = Violation(case, found)
            reason = known(calm.calls, case, found)
            if reason:
                report.excused.append((reason, violation))
            else:
                report.violations.append(violation)
    return report


def _cases(calls: Sequence[Call], *, whole: bool) -> Iterator[Case]:
    """Every call with every fault; in short, the first and last of alike calls with one fault of each kind in turn.

    For a call that only reads, it is the same whether it was carried out.
    """
    if whole:
        yield from (Case(n, call, fault) for n, call in enumerate(calls) for fault in FAULTS)
        return
    for turn, number in enumerate(_first_and_last(calls)):
        call = calls[number]
        for kinds in READING if call.reads else WRITING:
            faults = [fault for fault in FAULTS if fault.kind in kinds]
            yield Case(number, call, faults[turn % len(faults)])


def _first_and_last(calls: Iterable[Call]) -> list[int]:
    alike: dict[Call, list[int]] = defaultdict(list)
    for number, call in enumerate(calls):
        alike[call].append(number)
    return sorted({number for numbers in alike.values() for number in (numbers[0], numbers[-1])})
