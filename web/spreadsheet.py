"""Tables for spreadsheets, in which no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def row(cells: Iterable[str]) -> str:
    """A line of CSV with a semicolon between cells."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
        [harmless(cell) for cell in cells]
    )
    return text.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
