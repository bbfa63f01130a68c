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

    from markup.differences.origins import Traced

# As many tints as the stylesheet has.
TINTS = 6


def authorship_context(page: Page) -> dict[str, Any]:
    """What wiki/authorship.html draws, the same for everybody."""
    authors = authorship(page)
    words = authors.words_by_version()
    # What most of the page is of stands without a line under it.
    most = next(iter(words), 0)
    url = address(page)
    newest = max(authors.versions, default=0)
    return {
        "groups": [
            {
                "title": title,
                "passages": [{"label": one.label, "html": _drawn(one.traced, most)} for one in passages],
            }
            for title, passages in groupby(authors.passages, key=lambda passage: passage.group)
        ],
        "versions": [
            version_row(authors.versions[number], page_url=url, newest=newest)
            | {"words": count, "tint": _tint(number, most)}
            for number, count in words.items()
        ],
        "oldest": min(authors.versions, default=0) if authors.is_cut else 0,
        "agreement": agreement(page, authors),
    }


def _drawn(traced: Traced, most: int) -> SafeString:
    return mark_safe(traced.write(lambda number, words: _mark(number, words, most)))  # noqa: S308 -- words are escaped, and numbers ours


def _tint(number: int, most: int) -> str:
    return "most" if number == most else str(number % TINTS)


def _mark(number: int, words: str, most: int) -> str:
    label = _("version %(number)s") % {"number": number}
    return (
        f'<span class="authorship__run authorship__run--{_tint(number, most)}">{words}</span>'
        f'<sup><a href="#version-{number}" aria-label="{label}">{number}</a></sup>'
    )


def agreement(page: Any, authors: Authorship) -> dict[str, Any]:
    """Everybody whose words or credits are in the page, each name once, with why they are named.

    Rule: a licence holds for whoever received the work under it; another one can be offered by those who hold rights on
    what is in it, all of them (for what has several authors, French Intellectual Property Code, article L113-3). What
    is in the public domain needs nobody.
    """
    people: dict[str, list[str]] = {}
    for number, count in authors.words_by_version().items():
        version = authors.versions[number]
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
