"""Links by title as readers see them, and the pages about links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from design.addresses import address
from markup.wiki_links import drawn, titles_in
from web.page_cache.generation import cached_many
from web.pagination import pagination_context
from wiki.domain.links import MOST_LINKS, titles_by_key
from wiki.kinds import kind_of_type
from wiki.named import pages_called, pages_linking_to, wanted_titles, who_asks
from wiki.titles import key_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

PER_PAGE = 50
MOST_ASKING = 5


def with_links(html: str) -> str:
    """A stored text with its links by title: to the page that anybody may read, or to where it can be written.

    Queries: three for the titles of a text that were not asked for since something public changed, none without any.
    """
    if "[[" not in html:
        return html
    keys = titles_by_key(titles_in(html), most=MOST_LINKS)
    urls = cached_many("pages-called", keys, _addresses)

    def link(title: str, words: str) -> str | None:
        url = urls.get(key_of(title))
        if url is None:
            return None
        if url:
            return format_html('<a href="{}">{}</a>', url, words)
        label = _("%(words)s (page to write)") % {"words": words}
        return format_html(
            '<a class="wanted" href="{}" rel="nofollow" aria-label="{}">{}</a>', writing_url(title), label, words
        )

    return drawn(html, link)


def _addresses(keys: list[str]) -> dict[str, str]:
    found = pages_called(keys)
    return {key: address(found[key]) if key in found else "" for key in keys}


def writing_url(title: str) -> str:
    return f"{reverse('write')}?{urlencode({'titre': title})}"


def linked_pages(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What wiki/linked_pages.html names. Queries: six, however many pages there are."""
    found = Paginator(pages_linking_to(page, request=request), PER_PAGE)
    shown = found.get_page(request.GET.get("page"))
    return {
        "linking": [_row(one) for one in shown],
        "count": found.count,
        **pagination_context(shown.number, total=found.num_pages, url_of=lambda number: f"?page={number}"),
    }


def _row(page: Page) -> dict[str, str]:
    kind = kind_of_type(page.content_type_id)
    return {"title": page.title, "url": address(page), "kind": kind.label if kind else ""}


def wanted_pages(request: HttpRequest) -> dict[str, Any]:
    """What wiki/wanted_pages.html names. Queries: six, however many titles there are and pages that ask for them."""
    titles = Paginator(wanted_titles(request=request), PER_PAGE)
    shown = titles.get_page(request.GET.get("page"))
    rows = list(shown)
    asking = who_asks([row["key"] for row in rows], most=MOST_ASKING, request=request)
    return {
        "wanted": [
            {
                "title": row["title"],
                "write_url": writing_url(row["title"]),
                "pages": [_row(page) for page in asking.get(row["key"], ())],
                "more": max(row["count"] - MOST_ASKING, 0),
            }
            for row in rows
        ],
        "count": titles.count,
        **pagination_context(shown.number, total=titles.num_pages, url_of=lambda number: f"?page={number}"),
    }
