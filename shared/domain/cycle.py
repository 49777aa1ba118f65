"""A cycle: one yearly run of the program, its window and its phase. `deadline` is a wall minute that counts in full."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from shared.domain.addresses import Email
from shared.domain.eligibility import POLICIES
from shared.domain.error_text import Noun
from shared.domain.errors import DeadlinePassed, WindowNotOpen
from shared.domain.fields import TimeZone
from shared.domain.instants import add_months, to_eastern, to_iso, wall_to_instant
from shared.domain.model import Line, Model, Shaped, documented_as

Phase = Literal["upcoming", "open", "closed", "in_term", "over"]
MatchingPolicy = Literal["participation.1", "stable.1", "participation.2", "stable.2", "participation.3", "stable.3"]


def _known_policy(name: str) -> str:
    if name not in POLICIES:
        raise PydanticCustomError("policy", "There’s no such eligibility policy.")
    return name


def _wall_minute(text: str) -> str:
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - a wall time has no zone of its own
    except ValueError:
        raise PydanticCustomError("wall_time", _WALL_ADVICE) from None
    return text


_WALL = r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"
_WALL_ADVICE = "Enter a local time such as 2024-04-15T23:59."
Wall = Annotated[str, Shaped(_WALL, _WALL_ADVICE), AfterValidator(_wall_minute)]


def _day(value: object) -> object:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise PydanticCustomError("date", "Enter a day such as 2024-07-01.") from None


Day = Annotated[dt.date, BeforeValidator(_day)]


def _instant(wall: str, zone: str) -> datetime:
    return wall_to_instant(datetime.strptime(wall, "%Y-%m-%dT%H:%M"), zone)  # noqa: DTZ007 - a wall time


class Term(Model):
    """When the term starts, and how many months it lasts at least and at most."""

    starts_on: Day
    min_months: Annotated[int, Field(ge=1, le=24)]
    max_months: Annotated[int, Field(ge=1, le=24)]

    @model_validator(mode="after")
    def _ordered(self) -> "Term":
        if not 2000 <= self.starts_on.year < 2100:
            raise PydanticCustomError("term", "Start the term on a day between 2000 and 2099.")
        if self.min_months > self.max_months:
            raise PydanticCustomError("term", "The shortest term can’t be longer than the longest.")
        return self


class CycleFacts(Model):
    """What staff decide about a cycle."""

    name: Line
    time_zone: TimeZone
    opens: Annotated[Wall, Noun("when the window opens")]
    deadline: Wall
    term: Term
    eligibility_policy: Annotated[str, Field(max_length=40), AfterValidator(_known_policy)]
    matching_policy: MatchingPolicy
    response_days: Annotated[int, Field(ge=1, le=60)]
    contact_email: Annotated[Email, Noun("the contact e-mail address")]

    @field_validator("opens", "deadline")
    @classmethod
    def _one_minute(cls, wall: str, others: ValidationInfo) -> str:
        """A minute that comes exactly once where the cycle is, and a deadline that doesn't come before the opening."""
        zone, opens = others.data.get("time_zone"), others.data.get("opens")
        if zone is None:
            return wall
        try:
            instant = _instant(wall, zone)
        except ValueError as error:
            raise PydanticCustomError("wall_time", "{why}", {"why": str(error)}) from None
        if others.field_name == "deadline" and opens and instant < _instant(opens, zone):
            raise PydanticCustomError("window", "The deadline can’t be before the opening.")
        return wall

    def _instant(self, wall: str) -> datetime:
        return _instant(wall, self.time_zone)


class CycleDict(TypedDict):
    """A cycle as everybody sees it; `accepts_before` is the first instant that is late."""

    id: str
    name: str
    phase: Phase
    opens_at: str
    opens_at_et: str
    deadline: str
    deadline_et: str
    accepts_before: str
    server_time: str
    term: Annotated[dict[str, Any], documented_as(Term)]
    eligibility_policy: str
    matching_policy: MatchingPolicy
    response_days: int
    contact_email: str


class Cycle(CycleFacts):
    """A stored cycle."""

    id: Annotated[str, Shaped(r"^[a-z0-9][a-z0-9-]{2,39}$", "Use 3 to 40 lowercase letters, digits and hyphens.")]
    revision: int = 0

    @property
    def opens_at(self) -> datetime:
        """The first instant that is in the window (UTC)."""
        return self._instant(self.opens)

    @property
    def deadline_at(self) -> datetime:
        """The start of the last minute of the window (UTC)."""
        return self._instant(self.deadline)

    @property
    def accepts_before(self) -> datetime:
        """The first instant that is late (UTC)."""
        return self.last_minute_ends(self.deadline)

    def last_minute_ends(self, wall: str) -> datetime:
        """Return the first late instant for a wall-time deadline of this cycle; ValueError when it never comes."""
        return self._instant(wall) + timedelta(minutes=1)

    def phase(self, now: datetime) -> Phase:
        """The phase of the cycle at `now`."""
        if now < self.opens_at:
            return "upcoming"
        if now < self.accepts_before:
            return "open"
        if now < self._midnight(self.term.starts_on):
            return "closed"
        return "in_term" if now < self.ends_at else "over"

    @property
    def ends_at(self) -> datetime:
        """The first instant after the longest term of the cycle: it's over."""
        return self._midnight(add_months(self.term.starts_on, self.term.max_months))

    def _midnight(self, day: dt.date) -> datetime:
        return datetime.combine(day, dt.time.min, ZoneInfo(self.time_zone))

    def admit(self, received_at: datetime, accepts_before: datetime | None = None, kept: str = "") -> None:
        """Accept what was received in the window (`accepts_before` is the person's own, when extended).

        A refusal says what's `kept` of this person.
        """
        if received_at < self.opens_at:
            raise WindowNotOpen(
                f"Applications open {to_eastern(self.opens_at)}.",
                opens_at=to_iso(self.opens_at),
                opens_at_et=to_eastern(self.opens_at),
            )
        until = max(self.accepts_before, accepts_before or self.accepts_before)
        deadline_et = to_eastern(until - timedelta(minutes=1))
        late = received_at - until
        if late >= timedelta(0):
            raise DeadlinePassed(
                f"The deadline was {deadline_et}. {kept}{kept and ' '}"
                f"If you think there’s a reason for an exception, write to {self.contact_email}.",
                received_at=to_iso(received_at),
                received_at_et=to_eastern(received_at),
                deadline_et=deadline_et,
                late_by_seconds=late / timedelta(seconds=1),
            )

    def as_dict(self, now: datetime) -> CycleDict:
        """The cycle as the contract shows it."""
        return {
            "id": self.id,
            "name": self.name,
            "phase": self.phase(now),
            "opens_at": to_iso(self.opens_at),
            "opens_at_et": to_eastern(self.opens_at),
            "deadline": to_iso(self.deadline_at),
            "deadline_et": to_eastern(self.deadline_at),
            "accepts_before": to_iso(self.accepts_before),
            "server_time": to_iso(now),
            "term": self.term.model_dump(mode="json"),
            "eligibility_policy": self.eligibility_policy,
            "matching_policy": self.matching_policy,
            "response_days": self.response_days,
            "contact_email": self.contact_email,
        }


def current(cycles: Iterable[Cycle], now: datetime) -> Cycle | None:
    """The cycle a visitor means: the open one that closes last, else the next to open, else the latest that closed."""

    def rank(cycle: Cycle) -> tuple[int, float]:
        phase = cycle.phase(now)
        if phase == "upcoming":
            return 1, -cycle.opens_at.timestamp()
        return (2 if phase == "open" else 0), cycle.accepts_before.timestamp()

    return max(cycles, key=rank, default=None)
