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
#: Functions that follow in most scenarios: in short, one kind of fault a call there, and the others in other scenarios.
FOLLOWING = ("matching", "notifications", "relay")
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


def disturb(world: World, scenario: Scenario, *, whole: bool, turn: int | None = None) -> Report:
    """Play every case of a scenario, or those of the short form.

    With a turn, the scenario's place among all, what follows in most scenarios meets one kind of fault a call.
    """
    world.begin()
    prepared = scenario.prepare(world)
    acts = [prepared] if callable(prepared) else [*prepared]
    world.rest()
    begin = world.freeze()
    calm, again = undisturbed(world, acts, begin), undisturbed(world, acts, begin)
    differing = differences(calm.end, again.end)
    assert (differing, again.calls) == ([], calm.calls), "two undisturbed runs differ"
    report = Report(len(calm.calls))
    for case in every_case(calm.calls) if whole else short_cases(calm.calls, calm.invocations, turn):
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


def every_case(calls: Sequence[Call]) -> Iterator[Case]:
    """Every call with every fault."""
    return (Case(n, call, fault) for n, call in enumerate(calls) for fault in FAULTS)


def short_cases(calls: Sequence[Call], invocations: Sequence[int], turn: int | None = None) -> Iterator[Case]:
    """The first and last of alike calls with one fault of each kind in turn, and no kill twice.

    For a call that only reads, it is the same whether it was carried out.
    """
    killed: set[tuple[int, int]] = set()
    for at, number in enumerate(_first_and_last(calls), turn or 0):
        call = calls[number]
        every = READING if call.reads else WRITING
        one = turn is not None and call.function in FOLLOWING
        for kinds in [every[at % len(every)]] if one else every:
            faults = [fault for fault in FAULTS if fault.kind in kinds]
            case = Case(number, call, faults[at % len(faults)])
            if case.fault.kills:
                moment = _moment(calls, invocations, case)
                if moment in killed:
                    continue
                killed.add(moment)
            yield case


def _moment(calls: Sequence[Call], invocations: Sequence[int], case: Case) -> tuple[int, int]:
    """When a function is killed: in which invocation, and after how many writes in it; all else it forgets."""
    mine = invocations[case.number]
    before = (n for n in range(case.number) if invocations[n] == mine and not calls[n].reads)
    return mine, sum(1 for _ in before) + (case.fault.done and not case.call.reads)


def _first_and_last(calls: Iterable[Call]) -> list[int]:
    alike: dict[Call, list[int]] = defaultdict(list)
    for number, call in enumerate(calls):
        alike[call].append(number)
    return sorted({number for numbers in alike.values() for number in (numbers[0], numbers[-1])})
