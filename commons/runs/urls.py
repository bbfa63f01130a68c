"""Addresses of reports: below every page that one may run, and where they are decided."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from commons.runs import views
from commons.runs.kinds import may_be_run
from web.page_cache.policies import private
from wiki.pages import PAGE, below_pages

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from django.urls import URLPattern
    from wagtail.models import Page

    from wiki.pages import PageView

_own = [
    path("a-relire/animation/<int:key>/", views.review_run, name="review_run"),
    path("a-relire/animation/<int:key>/photo/", views.run_photo, name="run_photo"),
]
urlpatterns = decorate_urlpatterns(_own, private)


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page that one may run stands."""

    def below(view: PageView) -> PageView:
        @wraps(view)
        def answer(request: HttpRequest, page: Page, **kwargs: Any) -> HttpResponseBase:
            if not may_be_run(page):
                return serve(request, request.path_info.lstrip("/"))
            return view(request, page, **kwargs)

        return below_pages(answer, otherwise=serve)

    return [
        re_path(PAGE + r"animations/$", below(views.runs), name="page_runs"),
        re_path(PAGE + r"animations/raconter/$", below(views.report), name="report_run"),
    ]
