"""Files of a cycle's data, asked for, awaited and opened."""

import csv
import io
import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.staff.conftest import Apply, columns_drawn, enter
from tests.browser.visual_checks import look


def download(page: Page, name: str) -> bytes:
    """The file that a row's button leads to."""
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Download {name}").click()
    return Path(started.value.path()).read_bytes()


def test_applications_are_exported_and_downloaded(page: Page, new_cycle: str, apply: Apply) -> None:
    application = apply()
    enter(page, "staff", f"/staff/reports?cycle={new_cycle}")
    expect(page.get_by_text("No one has exported anything of this cycle")).to_be_visible()
    look(page, "staff-exports-empty")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("button", name="Download Applications, CSV")).to_be_visible(timeout=30_000)
    (row,) = csv.DictReader(io.StringIO(download(page, "Applications, CSV").decode("utf-8-sig"), newline=""))
    assert (row["email"], row["status"]) == (application.person.email, "eligible")
    page.get_by_role("main").get_by_label("File").select_option("xlsx")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("button", name="Download Applications, Excel")).to_be_visible(timeout=30_000)
    sheet = load_workbook(io.BytesIO(download(page, "Applications, Excel (XLSX)"))).active
    assert sheet is not None
    assert [row[5] for row in sheet.iter_rows(min_row=2, values_only=True)] == [application.person.email]
    look(page, "staff-exports")


def test_export_that_the_api_refuses_says_so_and_can_be_asked_again(page: Page, new_cycle: str) -> None:
    enter(page, "staff", f"/staff/reports?cycle={new_cycle}")
    page.route("**/exports", lambda route: route.abort())
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/exports")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("button", name="Download Applications, CSV")).to_be_visible(timeout=30_000)


def test_cycle_is_counted_and_counted_again(page: Page, new_cycle: str, apply: Apply) -> None:
    enter(page, "staff", f"/staff/reports?cycle={new_cycle}")
    counts = page.get_by_role("region", name="The cycle in counts")
    expect(counts.get_by_text("No one has started an application")).to_be_visible(timeout=30_000)
    look(page, "staff-report-empty")
    apply()
    page.route("**/report?*", lambda route: route.abort())
    counts.get_by_role("button", name="Count again").click()
    expect(counts.get_by_role("alert")).to_be_visible()
    page.unroute("**/report?*")
    counts.get_by_role("button", name="Count again").click()
    expect(counts.get_by_text("1 application, counted on")).to_be_visible(timeout=30_000)
    expect(counts.get_by_role("row", name="Eligible 1").first).to_be_visible()
    expect(counts.get_by_text("Groups are counted once")).to_be_visible()
    counts.get_by_text("Day by day, as a table").click()
    expect(counts.get_by_role("table").first.get_by_role("row")).to_have_text(
        ["Day (ET)Applications", re.compile(r"\w{3} \d{1,2}1")]
    )
    for chart in counts.locator("canvas").all()[:2]:
        assert columns_drawn(chart) > 20
    look(page, "staff-report")
