"""Who wrote what on a page, and who would have to agree to another licence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from design.addresses import address
from wiki.context.history import signature, version_row
from wiki.domain.authorship import Authorship, authorship

if TYPE_CHECKING:
    from wagtail.models import Page

# As many tints as the stylesheet has.
TINTS = 6


def authorship_context(page: Page) -> dict[str, Any]:
    """What wiki/authorship.html draws, the same for everybody."""
    told = authorship(page)
    words = told.words_by_version()
    url = address(page)
    newest = max(told.versions, default=0)
    return {
        "groups": [
            {
                "title": title,
                "passages": [{"label": one.label, "html": _drawn(one.traced)} for one in passages],
            }
            for title, passages in groupby(told.passages, key=lambda passage: passage.group)
        ],
        "versions": [
            version_row(told.versions[number], page_url=url, newest=newest) | {"words": count, "tint": number % TINTS}
            for number, count in words.items()
        ],
        "oldest": min(told.versions, default=0) if told.is_cut else 0,
        "agreement": agreement(page, told),
    }


def _drawn(traced: Any) -> SafeString:
    return mark_safe(traced.write(_mark))  # noqa: S308 -- words are escaped, and numbers ours


def _mark(number: int, words: str) -> str:
    label = _("version %(number)s") % {"number": number}
    return (
        f'<span class="authorship__run authorship__run--{number % TINTS}">{words}</span>'
        f'<sup><a href="#version-{number}" aria-label="{label}">{number}</a></sup>'
    )


def agreement(page: Any, told: Authorship) -> dict[str, Any]:
    """Everybody whose words or credits are in the page, each name once, with why they are named.

    Rule: a licence holds for whoever received the work under it; another one can be offered by those who hold rights in
    what is in it, all of them (for what has several authors, French Intellectual Property Code, article L113-3). What is
    in the public domain needs nobody.
    """
    people: dict[str, list[str]] = {}
    for number, count in told.words_by_version().items():
        version = told.versions[number]
        why = _("%(count)s words, since version %(number)s") % {"count": count, "number": number}
        people.setdefault(signature(version), []).append(why)
    for credit in getattr(page, "credits", ()):
        people.setdefault(credit["name"], []).append(_("named in the credits"))
    tool = getattr(page, "legal_tool", None)
    return {
        "people": [{"name": name, "why": why} for name, why in people.items()],
        "sources": [_source(row) for row in getattr(page, "sources", ())],
        "licence": tool,
        "needs_nobody": bool(tool and tool.is_public_domain),
    }


def _source(row: dict[str, str]) -> SafeString:
    title, authors = row.get("title", ""), row.get("authors", "")
    return format_html("{}{}", title or row.get("url", ""), f" ({authors})" if authors else "")
