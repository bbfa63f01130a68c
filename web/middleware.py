"""Site-wide policies: what a page may load, which pages are served from the cache."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from web.page_cache.generation import current_generation, pages, read_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from csp.middleware import PolicyParts
    from django.http import HttpRequest, HttpResponseBase

WORTH_COMPRESSING = (
    "text/", "application/json", "application/ld+json", "application/xml", "application/xhtml+xml",
    "application/rdf+xml", "application/atom+xml", "application/geo+json", "application/javascript", "image/svg+xml",
)  # fmt: skip


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Strict on public pages; Wagtail's admin gets the inline styles and scripts that it is written with."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 -- the library's signature
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(settings.ADMIN_PATH):
            parts.replace = {**settings.ADMIN_CONTENT_SECURITY_POLICY, **(parts.replace or {})}
        return parts


class CompressedWords(GZipMiddleware):
    """Pages and data leave compressed, a quarter of their size; pictures and archives, compressed already, do not.

    Compressing beside a secret lets whoever watches the length guess it (BREACH). The secrets of forms are masked anew
    in each answer, and Django pads each with random bytes (Heal the Breach). Cached pages are compressed as they leave,
    so that no two answers have the same length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(WORTH_COMPRESSING):
            return response
        return super().process_response(request, response)


class PublicPageCache:
    """Anonymous GET pages are cached for PAGE_CACHE_SECONDS, one copy a language, until anything is published.

    Anonymous means without a session cookie: what depends on a person never enters the cache. A response that sets a
    cookie, says `private` or is not a plain 200 is not cached either, nor one with a query string unless its view asks
    for it (web.page_cache.policies).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with read_once():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if not self.may_be_cached(request):
            return self.get_response(request)
        key = self.key(request)
        cached_page = pages().get(key)
        if cached_page is not None:
            content, headers = cached_page
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and self.may_be_shared(request, response):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            pages().set(key, (response.content, dict(response.items())), settings.PAGE_CACHE_SECONDS)
        return response

    @staticmethod
    def may_be_cached(request: HttpRequest) -> bool:
        return (
            settings.PAGE_CACHE_SECONDS > 0
            and request.method in {"GET", "HEAD"}
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "messages" not in request.COOKIES
        )

    @staticmethod
    def key(request: HttpRequest) -> str:
        language = str(translation.get_language_from_request(request))
        parts = (
            current_generation(),
            language,
            request.get_host(),
            str(request.scheme),
            request.get_full_path(),
        )
        return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @staticmethod
    def may_be_shared(request: HttpRequest, response: HttpResponse) -> bool:
        # Asked for its headers only, a page may come without its body; with a form's cookie, with a form's secret.
        if request.method != "GET" or settings.CSRF_COOKIE_NAME in request.COOKIES:
            return False
        if response.status_code != HttpResponse.status_code or response.cookies or _is_left_out(request):
            return False
        return not {"private", "no-store"} & set(re.findall(r"[\w-]+", response.get("Cache-Control", "")))


def _is_left_out(request: HttpRequest) -> bool:
    has_query = bool(request.META.get("QUERY_STRING")) and not getattr(request, "is_cached_with_query", False)
    return has_query or getattr(request, "is_never_cached", False)
