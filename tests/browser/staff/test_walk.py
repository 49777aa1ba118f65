"""From a record back to its list, to where one was."""

from playwright.sync_api import Page, expect

from tests.browser.staff.conftest import Apply, enter


def test_who_comes_back_to_a_list_goes_on_from_there(page: Page, new_cycle: str, apply: Apply) -> None:
    for _ in range(3):
        apply(submit=False)
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}&sort=name")
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(3)
    second = rows.nth(1).inner_text()
    rows.nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(second)
    page.keyboard.press("u")
    expect(rows).to_have_count(3)
    page.keyboard.press("j")
    expect(rows.nth(2).get_by_role("link")).to_be_focused()
