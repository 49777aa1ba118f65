"""The rule table of policy 2024-25.1, row by row, and the worst outcome that wins."""

import itertools
from datetime import date
from typing import Any

import pytest

from shared.domain.eligibility import (
    ENGLISH_SOURCE,
    ENROLLED_SOURCE,
    POLICIES,
    RESIDENTS_SOURCE,
    UIM_SOURCE,
    US_SOURCE,
    Facts,
    Judgement,
    Outcome,
    Reason,
    RuleOutcome,
    judge,
    newest_policy,
)

POLICY = "2024-25.1"
ON = date(2024, 4, 15)
HOWARD = "Howard University College of Medicine"
PRAIRIE = "Prairie State College of Medicine"
ENGLISH = "I want to become an oncologist because my grandmother had to drive for two hours to the nearest center."
SPANISH = "Desde niña quise estudiar medicina porque mi abuela enfermó de cáncer y tuvimos que viajar muchas horas."


def judgement(
    training: dict[str, Any] | None = None,
    location: dict[str, Any] | None = None,
    self_identification: dict[str, Any] | None = None,
    texts: tuple[str, ...] = (ENGLISH,),
    on: date = ON,
) -> Judgement:
    """Judge an eligible student who differs in these answers."""
    student = {"stage": "medical_student", "program": "MD", "school": HOWARD, "graduation": "2026-05"}
    facts = Facts(
        training={**student, **(training or {})},
        location={"state": "DC", "time_zone": "America/New_York", **(location or {})},
        self_identification={"groups": ["hispanic_latino"]} if self_identification is None else self_identification,
        texts=texts,
        on=on,
    )
    return judge(POLICY, facts)


def reason(rule: str, **changes: Any) -> Reason:
    return next(each for each in judgement(**changes).reasons if each.rule == rule)


@pytest.mark.parametrize(
    ("training", "outcome"),
    [
        ({}, "passes"),
        ({"program": "DO", "school": "LECOM"}, "passes"),
        ({"program": "MD/PhD"}, "passes"),
        ({"program": "DO/PhD", "school": "LECOM"}, "passes"),
        ({"program": "MD/MPH"}, "passes"),
        ({"program": "DO/MPH", "school": "LECOM"}, "passes"),
        ({"program": "other"}, "fails"),
        ({"school": "  howard university "}, "passes"),
        ({"school": PRAIRIE}, "review"),
        ({"school": PRAIRIE, "program": "other"}, "fails"),
        ({"school_country": "US"}, "passes"),
        ({"school_country": "GB"}, "fails"),
        ({"school": "University of Puerto Rico", "school_country": "PR"}, "passes"),
        ({"school": "Universidad de Ejemplo", "school_country": "PR"}, "review"),
        ({"school": "University of Exampleton", "school_country": "GB", "stage": "resident"}, "review"),
        ({"school": "Exampleton", "school_country": "GB", "stage": "resident", "program": "other"}, "review"),
        ({"stage": "resident", "graduation": "2023-05", "residency": "Internal medicine"}, "review"),
        ({"stage": "resident", "graduation": "2023-05", "school": PRAIRIE}, "review"),
        ({"stage": "resident", "program": "other"}, "review"),
        ({"stage": "resident", "school": "MSUCOM"}, "review"),
        ({"school": "MSUCOM"}, "review"),
        ({"school": "MSUCOM", "program": "DO"}, "passes"),
        ({"school": "Harvard", "program": "DO/PhD"}, "review"),
        ({"school": "Michigan State"}, "passes"),
        ({"school": "Michigan State", "program": "DO/MPH"}, "passes"),
        ({"school": "Touro", "program": "DO"}, "review"),
        ({"school": "Univ. of New Mexco SOM"}, "passes"),
        ({"graduation": "2024-03"}, "fails"),
        ({"graduation": "2024-04"}, "passes"),
        ({"graduation": "2024-05"}, "passes"),
        ({"graduation": "2023-12"}, "fails"),
        ({"graduation": "2024-03", "school": PRAIRIE}, "fails"),
    ],
)
def test_enrolled_decides_as_the_table_says(training: dict[str, Any], outcome: RuleOutcome) -> None:
    assert reason("enrolled", training=training).outcome == outcome


@pytest.mark.parametrize(
    ("training", "message"),
    [
        ({"school": "unm"}, "You’re in the MD program at University of New Mexico School of Medicine."),
        (
            {"school": "MSUCOM"},
            "You chose MD, but Michigan State University College of Osteopathic Medicine grants the DO degree. "
            "If this is a mistake, correct it; otherwise our staff will check it.",
        ),
        (
            {"school": "Rutgers"},
            "“Rutgers” could be more than one school. Choose yours from the list, or our staff will ask you.",
        ),
        ({"school": PRAIRIE}, f"“{PRAIRIE}” isn’t on our list of U.S. medical schools. Staff will look it up."),
    ],
)
def test_enrolled_tells_the_school_that_was_meant(training: dict[str, Any], message: str) -> None:
    assert reason("enrolled", training=training).message == message


@pytest.mark.parametrize(
    ("self_identification", "outcome"),
    [
        ({"groups": ["american_indian_alaska_native"]}, "passes"),
        ({"groups": ["black_african_american"]}, "passes"),
        ({"groups": ["hispanic_latino"]}, "passes"),
        ({"groups": ["native_hawaiian_pacific_islander"]}, "passes"),
        ({"groups": ["another_group", "hispanic_latino"], "another_group": "Garifuna"}, "passes"),
        ({"groups": ["another_group"], "another_group": "Garifuna"}, "review"),
        ({"groups": ["another_group"]}, "review"),
        ({"another_group": "Garifuna"}, "review"),
        ({"groups": ["none"]}, "fails"),
        ({"declines": True}, "fails"),
        ({"groups": []}, "fails"),
        ({}, "fails"),
    ],
)
def test_uim_decides_as_the_table_says(self_identification: dict[str, Any], outcome: RuleOutcome) -> None:
    assert reason("uim", self_identification=self_identification).outcome == outcome


@pytest.mark.parametrize(
    ("state", "school", "country", "outcome"),
    [
        ("DC", HOWARD, "US", "passes"),
        ("none", HOWARD, "US", "passes"),
        ("none", "University of Puerto Rico", "PR", "passes"),
        ("PR", PRAIRIE, "US", "passes"),
        ("GU", PRAIRIE, "US", "passes"),
        ("VI", PRAIRIE, "US", "passes"),
        ("AS", PRAIRIE, "US", "passes"),
        ("MP", PRAIRIE, "US", "passes"),
        ("AE", PRAIRIE, "US", "passes"),
        ("TN", "University of Exampleton", "GB", "passes"),
        ("none", PRAIRIE, "US", "fails"),
        ("none", "University of Exampleton", "GB", "fails"),
        ("none", HOWARD, "GB", "fails"),
    ],
)
def test_us_based_decides_as_the_table_says(state: str, school: str, country: str, outcome: RuleOutcome) -> None:
    judged = reason("us_based", training={"school": school, "school_country": country}, location={"state": state})
    assert judged.outcome == outcome


@pytest.mark.parametrize(
    ("texts", "outcome"),
    [((ENGLISH,), "passes"), ((ENGLISH, SPANISH), "review"), ((SPANISH,), "review"), ((), "passes")],
)
def test_english_is_reviewed_and_never_refused(texts: tuple[str, ...], outcome: RuleOutcome) -> None:
    assert reason("english", texts=texts).outcome == outcome


@pytest.mark.parametrize(
    ("on", "outcome"), [("2024-04-15", "review"), ("2026-02-12", "review"), ("2026-02-13", "passes")]
)
def test_school_counts_from_the_day_it_is_accredited(on: str, outcome: RuleOutcome) -> None:
    georgia = {"school": "University of Georgia School of Medicine", "graduation": "2029-05"}
    assert reason("enrolled", training=georgia, on=date.fromisoformat(on)).outcome == outcome


ENROLLED: dict[RuleOutcome, dict[str, Any]] = {
    "passes": {"school": HOWARD},
    "review": {"school": PRAIRIE},
    "fails": {"school": HOWARD, "program": "other"},
}
UIM: dict[RuleOutcome, dict[str, Any]] = {
    "passes": {"groups": ["black_african_american"]},
    "review": {"groups": ["another_group"], "another_group": "Garifuna"},
    "fails": {"declines": True},
}
US_BASED: dict[RuleOutcome, dict[str, Any]] = {"passes": {"state": "TN"}, "fails": {"state": "none"}}
LANGUAGE: dict[RuleOutcome, tuple[str, ...]] = {"passes": (ENGLISH,), "review": (SPANISH,)}


def test_state_is_called_by_its_name() -> None:
    assert reason("us_based", location={"state": "TN"}).message == "You live in the U.S. (Tennessee)."


# Who is enrolled at a listed U.S. school is based there: only an unlisted school leaves `us_based` to fail.
COMBINATIONS = [
    found
    for found in itertools.product(ENROLLED, UIM, US_BASED, LANGUAGE)
    if not (found[0] != "review" and found[2] == "fails")
]


@pytest.mark.parametrize("found", COMBINATIONS, ids="-".join)
def test_worst_outcome_wins_and_every_rule_gives_its_reason(found: tuple[RuleOutcome, ...]) -> None:
    enrolled, uim, us_based, english = found
    judged = judgement(ENROLLED[enrolled], US_BASED[us_based], UIM[uim], LANGUAGE[english])
    assert [each.rule for each in judged.reasons] == ["enrolled", "uim", "us_based", "english"]
    assert tuple(each.outcome for each in judged.reasons) == found
    expected: Outcome = "ineligible" if "fails" in found else "needs_review" if "review" in found else "eligible"
    assert (judged.outcome, judged.policy) == (expected, POLICY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Reason("enrolled", "passes", f"You’re in the MD program at {HOWARD}.", ENROLLED_SOURCE)),
        (
            {"training": {"graduation": "2024-03"}},
            Reason(
                "enrolled",
                "fails",
                "You graduated in 2024-03, before you applied. If this is a mistake, correct it.",
                ENROLLED_SOURCE,
            ),
        ),
        (
            {"training": {"school": PRAIRIE}},
            Reason(
                "enrolled",
                "review",
                f"“{PRAIRIE}” isn’t on our list of U.S. medical schools. Staff will look it up.",
                ENROLLED_SOURCE,
            ),
        ),
    ],
)
def test_reason_has_the_applicants_words_and_the_programs_sentence(changes: Any, expected: Reason) -> None:
    assert reason("enrolled", **changes) == expected


def test_each_rule_names_the_programs_sentence_behind_it() -> None:
    sources = [each.source for each in judgement().reasons]
    assert sources == [ENROLLED_SOURCE, UIM_SOURCE, US_SOURCE, ENGLISH_SOURCE]
    assert reason("enrolled", training={"stage": "resident"}).source == RESIDENTS_SOURCE


def test_judgement_is_given_as_plain_values() -> None:
    found = judgement()
    assert found.as_dict() == {
        "outcome": "eligible",
        "policy": POLICY,
        "reasons": [
            {
                "rule": each.rule,
                "title": each.title,
                "outcome": each.outcome,
                "message": each.message,
                "source": each.source,
            }
            for each in found.reasons
        ],
    }


def test_every_rule_has_a_title_of_its_own() -> None:
    titles = [each.title for each in judgement().reasons]
    assert titles == ["Medical school", "Underrepresented in medicine", "Based in the U.S.", "In English"]


def test_newest_policy_is_the_last_of_its_table_not_the_largest_name() -> None:
    assert newest_policy({"2024-25.2": (), "2024-25.10": ()}) == "2024-25.10"
    assert newest_policy() == POLICY


def test_unknown_policy_is_an_error() -> None:
    assert list(POLICIES) == [POLICY]
    with pytest.raises(KeyError):
        judge("2019-20.1", Facts({}, {}, {}, (), ON))
