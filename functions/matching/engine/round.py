"""A whole round drawn up from its facts: decided, proven, explained, and with the price of every adjustment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from functions.matching.engine.facts import Facts, digest, digest_of, in_order, indexes, with_capacities
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.next_best import NextBest, next_best
from functions.matching.engine.optimal import WarmStart, assign
from functions.matching.engine.policy import DEFAULT, Rule, policy_named
from functions.matching.engine.prices import Proof
from functions.matching.engine.reasons import pair_reasons, shortages, unmatched_reasons
from functions.matching.engine.result import Adjustment, LeftOut, MatchedPair, RoundResult, Sums
from functions.matching.engine.scores import Numbers
from functions.matching.engine.verify import examine, worst_percent

_ABSENT = "One of the two takes no part in this round."
_NO_MENTOR = "The mentor takes no part in this round."
_OTHER: dict[Rule, Rule] = {"participation": "stable", "stable": "participation"}


@dataclass(frozen=True)
class _Staff:
    """What staff pinned and forbade, as (row, column), and the places of every mentor as staff want them."""

    pins: list[tuple[int, int]]
    forbids: list[tuple[int, int]]
    places: Numbers


@dataclass(frozen=True)
class _Drawn:
    """A decided round in numbers: staff's forbids and places are in the market, the pins obeyed in `pinned`."""

    market: Market
    mentor_of: Numbers
    pinned: dict[int, int]
    refused: dict[tuple[int, int], str]
    proof: Proof | None
    warm_start: WarmStart | None

    def fits(self) -> list[int]:
        rows = np.flatnonzero(self.mentor_of >= 0)
        fits: list[int] = self.market.fit_of(rows, self.mentor_of[rows]).tolist()
        return fits

    def sums(self) -> Sums:
        fits = self.fits()
        return Sums(len(fits), sum(fits), min(fits, default=0))


def draw_up(facts: Facts, policy: str = DEFAULT, seed: int = 0) -> RoundResult:
    """The round that these facts make, verified; the same for the same facts in any order.

    `seed` decides ties. Raises UnknownPolicyError, ValueError for contradictory facts, TooLargeRoundError, and
    UnverifiedRoundError if the checker does not accept the result.
    """
    chosen, facts = policy_named(policy), in_order(facts)
    scored, now = market_of(facts, chosen, seed), with_capacities(facts)
    staff = _Staff(indexes(facts, facts.pins), indexes(facts, facts.forbids), _places(now))
    drawn = _draw(scored, chosen.rule, staff)
    other, others = _OTHER[chosen.rule], next_best(drawn.market, drawn.mentor_of, frozenset(drawn.pinned))
    result = RoundResult(
        policy=chosen.rule,
        policy_version=chosen.version,
        seed=seed,
        sums=drawn.sums(),
        worst_percent=worst_percent(drawn.fits()),
        blocking_pairs=0,
        blocking_applicants=0,
        certificate={},
        alternative=(other, _draw(scored, other, staff).sums()),
        facts_digest=digest(facts),
        result_digest="",
        pairs=_pairs(facts, drawn, others),
        unmatched=_left_out(now, drawn, others),
        adjustments=tuple(_adjustments(facts, scored, chosen.rule, staff, drawn)),
        lacking=shortages(facts, drawn.mentor_of),
        proof=drawn.proof,
    )
    certificate, (blocking, people) = examine(facts, result.claim(), scored)
    result = replace(result, blocking_pairs=blocking, blocking_applicants=people)
    return replace(result, certificate=certificate, result_digest=digest_of(result.as_dict()))


def _places(facts: Facts) -> Numbers:
    return np.array([mentor.places for mentor in facts.mentors], dtype=np.int64)


def _draw(scored: Market, rule: Rule, staff: _Staff, warm_start: WarmStart | None = None) -> _Drawn:
    """Fix the pins that no rule forbids, in the order of their ids, and decide the rest, from a `warm_start` if given."""
    market = scored.without(staff.forbids).offering(staff.places)
    pinned: dict[int, int] = {}
    refused: dict[tuple[int, int], str] = {}
    fits = market.fit_of(*np.array(staff.pins, dtype=np.int64).reshape(-1, 2).T)
    for (row, column), fit in zip(staff.pins, fits.tolist(), strict=True):
        if fit < 0:
            refused[row, column] = "This pair is forbidden."
        elif row in pinned:
            refused[row, column] = "The applicant is pinned to another mentor."
        elif list(pinned.values()).count(column) >= market.places[column]:
            refused[row, column] = "Every place of this mentor is pinned."
        else:
            pinned[row] = column
    decided = assign(market.after(pinned), rule, warm_start)
    mentor_of = decided.mentor_of.copy()
    mentor_of[list(pinned.keys())] = list(pinned.values())
    return _Drawn(market, mentor_of, pinned, refused, decided.proof, decided.warm_start)


def _pairs(facts: Facts, drawn: _Drawn, others: dict[int, NextBest]) -> tuple[MatchedPair, ...]:
    told = []
    rows = np.flatnonzero(drawn.mentor_of >= 0)
    for row, column, fit in zip(rows.tolist(), drawn.mentor_of[rows].tolist(), drawn.fits(), strict=True):
        applicant, mentor = facts.applicants[row], facts.mentors[column]
        told.append(
            MatchedPair(
                application=applicant.id,
                mentor=mentor.id,
                score=fit,
                pinned=row in drawn.pinned,
                carried_over=applicant.carried_over,
                reasons=pair_reasons(applicant, mentor),
                next_best=others.get(row),
            )
        )
    return tuple(told)


def _left_out(facts: Facts, drawn: _Drawn, others: dict[int, NextBest]) -> tuple[LeftOut, ...]:
    why = unmatched_reasons(facts, np.flatnonzero(drawn.mentor_of < 0).tolist())
    return tuple(LeftOut(facts.applicants[row].id, told, others.get(row)) for row, told in why.items())


def _adjustments(facts: Facts, scored: Market, rule: Rule, staff: _Staff, drawn: _Drawn) -> Iterator[Adjustment]:
    """Every adjustment with what the round would gain without it, all others kept."""
    now = drawn.sums()

    def cost(without: _Staff) -> tuple[int, int]:
        sums = _draw(scored, rule, without, drawn.warm_start).sums()
        return sums.matched - now.matched, sums.total - now.total

    for pin in sorted(facts.pins):
        place = indexes(facts, {pin})
        refused = drawn.refused.get(place[0]) if place else _ABSENT
        others = replace(staff, pins=[one for one in staff.pins if one not in place])
        yield Adjustment("pin", *pin, *((0, 0) if refused else cost(others)), refused)
    for forbid in sorted(facts.forbids):
        place = indexes(facts, {forbid})
        others = replace(staff, forbids=[one for one in staff.forbids if one not in place])
        yield Adjustment("forbid", *forbid, *(cost(others) if place else (0, 0)), None if place else _ABSENT)
    columns = {mentor.id: column for column, mentor in enumerate(facts.mentors)}
    for mentor, places in sorted(facts.capacities):
        if mentor not in columns:
            yield Adjustment("capacity", None, mentor, 0, 0, _NO_MENTOR, places)
            continue
        before = staff.places.copy()
        before[columns[mentor]] = facts.mentors[columns[mentor]].places
        yield Adjustment("capacity", None, mentor, *cost(replace(staff, places=before)), None, places)
