"""What must always hold of all tables together, whatever happened and in whatever order."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from shared.domain.match import LIVE
from tests.store.scans import items

Item = dict[str, Any]

#: The state that each fact leaves its match in; all but the first day of the term are written with both sides.
MATCH_STATE = {
    "MatchTermBegan": "in_term",
    "MatchCompleted": "completed",
    "MatchProposed": "proposed",
    "MatchAccepted": "proposed",
    "MatchConfirmed": "confirmed",
    "MatchDeclined": "declined",
    "MatchExpired": "expired",
    "MatchWithdrawn": "withdrawn",
    "MatchEnded": "ended",
}
MENTOR_STATUS = {
    "MentorInterestReceived": "interested",
    "MentorApproved": "active",
    "MentorPaused": "paused",
    "MentorResumed": "active",
    "MentorRetired": "retired",
}
_MATCH_KEEPS_STATE = {
    "ResponseReminderDue",
    "ContactAsked",
    "ContactAnswered",
    "CheckInDue",
    "CheckInAnswered",
    "TermEnding",
    "SurveyReminderDue",
    "SurveyAnswered",
}
_WRITES = {
    "applications": {
        "ApplicationStarted",
        "ApplicationDrafted",
        "ApplicationSubmitted",
        "LateSubmissionRefused",
        "ApplicationWithdrawn",
        "ApplicationLapsed",
        "CvUploadStarted",
        "CvRemoved",
        "VerdictReached",
        "DeadlineExtended",
        "ApplicantUnmatched",
    },
    "mentors": {*MENTOR_STATUS, "MentorChanged"},
    "matches": {*MATCH_STATE, *_MATCH_KEEPS_STATE},
    "cycles": {"CycleWritten", "DeadlineExtended", "DeadlineShortened"},
    "tasks": {"TaskRaised", "TaskDone"},
}
_ROUND_WRITES = {"RoundDrafted", "RoundAdjusted", "RoundOutdated", "RoundVerified", "RoundPublished"}


class Tables(dict[str, list[Item]]):
    """Every table, each read once."""

    def __missing__(self, table: str) -> list[Item]:
        self[table] = items(table)
        return self[table]

    def records(self, table: str, part: str | None = None) -> list[Item]:
        """The items of a table that are of this part."""
        return [item for item in self[table] if item.get("part") == part]


def broken(tables: Tables | None = None) -> list[str]:
    """What doesn't hold; nothing when all is well."""
    read = Tables() if tables is None else tables
    return [each for check in (_unexplained, _receipts, _states, _sides, _pairs) for each in check(read)]


def _unexplained(tables: Tables) -> Iterator[str]:
    """Every write of a record has its one fact, and every fact that says a record changed has its write."""
    written: Counter[tuple[str, str]] = Counter()
    for fact in tables["activity"]:
        for table, types in _WRITES.items():
            if fact["type"] in types and not (table == "applications" and fact["data"].get("version") == 0):
                written[table, fact["data"].get("task", fact["subject"])] += 1
        if str(fact["data"].get("task")).partition("-")[0] in ("contact_silence", "check_in_silence"):
            written["matches", fact["subject"]] += fact["type"] == "TaskRaised"
        if fact["type"] in MATCH_STATE and fact["type"] != "MatchTermBegan":
            written["applications", fact["data"]["application"]] += 1
            written["mentors", fact["data"]["mentor"]] += 1
        if fact["type"] in _ROUND_WRITES:
            written["rounds", f"{fact['cycle']}#{fact['data']['round']:04}"] += 1
    parts = {"applications": "application", "rounds": "round"}
    stored = {
        (table, item["id"]): item["revision"]
        for table in (*_WRITES, "rounds")
        for item in tables.records(table, parts.get(table))
    }
    for table, id in sorted(stored.keys() | written.keys()):
        # A cycle's extension is about the cycle, a person's about the application.
        facts, revision = written.get((table, id), 0), stored.get((table, id), 0)
        if facts != revision and (revision or not _elsewhere(table, id, stored)):
            yield f"{table} {id} was written {revision} times, of which {facts} facts tell"


def _elsewhere(table: str, id: str, stored: dict[tuple[str, str], int]) -> bool:
    """Whether a fact that several tables know is about a record of another."""
    return any((other, id) in stored for other in _WRITES if other != table)


def _receipts(tables: Tables) -> Iterator[str]:
    submissions = [item for item in tables["applications"] if item["part"].startswith("submission#")]
    received = [
        (f["subject"], f["data"]["version"], f["data"]["receipt"])
        for f in tables["activity"]
        if f["type"] == "ApplicationSubmitted"
    ]
    kept = [(item["id"], item["version"], item["receipt"]["number"]) for item in submissions]
    if sorted(received) != sorted(kept):
        yield f"submissions {sorted(kept)} are not those of the facts {sorted(received)}"
    if len({number for *_, number in kept}) != len(kept):
        yield f"a receipt was given twice: {kept}"


def _states(tables: Tables) -> Iterator[str]:
    """A match's and a mentor's state is what the last fact about it says, and so is an application's verdict."""
    last: dict[str, Item] = {}
    verdicts: Counter[str] = Counter()
    for fact in sorted(tables["activity"], key=_order):
        if fact["type"] in MATCH_STATE or fact["type"] in MENTOR_STATUS:
            last[fact["subject"]] = fact
        verdicts[fact["subject"]] += fact["type"] == "VerdictReached"
    for table, name, states in (("matches", "state", MATCH_STATE), ("mentors", "status", MENTOR_STATUS)):
        for item in tables.records(table):
            expected = states[last[item["id"]]["type"]]
            if item[name] != expected:
                yield f"{table} {item['id']} is {item[name]}, but its last fact says {expected}"
    for item in tables.records("applications", "application"):
        if len(item.get("verdicts", ())) != verdicts[item["id"]]:
            yield f"application {item['id']} has {len(item['verdicts'])} verdicts, and {verdicts[item['id']]} facts"


def _order(fact: Item) -> tuple[str, int]:
    """Facts in the order in which they happened; those of one moment by the versions that their ids end in."""
    version = fact["id"].rpartition(".v")[2]
    return fact["at"], int(version) if version.isdigit() else 0


def _sides(tables: Tables) -> Iterator[str]:
    """One live match for an applicant, no more than there are places taken, and both sides agree with the match."""
    of_applicant, of_mentor, taken = defaultdict(set), defaultdict(set), defaultdict(set)
    over = {match["application"] for match in tables.records("matches") if match["state"] in ("completed", "ended")}
    for match in tables.records("matches"):
        if match["state"] in LIVE:
            of_applicant[match["application"]].add(match["id"])
            of_mentor[match["mentor"]].add(match["id"])
            if match["state"] != "proposed":
                taken[match["mentor"]].add(match["id"])
    for item in tables.records("applications", "application"):
        own = {item["live_match"]} if item.get("live_match") else set()
        if own != of_applicant[item["id"]]:
            yield f"application {item['id']} has the live match {own}, but its matches are {of_applicant[item['id']]}"
        if item["status"] == "matched" and not own and item["id"] not in over:
            yield f"application {item['id']} is matched with no one"
    for item in tables.records("mentors"):
        stored = set(item.get("live_matches", ())), set(item.get("taken", ()))
        if stored != (of_mentor[item["id"]], taken[item["id"]]):
            yield f"mentor {item['id']} holds {stored}, but its matches are {of_mentor[item['id']]}"


def _pairs(tables: Tables) -> Iterator[str]:
    """No pair is proposed twice: a match that is over is over for good."""
    proposed = Counter((match["application"], match["mentor"]) for match in tables.records("matches"))
    yield from (f"{pair} was proposed {times} times" for pair, times in proposed.items() if times > 1)
