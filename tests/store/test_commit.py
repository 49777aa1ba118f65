"""A record and its activity are written together, and a decision on a stale record is made again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.domain.activity import Activity, activity
from shared.store import activities, matches, mentors
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import Contended, StaleWrite
from tests.functions.notifications import samples
from tests.store.scans import counts


def fact(once_per: str = "v1") -> Activity:
    """A fact about a mentor."""
    return activity("MentorApproved", "m1", once_per, at=datetime(2024, 4, 15, tzinfo=UTC), actor="staff:s1")


@pytest.mark.usefixtures("aws")
class TestCommit:
    """What is written, and what isn't."""

    def test_fact_is_written_with_every_record(self) -> None:
        mentor, match = samples.mentor(), samples.confirmed()
        commit(fact(), mentors.write(mentor), matches.write(match))
        assert (mentors.load(mentor.id), matches.load(match.id), activities.load(fact().id)) == (
            replace(mentor, revision=1),
            replace(match, revision=1),
            fact(),
        )

    def test_fact_is_written_without_records(self) -> None:
        commit(fact())
        assert activities.load(fact().id) == fact()

    def test_nothing_is_written_when_a_record_is_stale(self) -> None:
        mentor = samples.mentor()
        commit(fact(), mentors.write(mentor))
        before = counts()
        with pytest.raises(StaleWrite):
            commit(fact("v2"), matches.write(samples.confirmed()), mentors.write(mentor))
        assert counts() == before

    def test_nothing_is_written_when_the_fact_was_written_before(self) -> None:
        commit(fact())
        before = counts()
        with pytest.raises(StaleWrite):
            commit(fact(), mentors.write(samples.mentor()))
        assert counts() == before


class TestRetryOnConflict:
    """Deciding again, until the write succeeds."""

    @pytest.fixture(autouse=True)
    def waits(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        """The waits between attempts, recorded instead of waited for."""
        waited: list[float] = []
        monkeypatch.setattr("time.sleep", waited.append)
        return waited

    def test_function_runs_again_until_it_succeeds(self, waits: list[float]) -> None:
        stale = iter([True, True, False])

        @retry_on_conflict
        def decide(prefix: str, *, end: str) -> str:
            if next(stale):
                raise StaleWrite
            return prefix + end

        assert (decide("do", end="ne"), len(waits)) == ("done", 2)

    def test_function_that_never_succeeds_is_contended_after_a_few_seconds_at_most(self, waits: list[float]) -> None:
        attempts: list[int] = []

        @retry_on_conflict
        def decide() -> None:
            attempts.append(1)
            raise StaleWrite

        with pytest.raises(Contended):
            decide()
        assert (len(attempts), sum(waits) < 5) == (10, True)

    def test_refusal_is_not_retried(self, waits: list[float]) -> None:
        @retry_on_conflict
        def decide() -> None:
            raise ValueError

        with pytest.raises(ValueError, match=r"^$"):
            decide()
        assert waits == []
