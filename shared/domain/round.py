"""A round of matching as staff read it from the store: what the matching engine says in the names of the contract."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

Policy = Literal["participation", "stable"]
Outdated = Literal["facts", "adjustments"]
ShortageKind = Literal["disciplines", "stages", "regions"]
AdjustmentKind = Literal["pin", "forbid", "capacity"]


class SumsDict(TypedDict):
    """How many are matched, the fit of all pairs together, and that of the worst."""

    matched: int
    total: int
    worst: int


class AlternativeDict(SumsDict):
    """What the other policy would have come to."""

    policy: Policy


class CertificateDict(TypedDict):
    """What was proven of a round, or as `problem` why it does not hold; `verified_at` once it was verified again."""

    kind: Literal["optimal", "stable"]
    verified: bool
    blocking_pairs: NotRequired[int]
    matched_at_most: NotRequired[int]
    worst_at_most: NotRequired[int]
    total_at_most: NotRequired[int]
    prices_digest: NotRequired[str]
    problem: NotRequired[str]
    verified_at: NotRequired[str]


class CostDict(TypedDict):
    """What a round loses by an adjustment."""

    matched: int
    total: int


class AdjustmentDict(TypedDict):
    """What staff changed, and what it costs; `refused` says why it was not followed."""

    kind: AdjustmentKind
    application: NotRequired[str]
    mentor: str
    places: NotRequired[int]
    refused: NotRequired[str]
    cost: CostDict


class ShortagesDict(TypedDict):
    """Where mentors are lacking."""

    disciplines: list[str]
    stages: list[str]
    regions: list[str]


class ShortageDict(TypedDict):
    """What mentors are lacking in, and how many applicants wanted it without getting it, where they were counted."""

    name: str
    applicants: int | None


class RoundSummaryDict(SumsDict):
    """The figures of a round, its certificate and its adjustments."""

    policy: Policy
    policy_version: str
    seed: int
    worst_percent: int
    blocking_pairs: int
    blocking_applicants: int
    certificate: CertificateDict
    alternative: AlternativeDict
    adjustments: list[AdjustmentDict]
    lacking: ShortagesDict


class AskedPairDict(TypedDict):
    """A pair that staff pin or forbid."""

    application: str
    mentor: str


class AskedCapacityDict(TypedDict):
    """The most mentees that staff plan for a mentor, current ones included."""

    mentor: str
    capacity: int


class RequestedAdjustmentsDict(TypedDict, total=False):
    """What staff ask for."""

    pin: list[AskedPairDict]
    forbid: list[AskedPairDict]
    capacity: list[AskedCapacityDict]


class RoundDict(RoundSummaryDict):
    """A round without its pairs; a draft is `stale` when a newer one or other facts have overtaken it."""

    round: int
    state: Literal["provisional", "draft", "published", "stale"]
    created_at: str
    published_at: str | None
    outdated: Outdated | None
    asked: RequestedAdjustmentsDict
    shortages: dict[ShortageKind, list[ShortageDict]]
    facts_digest: str
    result_digest: str


class NextBestDict(TypedDict):
    """Another mentor, and how much fit the round would lose by the change."""

    mentor: str
    cost: int


class PairReasonsDict(TypedDict):
    """Why two people were matched, told to each side."""

    applicant: list[str]
    mentor: list[str]


class PairDict(TypedDict):
    """One applicant with one mentor; `score` is the fit of both sides together, 0 to 4000."""

    application: str
    mentor: str
    score: int
    pinned: bool
    carried_over: bool
    reasons: PairReasonsDict
    next_best: NotRequired[NextBestDict]


class UnmatchedDict(TypedDict):
    """An applicant without a mentor, and why."""

    application: str
    why: list[str]
    next_best: NotRequired[NextBestDict]


class RoundDetailsDict(RoundDict):
    """A round with a page of its pairs and then of those left out, and the cursor of the next page."""

    pairs: list[PairDict]
    unmatched: list[UnmatchedDict]
    next_cursor: str | None
