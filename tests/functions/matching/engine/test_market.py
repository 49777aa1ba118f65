import numpy as np
import pytest

from functions.matching.engine import scores
from functions.matching.engine.facts import Facts, in_order
from functions.matching.engine.market import market_of, tie_break
from functions.matching.engine.policy import policy_named
from functions.matching.engine.rules import Rules
from functions.matching.engine.scores import Shorts
from tests.functions.matching.builders import applicant, crowd, fit_of, market, mentor, wishes_of

POLICY = policy_named("participation.1")


def views(facts: Facts) -> tuple[Shorts, Shorts]:
    """S and T of every pair; T means something only where the pair is allowed."""
    made = market_of(facts, POLICY)
    return wishes_of(made), made.fit(slice(0, len(facts.applicants))) - wishes_of(made)


def forbidden(facts: Facts) -> list[list[bool]]:
    found: list[list[bool]] = (market_of(facts, POLICY).fit(slice(0, len(facts.applicants))) < 0).tolist()
    return found


def score(one: dict[str, object], other: dict[str, object]) -> tuple[int, int]:
    wishes, welcomes = views(Facts((applicant("a", **one),), (mentor("m", **other),)))
    return int(wishes[0, 0]), int(welcomes[0, 0])


def test_scores_lie_between_0_and_2000_on_both_sides() -> None:
    wishes, welcomes = views(in_order(crowd(120, 60)))
    welcomes = welcomes[wishes + welcomes >= 0]
    assert min(wishes.min(), welcomes.min()) >= 0
    assert max(wishes.max(), welcomes.max()) <= 2000


def test_a_discipline_shared_counts_its_whole_weight() -> None:
    shared, apart = score({}, {}), score({}, {"disciplines": ("hematology",)})
    assert (shared[0] - apart[0], shared[1] - apart[1]) == (POLICY.applicant.disciplines, POLICY.mentor.disciplines)


def test_each_side_scores_by_its_own_wishes() -> None:
    wish, welcome = score({"topics": ("research",)}, {"topics": ("research", "networking")})
    full_wish, full_welcome = score({}, {})
    assert (full_wish - wish, full_welcome - welcome) == (0, POLICY.mentor.topics // 2)


@pytest.mark.parametrize(("choice", "word"), [("disciplines", "undecided"), ("disease_sites", "any"), ("topics", "")])
def test_being_open_to_all_is_worth_half_a_choice_met(choice: str, word: str) -> None:
    openly: dict[str, object] = {choice: (word,) if word else ()}
    met, half = score({}, {}), score(openly, {})
    weight, other_weight = getattr(POLICY.applicant, choice), getattr(POLICY.mentor, choice)
    assert (met[0] - half[0], met[1] - half[1]) == (weight // 2, other_weight // 2)


def test_same_region_is_worth_more_to_those_who_ask_for_it() -> None:
    near = score({"same_region": True}, {"state": "MI"})[0] - score({"same_region": True}, {"state": "TX"})[0]
    anywhere = score({}, {"state": "MI"})[0] - score({}, {"state": "TX"})[0]
    assert (near, anywhere) == (POLICY.applicant.region, 0)


def test_time_zones_an_hour_apart_are_worth_half() -> None:
    zones = ("America/New_York", "America/Chicago", "America/Los_Angeles")
    same, close, far = (score({}, {"time_zone": zone})[0] for zone in zones)
    assert (same - close, same - far) == (POLICY.applicant.time_zone // 2, POLICY.applicant.time_zone)


def test_scores_do_not_depend_on_who_else_takes_part() -> None:
    many = in_order(crowd(40, 20))
    few = Facts(many.applicants[3:4], many.mentors[5:6])
    assert [int(side[0, 0]) for side in views(few)] == [int(side[3, 5]) for side in views(many)]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ({"stage": "resident"}, {}, "stage"),
        ({"format": "in_person"}, {"formats": ("virtual",)}, "format"),
        ({}, {"places": 0}, "full"),
        ({"institution": "Mercy College"}, {"institution": "The MERCY college"}, "institution"),
        ({"institution": "Mercy College"}, {"avoid_institutions": ("mercy college",)}, "avoided"),
    ],
)
def test_forbidden_pairs_are_forbidden_by_their_rule(
    one: dict[str, object], other: dict[str, object], rule: str
) -> None:
    facts = Facts((applicant("a", **one),), (mentor("m", **other),))
    broken = {name for name, ruled_out in Rules(facts).broken_by(0).items() if ruled_out.any()}
    assert (forbidden(facts), broken) == ([[True]], {rule})


def test_a_closed_pair_is_forbidden() -> None:
    facts = Facts((applicant("a"), applicant("b")), (mentor("m"),), closed_pairs=frozenset({("a", "m")}))
    assert forbidden(facts) == [[True], [False]]


def test_either_format_excludes_nobody() -> None:
    facts = Facts((applicant("a", format="either"),), (mentor("m", formats=("in_person",)), mentor("n")))
    assert forbidden(facts) == [[False, False]]


def test_an_unknown_institution_is_nobodys_own() -> None:
    facts = Facts((applicant("a", institution=""),), (mentor("m", institution=""),))
    assert forbidden(facts) == [[False]]


def test_a_forbidden_pair_has_no_fit_at_all() -> None:
    assert fit_of(market([[0, 5]], [[0, 5]], allowed=[[False, True]])).tolist() == [[-1, 10]]


@pytest.mark.parametrize("held", [True, False])
def test_single_pairs_have_the_fit_that_they_have_among_all(monkeypatch: pytest.MonkeyPatch, held: bool) -> None:
    if not held:
        monkeypatch.setattr(scores, "HELD", 0)
    monkeypatch.setattr(scores, "_TILE", 7)
    facts = in_order(crowd(300, 40))
    made = market_of(facts, POLICY).without([(2, 3), (299, 39)]).after({5: 0, 290: 7})
    assert (made.scores.held is not None) == held
    whole = np.concatenate([made.fit(part) for part in scores.blocks(300)])
    some = np.array([299, 2, 5, 290, 17])
    assert np.array_equal(made.fit(some), whole[some])
    rows, columns = np.divmod(np.arange(whole.size), 40)
    assert np.array_equal(np.maximum(made.fit_of(rows, columns), -1), np.maximum(whole, -1).reshape(-1))
    wishes = np.concatenate([made.scores.wishes(part) for part in scores.blocks(300)])
    assert np.array_equal(made.scores.wishes_of(rows, columns), wishes.reshape(-1))
    assert (whole[[2, 299, 5, 290], [3, 39, 1, 1]] < 0).all()


def test_tie_breaks_depend_on_the_ids_and_the_seed_alone() -> None:
    facts = in_order(crowd(30, 20))
    first, again, other = (market_of(facts, POLICY, seed) for seed in (1, 1, 2))
    ties = [tie_break(one.applicant_keys[:, None], one.mentor_keys) for one in (first, again, other)]
    assert np.array_equal(ties[0], ties[1])
    assert not np.array_equal(ties[0], ties[2])
    assert int(ties[0].max()) < 1 << 16
