"""The verdict of a kit while it is composed: of what its form says now, whatever is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from commons.kits.context.blocked import Project
from commons.kits.context.entries import guides_among
from commons.kits.context.media import media_among
from commons.kits.context.subjects import subjects_of
from commons.kits.context.verdict import verdict_context
from commons.kits.domain.entries import read_entries
from commons.kits.domain.verdict import verdict_of
from legaltools import catalogue

if TYPE_CHECKING:
    from wiki.forms.page_form import PageForm


def verdict_of_form(form: PageForm) -> str:
    """As HTML. A row that names nothing yet counts for nothing; nothing is noted as wrong."""
    said = ((row, row.said()) for row in form.rows["entries"].standing)
    entries = read_entries({"id": row.key, "type": row.type, "value": value} for row, value in said if value)
    guides, media = guides_among(entries), media_among(entries)
    project = Project(
        licence=catalogue.by_key().get(str(form["licence"].value() or "")), subjects=subjects_of(entries, guides, media)
    )
    verdict = verdict_context(verdict_of(entries.shown), project) if entries.shown else None
    return render_to_string("kits/form_verdict.html", {"verdict": verdict})
