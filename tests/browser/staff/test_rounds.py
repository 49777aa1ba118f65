"""A coordinator draws a round, pins and forbids, sees the cost, has it checked, and publishes what was previewed."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.people import People, Person
from infra.local.term import tick
from infra.local.year import STAFF
from tests.browser.actions import Application
from tests.browser.page_guard import MADE_UP
from tests.browser.staff.conftest import Apply, answer_with_code, enter
from tests.browser.visual_checks import look
from tests.local_cloud import MENTORS, Connection, close_now, eventually
from tests.proposals import newest_draft

pytestmark = MENTORS


@pytest.fixture
def mentors(connection: Connection, people: People, staff: Client) -> Any:
    """Two mentors with a place each, who can meet anyone; they take no one else once the test is over."""
    found: list[tuple[Person, Client]] = []
    for _ in range(2):
        person = people.mentor()
        person.form.update(capacity=1, formats=["either"], mentee_stages=["medical_student", "resident"])
        client = Client.signed_in(connection, person.email)
        record = client.must("PUT", "/api/mentor", person.form)
        staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")
        found.append((person, client))
    yield [client for _, client in found]
    for _, client in found:
        client.call("POST", "/api/mentor/pause", {})


def settled(staff: Client, path: str, **wanted: Any) -> Any:
    """The round once it is as wanted."""

    def read() -> Any:
        answer = staff.call("GET", path)
        shown = answer.json() if answer.is_success else {}
        return shown if all(shown.get(name) == value for name, value in wanted.items()) and shown else None

    return eventually(read, seconds=90)


def drawn_up(staff: Client, cycle: str) -> int:
    """The number of a round that was asked for, once it's the newest."""
    staff.must("POST", f"/api/staff/cycles/{cycle}/rounds")
    return int(eventually(lambda: newest_draft(staff, cycle), seconds=90)["round"])


@pytest.mark.usefixtures("mentors")
def test_round_is_drawn_adjusted_checked_and_published(
    page: Page, new_cycle: str, apply: Apply, staff: Client, mentors: list[Client]
) -> None:
    for application in (apply(), apply()):
        assert application.now()["status"] == "eligible"
    close_now(staff, new_cycle)
    eventually(lambda: newest_draft(staff, new_cycle), seconds=90)
    enter(page, "coordinator", f"/staff/rounds?cycle={new_cycle}")
    before = staff.must("GET", f"/api/staff/cycles/{new_cycle}/rounds")["items"]
    number = before[0]["round"] + 1
    expect(page.get_by_role("button", name="Draw a round")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("n")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"Round {number}")
    path = f"/api/staff/cycles/{new_cycle}/rounds/{number}"
    drawn = settled(staff, path, state="draft")
    assert len(drawn["pairs"]) == 2
    rows = page.get_by_role("table", name="Pairs").locator("tbody tr")
    expect(rows).to_have_count(len(drawn["pairs"]))
    look(page, "staff-round")
    page.keyboard.press("p")
    expect(heading).to_have_text(f"Round {before[0]['round']}")
    page.keyboard.press("n")
    expect(heading).to_have_text(f"Round {number}")
    expect(rows).to_have_count(len(drawn["pairs"]))
    page.keyboard.press("n")  # none follows
    expect(heading).to_have_text(f"Round {number}")

    adjustments = page.get_by_role("region", name="Adjustments")
    page.keyboard.press("j")
    page.keyboard.press("i")
    forbid_any(page, drawn, drawn["pairs"][1])
    expect(adjustments.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="Publish…").click()
    preview = page.get_by_role("dialog", name=f"Publish round {number}?")
    expect(preview).to_contain_text("2 changes are not drawn yet")
    page.keyboard.press("Escape")
    look(page, "staff-round-changes")
    adjustments.get_by_role("button", name="Draw again with 2 changes").click()
    adjusted = settled(
        staff,
        path,
        state="draft",
        outdated=None,
        asked={
            "pin": [{name: drawn["pairs"][0][name] for name in ("application", "mentor")}],
            "forbid": [{name: drawn["pairs"][1][name] for name in ("application", "mentor")}],
        },
    )
    assert [it["kind"] for it in adjusted["adjustments"]] == ["pin", "forbid"]
    lines = adjustments.get_by_role("listitem")
    for line, adjustment in zip((lines.nth(0), lines.nth(1)), adjusted["adjustments"], strict=True):
        expect(line).to_contain_text(f"{adjustment['cost']['matched']} fewer matched")
    expect(rows).to_have_count(len(adjusted["pairs"]))
    expect(rows.nth(0)).to_contain_text("Pinned")
    look(page, "staff-round-costs")

    adjustments.get_by_role("button", name="Take back Forbid").click()
    adjustments.get_by_role("button", name="Draw again with 1 change").click()
    settled(staff, path, state="draft", outdated=None, matched=drawn["matched"])
    expect(adjustments.get_by_role("listitem")).to_have_count(1)

    certificate = page.get_by_role("region", name="Certificate")
    certificate.get_by_role("button", name="Check it again").click()
    expect(certificate).to_contain_text("Checked again")
    expect(certificate).to_contain_text("Holds")

    page.get_by_role("button", name="Publish…").click()
    expect(preview).to_contain_text(f"{drawn['matched']}, each with 10 days to answer")
    look(page, "staff-round-publishing")
    preview.get_by_role("button", name="Publish and mail").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Published")
    proposed = eventually(lambda: [it for one in mentors for it in one.must("GET", "/api/matches")["items"]])
    assert {it["state"] for it in proposed} == {"proposed"}
    page.get_by_role("link", name="Back to the list").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Published")
    look(page, "staff-rounds")


def forbid_any(page: Page, drawn: Any, pair: Any) -> None:
    """Find both sides of a pair by their names, and forbid it."""
    page.keyboard.press("a")
    picker = page.get_by_role("dialog", name="Any pair")
    for side, shown, kind in (("Applicant", "Eligible", "application"), ("Mentor", "Active", "mentor")):
        name = drawn["names"][f"{kind}s"][pair[kind]]["name"]
        picker.get_by_role("searchbox", name=shown).fill(name)
        picker.get_by_role("group", name=side).get_by_role("radio", name=name).check()
    look(page, "staff-round-picking")
    picker.get_by_role("button", name="Forbid this pair").click()


@pytest.mark.usefixtures("mentors")
def test_stale_round_says_so_and_is_drawn_again(
    page: Page, cloud: Cloud, new_cycle: str, apply: Apply, staff: Client
) -> None:
    applications = [apply(), apply()]
    close_now(staff, new_cycle)
    tick(cloud)  # the closing round: one that staff asked for would be followed by it
    number = eventually(lambda: newest_draft(staff, new_cycle), seconds=90)["round"]
    path = f"/api/staff/cycles/{new_cycle}/rounds/{number}"
    settled(staff, path, state="draft")
    leave(applications[0])
    settled(staff, path, outdated="facts")
    enter(page, "staff", f"/staff/rounds/{number}?cycle={new_cycle}")
    expect(page.get_by_text("This round is out of date")).to_be_visible()
    expect(page.get_by_role("button", name="Publish…")).to_have_count(0)
    look(page, "staff-round-stale")
    page.get_by_role("button", name="Draw again").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Draft", timeout=90_000)
    assert settled(staff, path, state="draft")["applicants"] == 1


def leave(application: Application) -> None:
    application.client.must("POST", f"{application.path}/withdrawal", {})


def test_large_round_is_read_in_pages_of_fifty(page: Page, new_cycle: str, apply: Apply, staff: Client) -> None:
    apply()
    close_now(staff, new_cycle)
    number = drawn_up(staff, new_cycle)
    path = f"/api/staff/cycles/{new_cycle}/rounds/{number}"
    head = settled(staff, path, state="draft")
    asked: list[dict[str, str]] = []

    def answer(route: Any) -> None:
        url = route.request.url
        query = dict(part.split("=") for part in url.partition("?")[2].split("&"))
        asked.append(query)
        first, limit = int(query.get("cursor", "0")), int(query["limit"])
        pairs = [pair(n) for n in range(first, first + limit)] if query.get("part") != "unmatched" else []
        body = {**head, "matched": 10_000, "total": 28_000_000, "worst": 1200, "applicants": 10_001, "pairs": pairs}
        people = {pair(n)["application"]: applicant(n) for n in range(first, first + limit)}
        names = {"applications": people, "mentors": {}}
        unmatched = head["unmatched"] if query.get("part") == "unmatched" else []
        body |= {"unmatched": unmatched, "names": names, "next_cursor": str(first + limit) if pairs else None}
        route.fulfill(json=body, headers={**MADE_UP, "ETag": '"1"'})

    page.route(f"**{path}?*", answer)
    enter(page, "staff", f"/staff/rounds/{number}?cycle={new_cycle}")
    rows = page.get_by_role("table", name="Pairs").locator("tbody tr")
    expect(rows).to_have_count(50)
    expect(page.get_by_role("button", name="Pairs (10000)")).to_be_visible()
    page.get_by_role("button", name="Show more").click()
    expect(rows).to_have_count(100)
    expect(rows.nth(99)).to_contain_text("Applicant 99")
    page.get_by_role("button", name="Without a mentor (1)").click()
    expect(page.get_by_role("table", name="Without a mentor").locator("tbody tr")).to_have_count(1)
    assert [(it.get("part"), it["limit"]) for it in asked] == [
        (None, "1"),
        ("pairs", "50"),
        ("pairs", "50"),
        ("unmatched", "50"),
    ]


def pair(number: int) -> dict[str, Any]:
    return {
        "application": f"a-{number}",
        "mentor": f"m-{number}",
        "score": 2800,
        "pinned": False,
        "carried_over": number % 7 == 0,
        "reasons": {"applicant": ["You share an interest."], "mentor": ["You share an interest."]},
    }


def applicant(number: int) -> dict[str, str]:
    return {"name": f"Applicant {number}", "stage": "resident", "school": "Howard University", "state": "DC"}


def test_rounds_that_cannot_be_read_can_be_tried_again(page: Page, new_cycle: str) -> None:
    body = {"type": "failure", "title": "That did not work", "detail": "Try again in a moment.", "instance": "r-1"}
    rounds = f"**/api/staff/cycles/{new_cycle}/rounds"
    page.route(rounds, lambda route: route.fulfill(status=500, json=body, headers=MADE_UP))
    enter(page, "staff", f"/staff/rounds?cycle={new_cycle}")
    expect(page.get_by_role("alert")).to_contain_text("Try again in a moment.")
    page.unroute(rounds)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No round was drawn up in this cycle yet.")).to_be_visible()
    page.goto(f"/staff/rounds/1?cycle={new_cycle}")
    answer_with_code(page, STAFF["staff"])
    expect(page.get_by_text("There’s no such round yet.")).to_be_visible()
