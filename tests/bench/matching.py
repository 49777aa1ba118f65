"""How fast and how well a round is decided, next to other libraries: time, peak memory and the result.

`python -m tests.bench.matching [--sizes small large huge] [--runs 9]` runs every case in its own process, taking
turns among the cases of a size, and prints the medians. `huge` takes some minutes and 1 GB.
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

from functions.matching.engine.arrays import Int64Array
from functions.matching.engine.blocking import blocking_pairs
from functions.matching.engine.facts import Facts, sort_by_id
from functions.matching.engine.market import Market, market_of, tie_break
from functions.matching.engine.optimal import participation
from functions.matching.engine.policy import policy_named
from functions.matching.engine.round import compute_round
from functions.matching.engine.stable import stable
from functions.matching.engine.verify import worst_percent
from tests.bench.crowds import crowd

SIZES: dict[str, tuple[int, tuple[str, ...]]] = {
    "small": (9, ("stable 2000x600", "matching 2000x600")),
    "large": (3, ("best 10000x3000", "scipy 10000x3000", "round 10000x3000", "adjusted 10000x3000")),
    "huge": (1, ("round 100000x30000",)),
}
"""How many times each case of a size is run by default, and the cases."""
_COLUMNS = ("seconds", "peak_mb", "matched", "total", "worst", "worst_percent", "blocking_pairs")
_PER_MATCH = 10_000_000


def market(applicants: int, mentors: int) -> Market:
    """A scored crowd."""
    return market_of(sort_by_id(crowd(applicants, mentors)), policy_named("participation.2"))


def run_stable(applicants: int, mentors: int) -> dict[str, Any]:
    """Deferred acceptance, given the scores."""
    made = market(applicants, mentors)
    return _timed(made, lambda: stable(made))


def run_matching(applicants: int, mentors: int) -> dict[str, Any]:
    """The `matching` library, given sorted preference lists."""
    from matching.games import HospitalResident

    made = market(applicants, mentors)
    lists = preferences(made)

    def decide() -> Int64Array:
        solution = HospitalResident.create_from_dictionaries(*lists).solve()
        mentor_of = np.full(len(made.applicants), -1, dtype=np.int64)
        for hospital, residents in solution.items():
            mentor_of[[resident.name for resident in residents]] = hospital.name
        return mentor_of

    return _timed(made, decide)


def preferences(made: Market) -> tuple[dict[int, list[int]], dict[int, list[int]], dict[int, int]]:
    """Everyone's allowed partners from best to worst, by row and column, and the places of the mentors."""
    ties = tie_break(made.applicant_hashes[:, None], made.mentor_hashes).astype(np.int64)
    everyone = slice(0, len(made.applicants))
    fit, scores = made.fit(everyone), made.scores.applicant_scores(everyone).astype(np.int64)
    wanted, welcome = (np.where(fit >= 0, (side << 16) + ties, -1) for side in (scores, fit - scores))
    rows = {row: _ranked(wanted[row]) for row in range(len(wanted))}
    columns = {column: _ranked(welcome[:, column]) for column in range(wanted.shape[1])}
    return (
        {row: mentors for row, mentors in rows.items() if mentors},
        {column: applicants for column, applicants in columns.items() if applicants},
        {column: int(made.places[column]) for column, applicants in columns.items() if applicants},
    )


def _ranked(worth: Int64Array) -> list[int]:
    order = np.argsort(-worth, kind="stable")
    ranked: list[int] = order[: int((worth >= 0).sum())].tolist()
    return ranked


def run_best(applicants: int, mentors: int) -> dict[str, Any]:
    """The best assignment, given the scores, in all of its four steps."""
    made = market(applicants, mentors)
    return _timed(made, lambda: participation(made).mentor_of)


def run_scipy(applicants: int, mentors: int) -> dict[str, Any]:
    """SciPy, given the scores and the worst fit allowed: most matched, then carried over, then the total."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    made = market(applicants, mentors)
    optimum = participation(made).mentor_of
    fit = made.fit(slice(0, applicants))
    floor = fit[np.flatnonzero(optimum >= 0), optimum[optimum >= 0]].min()

    def decide() -> Int64Array:
        match_worth = _PER_MATCH * np.where(made.carried_over, 1001.0, 1000.0)
        seats = np.repeat(np.arange(mentors), made.places)
        worth = np.where(fit >= floor, fit + match_worth[:, None], 0.0)[:, seats]
        rows, columns = linear_sum_assignment(worth, maximize=True)
        mentor_of = np.full(applicants, -1, dtype=np.int64)
        used = worth[rows, columns] > 0
        mentor_of[rows[used]] = seats[columns[used]]
        return mentor_of

    return _timed(made, decide)


def run_round(applicants: int, mentors: int) -> dict[str, Any]:
    """A whole round: scores, both policies, proof, reasons, digests, verification."""
    return _timed_round(crowd(applicants, mentors))


def run_adjusted(applicants: int, mentors: int) -> dict[str, Any]:
    """A whole round with the cost of 20 adjustments: pins to the next best, forbids, changed capacities."""
    facts = crowd(applicants, mentors)
    pairs = compute_round(facts).pairs
    sample = pairs[:: len(pairs) // 20][:20]
    pins = {(pair.application, pair.next_best.mentor) for pair in sample[:8] if pair.next_best}
    forbids = {(pair.application, pair.mentor) for pair in sample[8:16]}
    capacities = {(pair.mentor, places) for places, pair in enumerate(sample[16:])}
    changed = replace(facts, pins=frozenset(pins), forbids=frozenset(forbids), capacities=frozenset(capacities))
    return _timed_round(changed)


def _timed_round(facts: Facts) -> dict[str, Any]:
    start = time.perf_counter()
    result = compute_round(facts)
    measured = {"seconds": time.perf_counter() - start, **vars(result.objectives)}
    return measured | {"worst_percent": result.worst_percent, "blocking_pairs": result.blocking_pairs}


RUN: dict[str, Callable[[int, int], dict[str, Any]]] = {
    "stable": run_stable,
    "matching": run_matching,
    "best": run_best,
    "scipy": run_scipy,
    "round": run_round,
    "adjusted": run_adjusted,
}


def _timed(made: Market, decide: Callable[[], Int64Array]) -> dict[str, Any]:
    start = time.perf_counter()
    mentor_of = decide()
    seconds = time.perf_counter() - start
    rows = np.flatnonzero(mentor_of >= 0)
    fits = made.fit_of(rows, mentor_of[rows]).tolist()
    measured = {"seconds": seconds, "matched": len(fits), "total": sum(fits), "worst": min(fits, default=0)}
    return measured | {"worst_percent": worst_percent(fits), "blocking_pairs": blocking_pairs(made, mentor_of)[0]}


def run_case(case: str) -> dict[str, Any]:
    """Run one case here; its peak memory is that of this process, people and scores included."""
    name, size = case.split()
    run = partial(RUN[name], *map(int, size.split("x")))
    measured = _with_a_deep_stack(run) if name == "matching" else run()
    return measured | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _with_a_deep_stack(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """`matching` copies its players by recursion, deeper than a thread's default stack allows."""
    measured: dict[str, Any] = {}
    sys.setrecursionlimit(10_000_000)
    threading.stack_size(1 << 29)
    thread = threading.Thread(target=lambda: measured.update(run()))
    thread.start()
    thread.join()
    return measured


def in_a_process(case: str) -> dict[str, Any]:
    """Run one case in its own process, on one core like the Lambda function."""
    command = [sys.executable, "-m", "tests.bench.matching", "--case", case]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def main() -> None:
    """Print the table of the requested sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["small", "large"])
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("--case")
    options = parser.parse_args()
    if options.case:
        print(json.dumps(run_case(options.case)))
        return
    print(f"{'case':<20}" + "".join(f"{name:>16}" for name in _COLUMNS))
    for size in options.sizes:
        default_runs, cases = SIZES[size]
        runs = [[in_a_process(case) for case in cases] for _ in range(options.runs or default_runs)]
        for case, *times in zip(cases, *runs, strict=True):
            medians = {name: statistics.median(run[name] for run in times) for name in _COLUMNS}
            print(
                f"{case:<20}{medians['seconds']:>16.4f}" + "".join(f"{medians[name]:>16.0f}" for name in _COLUMNS[1:])
            )


if __name__ == "__main__":
    main()
