"""The dry run of a policy: whose verdict by the rules it would change."""

from typing import NamedTuple

from shared.domain.eligibility import Judgement, Outcome
from shared.domain.verdict import Verdict


class Difference(NamedTuple):
    """What the verdict is and would be, and the rules that find something else."""

    before: Outcome
    after: Outcome
    rules: list[str]


def difference(verdict: Verdict, judgement: Judgement) -> Difference | None:
    """How a policy judges otherwise than the verdict does; None when the outcome is the same."""
    if verdict.outcome == judgement.outcome:
        return None
    found = {reason["rule"]: reason["outcome"] for reason in verdict.reasons}
    rules = [reason.rule for reason in judgement.reasons if found.pop(reason.rule, None) != reason.outcome]
    return Difference(verdict.outcome, judgement.outcome, [*rules, *found])
