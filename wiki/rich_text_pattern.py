"""The field for texts on a page of its own, beside the pattern page, to be looked at and tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wiki.forms.rich_text import RichTextFormField, share_references

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_GUIDE = [
    "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "image", "blockquote", "code", "code-block",
    "table", "superscript", "subscript", "strikethrough", "hr",
]  # fmt: skip
_TEXT = (
    "<h3>Avant de sortir</h3><p>Chaque <b>équipe</b> reçoit un plan et <i>un crayon</i>.</p>"
    "<ul><li>le plan du quartier</li><li>un crayon par personne</li></ul>"
    '<blockquote><p>On ne traverse qu’ensemble.</p></blockquote><p>Le fond vient d’<a href="https://www.openstreetmap.org/">OpenStreetMap</a>.</p>'
)
_TABLE = "<p>Compter large.</p><table><tr><th>Âge</th><th>Durée</th></tr><tr><td>8 ans</td><td>40 min</td></tr></table>"


class TextsForm(forms.Form):
    instructions = RichTextFormField(
        features=_GUIDE, language="fr", label=_("Instructions"), help_text=_("What you say and what people do.")
    )
    description = RichTextFormField(
        features=["bold", "italic", "link", "ol", "ul", "h3"], label=_("Description"), required=False
    )
    note = RichTextFormField(features=_GUIDE, label=_("Note for facilitators"), required=False)


def rich_text_pattern(request: HttpRequest) -> HttpResponse:
    """Nothing of what is sent is stored: it is shown as it would be."""
    form = TextsForm(
        request.POST or None, request.FILES or None, initial={"instructions": _TEXT, "description": "", "note": _TABLE}
    )
    share_references(form, user=request.user if request.user.is_authenticated else None)
    theme = request.GET.get("theme")
    context = {"form": form, "theme_forced": theme if theme in {"light", "dark"} else ""}
    if form.is_bound and form.is_valid():
        context["stored"] = form.cleaned_data
    return render(request, "wiki/rich_text_pattern.html", context)
