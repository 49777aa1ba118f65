"""A world for the scenarios of a module, and the figures of all of them at the end of a run."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from _pytest.terminal import TerminalReporter
from moto import mock_aws

from functions.notifications.mails import MAILS_BY_EVENT
from infra.functions import FUNCTIONS
from shared.runtime.logs import logger
from tests import aws_account
from tests.faults import world as worlds
from tests.faults.harness import Figures
from tests.faults.world import World

# Before the window of the program's page opens.
START = datetime(2024, 2, 10, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A world in an account of its own, where the clock, and every call to AWS, is the harness's."""
    level = logger().log_level
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        aws_account.begin(patch)
        aws_account.make_bucket(patch)
        logger().setLevel("CRITICAL")
        with worlds.made(START).alive() as alive:
            yield alive
        logger().setLevel(level)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what became of every scenario's cases."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [found for report in reports for found in getattr(report, "user_properties", ())]
    rows = sorted({Figures(*value) for name, value in properties if name == "faults"})
    if rows:
        terminalreporter.section("faults at AWS calls")
        total = Figures("in all", *(sum(figures) for figures in list(zip(*rows, strict=True))[1:]))
        for name, *figures in (Figures._fields, *rows, total):
            terminalreporter.write_line(f"{name:52}" + "".join(f"{figure:>11}" for figure in figures))
        came_up = {each for name, value in properties if name == "came up" for each in value}
        missing = ", ".join(sorted(_all() - came_up)) or "none"
        terminalreporter.write_line(f"mails and subscriptions that came up in no scenario: {missing}")


def _all() -> set[str]:
    """Every mail, and every type of activity that a worker acts on."""
    acts_on = {f"{name} {kind}" for name, spec in FUNCTIONS.items() for kind in spec.subscriptions}
    return acts_on | {f"mail {mail}" for mails in MAILS_BY_EVENT.values() for mail in mails}
