"""What a spreadsheet would run as a formula is text in every report, Wagtail's included."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# As openpyxl has it; it raises an exception for them.
NOT_IN_A_WORKBOOK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# By OWASP's list ("CSV Injection"); a number that is one stays a number.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_text(value: Any) -> Any:
    """The cell with an apostrophe before it when a spreadsheet would take it for more than text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS) else value


def without_controls(value: Any) -> Any:
    """The cell without the characters that a workbook cannot hold, such as a bell."""
    return NOT_IN_A_WORKBOOK.sub("", value) if isinstance(value, str) else value


def watch() -> None:
    """At the one root of Wagtail's exports. Its .xlsx files say of each cell that it is text; .csv cannot."""
    preprocess = SpreadsheetExportMixin.preprocess_field_value

    @wraps(preprocess)
    def safe(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        cell = preprocess(self, field, value, export_format)
        return as_text(cell) if export_format == self.FORMAT_CSV else without_controls(cell)

    SpreadsheetExportMixin.preprocess_field_value = safe
