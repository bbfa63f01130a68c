"""A licence and the credit of a work as components/licence_box.html takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from legaltools.credit import credit_html, credit_markdown, credit_text
from legaltools.summary import summarise
from licences.records.sources import SourceKind, as_work

if TYPE_CHECKING:
    from legaltools.credit import Work
    from legaltools.summary import Summary
    from licences.models import LicensedMixin


MADE_FROM = {
    SourceKind.ADAPTATION: _("Adapted from"),
    SourceKind.TRANSLATION: _("Translated from"),
    SourceKind.EXCERPT: _("Has an excerpt of"),
    SourceKind.REPRODUCTION: _("Takes up"),
    SourceKind.COLLECTION: _("Gathers"),
}


def licence_box(item: LicensedMixin, language: str) -> dict[str, Any]:
    """The label of an item: `licence`, `licence_name`, `summary` and `credit`, all None while it has no licence."""
    return label_of(item.as_work(), language)


def label_of(work: Work, language: str) -> dict[str, Any]:
    """The same of a work, whatever record it was made from."""
    tool = work.licence
    if tool is None:
        return {"licence": None, "licence_name": "", "summary": None, "credit": None}
    summary = summarise(tool, language)
    return {
        "licence": tool,
        "licence_name": tool.name(language),
        "summary": summary_lines(summary),
        "credit": {
            "text": credit_text(work, language),
            "html": credit_html(work, language),
            "markdown": credit_markdown(work, language),
        },
    }


def summary_lines(summary: Summary) -> dict[str, list[tuple[str, str, bool]]]:
    """The three lists as templates draw them: (symbol, text, struck)."""
    return {
        name: [(line.symbol, line.text, line.struck) for line in getattr(summary, name)]
        for name in ("can", "must", "cannot")
    }


def source_credits(item: LicensedMixin, language: str) -> list[dict[str, str]]:
    """The sources as components/origins.html takes them: how each is used, and its own credit."""
    return [
        {
            "label": str(MADE_FROM[SourceKind(row["kind"])]),
            "credit": mark_safe(credit_html(as_work(row), language)),  # noqa: S308 -- escaped by legaltools
        }
        for row in item.sources
    ]
