"""Views of the pool: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from commons.guides import browsing, queries
from commons.guides.context.card import cards
from commons.guides.drawn import body_for
from commons.guides.exports import export_of, url_of
from commons.library import theme_uses
from commons.library.models import Tag, Theme
from design.addresses import address
from search.service import find
from web.pagination import pagination_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

    from commons.guides.models import GuideIndexPage, GuidePage

PER_PAGE = 24
LONGEST_NUMBER = 9


def show_guide(request: HttpRequest, guide: GuidePage) -> HttpResponse:
    response = render(request, guide.get_template(request), _as_read(guide, request))
    if guide.legal_tool and guide.legal_tool.url:
        markdown = f'<{url_of("markdown", guide.full_url)}>; rel="alternate"; type="text/markdown"'
        response["Link"] = f'<{guide.legal_tool.url}>; rel="license", {markdown}'
    return response


def guide_on_paper(request: HttpRequest, guide: GuidePage) -> HttpResponse:
    """The sheet as it is printed, for whoever has no JavaScript or wants to see it first."""
    return render(request, "guides/guide_on_paper.html", _as_read(guide, request))


def _as_read(guide: GuidePage, request: HttpRequest) -> dict[str, Any]:
    body = body_for(guide, request, participants=asked_participants(request))
    guide.upkeep_drawn, guide.translation_drawn = body.upkeep, body.translation
    guide.runs_drawn = body.runs
    # No stamp tells that a media item changed or went.
    if body.lineage.get("are_pages"):
        guide.lineage_drawn = body.lineage
    shown = {name: getattr(body, name) for name in ("head", "opening", "rest", "ending", "alternates")}
    around = {"page": guide, "nav": "guides", "page_url": body.page_url, "participants": body.participants}
    return {**shown, **around, "edit_url": edit_url(guide, request)}


def asked_participants(request: HttpRequest) -> int | None:
    """The number in the address, when it is one."""
    asked = request.GET.get("participants", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
    return int(asked) if is_number else None


def edit_url(page: Page, request: HttpRequest) -> str:
    """Where a reader who may change the page does so; empty for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not page.permissions_for_user(user).can_edit():
        return ""
    return f"{address(page)}modifier/"


def guide_export(request: HttpRequest, guide: GuidePage, filename: str) -> HttpResponseBase:
    export = export_of(filename)
    if export is None:
        raise Http404
    if export.respond is not None:
        return export.respond(request, guide)
    if export.write is None:
        raise Http404
    response = HttpResponse(export.write(guide), content_type=export.content_type)
    if export.max_age:
        response["Cache-Control"] = f"public, max-age={export.max_age}"
        return response
    return _saved(response, guide, ending=filename.rpartition(".")[2])


def _saved(response: HttpResponseBase, guide: GuidePage, *, ending: str) -> HttpResponseBase:
    """As a file that the browser saves under the name of the guide."""
    response["Content-Disposition"] = f'attachment; filename="{guide.slug}.{ending}"'
    if guide.legal_tool and guide.legal_tool.url:
        response["Link"] = f'<{guide.legal_tool.url}>; rel="license", <{guide.full_url}>; rel="canonical"'
    return response


def guide_list(request: HttpRequest, page: GuideIndexPage) -> HttpResponse:
    query = browsing.asked(request)
    result = find(query, facets=browsing.FACETS)
    if browsing.is_narrowed(query) and result.ready:
        shelf = browsing.narrowed_shelf(query, result)
    else:
        shelf = shelf_context(request, queries.shelf(queries.public_guides()))
    context = {"page": page, "themes": queries.themes_in_use(), **browsing.filter_context(query, result), **shelf}
    return render(request, page.template, context)


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Theme, slug=slug)
    return render(
        request,
        "library/theme.html",
        {
            "theme": chosen,
            "trail": [(_("Guides"), queries.address_of_all(request))],
            "uses": theme_uses.of_theme(chosen),
            **shelf_context(request, queries.guides_of_theme(chosen)),
        },
    )


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A word that only drafts use is nobody's business yet: its page is not there."""
    chosen = get_object_or_404(Tag, slug=slug)
    shelf = shelf_context(request, queries.guides_with_tag(slug))
    if not shelf["count"]:
        raise Http404
    trail = [(_("Guides"), queries.address_of_all(request))]
    return render(request, "library/tag.html", {"tag": chosen, "trail": trail, **shelf})


def shelf_context(request: HttpRequest, guides: PageQuerySet[GuidePage]) -> dict[str, Any]:
    """One page of a list of guides, as cards, with the way to the others."""
    page = Paginator(guides, PER_PAGE).get_page(request.GET.get("page"))
    numbers = pagination_context(page.number, total=page.paginator.num_pages, url_of=lambda number: f"?page={number}")
    return {"nav": "guides", "guides": cards(page), "count": page.paginator.count, **numbers}
