"""Where a run ends, compared with where the undisturbed one ended; only what may differ is left out.

Left out are random ids (each becomes a number), clock times (scenarios' steps are days apart, and what a fault delays
it delays by minutes), attempts that failed on our side, which are the fault's own trail, and marks that serve sending.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from shared.store.tables import TABLES
from tests.faults import account
from tests.faults.account import Account
from tests.faults.stack import Stack

End = Counter[str]

#: Attributes that say how the program came to do something, not what it did.
MARKS = {
    "activity": {"published_again_at"},
    "mails": {"claimed_by", "claimed_until", "message_id"},
    # Which requests came together.
    "rounds": {"answered"},
    # Keyed hashes, and their key.
    "limits": {"id", "secret", "counted"},
}
#: Attributes in seconds.
SECONDS = ("expires_at", "late_by_seconds", "by_seconds")
_DAY = 86_400
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d [AP]M\b")
_RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def reached(stack: Stack, before: Account) -> End:
    """What has become of the account since `before`, and what people got: a line for each thing."""
    return Counter(_numbered(_lines(stack, before)))


def state(stack: Stack, before: Account) -> End:
    """The same in the middle of a run, with what is on its way."""
    under_way = [f"in the stream: {id}" for id, fact in account.facts().items() if fact is not stack.streamed.get(id)]
    for name, queue in stack.queues.items():
        under_way += [f"in the queue of {name}: {_plain(message.body)}" for message in queue.messages]
    return Counter(_numbered([*_lines(stack, before), *under_way]))


def _lines(stack: Stack, before: Account) -> list[str]:
    lines = [*_items(before), *_files(before), *_mails(stack), *_answers(stack)]
    lines += [f"published {_plain(id)}" for id in stack.published if not id.startswith("AttemptFailed.")]
    for name, queue in stack.queues.items():
        lines += [f"dead letter of {name}: {_plain(body)}" for body in queue.dead]
    return lines


def differences(calm: End, end: End) -> list[str]:
    """What was lost and what came on top; empty when both runs ended alike."""
    lost = [f"lost:  {line}" for line in sorted((calm - end).elements())]
    return lost + [f"extra: {line}" for line in sorted((end - calm).elements())]


def _items(before: Account) -> Iterator[str]:
    for table in TABLES:
        for key, item in account.changed(table, before):
            if item is None:
                yield f"{table} {_plain(key)} is gone"
            elif item.get("type") != "AttemptFailed" and item.get("kind") != "outage":
                kept = {name: value for name, value in item.items() if name not in MARKS.get(table, ())}
                yield f"{table} {_text(kept)}"


def _files(before: Account) -> Iterator[str]:
    after = account.freeze().files
    yield from (f"file {_plain(key)} is gone" for key in before.files.keys() - after.keys())
    for key, (data, shown) in after.items():
        if before.files.get(key) != (data, shown):
            yield f"file {_plain(key)} {shown} {hash(data)}"


def _mails(stack: Stack) -> Iterator[str]:
    for mail in stack.mails:
        ((tag,), to) = mail["EmailTags"], mail["Destination"]["ToAddresses"]
        yield f"mail {tag['Value']} to {to}: {_text(mail)}"


def _answers(stack: Stack) -> Iterator[str]:
    """What each request came to: its outcome, and for a refusal why; a 200 may stand for a 201 that was lost."""
    for number, answer in enumerate(stack.answers):
        refusal = answer.json["type"] if answer and answer.status >= 400 else ""
        yield f"answer {number} {answer.status // 100 if answer else 'none'}xx {refusal}"


def _text(value: Any) -> str:
    return _plain(json.dumps(_by_the_day(value), default=_stored, sort_keys=True))


def _by_the_day(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _by_the_day(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_by_the_day(inner) for inner in value]
    return int(value) // _DAY if name in SECONDS and isinstance(value, int | float) else value


def _stored(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else repr(value)


def _plain(text: str) -> str:
    return _CLOCK.sub("<clock>", _INSTANT.sub(r"\1", text))


def _numbered(lines: Iterable[str]) -> list[str]:
    """Give random ids numbers in the order of the lines that they are in."""
    numbers: dict[str, int] = {}
    ordered = sorted(lines, key=lambda line: (_RANDOM.sub("", line), line))
    name = lambda found: f"<random {numbers.setdefault(found[0], len(numbers))}>"  # noqa: E731
    return [_RANDOM.sub(name, line) for line in ordered]
