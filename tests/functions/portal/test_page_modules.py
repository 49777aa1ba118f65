"""The pages' own modules where no browser is needed: the clock's words, and what they make of the forms' schemas."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from functions.portal.documents import schema

SOURCE = Path(__file__).parents[3] / "functions/portal/pages/src/common"
NODE = Path(sys.executable).with_name("node")
#: The one thing of a browser's that the modules ask for when they are loaded.
DOCUMENT = "globalThis.document = { querySelector: () => ({ content: '{}' }) };"
KINDS = {
    "applicant.first_name": "text",
    "applicant.single_name": "confirm",
    "applicant.last_name": "text",
    "training.stage": "radio",
    "training.program": "select",
    "training.school": "text",
    "training.school_country": "country",
    "training.graduation": "month",
    "training.residency": "text",
    "location.state": "select",
    "location.time_zone": "zone",
    "self_identification.groups": "checkboxes",
    "self_identification.another_group": "text",
    "self_identification.declines": "confirm",
    "interests.topics": "checkboxes",
    "preferences.format": "radio",
    "preferences.same_region": "yes_no",
    "introduction": "textarea",
    "statement": "textarea",
    "attestations.accurate": "confirm",
}
MENTOR_KINDS = {
    "name.first": "text",
    "capacity": "number",
    "months_available": "number",
    "formats": "checkboxes",
    "avoid_institutions": "lines",
    "introduction": "textarea",
    "bio": "textarea",
}


def run(module: str, expression: str, given: Any = None, zone: str = "America/Los_Angeles") -> Any:
    """Evaluate an expression with a module as `it` and what is given as `given`, in a reader's time zone."""
    program = f"""
        {DOCUMENT}
        const it = await import({json.dumps((SOURCE / module).as_uri())});
        const given = {json.dumps(given)};
        console.log(JSON.stringify({expression}));
    """
    command = [str(NODE), "--input-type=module", "--eval", program]
    done = subprocess.run(command, env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_deadline_is_told_in_eastern_time_and_in_the_readers_zone() -> None:
    deadline, winter = "2024-04-16T03:59:00.000Z", "2024-02-16T05:00:00.000Z"
    told = run("clock.ts", "given.flatMap((iso) => [it.inEastern(iso), it.inReaderZone(iso)])", [deadline, winter])
    assert told == [
        "April 15, 2024, 11:59 PM ET",
        "April 15, 2024, 8:59 PM PDT",
        "February 16, 2024, 12:00 AM ET",
        "February 15, 2024, 9:00 PM PST",
    ]


@pytest.mark.parametrize(("zone", "same"), [("America/New_York", True), ("America/Detroit", True), ("UTC", False)])
def test_reader_in_eastern_time_is_told_the_time_once(zone: str, same: bool) -> None:
    assert run("clock.ts", "it.readerIsInEastern(given)", "2024-04-16T03:59:00.000Z", zone) is same


def test_countdown_tells_the_two_largest_units_and_never_less_than_nothing() -> None:
    left = {
        23 * 86_400_000 + 5 * 3_600_000 + 1: "23 days 5 hours",
        86_400_000: "1 day 0 hours",
        86_399_999: "23 hours 59 minutes",
        61_000: "1 minute 1 second",
        59_999: "59 seconds",
        999: "0 seconds",
        -5000: "0 seconds",
    }
    assert run("clock.ts", "given.map(it.countdown)", list(left)) == list(left.values())


def test_servers_clock_is_followed_when_this_one_is_wrong() -> None:
    ahead = "(it.setServerTime(new Date(Date.now() + 3600000).toISOString(), Date.now()), it.serverNow() - Date.now())"
    assert run("clock.ts", f"Math.round({ahead} / 1000)") == 3600
    moved = "(it.heardDate(new Date(Date.now() - 600000).toUTCString(), Date.now()), it.serverNow() - Date.now())"
    assert run("clock.ts", f"Math.round({moved} / 10000)") == -60
    heard = "(it.heardDate(new Date().toUTCString(), Date.now()), it.serverNow() - Date.now())"
    assert run("clock.ts", f"Math.abs({heard}) < 5") is True


@pytest.mark.parametrize(("form", "kinds"), [("application", KINDS), ("mentor_interest", MENTOR_KINDS)])
def test_every_field_is_asked_for_by_the_control_that_fits(form: str, kinds: dict[str, str]) -> None:
    told = run("schema.ts", "given[1].map((path) => it.fieldOf(given[0], path))", [schema(form), list(kinds)])
    assert {field["name"]: field["kind"] for field in told} == kinds
    assert [field["name"] for field in told if field["label"] == field["name"].split(".")[-1]] == []


def test_field_tells_limits_choices_and_whether_it_is_needed() -> None:
    paths = ["statement", "applicant.pronouns", "training.stage", "training.graduation", "applicant.last_name"]
    told = run("schema.ts", "given[1].map((path) => it.fieldOf(given[0], path))", [schema("application"), paths])
    statement, pronouns, stage, graduation, last_name = told
    assert (statement["required"], statement["minLength"], statement["maxLength"]) == (True, 150, 3000)
    assert (statement["countsSpaces"], last_name["required"], last_name["countsSpaces"]) == (False, True, True)
    assert (pronouns["required"], pronouns["maxLength"]) == (False, 40)
    assert stage["choices"][0] == {"value": "medical_student", "label": "Medical student"}
    assert "such as" not in graduation["help"]
