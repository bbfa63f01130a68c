"""Addresses below every page that may be adapted: adapting it, its lineage, its original."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.urls import re_path

from commons.lineage import views
from commons.lineage.kinds import adaptable
from wiki.pages import PAGE, below_pages

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from django.urls import URLPattern
    from wagtail.models import Page

    from wiki.pages import PageView


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page that may be adapted stands."""

    def below(view: PageView) -> PageView:
        @wraps(view)
        def answer(request: HttpRequest, page: Page, **kwargs: Any) -> HttpResponseBase:
            if adaptable(page) is None:
                return serve(request, request.path_info.lstrip("/"))
            return view(request, page, **kwargs)

        return below_pages(answer, otherwise=serve)

    return [
        re_path(PAGE + r"adapter/$", below(views.adapt), name="adapt_page"),
        re_path(PAGE + r"adaptations/$", below(views.tree), name="page_lineage"),
        re_path(PAGE + r"original/$", below(views.original), name="page_original"),
    ]
