"""Instants: aware UTC datetimes inside, ISO 8601 with `Z` outside, and Eastern Time wherever a person reads one."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, reset_tzpath

# The pinned package `tzdata` alone says what time it is where: a deadline can't depend on the host's own files.
reset_tzpath(to=())
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})

EASTERN = ZoneInfo("America/New_York")


@cache
def time_zones() -> frozenset[str]:
    """The names of the IANA time zones, links included."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()) - _NO_PLACES


def from_epoch_ms(milliseconds: int) -> datetime:
    """Return the UTC instant of API Gateway's `timeEpoch` (milliseconds since 1970), exactly."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


def to_iso(instant: datetime) -> str:
    """Write an instant as `2024-04-16T03:59:59.999Z`; always with milliseconds, so that text order is time order."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_eastern(instant: datetime) -> str:
    """Write an instant for people: `April 15, 2024, 11:59 PM ET`."""
    local = instant.astimezone(EASTERN)
    return f"{local:%B} {local.day}, {local.year}, {local.hour % 12 or 12}:{local:%M} {local:%p} ET"


def clock_words(instant: datetime, time_zone: str) -> str:
    """Write an instant as the clock of a time zone shows it: `Tue, May 28, 2:00 PM`."""
    local = instant.astimezone(ZoneInfo(time_zone))
    return f"{local:%a}, {local:%B} {local.day}, {local.hour % 12 or 12}:{local:%M} {local:%p}"


def to_words(day: date) -> str:
    """Write a day for people: `July 1, 2024`."""
    return f"{day:%B} {day.day}, {day.year}"


def wall_to_instant(wall: datetime, time_zone: str) -> datetime:
    """Turn a local wall time into its one instant; ValueError when clocks skip it or show it twice."""
    zone = ZoneInfo(time_zone)
    first, second = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before != after:
        how = "skip it when they go forward" if (before or timedelta(0)) < (after or timedelta(0)) else "show it twice"
        clock = f"{wall.hour % 12 or 12}:{wall:%M} {wall:%p} on {to_words(wall.date())}"
        raise ValueError(f"{clock} isn’t one minute in {time_zone}: clocks {how}. Choose another minute.")
    return first.astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - timedelta(days=1)).day))
