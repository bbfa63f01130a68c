"""No report, ours or Wagtail's, writes a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from commons.guides.models import GuidePage
from tests.factories.guides import make_guide
from tests.factories.people import PersonFactory
from web.spreadsheets import as_text

FORMULA = '=HYPERLINK("https://elsewhere.example/","Cliquez")'
REPORTS = [
    "guides_licence_report_results",
    "wagtailadmin_reports:aging_pages_results",
    "wagtailadmin_reports:site_history_results",
    "wagtailadmin_reports:locked_pages_results",
    "wagtailadmin_reports:workflow_results",
    "wagtailadmin_reports:workflow_tasks_results",
    "wagtailredirects:index_results",
]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_formula_is_text(start):
    assert as_text(start) == f"'{start}"


@pytest.mark.parametrize("value", ["Le marché", "1-2", "", 3, -2, None, "'=1", " =1"])
def test_what_is_no_formula_stays_as_it_is(value):
    assert as_text(value) == value


def test_every_export_goes_through_the_one_root():
    """A view that writes its own rows would need its own care; none does."""

    def below(kind):
        return [kind, *(deeper for child in kind.__subclasses__() for deeper in below(child))]

    own = [
        kind
        for kind in below(SpreadsheetExportMixin)[1:]
        if {"write_csv_row", "preprocess_field_value"} & set(vars(kind))
    ]
    assert own == []


def show_everywhere(client, *, title):
    """A guide that every report shows, by a steward whose name is a formula and who is logged in."""
    steward = PersonFactory(display_name=FORMULA, groups=["steward"])
    steward.is_superuser = True
    steward.save()
    guide = make_guide(title, owner=steward, slug="piege")
    guide.locked, guide.locked_by = True, steward
    guide.save_revision(user=steward, log_action=True)
    guide.save()
    GuidePage.objects.filter(pk=guide.pk).update(licence="")
    client.force_login(steward)


@pytest.mark.django_db
@pytest.mark.parametrize("report", REPORTS)
def test_report_holds_no_formula(client, report):
    show_everywhere(client, title=FORMULA)
    response = client.get(reverse(report), {"export": "csv"})
    assert response["Content-Type"] == "text/csv"
    cells = [cell for row in csv.reader(io.StringIO(response.getvalue().decode())) for cell in row]
    assert cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    if report in {"guides_licence_report_results", "wagtailadmin_reports:locked_pages_results"}:
        assert f"'{FORMULA}" in cells


@pytest.mark.django_db
@pytest.mark.parametrize("report", REPORTS)
def test_workbook_holds_no_formula_and_no_character_that_it_cannot_hold(client, report):
    """A bell, a vertical tab: a form takes them, a workbook refuses them."""
    show_everywhere(client, title=FORMULA + "\x07\x0b")
    response = client.get(reverse(report), {"export": "xlsx"})
    book = load_workbook(io.BytesIO(response.getvalue()))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "s" in kinds
