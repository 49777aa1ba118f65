"""Where a run ends, compared with where the undisturbed one ended; only what may differ is left out.

Left out are random ids, codes and sealed texts (each becomes a number), clock times (scenarios' steps are days apart,
and what a fault delays it delays by minutes), attempts that failed on our side, which are the fault's own trail, and
marks that serve sending. A piece of an export counts by the job that names it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from moto.dynamodb.models.dynamo_type import Item

from shared.store import dynamodb as db
from shared.store import pace, sealing
from shared.store.tables import TABLES
from tests.faults import account
from tests.faults.account import Account
from tests.faults.stack import Stack

End = Counter[str]

#: Attributes that say how the program came to do something, not what it did.
MARKS = {
    # The day's part of the index follows from the id, which may hold the time of the request.
    "activity": {"published_again_at", "day"},
    "mails": {"claimed_by", "claimed_until", "message_id"},
    "address_changes": {"codes", "tries"},
    # Which requests came together.
    "rounds": {"answered"},
    # Keyed hashes, and their key.
    "limits": {"id", "secret", "counted", "spent"},
    "self_identification": {"working_mark"},
}
#: Attributes in seconds.
SECONDS = ("expires_at", "late_by_seconds", "by_seconds")
_DAY = 86_400
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
#: What calendars have in their stamps.
_STAMP = re.compile(r"\b(\d{8})T\d{6}Z")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d [AP]M\b")
_UUID4 = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_SEALED = r"1\.[\w+/=]{60,}\.[\w+/=]{60,}"
_PIECE = r"\b[0-9a-f]{12}\b"
_CODE = r"\b[0-9]{6}\b"
_RANDOM = re.compile(f"{_UUID4}|{_SEALED}|{_PIECE}|{_CODE}")


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
    lines = [*_items(before), *_files(before), *_users(before), *_mails(stack), *_answers(stack)]
    lines += [f"SES holds back mail to {address}" for address in stack.wire.held_back]
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
            else:
                if not hasattr(item, "line"):  # items never change in place
                    item.line = _line(table, item)  # type: ignore[attr-defined]
                yield from item.line  # type: ignore[attr-defined]


def _line(table: str, stored: Item) -> list[str]:
    """The line of an item, if it's compared."""
    item = db.decode_item(account.image(stored))
    if item.get("type") == "AttemptFailed" or item.get("kind") == "outage":
        return []
    kept = {name: value for name, value in item.items() if name not in MARKS.get(table, ())}
    if table == pace.TABLE and item["id"].startswith(pace.TURNS):
        return []  # a mail that is sent again takes a turn again
    if table == "self_identification" and "comparison_key" in item:
        return []  # made once for all answers, and remembered by the process
    return [f"{table} {_text(_opened(kept) if table == 'self_identification' else kept)}"]


def _opened(item: dict[str, Any]) -> dict[str, Any]:
    """Self-identification as it was before it was sealed: the same answer twice is sealed in two ways."""
    sealed = {name: sealing.unseal(item["id"], item[name]) for name in ("working", "submitted") if name in item}
    return item | sealed


def _files(before: Account) -> Iterator[str]:
    after = account.freeze().files
    yield from (f"file {_plain(key)} is gone" for key in before.files.keys() - after.keys())
    for key, (data, shown) in after.items():
        if "/rows/" not in key and before.files.get(key) != (data, shown):
            yield f"file {_plain(key)} {shown} {hash(data)}"


def _users(before: Account) -> Iterator[str]:
    """Who may sign in, but for the password that only the local cloud sets."""
    after = account.users()
    yield from (f"user {name} is gone" for name in before.users.keys() - after.keys())
    for name, user in after.items():
        known = {key: value for key, value in user.attribute_lookup.items() if key != "sub"}
        if name not in before.users or known != before.users[name].attribute_lookup | known:
            yield f"user {name} {user.status} {_text(known)}"


def _mails(stack: Stack) -> Iterator[str]:
    for mail in stack.mails:
        ((tag, _), to) = mail["EmailTags"], mail["Destination"]["ToAddresses"]
        # The tag that names the mail in SES's reports is its id in the ledger, which is compared there.
        yield f"mail {tag['Value']} to {to}: {_text({**mail, 'EmailTags': [tag]})}"


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
    return _CLOCK.sub("<clock>", _STAMP.sub(r"\1", _INSTANT.sub(r"\1", text)))


def _numbered(lines: Iterable[str]) -> list[str]:
    """Give random ids numbers in the order of the lines that they are in."""
    numbers: dict[str, int] = {}
    ordered = sorted(lines, key=lambda line: (_without_ids(line), line))
    name = lambda found: f"<random {numbers.setdefault(found[0], len(numbers))}>"  # noqa: E731
    return [line if line == _without_ids(line) else _RANDOM.sub(name, line) for line in ordered]


@lru_cache(20_000)
def _without_ids(line: str) -> str:
    return _RANDOM.sub("", line)
