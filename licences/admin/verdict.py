"""What the guard says, drawn beside the licence: in the form of a guide, and as somebody writes in any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import Panel

from licences.admin.licensed_form import KEEP
from licences.domain.compliance import weigh
from licences.domain.messages import sentence
from licences.domain.recognising import with_items
from licences.domain.remedies import possible_licences, ways_out
from licences.domain.waivers import is_confirmed, is_waiting
from licences.forms import LicenceChoiceField, LicenceWidget, SourcesFormField, SourcesWidget

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from legaltools.compat import Reason
    from licences.domain.compliance import Judgement, Rows
    from licences.models import LicensedMixin

WORDS = {
    "no": _("Not possible"),
    "discouraged": _("Advised against"),
    "unknown": _("To be checked"),
    "ok": _("Good to know"),
}


def drawn(judgement: Judgement, sources: Rows) -> list[dict[str, Any]]:
    """Each remark as the template takes it: `verdict`, `words`, `text`, `clause` with its address, `ways`."""
    possible = possible_licences(sources)
    return [
        {
            "verdict": remark.verdict,
            "is_part": remark.is_part,
            "words": WORDS[remark.verdict],
            "text": sentence(remark, with_clause=False),
            "clause": _clause(remark.reason) if remark.reason else (),
            "ways": ways_out(remark, licence=judgement.licence, possible=possible),
        }
        for remark in judgement.remarks
    ]


def _clause(reason: Reason) -> tuple[str, str]:
    return reason.clause, reason.address(get_language() or "fr")


def kept(item: LicensedMixin, judgement: Judgement) -> dict[str, Any]:
    """Who kept a discouraged licence and when, empty when nobody did or nothing is discouraged any more."""
    if not judgement.said("discouraged") or not is_confirmed(item, judgement):
        return {}
    person = get_user_model().objects.filter(pk=item.licence_confirmed["by"]).first()
    return {"by": person.get_full_name() if person else "", "at": parse_datetime(item.licence_confirmed["at"])}


class VerdictPanel(Panel):
    """Stands beside the licence; without JavaScript it says what was found when the form was last sent or opened."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "licences/admin/verdict_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            judgement = self.form.judgement
            remarks = drawn(judgement, self.instance.sources)
            asks = is_waiting(self.instance, judgement)
            of_sources = asks and any(not remark.is_part for remark in judgement.said("discouraged"))
            return super().get_context_data(parent_context) | {
                "remarks": [remark for remark in remarks if not remark["is_part"]],
                "part_remarks": [remark for remark in remarks if remark["is_part"]],
                "asks": of_sources,
                "asks_of_parts": asks and not of_sources,
                "kept": kept(self.instance, judgement),
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
    """What the guard says of a licence and sources that are not saved yet; pictures and files are weighed on saving."""
    context: dict[str, Any] = {"keep_name": KEEP, "ticked": KEEP in request.POST}
    try:
        typed = SourcesWidget().value_from_datadict(request.POST, {}, "sources")
        sources = with_items(SourcesFormField(required=False).clean(typed))
    except ValidationError as error:
        return render(request, "licences/admin/verdict.html", context | {"error": error.messages[0]})
    judgement = weigh(_licence_of(request), sources)
    context |= {"remarks": drawn(judgement, sources), "asks": bool(judgement.said("discouraged"))}
    return render(request, "licences/admin/verdict.html", context)
