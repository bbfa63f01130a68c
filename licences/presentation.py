"""A licence and the credit of a work as components/licence_box.html takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licences.core.credit import credit_html, credit_markdown, credit_text
from licences.core.summary import summarise

if TYPE_CHECKING:
    from licences.models import LicensedMixin


def licence_box(item: LicensedMixin, language: str) -> dict[str, Any]:
    """The label of an item: `licence`, `licence_name`, `summary` and `credit`, all None while it has no licence."""
    tool = item.legal_tool
    if tool is None:
        return {"licence": None, "licence_name": "", "summary": None, "credit": None}
    work = item.as_work()
    found = summarise(tool, language)
    return {
        "licence": tool,
        "licence_name": tool.name(language),
        "summary": {
            name: [(line.symbol, line.text, line.struck) for line in getattr(found, name)]
            for name in ("can", "must", "cannot")
        },
        "credit": {
            "text": credit_text(work, language),
            "html": credit_html(work, language),
            "markdown": credit_markdown(work, language),
        },
    }
