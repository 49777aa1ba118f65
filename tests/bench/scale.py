"""What breaks first when half of the applicants come in the last hour: `python -m tests.bench.scale`.

People are simulated second by second: how many end their visit grows steadily until the deadline, and each one's
requests are spread over the visit before. What every quota is asked for then follows from a second's people, in
proportion to how many applicants there are.
"""

from typing import NamedTuple

import numpy as np

from infra.functions import FUNCTIONS
from infra.stage import HOURLY_LIMITS, MAIL_RATE
from shared.store.activities import DAY_SHARDS
from shared.store.search import SHARDS

SIZES = (10_000, 100_000, 1_000_000)
#: What one applicant does in the visit that ends with the submission (20 minutes), and what follows from it.
LAST_HOUR, HOUR, VISIT = 0.5, 3600, 1200
REQUESTS, SAVES, MAILS, PUBLISHED, LISTED = 90, 60, 3, 3, 4
#: Kilobytes written of a save in a transaction (twice each: the application, its fact, and the fact's index once), and
#: seconds of a request and of judging. Assumed: nothing was measured on AWS.
UNITS_OF_A_SAVE, SECONDS_OF_A_REQUEST, SECONDS_OF_JUDGING = 8, 0.1, 0.5

#: What to do before a quota is reached. As of 2026-11-28, in us-east-1; AWS's Service Quotas has each.
REMEDIES = {
    "requests to the API a second": "API Gateway: “Throttle rate”, and RATE in infra/api.py",
    "functions at once, as raised": "Lambda: L-B99A9384",
    "functions at once, new account": "Lambda: L-B99A9384 (make doctor asks)",
    "write units a second of a new table": "warm throughput of applications and activity, days before",
    "write units a second of a table": "DynamoDB: L-CF0CBE56",
    "reads a second of the one cycle": "keep the cycle in the function for some seconds",
    "writes a second of a part of a list": "SHARDS in store/search.py, before there's data",
    "writes a second of a part of a day": "DAY_SHARDS in store/activities.py",
    "events a second on the bus": "EventBridge: “PutEvents throttle”",
    "submissions judged a second": "max_concurrency of eligibility: until then, verdicts come later",
    "mails a second": "SES: sending rate, then mail_rate: until then, mails come later",
    "mails a day": "SES: sending quota",
    "new accounts a second": "Cognito: UserCreation",
    "sign-ins a second": "Cognito: UserAuthentication",
    "accounts an hour, our own limit": "hourly_limits in the stage's file",
}


class Peak(NamedTuple):
    """What happens in the busiest second."""

    submissions: float
    arrivals: float
    requests: float


class Quota(NamedTuple):
    """A limit, what it's asked for at a peak, and what to do before it's reached."""

    name: str
    limit: float
    asked: float
    remedy: str

    def holds_to(self, applicants: int) -> int:
        """How many applicants it takes, when these ask for that much."""
        return int(self.limit / self.asked * applicants)


def peak(applicants: int) -> Peak:
    """The busiest second of the last hour."""
    ending = np.arange(HOUR, dtype=float)
    ending *= applicants * LAST_HOUR / ending.sum()
    # Whoever ends a visit at a second has been there for the twenty minutes before it.
    there = np.convolve(ending, np.ones(VISIT))[VISIT - 1 :]
    return Peak(float(ending.max()), float(ending.max()), float(there.max()) * REQUESTS / VISIT)


def quotas(applicants: int) -> list[Quota]:
    """Every quota, in the order in which they break."""
    at = peak(applicants)
    saves, eligibility = at.requests * SAVES / REQUESTS, FUNCTIONS["eligibility"].max_concurrency
    accounts = float(dict(pair.split("=") for pair in HOURLY_LIMITS.split())["accounts"])
    asked = {
        "requests to the API a second": (10_000, at.requests),
        "functions at once, as raised": (1_000, at.requests * SECONDS_OF_A_REQUEST),
        "functions at once, new account": (10, at.requests * SECONDS_OF_A_REQUEST),
        "write units a second of a new table": (4_000, saves * UNITS_OF_A_SAVE),
        "write units a second of a table": (40_000, saves * UNITS_OF_A_SAVE),
        "reads a second of the one cycle": (3_000, at.requests),
        "writes a second of a part of a list": (1_000, at.submissions * LISTED / SHARDS),
        "writes a second of a part of a day": (1_000, at.submissions * PUBLISHED / DAY_SHARDS),
        "events a second on the bus": (10_000, at.submissions * PUBLISHED),
        "submissions judged a second": (eligibility / SECONDS_OF_JUDGING, at.submissions),
        "mails a second": (MAIL_RATE, at.submissions * MAILS),
        "mails a day": (50_000, applicants * MAILS),
        "new accounts a second": (50, at.arrivals),
        "sign-ins a second": (120, at.arrivals * 2),
        "accounts an hour, our own limit": (accounts, applicants * LAST_HOUR),
    }
    rows = [Quota(name, limit, rate, REMEDIES[name]) for name, (limit, rate) in asked.items()]
    return sorted(rows, key=lambda row: row.holds_to(applicants))


def table(sizes: tuple[int, ...] = SIZES) -> str:
    """A row a quota, the first to break first: how much of it each size asks for."""
    asked = {size: {row.name: row.asked / row.limit for row in quotas(size)} for size in sizes}
    titles = " | ".join(f"{size:,}" for size in sizes)
    lines = [f"| quota | limit | {titles} | holds to | then |", f"|---|---|{'---|' * len(sizes)}---|---|"]
    for row in quotas(sizes[0]):
        shares = " | ".join(f"{asked[size][row.name]:.0%}" for size in sizes)
        lines.append(f"| {row.name} | {row.limit:,g} | {shares} | {row.holds_to(sizes[0]):,} | {row.remedy} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
