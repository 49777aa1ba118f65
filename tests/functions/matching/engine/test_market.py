import numpy as np
import pytest

from functions.matching.engine import scores
from functions.matching.engine.arrays import Int16Array
from functions.matching.engine.criteria import contributions
from functions.matching.engine.facts import Facts, sort_by_id
from functions.matching.engine.market import market_of, tie_break
from functions.matching.engine.policy import POLICIES, policy_named
from functions.matching.engine.rules import Rules
from tests.functions.matching.builders import (
    applicant,
    applicant_scores_of,
    at_hours,
    crowd,
    fit_of,
    in_zone,
    market,
    mentor,
)

POLICY, NEWEST = policy_named("participation.1"), policy_named("participation.2")


def both_scores(facts: Facts) -> tuple[Int16Array, Int16Array]:
    """S and T of every pair; T means something only where the pair is allowed."""
    made = market_of(facts, POLICY)
    return applicant_scores_of(made), made.fit(slice(0, len(facts.applicants))) - applicant_scores_of(made)


def forbidden(facts: Facts) -> list[list[bool]]:
    flags: list[list[bool]] = (market_of(facts, POLICY).fit(slice(0, len(facts.applicants))) < 0).tolist()
    return flags


def score(of_applicant: dict[str, object], of_mentor: dict[str, object]) -> tuple[int, int]:
    wanted, welcome = both_scores(Facts((applicant("a", **of_applicant),), (mentor("m", **of_mentor),)))
    return int(wanted[0, 0]), int(welcome[0, 0])


def test_scores_lie_between_0_and_2000_on_both_sides() -> None:
    wanted, welcome = both_scores(sort_by_id(crowd(120, 60)))
    welcome = welcome[wanted + welcome >= 0]
    assert min(wanted.min(), welcome.min()) >= 0
    assert max(wanted.max(), welcome.max()) <= 2000


def test_a_discipline_shared_counts_its_whole_weight() -> None:
    shared, apart = score({}, {}), score({}, {"disciplines": ("hematology",)})
    assert (shared[0] - apart[0], shared[1] - apart[1]) == (POLICY.applicant.disciplines, POLICY.mentor.disciplines)


def test_each_side_scores_by_what_it_wants() -> None:
    wanted, welcome = score({"topics": ("research",)}, {"topics": ("research", "networking")})
    full_wanted, full_welcome = score({}, {})
    assert (full_wanted - wanted, full_welcome - welcome) == (0, POLICY.mentor.topics // 2)


@pytest.mark.parametrize(("choice", "word"), [("disciplines", "undecided"), ("disease_sites", "any"), ("topics", "")])
def test_being_open_to_all_is_worth_half_a_choice_met(choice: str, word: str) -> None:
    open_to_all: dict[str, object] = {choice: (word,) if word else ()}
    met, half = score({}, {}), score(open_to_all, {})
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
    many = sort_by_id(crowd(40, 20))
    few = Facts(many.applicants[3:4], many.mentors[5:6])
    assert [int(side[0, 0]) for side in both_scores(few)] == [int(side[3, 5]) for side in both_scores(many)]


@pytest.mark.parametrize(
    ("of_applicant", "of_mentor", "rule"),
    [
        ({"stage": "resident"}, {}, "stage"),
        ({"format": "in_person"}, {"formats": ("virtual",)}, "format"),
        ({}, {"places": 0}, "full"),
        ({"institution": "Mercy College"}, {"institution": "The MERCY college"}, "institution"),
        ({"institution": "Mercy College"}, {"avoid_institutions": ("mercy college",)}, "avoided"),
    ],
)
def test_forbidden_pairs_are_forbidden_by_their_rule(
    of_applicant: dict[str, object], of_mentor: dict[str, object], rule: str
) -> None:
    facts = Facts((applicant("a", **of_applicant),), (mentor("m", **of_mentor),))
    broken = {name for name, ruled_out in Rules(facts, POLICY).broken_by(0).items() if ruled_out.any()}
    assert (forbidden(facts), broken) == ([[True]], {rule})


def test_a_closed_pair_is_forbidden() -> None:
    facts = Facts((applicant("a"), applicant("b")), (mentor("m"),), closed_pairs=frozenset({("a", "m")}))
    assert forbidden(facts) == [[True], [False]]


def test_either_format_excludes_nobody() -> None:
    facts = Facts((applicant("a", format="either"),), (mentor("m", formats=("in_person",)), mentor("n")))
    assert forbidden(facts) == [[False, False]]


def test_an_unknown_institution_forbids_nothing() -> None:
    facts = Facts((applicant("a", institution=""),), (mentor("m", institution=""),))
    assert forbidden(facts) == [[False]]


def test_a_forbidden_pair_has_no_fit_at_all() -> None:
    assert fit_of(market([[0, 5]], [[0, 5]], allowed=[[False, True]])).tolist() == [[-1, 10]]


@pytest.mark.parametrize("cached", [True, False])
def test_single_pairs_have_the_fit_that_they_have_among_all(monkeypatch: pytest.MonkeyPatch, cached: bool) -> None:
    if not cached:
        monkeypatch.setattr(scores, "CACHED_PAIRS", 0)
    monkeypatch.setattr(scores, "_TILE", 7)
    facts = sort_by_id(crowd(300, 40))
    made = market_of(facts, POLICY).without([(2, 3), (299, 39)]).after_pins({5: 0, 290: 7})
    assert (made.scores.cache is not None) == cached
    whole = np.concatenate([made.fit(part) for part in scores.row_blocks(300)])
    rows = np.array([299, 2, 5, 290, 17])
    assert np.array_equal(made.fit(rows), whole[rows])
    rows, columns = np.divmod(np.arange(whole.size), 40)
    assert np.array_equal(np.maximum(made.fit_of(rows, columns), -1), np.maximum(whole, -1).reshape(-1))
    wanted = np.concatenate([made.scores.applicant_scores(part) for part in scores.row_blocks(300)])
    assert np.array_equal(made.scores.applicant_scores_of(rows, columns), wanted.reshape(-1))
    assert (whole[[2, 299, 5, 290], [3, 39, 1, 1]] < 0).all()


def test_tie_breaks_depend_on_the_ids_and_the_seed_alone() -> None:
    facts = sort_by_id(crowd(30, 20))
    first, again, other = (market_of(facts, POLICY, seed) for seed in (1, 1, 2))
    ties = [tie_break(made.applicant_hashes[:, None], made.mentor_hashes) for made in (first, again, other)]
    assert np.array_equal(ties[0], ties[1])
    assert not np.array_equal(ties[0], ties[2])
    assert int(ties[0].max()) < 1 << 16


def allowed(of_applicant: dict[str, object], of_mentor: dict[str, object], policy: str) -> bool:
    facts = Facts((applicant("a", **of_applicant),), (mentor("m", **of_mentor),))
    return bool(market_of(facts, policy_named(policy)).fit(slice(0, 1))[0, 0] >= 0)


@pytest.mark.parametrize("rule", ["participation", "stable"])
@pytest.mark.parametrize(
    ("own", "state", "other", "formats", "possible"),
    [
        ("either", "KY", "PR", ("in_person",), False),
        ("in_person", "ME", "HI", ("either",), False),
        ("in_person", "ME", "HI", ("in_person", "virtual"), False),
        ("in_person", "OH", "OH", ("in_person",), True),
        ("in_person", "OH", "PA", ("in_person",), True),
        ("in_person", "OH", "NY", ("in_person",), False),
        ("either", "DC", "VA", ("in_person",), True),
        ("either", "GU", "MP", ("in_person",), False),
        ("either", "none", "none", ("in_person",), False),
        ("either", "ME", "HI", ("either",), True),
        ("virtual", "ME", "HI", ("either",), True),
    ],
)
def test_only_people_nearby_can_be_paired_to_meet_in_person(
    own: str, state: str, other: str, formats: tuple[str, ...], possible: bool, rule: str
) -> None:
    one: dict[str, object] = {"format": own, "state": state}
    two: dict[str, object] = {"formats": formats, "state": other}
    assert (allowed(one, two, f"{rule}.2"), allowed(one, two, f"{rule}.1")) == (possible, True)


def test_meeting_in_person_far_away_counts_nothing() -> None:
    def format_points(state: str) -> int:
        return contributions(applicant("a", format="either"), mentor("m", formats=("either",), state=state), NEWEST)[
            "format"
        ]

    assert (format_points("OH"), format_points("PA"), format_points("HI")) == (160, 160, 80)


def hours_points(zone: str, other: str) -> int:
    points = contributions(in_zone(applicant("a"), zone), in_zone(mentor("m"), other), NEWEST)["time_zone"]
    assert points == contributions(in_zone(applicant("a"), other), in_zone(mentor("m"), zone), NEWEST)["time_zone"]
    return points


@pytest.mark.parametrize(
    ("zone", "other", "points"),
    [
        ("America/New_York", "America/New_York", 300),
        ("America/New_York", "America/Chicago", 150),
        ("America/Phoenix", "America/Denver", 225),
        ("America/Phoenix", "America/Los_Angeles", 225),
        ("America/New_York", "America/Puerto_Rico", 225),
        ("Pacific/Honolulu", "America/Los_Angeles", 0),
        ("Asia/Kolkata", "Asia/Kolkata", 300),
    ],
)
def test_hours_apart_count_in_winter_and_in_summer(zone: str, other: str, points: int) -> None:
    assert hours_points(zone, other) == points


def test_the_fit_of_a_pair_is_what_each_criterion_adds() -> None:
    facts = sort_by_id(at_hours(crowd(60, 30)))
    for policy in POLICIES.values():
        fit = market_of(facts, policy).fit(slice(0, 60))
        for row, column in np.argwhere(fit >= 0).tolist():
            assert sum(contributions(facts.applicants[row], facts.mentors[column], policy).values()) == fit[row, column]
