"""Views of kits: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from commons.guides.views import asked_participants, edit_url
from commons.kits import queries
from commons.kits.bundles import bundle_of, text_of
from commons.kits.context.card import cards
from commons.kits.context.page import credits_page_context, kit_context
from design.addresses import address
from exporting.delivery import deliver
from web.pagination import pagination_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from commons.kits.models import KitIndexPage, KitPage

PER_PAGE = 24


def kit_list(request: HttpRequest, page: KitIndexPage) -> HttpResponse:
    shelf = Paginator(queries.shelf(queries.public_kits()), PER_PAGE).get_page(request.GET.get("page"))
    numbers = pagination_context(shelf.number, total=shelf.paginator.num_pages, url_of=lambda number: f"?page={number}")
    context = {"page": page, "nav": "kits", "kits": cards(shelf), "count": shelf.paginator.count, **numbers}
    return render(request, page.template, context)


def show_kit(request: HttpRequest, kit: KitPage) -> HttpResponse:
    context = kit_context(kit, participants=asked_participants(request))
    context["edit_url"] = edit_url(kit, request)
    return _licensed(render(request, kit.get_template(request), context), kit)


def kit_credits(request: HttpRequest, kit: KitPage) -> HttpResponse:
    """The one link that stands for all credits: CC 4.0, section 3(a)(2)."""
    return _licensed(render(request, "kits/credits.html", credits_page_context(kit)), kit)


def kit_export(request: HttpRequest, kit: KitPage, ending: str) -> HttpResponseBase:
    """The whole kit as a file, built when it is asked for; as text, at once."""
    if ending == "md":
        response = HttpResponse(text_of(kit), content_type="text/markdown; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{kit.slug}.md"'
        return _licensed(response, kit)
    return deliver(
        request, ending, lambda options: bundle_of(kit, participants=options.participants), back=address(kit)
    )


def _licensed(response: HttpResponse, kit: Any) -> HttpResponse:
    if kit.legal_tool and kit.legal_tool.url:
        response["Link"] = f'<{kit.legal_tool.url}>; rel="license"'
    return response
