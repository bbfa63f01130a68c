"""Addresses that pages had before: they lead to the page of today, for whoever may see that page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpResponseNotFound, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.wagtail_hooks import check_view_restrictions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


class RedirectMiddleware(MiddlewareMixin):
    """Wagtail's names the address of a draft, and of a page that one may not see, to whoever knew an older one.

    It also fails where one address was noted twice, which the database cannot refuse when no site is named. Here an
    address that is not there costs one query.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != HttpResponseNotFound.status_code:
            return response
        redirect = _redirect_from(request)
        if redirect is None or redirect.link is None:
            return response
        page = redirect.redirect_page
        if page is None:
            return _to(redirect)
        if not page.live:
            return response
        return _if_it_may_be_seen(page.specific, request, redirect)


def _redirect_from(request: HttpRequest) -> Redirect | None:
    """The best of those noted: with its query rather than without, of this site rather than of any, the newest."""
    paths = list(_spellings(request))
    site = Site.find_for_request(request)
    noted = Redirect.get_for_site(site).filter(old_path__in=paths).select_related("redirect_page")
    return min(noted, key=lambda one: (paths.index(one.old_path), one.site_id is None, -one.pk), default=None)


def _spellings(request: HttpRequest) -> Iterator[str]:
    whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    for path in dict.fromkeys((whole, urlsplit(whole).path)):
        # PostgreSQL refuses a NUL byte in a query.
        yield from (spelled for spelled in dict.fromkeys((uri_to_iri(path), path)) if "\x00" not in spelled)


def _if_it_may_be_seen(page: Page, request: HttpRequest, redirect: Redirect) -> HttpResponse:
    """Else the log-in or the password is asked at the old address, which tells nothing of the new one."""
    response: HttpResponse = check_view_restrictions(lambda *_asked: _to(redirect))(page, request, (), {})
    # The form of the password comes too late for Django to draw it.
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _to(redirect: Redirect) -> HttpResponse:
    return (HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect)(redirect.link)
