"""How long what the program knows is kept: the one table. Data alone, of the standard library alone; infra reads it.

shared/domain/README.md shows it, and retention.py says what of it is due.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple


class Kept(NamedTuple):
    """What's kept for how many days after what, how it goes, and why that long."""

    what: str
    days: int
    after: str
    goes: str
    why: str

    @property
    def span(self) -> timedelta:
        """How long it's kept."""
        return timedelta(days=self.days)


_WORKER, _EXPIRY, _BUCKET, _TEMPLATE = "the tick, the erasure worker", "the table’s expiry", "the bucket", "AWS’s own"

KEPT: Mapping[str, Kept] = {
    "drafts": Kept(
        "drafts that were never submitted", 90, "the person’s deadline", _WORKER,
        "they count for nothing; staff may still extend someone who was late",
    ),
    "self_identification": Kept(
        "self-identification, reduced to the report’s counts", 30, "the cycle is over", _WORKER,
        "a verdict may rest on it for as long as the cycle goes on",
    ),
    "cvs": Kept("CVs", 90, "the cycle is over", _WORKER, "staff may have to look at a verdict again"),
    "applications": Kept(
        "applications, their receipts, notes, tasks and mails, and the words of matches", 365, "the cycle is over",
        _WORKER, "questions about certificates and surveys come until the next cycle ends",
    ),
    "rounds": Kept(
        "reasons for pairs and a round’s evidence", 365, "the cycle is over", _WORKER,
        "a round can be verified for as long as its applications are there",
    ),
    "sign_ins": Kept(
        "sign-ins without any record", 30, "drafts or applications were deleted", _WORKER,
        "a person may be about to apply or to mentor",
    ),
    "inquiries": Kept("visitors’ questions", 183, "they came", _EXPIRY, "an answer may lead to the next question"),
    "mails": Kept("the ledger of mails, ids alone", 400, "they were sent", _EXPIRY, "whether one came is asked late"),
    "address_changes": Kept("changes of address", 1, "they were asked for", _EXPIRY, "a code is good for 30 minutes"),
    "reports": Kept(
        "a report before the last one of its cycle", 90, "it was asked for", _EXPIRY, "staff ask for another"
    ),
    "policy_checks": Kept("dry runs of a policy, ids alone", 90, "they were asked for", _EXPIRY, "staff use them once"),
    "exports": Kept("files of exports", 7, "they were made", _BUCKET, "staff can ask for another"),
    "jobs": Kept("jobs, with a bulk change’s note", 30, "they were asked for", _EXPIRY, "staff look at what failed"),
    "logs": Kept("logs, ids alone", 365, "they were written", _TEMPLATE, "an outage may be looked into late"),
    "archive": Kept("facts on the bus, ids alone", 365, "they happened", _TEMPLATE, "a worker may do them again"),
    "backups": Kept("backups of tables", 35, "what they hold was deleted", _TEMPLATE, "the longest that AWS offers"),
}  # fmt: skip
