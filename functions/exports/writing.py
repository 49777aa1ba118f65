"""Rows as files that are safe to open in a spreadsheet, in memory that doesn't grow with them."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import TextIOWrapper
from typing import IO

import xlsxwriter

Cell = str | int | float | None
Cells = Sequence[Cell]
Writer = Callable[[IO[bytes], Sequence[str], Iterable[Cells]], None]
#: What makes a spreadsheet take a text for a formula, also in its full-width form, or stop a cell early.
_RISKY = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
#: What Excel has room for: rows of a sheet, one of them for the heads, and characters of a cell.
_MOST_ROWS, _LONGEST = 1_048_575, 32_767
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe comes before a text that looks like one."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_RISKY) else cell


def to_csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Cells]) -> None:
    """Write RFC 4180 with the mark by which Excel knows UTF-8."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    written = csv.writer(text)
    written.writerow(heads)
    written.writerows([harmless(cell) for cell in row] for row in rows)
    text.flush()
    text.detach()


def to_xlsx(file: IO[bytes], heads: Sequence[str], rows: Iterable[Cells]) -> None:
    """Write a workbook of texts and numbers, with as many sheets as the rows need."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold, sheet, at = book.add_format({"bold": True}), None, 0
        for row in rows:
            if sheet is None or at > _MOST_ROWS - 1:
                sheet, at = _new_sheet(book, heads, bold), 1
            _write_row(sheet, at, row)
            at += 1
        if sheet is None:
            _new_sheet(book, heads, bold)


def _new_sheet(book: xlsxwriter.Workbook, heads: Sequence[str], bold: object) -> "xlsxwriter.worksheet.Worksheet":
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    return sheet


def _write_row(sheet: "xlsxwriter.worksheet.Worksheet", at: int, row: Cells) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell[:_LONGEST])
        elif cell is not None:
            sheet.write_number(at, column, cell)


WRITERS: Mapping[str, Writer] = {"csv": to_csv, "xlsx": to_xlsx}
