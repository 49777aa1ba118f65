"""What staff's lists and searches read in a cycle of 1,000 and of 20,000 applications: `python -m tests.bench.lists`.

Pages of 50 rows, on moto, in read units as DynamoDB counts them; each figure stays as it is while the cycle grows.
"""

import os
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest

from shared.domain.cycle import Cycle
from tests import aws_account
from tests.bench.applicants import BEGUN, CYCLE, crowd, fill
from tests.bench.reading import counted
from tests.bench.whole_cycle import surround
from tests.functions.http import Answer
from tests.functions.staff.staff_client import staff
from tests.functions.staff.test_application_lists import LISTS, ask

SIZES = (1_000, 20_000)
_CYCLE = f"/cycles/{CYCLE}"
#: The lists besides applications: their paths and filters.
OTHERS: dict[str, tuple[str, dict[str, str]]] = {
    "cycles": ("/cycles", {}),
    "tasks": ("/tasks", {"cycle": CYCLE}),
    "jobs": (f"{_CYCLE}/jobs", {}),
    "mentors": ("/mentors", {}),
    "mentors of a status": ("/mentors", {"status": "active"}),
    "mentors found by name": ("/mentors", {"q": "{last_name}"}),
    "a mentor whole": ("/mentors/{mentor}", {}),
    "an application whole": ("/applications/{application}", {}),
    "versions": ("/applications/{application}/versions", {}),
    "a person": ("/people/{email}", {}),
    "trail": ("/activity", {}),
    "trail of a cycle": ("/activity", {"cycle": CYCLE}),
    "trail of a subject": ("/activity", {"subject": "{application}"}),
    "trail of a type": ("/activity", {"type": "VerdictReached"}),
    "trail of staff": ("/activity", {"actor": "staff:1"}),
    "trail of applicants": ("/activity", {"actor": "applicant"}),
    "trail, staff and type": ("/activity", {"actor": "staff:1", "type": "VerdictReached"}),
    "rounds": (f"{_CYCLE}/rounds", {}),
    "a round's pairs": (f"{_CYCLE}/rounds/{{number}}", {}),
    "a round's unmatched": (f"{_CYCLE}/rounds/{{number}}", {"part": "unmatched"}),
    "reasons": ("/reasons", {}),
    "policies": ("/policies", {}),
    "a policy's dry run": (f"{_CYCLE}/policy_check", {"policy": "{policy}"}),
    "dead letters": ("/dead_letters", {}),
}
#: Lists that have no pages: what they read follows from how many rows they have.
WHOLE: dict[str, str] = {"late": f"{_CYCLE}/late", "proposed extensions": f"{_CYCLE}/proposed_extensions"}
#: Counts, which read a place of an index for each that they count.
COUNTS: dict[str, str] = {"drafts": f"{_CYCLE}/drafts"}
_PLACES_A_UNIT, _PARTITIONS = 20, 8
#: Lists that read a whole small table: of cycles, and of what people asked us.
SCANS = {"cycles": 1, "a person": 3}
_MOST, _MOST_A_ROW, _LIMIT = 260, 6, {"limit": "50"}


@pytest.fixture
def pools(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where people and staff sign in."""
    request.getfixturevalue("people_pool")
    monkeypatch.setenv("STAFF_POOL_ID", os.environ["PEOPLE_POOL_ID"])


@pytest.fixture
def dead_letters(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that gave up on as many messages as a list shows."""
    request.getfixturevalue("aws")
    sqs = aws_account.client("sqs")
    dead = sqs.create_queue(QueueName="test-eligibility-dead-letters")["QueueUrl"]
    for n in range(10):
        sqs.send_message(QueueUrl=dead, MessageBody=f"{n}")
    monkeypatch.setenv("DEAD_LETTERS", f"eligibility,{dead},{dead}")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("pools", "dead_letters")
def test_lists_read_in_proportion_to_the_page(size: int, cycle: Cycle) -> None:
    """At most 200 places of 4 partitions and 2 units a row looked at, whatever the size."""
    start = time.perf_counter()
    known = surround(cycle, fill(crowd(size)))
    print(f"\n{size:,} applications, written in {time.perf_counter() - start:.0f} s")
    print(f"{'list':<24}{'rows':>6}{'queries':>9}{'gets':>6}{'scans':>6}{'items':>7}{'units':>7}")
    units = {}
    for name, query in LISTS.items():
        with counted() as read:
            page = ask(**query)
        units[name] = _told(name, page, read)
        assert (name, read["Scan"], read["GetItem"]) == (name, 0, 0)
    for name, (path, query) in OTHERS.items():
        with counted() as read:
            asked = {it: value.format(**known) for it, value in query.items()} | _LIMIT
            page = _get(path.format(**known), asked, days=1)
        units[name] = _told(name, page, read)
        assert (name, read["Scan"] <= SCANS.get(name, 0)) == (name, True)
    assert {name: count for name, count in units.items() if count > _MOST} == {}
    for name, path in WHOLE.items():
        with counted() as read:
            page = _get(path, {}, days=61)
        assert _told(name, page, read) <= _MOST_A_ROW * (1 + len(page.json["items"]))
        assert (name, read["Scan"]) == (name, 0)
    for name, path in COUNTS.items():
        with counted() as read:
            page = _get(path.format(**known), {}, days=1)
        assert _told(name, page, read) <= _PARTITIONS + sum(page.json.values()) / _PLACES_A_UNIT
        assert (name, read["Scan"]) == (name, 0)


def _get(path: str, query: dict[str, str], days: int) -> Answer:
    """The answer so many days after the first application was begun."""
    return staff("GET", path, query=query, at=BEGUN + timedelta(days=days))


def _told(name: str, page: Answer, read: Counter[str]) -> int:
    assert (name, page.status) == (name, 200), page.json
    rows = page.json.get("items") or page.json.get("pairs") or page.json.get("unmatched") or ()
    calls = f"{read['Query']:>9}{read['GetItem'] + read['BatchGetItem']:>6}{read['Scan']:>6}"
    print(f"{name:<24}{len(rows):>6}{calls}{read['items']:>7}{read['units']:>7}")
    return read["units"]


if __name__ == "__main__":
    os.environ["POWERTOOLS_LOG_LEVEL"] = "ERROR"
    sys.exit(pytest.main([__file__, "-q", "-s", "--show-capture=no", "-p", "no:cacheprovider"]))
