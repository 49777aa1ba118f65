"""What is sealed opens for its owner alone, says nothing of itself, and outlives its key's rotation."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError

from shared.store import sealing
from shared.store.settings import from_env

pytestmark = pytest.mark.usefixtures("aws")
ANSWER = {"groups": ["hispanic_latino", "another_group"], "another_group": "Garifuna of the coast"}


@pytest.fixture
def restart() -> Iterator[None]:
    """Let the process forget what it was given to seal with, as a new one would."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for kept in (sealing._data_key, sealing._unwrapped, sealing._unwrapped_for_comparison):
        kept.cache_clear()


def test_answer_opens_for_its_owner_alone() -> None:
    sealed = sealing.seal("one", ANSWER)
    assert sealing.unseal("one", sealed) == ANSWER
    with pytest.raises(sealing.NotSealedHere):
        sealing.unseal("another", sealed)


@pytest.mark.parametrize("position", [0, 12, 28, -1])
def test_answer_that_was_changed_does_not_open(position: int) -> None:
    form, wrapped, body = sealing.seal("one", ANSWER).split(".")
    changed = bytearray(b64decode(body))
    changed[position] ^= 1
    with pytest.raises(sealing.NotSealedHere):
        sealing.unseal("one", ".".join((form, wrapped, b64encode(changed).decode())))


@pytest.mark.parametrize("text", ["", "not sealed", json.dumps(ANSWER)])
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    with pytest.raises(sealing.NotSealedHere):
        sealing.unseal("one", text)


def test_sealed_texts_say_nothing_not_even_by_their_length() -> None:
    texts = [sealing.seal("one", answer) for answer in (ANSWER, ANSWER, {"declines": True})]
    assert len(set(texts)) == 3
    assert len({len(text) for text in texts}) == 1
    assert not [word for word in ("hispanic", "Garifuna", "declines") for text in texts if word in text]


def test_same_answer_has_the_same_mark_for_its_owner_alone() -> None:
    key, other_key = sealing.new_comparison_key(), sealing.new_comparison_key()
    again = dict(reversed(ANSWER.items()))
    marks = [
        sealing.mark(owner, answer, by)
        for owner, answer, by in (
            ("one", ANSWER, key), ("one", again, key), ("another", ANSWER, key), ("one", {}, key),
            ("one", ANSWER, other_key),
        )
    ]  # fmt: skip
    assert (marks[0] == marks[1], len(set(marks))) == (True, 4)


@pytest.mark.usefixtures("restart")
def test_answer_outlives_the_rotation_of_its_key() -> None:
    sealed, key = sealing.seal("one", ANSWER), sealing.new_comparison_key()
    mark = sealing.mark("one", ANSWER, key)
    sealing.client().rotate_key_on_demand(KeyId=from_env("SEALING_KEY"))
    _forget()
    assert (sealing.unseal("one", sealed), sealing.mark("one", ANSWER, key)) == (ANSWER, mark)
    assert sealing.seal("one", ANSWER).split(".")[1] != sealed.split(".")[1]


@pytest.mark.usefixtures("restart")
def test_key_for_answers_is_not_the_key_for_comparing() -> None:
    wrapped = sealing.seal("one", ANSWER).split(".")[1]
    with pytest.raises(ClientError):
        sealing.mark("one", ANSWER, b64decode(wrapped))
