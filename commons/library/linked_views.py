"""Works that are elsewhere: their record is here, their file is not, and nothing of it is loaded from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commons.library.context.linked import linked_context, linked_rows
from commons.library.models import LinkedWork
from web.page_cache.policies import cache_with_query
from web.pagination import pagination_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30


@cache_with_query
@require_safe
def linked_works(request: HttpRequest) -> HttpResponse:
    page = Paginator(LinkedWork.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    numbers = pagination_context(page.number, total=page.paginator.num_pages, url_of=lambda n: f"?page={n}")
    context = {"nav": "media", "rows": linked_rows(page), "count": page.paginator.count}
    return render(request, "media/linked_works.html", context | numbers)


@require_safe
def linked_work(request: HttpRequest, slug: str) -> HttpResponse:
    work = get_object_or_404(LinkedWork, slug=slug)
    response = render(request, "media/linked_work.html", linked_context(work))
    if work.legal_tool and work.legal_tool.url:
        response["Link"] = f'<{work.legal_tool.url}>; rel="license"'
    return response
