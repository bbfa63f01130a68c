"""The compliance check, drawn beside the licence: in the form of a guide, and as somebody writes in any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import Panel

from licences.admin.licensed_form import KEEP
from licences.domain.compliance import check_licence
from licences.domain.messages import sentence
from licences.domain.recognising import with_items
from licences.domain.remedies import possible_licences, remedies
from licences.domain.waivers import is_confirmed, is_waiting
from licences.forms import LicenceChoiceField, LicenceWidget, SourcesFormField, SourcesWidget
from web.languages import current_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from legaltools.compat import Reason
    from licences.domain.compliance import Compliance, Rows
    from licences.models import LicensedMixin

WORDS = {
    "no": _("Not possible"),
    "discouraged": _("Advised against"),
    "unknown": _("To be checked"),
    "ok": _("Good to know"),
}


def issue_rows(compliance: Compliance, sources: Rows) -> list[dict[str, Any]]:
    """Each issue as the template takes it: `verdict`, `words`, `text`, `clause` with its address, `ways`."""
    possible = possible_licences(sources)
    return [
        {
            "verdict": issue.verdict,
            "is_part": issue.is_part,
            "words": WORDS[issue.verdict],
            "text": sentence(issue, with_clause=False),
            "clause": _clause(issue.reason) if issue.reason else (),
            "ways": remedies(issue, licence=compliance.licence, possible=possible),
        }
        for issue in compliance.issues
    ]


def _clause(reason: Reason) -> tuple[str, str]:
    return reason.clause, reason.address(current_language())


def waiver_of(item: LicensedMixin, compliance: Compliance) -> dict[str, Any]:
    """Who kept a discouraged licence and when, empty when nobody did or nothing is discouraged any more."""
    if not compliance.issues_of("discouraged") or not is_confirmed(item, compliance):
        return {}
    person = get_user_model().objects.filter(pk=item.licence_confirmed["by"]).first()
    return {"by": person.get_full_name() if person else "", "at": parse_datetime(item.licence_confirmed["at"])}


class VerdictPanel(Panel):
    """Stands beside the licence; without JavaScript it says what was found when the form was last sent or opened."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "licences/admin/verdict_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            compliance = self.form.compliance
            issues = issue_rows(compliance, self.instance.sources)
            asks = is_waiting(self.instance, compliance)
            of_sources = asks and any(not issue.is_part for issue in compliance.issues_of("discouraged"))
            return super().get_context_data(parent_context) | {
                "issues": [issue for issue in issues if not issue["is_part"]],
                "part_issues": [issue for issue in issues if issue["is_part"]],
                "asks": of_sources,
                "asks_of_parts": asks and not of_sources,
                "waiver": waiver_of(self.instance, compliance),
                "keep_name": KEEP,
            }


def _licence_of(request: HttpRequest) -> str:
    """The licence as chosen or typed; none while the words name none for certain."""
    try:
        return LicenceChoiceField().to_python(LicenceWidget().value_from_datadict(request.POST, {}, "licence"))
    except ValidationError:
        return ""


@require_POST
def verdict(request: HttpRequest) -> HttpResponse:
    """What the compliance check says of a licence and sources that are not saved yet; pictures and files, on saving."""
    context: dict[str, Any] = {"keep_name": KEEP, "ticked": KEEP in request.POST}
    try:
        typed = SourcesWidget().value_from_datadict(request.POST, {}, "sources")
        sources = with_items(SourcesFormField(required=False).clean(typed))
    except ValidationError as error:
        return render(request, "licences/admin/verdict.html", context | {"error": error.messages[0]})
    compliance = check_licence(_licence_of(request), sources)
    context |= {"issues": issue_rows(compliance, sources), "asks": bool(compliance.issues_of("discouraged"))}
    return render(request, "licences/admin/verdict.html", context)
