"""Deciding by keyboard: what is pressed while something is on its way counts, and the list of reasons keeps up."""

from playwright.sync_api import Page, Route, expect

from tests.browser.staff.conftest import Apply, enter, open_application


def test_what_is_chosen_while_a_verdict_and_its_reason_are_sent_is_kept(
    page: Page, new_cycle: str, apply: Apply
) -> None:
    application = apply("resident")
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    held: list[Route] = []
    hold(page, "**/verdict", held)
    hold(page, "**/api/staff/reasons", held)
    page.keyboard.press("e")
    reason = page.get_by_role("textbox", name="Reason")
    reason.fill("The program is accredited since 2020.")
    page.get_by_label("Add this reason to everyone’s list").check()
    reason.press("Control+Enter")
    expect(reason).not_to_be_editable()
    again = page.get_by_role("radio", name="Eligible e", exact=True)
    page.get_by_role("radio", name="Not eligible").check()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("e")
    let_go(page, held)
    expect(page.locator(".facts-line .tag").first).to_have_text("Eligible")
    expect(reason).to_have_value("")
    expect(again).to_be_checked()
    # The list's own call is still under way: the reason shows all the same, and the next decision doesn't wait.
    listed_reason = page.get_by_role("button", name="The program is accredited since 2020.", exact=True)
    expect(listed_reason).to_be_visible()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("i")
    reason.fill("The program closed.")
    let_go(page, held)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("radio", name="Not eligible")).to_be_checked()
    expect(reason).to_have_value("The program closed.")


def hold(page: Page, path: str, held: list[Route]) -> None:
    """Keep what is sent there, other than to read, from its way until the test lets it go on."""
    page.route(path, lambda route: route.continue_() if route.request.method == "GET" else held.append(route))


def let_go(page: Page, held: list[Route]) -> None:
    """Let one go on, once it's sent."""
    while not held:
        page.wait_for_timeout(50)
    held.pop().continue_()


def test_reason_that_is_removed_from_the_list_can_be_put_back(page: Page, new_cycle: str, apply: Apply) -> None:
    application = apply("resident")
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    open_application(page, application)
    page.keyboard.press("v")
    page.get_by_role("textbox", name="Reason").fill("We wait for the school.")
    page.get_by_label("Add this reason to everyone’s list").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Verdict")).to_contain_text("We wait for the school.")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("v")
    listed_reason = page.get_by_role("button", name="We wait for the school.", exact=True)
    page.get_by_role("button", name="Remove: We wait for the school.").click()
    expect(listed_reason).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(listed_reason).to_be_visible()
    page.route("**/api/staff/reasons/*", lambda route: route.abort())
    page.get_by_role("button", name="Remove: We wait for the school.").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(listed_reason).to_be_visible()
