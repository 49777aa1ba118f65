"""Each test's account is empty, and the process knows of no other."""

import pytest

from shared.store import self_identification
from tests import aws_account
from tests.store.scans import counts

pytestmark = pytest.mark.usefixtures("aws")


def answer_kept() -> dict[str, int]:
    """What the account holds after one applicant's answer."""
    self_identification.is_kept("an-application", {"groups": ["american_indian_alaska_native"]})
    return counts()


def test_account_begins_without_the_keys_of_an_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first = answer_kept()
    aws_account.begin(monkeypatch)
    assert answer_kept() == first
    assert first["self_identification"] == 1
