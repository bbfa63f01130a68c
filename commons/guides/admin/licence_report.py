"""The stewards' report on licences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from commons.guides.contributions import REPORT
from commons.guides.domain.licence_findings import findings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from commons.guides.domain.licence_findings import Finding

KINDS = {
    "missing": _("No licence"),
    "invented": _("Licence that never existed"),
    "contradiction": _("At odds with its sources"),
    "copies": _("Same file, two licences"),
    "retired": _("Retired licence"),
}


class LicenceReport(ReportView):
    page_title = _("Licences to look at")
    header_icon = "warning"
    index_url_name = "guides_licence_report"
    index_results_url_name = "guides_licence_report_results"
    template_name = "guides/admin/licence_report.html"
    results_template_name = "guides/admin/licence_report_results.html"
    columns = [
        TitleColumn("title", label=_("Title"), get_url=lambda finding: finding.url),
        Column("what", label=_("What it is")),
        Column("kind", label=_("What is wrong"), accessor=lambda finding: KINDS[finding.kind]),
        Column("licence", label=_("Licence")),
        Column("reason", label=_("Why")),
    ]
    list_export = ["title", "what", "kind", "licence", "reason", "url"]
    export_headings = {
        "title": _("Title"),
        "what": _("What it is"),
        "kind": _("What is wrong"),
        "licence": _("Licence"),
        "reason": _("Why"),
        "url": _("Where to mend it"),
    }

    custom_field_preprocess = {"kind": dict.fromkeys(("csv", "xlsx"), lambda kind: str(KINDS[kind]))}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(REPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> list[Finding]:
        asked = self.request.GET.get("kind", "")
        return [finding for finding in findings() if asked not in KINDS or finding.kind == asked]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("kind", "")
        kinds = [
            {"words": words, "query": f"?kind={kind}", "current": kind == asked}
            for kind, words in {"": _("Everything"), **KINDS}.items()
        ]
        return super().get_context_data(*args, **kwargs) | {"kinds": kinds}


class LicenceReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(REPORT)


def menu_item() -> MenuItem:
    return LicenceReportItem(
        _("Licences to look at"), reverse("guides_licence_report"), name="licences", icon_name="warning", order=100
    )
