"""Who wrote what on a page, and who would have to agree to another licence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from design.addresses import address
from wiki.context.agreement import agreement
from wiki.context.history import version_row
from wiki.domain.authorship import authorship

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
