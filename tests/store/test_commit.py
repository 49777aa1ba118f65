"""A record and its activity are written together, and a decision on a stale record is made again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from shared.domain.activity import Activity, activity
from shared.store import activities, matches, mentors
from shared.store.commit import commit, commit_request, retry_on_conflict
from shared.store.dynamodb import Contended, StaleWrite
from tests.functions.notifications import samples
from tests.runtime.faults import BROKEN, FAILED, fails
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

    def test_request_is_written_once_and_says_which_time_wrote_it(self) -> None:
        mentor = samples.mentor()
        assert [commit_request(fact(), mentors.write(mentor)) for _ in range(2)] == [True, False]
        assert mentors.load(mentor.id) == replace(mentor, revision=1)

    def test_request_that_others_were_faster_than_is_not_taken_for_written(self) -> None:
        mentor = samples.mentor()
        commit(fact(), mentors.write(mentor))
        with pytest.raises(StaleWrite):
            commit_request(fact("v2"), mentors.write(mentor))
        assert activities.load(fact("v2").id) is None


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

    @pytest.mark.parametrize("error", [*BROKEN, FAILED], ids=lambda error: type(error).__name__)
    def test_call_without_an_answer_is_a_reason_to_look_once(self, error: Exception, waits: list[float]) -> None:
        outcomes: list[Exception | None] = [error, None, error, error, None]

        @retry_on_conflict
        def decide() -> str:
            outcome = outcomes.pop(0)
            if outcome:
                raise outcome
            return "done"

        assert decide() == "done"
        with pytest.raises(type(error)):
            decide()
        assert (outcomes, waits) == ([None], [])

    def test_call_that_was_not_answered_for_long_is_not_repeated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = iter([0.0, 9.0])
        monkeypatch.setattr("time.monotonic", lambda: next(clock))

        @retry_on_conflict
        def decide() -> None:
            raise BROKEN[0]

        with pytest.raises(ReadTimeoutError):
            decide()

    @pytest.mark.usefixtures("aws")
    @pytest.mark.parametrize("code", ["ThrottlingException", "RequestLimitExceeded", "TransactionInProgressException"])
    def test_write_that_was_throttled_is_made_again(self, code: str, waits: list[float]) -> None:
        @retry_on_conflict
        def decide() -> None:
            commit(fact())

        with fails(
            "TransactWriteItems", 3, ClientError({"Error": {"Code": code, "Message": ""}}, "TransactWriteItems")
        ):
            decide()
        assert (activities.load(fact().id), len(waits)) == (fact(), 3)

    def test_refusal_of_aws_is_not_repeated(self) -> None:
        calls: list[int] = []

        @retry_on_conflict
        def decide() -> None:
            calls.append(1)
            raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": ""}}, "GetItem")

        with pytest.raises(ClientError):
            decide()
        assert calls == [1]
