"""The credit builder: from a few fields, an item of the pool or the address of a licence to every form of a credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legaltools import catalogue
from legaltools.conflicts import conflicts
from legaltools.credit import credit_html, credit_text
from legaltools.duties import duties, missing
from licences import public_items
from licences.assistants.addresses import only_bare_is_cached, with_value
from licences.assistants.formats import credit_formats
from licences.assistants.forms import CreditForm, as_data
from web.languages import current_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from legaltools.credit import Work
    from legaltools.duties import Duty

IN_THE_RECORD = {"title", "authors", "source", "licence", "changes", "updated"}
SUGGESTED = (*catalogue.CURRENT, "etalab-2.0", "lal-1.3", "odbl-1.0")


@require_safe
@only_bare_is_cached
def credit_builder(request: HttpRequest) -> HttpResponse:
    data, is_gone = _with_item(request.GET)
    form = CreditForm(data)
    work = form.to_work()
    language = data.get("written_in") or current_language()
    context = {
        "nav": "licences",
        "form": form,
        "parts": [one for one in zip(form.forms, _candidates(form, data), strict=True) if form.is_shown(one[0])],
        "item_is_gone": is_gone,
        "suggestions": [catalogue.get(key).label for key in SUGGESTED],
        **({} if form.errors else _answer(work, language)),
    }
    return render(request, "licences/credit_builder.html", context)


def _with_item(data: QueryDict) -> tuple[QueryDict, bool]:
    """The question with the fields of the item it names; what the person wrote since then wins."""
    id_ = data.get("item", "")
    if not id_ or "title" in data:
        return data, False
    item = public_items.item(id_)
    filled = data.copy()
    filled.pop("item")
    for name, value in as_data(item.work).items() if item else ():
        filled.setdefault(name, value)
    return filled, item is None


def _candidates(form: CreditForm, data: QueryDict) -> list[list[dict[str, str]]]:
    """For each licence that could not be read, what it may have been, with the address that says so."""
    return [
        [
            {"label": tool.label, "url": with_value(data, one.add_prefix("licence"), tool.key)}
            for tool in one.candidates()
        ]
        for one in form.forms
    ]


def _answer(work: Work, language: str) -> dict[str, Any]:
    """The credit in every form, what it lacks, and what the licence asks for that no credit can hold."""
    if not credit_text(work, language):
        return {}
    changed = bool(work.changes)
    lacking = missing(work, changed=changed)
    asked = duties(work.licence, changed=changed) if work.licence else ()
    return {
        "written_in": language,
        "conflicts": [duty_row(one, work) for one in conflicts(work)],
        "html": credit_html(work, language),
        "formats": credit_formats(work, language),
        "breaches": [duty_row(one, work) for one in lacking if one.severity == "breach"],
        "courtesies": [duty_row(one, work) for one in lacking if one.severity == "courtesy"],
        "besides": [
            duty_row(one, work) for one in asked if one.field not in IN_THE_RECORD and one.severity == "breach"
        ],
    }


def duty_row(duty: Duty, work: Work) -> dict[str, str]:
    """A duty as components/duty_list.html takes it; that of an original says of which work it speaks."""
    language = current_language()
    text = duty.text(language)
    places = [int(part) for part in duty.field.split(".") if part.isdigit()]
    for place in places:
        work = work.adapted_from[place]
    if places:
        text = _("%(title)s: %(duty)s") % {"duty": text, "title": work.title or _("The original")}
    return {
        "text": text,
        "clause": duty.clause,
        "url": duty.address(language),
        "field_id": _to_mend(duty.field, places),
    }


def _to_mend(name: str, places: list[int]) -> str:
    """The field that leads out of it: for an original as a whole, the licence of what is adapted from it."""
    own = name.rpartition(".")[2]
    if own.isdigit() or own == "adapted_from":
        return _field_id("licence", tuple(places[:-1] if own.isdigit() else places))
    return _field_id(name, tuple(places))


def _field_id(name: str, places: tuple[int, ...]) -> str:
    """The id of the field to fill in, empty for what no field holds."""
    own = name.rpartition(".")[2]
    prefix = {(): "", (0,): "o1-", (0, 0): "o2-"}.get(places, f"s{places[0]}-" if len(places) == 1 else None)
    if own not in IN_THE_RECORD or prefix is None:
        return ""
    return f"id_{prefix}{own}-0-name" if own == "authors" else f"id_{prefix}{own}"
