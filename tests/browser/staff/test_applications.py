"""Applications in the console: found, read on one screen, decided, extended, and looked at behind the fence."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.client import Client
from infra.local.year import STAFF
from tests.browser.conftest import OpenPage
from tests.browser.page_guard import MADE_UP
from tests.browser.staff.conftest import Apply, enter, open_application
from tests.browser.visual_checks import look
from tests.local_cloud import eventually


def name_of(person: dict[str, str]) -> str:
    return f"{person['first_name']} {person['last_name']}"


def test_applications_are_found_by_filters_that_the_address_keeps(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    eligible, waiting = apply(), apply("resident")
    names = [name_of(application.person.form["applicant"]) for application in (eligible, waiting)]
    eventually(lambda: len(listed(staff, new_cycle)) == 2)
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(2)
    look(page, "staff-applications")
    page.get_by_label("Status").select_option("needs_review")
    expect(rows).to_have_text([names[1]])
    expect(page).to_have_url(re.compile(r"status=needs_review"))
    page.get_by_label("Stage").select_option("medical_student")
    expect(page.get_by_text("No application fits these filters.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(rows).to_have_count(2)
    page.get_by_role("searchbox").fill(names[0].split()[1].lower())
    expect(rows).to_have_text([names[0]])
    expect(page).to_have_url(re.compile(f"q={quote(names[0].split()[1].lower())}"))


def listed(staff: Client, cycle: str, **filters: str) -> list[dict[str, str]]:
    items: list[dict[str, str]] = staff.must("GET", "/api/staff/applications", params={"cycle": cycle, **filters})[
        "items"
    ]
    return items


def test_address_that_is_searched_for_is_kept_out_of_the_pages_address(
    page: Page, new_cycle: str, apply: Apply
) -> None:
    application = apply()
    apply("resident")
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    page.get_by_role("searchbox").fill(application.person.email)
    expect(page.get_by_role("rowheader")).to_have_text([name_of(application.person.form["applicant"])])
    expect(page).to_have_url(f"/staff/applications?cycle={new_cycle}")


def test_keys_lead_through_the_list_and_from_one_application_to_the_next(
    page: Page, new_cycle: str, apply: Apply
) -> None:
    names = [name_of(apply(submit=False).person.form["applicant"]) for _ in range(2)]
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}&sort=name")
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(2)
    shown = rows.all_inner_texts()
    assert sorted(shown) == sorted(names)
    page.keyboard.press("j")
    expect(rows.nth(0).get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(shown[0])
    page.keyboard.press("j")
    expect(heading).to_have_text(shown[1])
    page.keyboard.press("k")
    expect(heading).to_have_text(shown[0])
    page.keyboard.press("u")
    expect(page).to_have_url(f"/staff/applications?cycle={new_cycle}&sort=name")


def test_application_is_decided_with_a_reason_that_is_listed_for_the_next(
    page: Page, new_cycle: str, apply: Apply
) -> None:
    application = apply("resident")
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    expect(page.get_by_role("region", name="Verdict")).to_contain_text("Review")
    look(page, "staff-application")
    page.keyboard.press("e")
    reason = page.get_by_role("textbox", name="Reason")
    expect(reason).to_be_focused()
    reason.fill("The residency confirmed the training.")
    page.get_by_label("Add this reason to everyone’s list").check()
    reason.press("Control+Enter")
    expect(page.locator(".facts-line .tag").first).to_have_text("Eligible")
    expect(page.get_by_role("region", name="Verdict")).to_contain_text("The residency confirmed the training.")
    expect(page.get_by_role("region", name="Verdict")).to_contain_text(f"by {STAFF['staff']} for version 1")
    verdict = application.now()["verdict"]
    assert (verdict["outcome"], verdict["note"]) == ("eligible", "The residency confirmed the training.")
    expect(page.get_by_role("status")).to_contain_text("Decided: Eligible. The reason is on the list.")
    page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("e")
    listed_reasons = page.get_by_role("list", name="Listed reasons")
    listed_reasons.get_by_role("button", name="The residency confirmed the training.", exact=True).click()
    expect(reason).to_have_value("The residency confirmed the training.")


def test_what_the_applicant_changed_shows_before_and_after(page: Page, new_cycle: str, apply: Apply) -> None:
    application = apply()
    statement = application.person.form["statement"]
    application.client.must("PUT", application.path, {"location": {"state": "PR"}, "statement": f"{statement} Truly."})
    application.client.must("POST", f"{application.path}/submission")
    application.client.must("PUT", application.path, {"location": {"state": "GU"}})
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    changes = page.get_by_role("region", name="Changes")
    expect(changes).to_contain_text("not submitted")
    expect(changes.locator("del").first).to_contain_text("Puerto Rico")
    expect(changes.locator("ins").first).to_contain_text("Guam")
    changes.get_by_text("1 earlier resubmission").click()
    expect(changes.locator(".changes-text ins")).to_have_text("Added: Truly.")
    look(page, "staff-changes")


def test_coordinator_mails_all_that_match_after_seeing_whom(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    drafts, eligible = [apply(submit=False), apply(submit=False)], apply()
    enter(page, "coordinator", f"/staff/applications?cycle={new_cycle}")
    page.get_by_label("Select all rows shown").check()
    expect(page.get_by_text("3 chosen", exact=True)).to_be_visible()
    page.get_by_label("Status").select_option("draft")
    expect(page.get_by_text("0 chosen", exact=True)).to_be_visible()
    expect(page.get_by_role("rowheader")).to_have_count(2)
    page.get_by_role("button", name="Choose all that match").click()
    expect(page.get_by_text("2 chosen", exact=True)).to_be_visible()
    look(page, "staff-chosen")
    dialog = see_whom(
        page, "Send an e-mail", Subject="A new form", Message="Please look at it.", Reason="The form has changed."
    )
    touched = dialog.get_by_role("list", name="Whom it touches").get_by_role("listitem")
    expect(touched).to_have_count(2)
    names = sorted(name_of(draft.person.form["applicant"]) for draft in drafts)
    assert sorted(touched.all_inner_texts()) == names
    expect(dialog.get_by_role("definition")).to_have_text(["A new form", "Please look at it.", "The form has changed."])
    look(page, "staff-bulk-preview")
    dialog.get_by_role("button", name="Send 2 e-mails").click()
    expect(dialog).to_contain_text("Done: 2 applications")
    page.keyboard.press("Escape")
    page.get_by_text("Earlier bulk changes").click()
    expect(page.get_by_role("table", name="Earlier bulk changes")).to_contain_text("2 of 2")
    paths = [f"/api/staff/applications/{it.now()['id']}" for it in (*drafts, eligible)]
    eventually(lambda: [is_mailed(staff, path) for path in paths] == [True, True, False])


def see_whom(page: Page, action: str, **texts: str) -> Locator:
    """Fill in the window of a bulk change, and go on to whom it touches."""
    page.get_by_role("button", name=f"{action}…").click()
    dialog = page.get_by_role("dialog", name=action)
    for name, text in texts.items():
        dialog.get_by_role("textbox", name=name).fill(text)
    dialog.get_by_role("button", name="See whom it touches").click()
    return dialog


def test_coordinator_decides_on_many_and_extends_for_many_after_seeing_whom(
    page: Page, new_cycle: str, apply: Apply
) -> None:
    draft, eligible, waiting = apply(submit=False), apply(), apply("resident")
    draft_name, eligible_name, waiting_name = (
        name_of(it.person.form["applicant"]) for it in (draft, eligible, waiting)
    )
    before = draft.now()
    enter(page, "coordinator", f"/staff/applications?cycle={new_cycle}")
    page.get_by_role("button", name="Choose all that match").click()
    expect(page.get_by_text("3 chosen", exact=True)).to_be_visible()
    dialog = see_whom(page, "Decide", Reason="The residency is accredited.")
    touched = page.get_by_role("list", name="Whom it touches").get_by_role("listitem")
    expect(touched).to_have_count(2)
    assert sorted(touched.all_inner_texts()) == sorted([eligible_name, waiting_name])
    expect(dialog.get_by_role("group")).to_contain_text(draft_name)
    assert waiting.now()["status"] == "needs_review"
    dialog.get_by_role("button", name="Decide on 2 applications").click()
    expect(dialog).to_contain_text("Done: 2 applications")
    page.keyboard.press("Escape")
    expect(page.get_by_role("row", name=waiting_name)).to_contain_text("Eligible")
    decided = [it.now()["verdict"]["note"] for it in (eligible, waiting)]
    assert (decided, draft.now()) == (["The residency is accredited."] * 2, before)

    dialog = see_whom(page, "Extend the deadline", Reason="A storm closed the libraries.")
    expect(touched).to_have_count(3)
    assert sorted(touched.all_inner_texts()) == sorted([draft_name, eligible_name, waiting_name])
    dialog.get_by_role("button", name="Extend for 3 applications").click()
    expect(dialog).to_contain_text("Done: 3 applications")
    page.keyboard.press("Escape")
    extended = [it.now()["extension"]["until_et"] for it in (draft, eligible, waiting)]
    assert len({until for until in extended if until.endswith("11:59 PM ET")}) == 1
    page.get_by_text("Earlier bulk changes").click()
    expect(page.get_by_role("table", name="Earlier bulk changes").get_by_role("row")).to_contain_text(
        ["What", "Extend the deadline", "Decide: Eligible"]
    )


def is_mailed(staff: Client, path: str) -> bool:
    """Whether staff's own mail went to the person of an application."""
    mails = staff.must("GET", path)["mailbox"]["items"]
    return any(mail["mail"] == "notice" and mail["state"] in ("sent", "delivered") for mail in mails)


def test_second_reviewer_sees_the_stored_copy_beside_their_own(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    application = apply("resident")
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    page.keyboard.press("i")
    reason = page.get_by_role("textbox", name="Reason")
    reason.fill("The residency is outside the U.S.")
    path = f"/api/staff/applications/{application.now()['id']}"
    staff.change(path, "POST", "/verdict", {"outcome": "eligible", "reason": "The residency is accredited."})
    page.get_by_role("button", name="Decide").click()
    main = page.get_by_role("main")
    expect(main.get_by_text("Someone else changed this first")).to_be_visible()
    expect(main.locator(".beside tbody tr")).to_have_text(["VerdictEligibleNot eligible"])
    expect(reason).to_have_value("The residency is outside the U.S.")
    look(page, "staff-overtaken")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Not eligible")
    assert application.now()["verdict"]["note"] == "The residency is outside the U.S."


def test_reason_that_is_missing_is_asked_for_and_nothing_is_lost(page: Page, new_cycle: str, apply: Apply) -> None:
    application = apply("resident")
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    page.keyboard.press("i")
    page.get_by_role("textbox", name="Reason").fill("ok")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("textbox", name="Reason")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("ok")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Home", exact=True).click()
    page.go_back()
    expect(page.get_by_role("textbox", name="Reason")).to_have_value("ok")


def test_one_person_is_extended(page: Page, new_cycle: str, apply: Apply) -> None:
    application = apply(submit=False)
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    page.keyboard.press("x")
    page.get_by_role("textbox", name="Reason").fill("A storm closed the library for two days.")
    page.get_by_role("button", name="Extend the deadline").click()
    expect(page.get_by_role("region", name="Deadline")).to_contain_text("Extended to")
    assert application.now()["extension"]["until_et"].endswith("11:59 PM ET")
    page.keyboard.press("u")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Extended")


def test_fence_opens_for_a_coordinator_who_gives_a_reason(open_page: OpenPage, new_cycle: str, apply: Apply) -> None:
    application = apply()
    page = open_page()
    enter(page, "coordinator", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    page.get_by_role("button", name="Look at the answer").click()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("textbox", name="Why do you need to see it?")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("textbox", name="Why do you need to see it?").fill("The applicant asked what we hold.")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("region", name="Answers")).to_contain_text("Race and ethnicity")
    expect(page.get_by_role("button", name="Hide")).to_be_visible()
    expect(page.get_by_role("region", name="Activity")).to_contain_text("The applicant asked what we hold.")
    look(page, "staff-fenced")
    page = open_page()
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    expect(page.get_by_text("Only a coordinator can look at the answer.")).to_be_visible()


@pytest.mark.parametrize("status", [500, 404])
def test_list_and_application_that_cannot_be_read_say_so_and_can_be_tried_again(
    page: Page, new_cycle: str, apply: Apply, status: int
) -> None:
    application = apply(submit=False)
    body = {"type": "failure", "title": "That did not work", "detail": "Try again in a moment.", "instance": "r-1"}
    page.route("**/api/staff/applications?*", lambda route: route.fulfill(status=status, json=body, headers=MADE_UP))
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    expect(page.get_by_role("alert")).to_contain_text("Try again in a moment.")
    look(page, "staff-list-failed")
    page.unroute("**/api/staff/applications?*")
    page.get_by_role("button", name="Try again").click()
    open_application(page, application)
    expect(page.get_by_role("region", name="Answers")).to_contain_text(application.person.form["training"]["school"])
