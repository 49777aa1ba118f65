"""What the document says without JavaScript: whom the program is for, its dates, how to apply, whom to ask."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from botocore.exceptions import BotoCoreError, ClientError

from functions.portal.visitors import current_cycle
from shared.domain.cycle import CycleDict, Phase
from shared.domain.errors import NotFound
from shared.domain.program import PROGRAM
from shared.runtime.logs import log_failure

_DATES: dict[Phase, str] = {
    "upcoming": "Applications open on {opens_at_et}. The deadline is {deadline_et}.",
    "open": "Applications have been open since {opens_at_et}. The deadline is {deadline_et}.",
    "closed": "Applications are closed. The deadline was {deadline_et}.",
    "in_term": "Applications are closed. The deadline was {deadline_et}.",
    "over": "This cycle is over. We’ll post the next dates here.",
}
_NO_DATES = "The next dates aren’t set yet. We’ll post them here."
_UNKNOWN = "We can’t show the dates right now. Load this page again in a few minutes."
_SCRIPT = "You apply in this browser, and that needs JavaScript, which is turned off. Turn it on for this address."
_MENTORS = "Fellows and practicing oncologists choose how many students and residents they guide, for how long and how."


def outline(now: datetime) -> str:
    """Give it as HTML, with dates that are at most ten seconds old."""
    return _outline(now.replace(second=now.second // 10 * 10, microsecond=0))


def escaped(text: str) -> str:
    """Write a text as HTML; the standard library's way would cost every start a millisecond."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=1)
def _outline(now: datetime) -> str:
    cycle, dates = _cycle(now)
    return "\n".join(_lines(cycle, dates))


def _cycle(now: datetime) -> tuple[CycleDict | None, str]:
    """The facts of the current cycle, and its dates in a sentence or two; the document comes also without."""
    try:
        cycle = current_cycle(now).as_dict(now)
    except NotFound:
        return None, _NO_DATES
    except (ClientError, BotoCoreError) as error:
        log_failure(error)
        return None, _UNKNOWN
    return cycle, _DATES[cycle["phase"]].format(**cycle)


def _lines(cycle: CycleDict | None, dates: str) -> Iterator[str]:
    yield '<div class="page">'
    yield f"<h1>{escaped(PROGRAM['headline'])}</h1>"
    yield f'<p class="notice">{_SCRIPT}</p>'
    yield f"<p>{escaped(PROGRAM['invitation'])}</p>"
    for title, texts in _facts(cycle, dates):
        yield f"<h2>{title}</h2>"
        yield from (f"<p>{escaped(text)}</p>" for text in texts)
    if cycle:
        mail = escaped(cycle["contact_email"])
        yield f'<h2>Questions</h2><p>Write to <a href="mailto:{mail}">{mail}</a>.</p>'
    yield "</div>"


def _facts(cycle: CycleDict | None, dates: str) -> Iterator[tuple[str, list[str]]]:
    yield "What you gain", PROGRAM["gains"]
    yield "Who can apply", PROGRAM["who"]
    yield "What UIM means", [PROGRAM["uim"]]
    yield "Applications", [dates]
    if cycle:
        term = cycle["term"]
        yield (
            "Term",
            [f"It lasts up to {term['max_months']} months. Both sides commit to at least {term['min_months']}."],
        )
    yield "Hours", [PROGRAM["hours"]]
    yield "How to apply", [PROGRAM["how"]]
    yield "Mentors", [_MENTORS, PROGRAM["mentors"]["hours"]]
    yield from ((each["question"], [each["answer"]]) for each in PROGRAM["questions"])
