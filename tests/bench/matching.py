"""How fast and how good a round is decided, beside the peers that decide the same: time, peak memory and what came out.

`python -m tests.bench.matching [--sizes small large huge] [--runs 9]` runs every case in a process of its own, the
cases of a size in turn, and prints the medians. `huge` takes some minutes and 1 GB.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from functions.matching.engine.facts import Facts, in_order
from functions.matching.engine.market import Market, market_of, tie_break
from functions.matching.engine.optimal import participation
from functions.matching.engine.policy import policy_named
from functions.matching.engine.round import draw_up
from functions.matching.engine.scores import Numbers
from functions.matching.engine.stable import stable
from functions.matching.engine.verify import blocking_pairs, worst_percent
from tests.bench.crowds import crowd

SIZES: dict[str, tuple[int, tuple[str, ...]]] = {
    "small": (9, ("stable 2000x600", "matching 2000x600")),
    "large": (3, ("best 10000x3000", "scipy 10000x3000", "round 10000x3000", "adjusted 10000x3000")),
    "huge": (1, ("round 100000x30000",)),
}
"""How often each case of a size is run, at least."""
_COLUMNS = ("seconds", "peak_mb", "matched", "total", "worst", "worst_percent", "blocking_pairs")
_PLENTY = 10_000_000


def market(applicants: int, mentors: int) -> Market:
    """A scored crowd."""
    return market_of(in_order(crowd(applicants, mentors)), policy_named("participation.1"))


def run_stable(applicants: int, mentors: int) -> dict[str, Any]:
    """Deferred acceptance from the scores on."""
    made = market(applicants, mentors)
    return _timed(made, lambda: stable(made))


def run_matching(applicants: int, mentors: int) -> dict[str, Any]:
    """The `matching` library from sorted preference lists on."""
    from matching.games import HospitalResident

    made = market(applicants, mentors)
    given = preferences(made)

    def decide() -> Numbers:
        solution = HospitalResident.create_from_dictionaries(*given).solve()
        mentor_of = np.full(len(made.applicants), -1, dtype=np.int64)
        for hospital, residents in solution.items():
            mentor_of[[resident.name for resident in residents]] = hospital.name
        return mentor_of

    return _timed(made, decide)


def preferences(made: Market) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[int, int]]:
    """Everyone's allowed partners from the best to the worst, by row and column, and the places of the mentors."""
    ties = tie_break(made.applicant_keys[:, None], made.mentor_keys).astype(np.int64)
    everybody = slice(0, len(made.applicants))
    fit, wishes = made.fit(everybody), made.scores.wishes(everybody).astype(np.int64)
    wish, welcome = (np.where(fit >= 0, (view << 16) + ties, -1) for view in (wishes, fit - wishes))
    rows = {row: _ranked(wish[row]) for row in range(len(wish))}
    columns = {column: _ranked(welcome[:, column]) for column in range(wish.shape[1])}
    return (
        {row: some for row, some in rows.items() if some},
        {column: some for column, some in columns.items() if some},
        {column: int(made.places[column]) for column, some in columns.items() if some},
    )


def _ranked(worth: Numbers) -> list[int]:
    order = np.argsort(-worth, kind="stable")
    ranked: list[int] = order[: int((worth >= 0).sum())].tolist()
    return ranked


def run_best(applicants: int, mentors: int) -> dict[str, Any]:
    """The best assignment from the scores on, in all of its four steps."""
    made = market(applicants, mentors)
    return _timed(made, lambda: participation(made).mentor_of)


def run_scipy(applicants: int, mentors: int) -> dict[str, Any]:
    """SciPy from the scores on, told what the worst pair may be: most matched, then carried over, then the total."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    made = market(applicants, mentors)
    found = participation(made).mentor_of
    fit = made.fit(slice(0, applicants))
    floor = fit[np.flatnonzero(found >= 0), found[found >= 0]].min()

    def decide() -> Numbers:
        counted = _PLENTY * np.where(made.carried, 1001.0, 1000.0)
        seats = np.repeat(np.arange(mentors), made.places)
        worth = np.where(fit >= floor, fit + counted[:, None], 0.0)[:, seats]
        rows, columns = linear_sum_assignment(worth, maximize=True)
        mentor_of = np.full(applicants, -1, dtype=np.int64)
        used = worth[rows, columns] > 0
        mentor_of[rows[used]] = seats[columns[used]]
        return mentor_of

    return _timed(made, decide)


def run_round(applicants: int, mentors: int) -> dict[str, Any]:
    """A whole round: scores, both policies, proof, reasons, digests, verification."""
    return _drawn(crowd(applicants, mentors))


def run_adjusted(applicants: int, mentors: int) -> dict[str, Any]:
    """A whole round with 20 adjustments, each of them priced: pins to the next best, forbids, changed capacities."""
    facts = crowd(applicants, mentors)
    pairs = draw_up(facts).pairs
    some = pairs[:: len(pairs) // 20][:20]
    pins = {(pair.application, pair.next_best.mentor) for pair in some[:8] if pair.next_best}
    forbids = {(pair.application, pair.mentor) for pair in some[8:16]}
    capacities = {(pair.mentor, places) for places, pair in enumerate(some[16:])}
    changed = replace(facts, pins=frozenset(pins), forbids=frozenset(forbids), capacities=frozenset(capacities))
    return _drawn(changed)


def _drawn(facts: Facts) -> dict[str, Any]:
    start = time.perf_counter()
    result = draw_up(facts)
    told = {"seconds": time.perf_counter() - start, **vars(result.sums)}
    return told | {"worst_percent": result.worst_percent, "blocking_pairs": result.blocking_pairs}


RUN: dict[str, Callable[[int, int], dict[str, Any]]] = {
    "stable": run_stable,
    "matching": run_matching,
    "best": run_best,
    "scipy": run_scipy,
    "round": run_round,
    "adjusted": run_adjusted,
}


def _timed(made: Market, decide: Callable[[], Numbers]) -> dict[str, Any]:
    start = time.perf_counter()
    mentor_of = decide()
    seconds = time.perf_counter() - start
    rows = np.flatnonzero(mentor_of >= 0)
    fits = made.fit_of(rows, mentor_of[rows]).tolist()
    told = {"seconds": seconds, "matched": len(fits), "total": sum(fits), "worst": min(fits, default=0)}
    return told | {"worst_percent": worst_percent(fits), "blocking_pairs": blocking_pairs(made, mentor_of)[0]}


def run_case(case: str) -> dict[str, Any]:
    """Run one case here; its peak memory is that of this process, people and scores included."""
    name, size = case.split()
    run = partial(RUN[name], *map(int, size.split("x")))
    told = _with_a_deep_stack(run) if name == "matching" else run()
    return told | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _with_a_deep_stack(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """`matching` copies its players by recursion, deeper than a thread has room for unless told."""
    told: dict[str, Any] = {}
    sys.setrecursionlimit(10_000_000)
    threading.stack_size(1 << 29)
    thread = threading.Thread(target=lambda: told.update(run()))
    thread.start()
    thread.join()
    return told


def in_a_process(case: str) -> dict[str, Any]:
    """Run one case in a process of its own, on one core as the function has."""
    command = [sys.executable, "-m", "tests.bench.matching", "--case", case]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def main() -> None:
    """Print the table of the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["small", "large"])
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--case")
    asked = parser.parse_args()
    if asked.case:
        print(json.dumps(run_case(asked.case)))
        return
    print(f"{'case':<20}" + "".join(f"{name:>16}" for name in _COLUMNS))
    for size in asked.sizes:
        least, cases = SIZES[size]
        runs = [[in_a_process(case) for case in cases] for _ in range(asked.runs or least)]
        for case, *times in zip(cases, *runs, strict=True):
            told = {name: statistics.median(one[name] for one in times) for name in _COLUMNS}
            print(f"{case:<20}{told['seconds']:>16.4f}" + "".join(f"{told[name]:>16.0f}" for name in _COLUMNS[1:]))


if __name__ == "__main__":
    main()
