from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.clickjacking import xframe_options_exempt

from commons.library.context.cards import cards
from commons.library.context.item import full_url, item_context, player
from commons.library.context.licence_timeline import papers_context
from commons.library.domain.editing_items import may_edit
from commons.library.enums import MediaKind
from commons.library.models import MediaItem
from commons.library.oembed import NotEmbedded, oembed_of
from commons.library.queries import newest_first, public_media, with_files
from community.permissions.visibility import Reader
from legaltools.credit import credit_html
from web.cors import open_to_other_sites
from web.languages import current_language
from web.page_cache.generation import cached
from web.page_cache.policies import cache_with_query
from web.pagination import pagination_context

if TYPE_CHECKING:
    from django.http import HttpRequest

PER_PAGE = 24


@cache_with_query
def media_list(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("genre", "")
    kind = kind if kind in MediaKind.values else ""
    counts = _counts()
    shown = newest_first(public_media().filter(kind=kind) if kind else public_media())
    # The keys alone, from an index: a page far down would join the files of every item before it.
    paginator = Paginator(shown.values_list("pk", flat=True), PER_PAGE)
    # Counted once for everybody: a database counts 20,000 rows as long as it draws a page.
    paginator.count = counts.get(kind, 0) if kind else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    items = with_files(MediaItem.objects.filter(pk__in=list(page)))
    narrowed = f"genre={kind}&" if kind else ""
    numbers = pagination_context(page.number, total=paginator.num_pages, url_of=lambda n: f"?{narrowed}page={n}")
    context = {"nav": "media", "items": cards(items), "count": paginator.count, "kinds": _kinds(counts, kind)}
    return render(request, "media/media_list.html", context | numbers)


def _counts() -> dict[str, int]:
    """How many public media of each kind anybody sees."""
    return cached("media-counts", lambda: dict(public_media().order_by().values_list("kind").annotate(Count("pk"))))


def _kinds(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    plural = {"image": _("Images"), "document": _("Documents"), "sound": _("Sounds"), "video": _("Videos")}
    every = {
        "label": pgettext("media", "All"),
        "url": reverse("media:list"),
        "count": sum(counts.values()),
        "current": not chosen,
    }
    return [every] + [
        {"label": plural[key], "url": f"?genre={key}", "count": counts[key], "current": key == chosen}
        for key in MediaKind.values
        if counts.get(key)
    ]


def media_item(request: HttpRequest, slug: str) -> HttpResponse:
    item = _seen(request, slug)
    response = render(request, "media/media_item.html", _read_by(request.user, item))
    if item.legal_tool and item.legal_tool.url:
        response["Link"] = f'<{item.legal_tool.url}>; rel="license"'
    return response


def _read_by(user: Any, item: MediaItem) -> dict[str, Any]:
    return {**item_context(item), **papers_context(item, user), "may_edit": may_edit(user, item)}


@xframe_options_exempt
@csp_update({"frame-ancestors": ["*"]})
def embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """The item alone with its credit, for a frame on another site."""
    item = _seen(request, slug)
    credit = credit_html(item.as_work(address=full_url(item)), current_language())
    return render(request, "media/embedded.html", {"item": item, "player": player(item), "credit": credit})


@open_to_other_sites
@cache_with_query
def oembed(request: HttpRequest) -> HttpResponse:
    """https://oembed.com, of media and of whatever else is public here; JSON alone."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON is given here."}, status=501)
    try:
        return JsonResponse(oembed_of(request.GET))
    except NotEmbedded as error:
        return JsonResponse({"error": str(error)}, status=error.status)


def _seen(request: HttpRequest, slug: str) -> MediaItem:
    """The item as this visitor may see it. Raises Http404 for one that is not public, or in a closed collection."""
    item = with_files(public_media(Reader(request)).filter(slug=slug)).first()
    if item is None:
        raise Http404
    return item
