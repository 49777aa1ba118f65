"""A message of the container's queue is hidden while its round is drawn, and comes again when it is hidden no more."""

import time

import pytest

from functions.matching import container
from tests.functions.matching.handed_over import left
from tests.functions.matching.test_container import _queue, drawn, eventually, hand_over, running, while_drawing
from tests.runtime.faults import BROKEN, fails, loses_answer

pytestmark = pytest.mark.usefixtures("aws")
__all__ = ["_queue"]


@pytest.mark.parametrize("lost", [0, 2])
def test_message_is_hidden_for_as_long_as_the_work_takes(
    queue: str, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    monkeypatch.setattr(container, "BEAT", 0.1)
    monkeypatch.setattr(container, "HIDDEN", 1)
    hand_over()
    seen = set()
    with fails("ChangeMessageVisibility", lost, BROKEN[0]), while_drawing(lambda: time.sleep(1.5)), running():
        eventually(lambda: left(queue) == (0, 1))
        while (now := left(queue)) != (0, 0):
            seen.add(now)
            time.sleep(0.05)
    assert (seen, drawn()) == ({(0, 1)}, [1])


def test_round_whose_message_is_not_deleted_is_not_drawn_twice(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "HIDDEN", 1)
    hand_over()
    with fails("DeleteMessage", 1, BROKEN[0]), running():
        eventually(lambda: left(queue) == (0, 0))
    assert drawn() == [1]


def test_message_whose_answer_is_lost_comes_again(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "HIDDEN", 1)
    hand_over()
    with loses_answer("ReceiveMessage", BROKEN[0]), running():
        # A message that is about to be seen again may be in neither count for a moment.
        eventually(lambda: drawn() and left(queue) == (0, 0))
    assert drawn() == [1]
