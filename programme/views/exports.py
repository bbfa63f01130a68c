"""One view for every file of the programme: find the page, select, write; ETag, 304, HEAD and other sites."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.views import serve

from commons.library.models import Theme
from community.models import AssociationPage, PlacePage
from design.addresses import full_address
from exporting import limits
from legaltools import catalogue
from programme.archive.shown import told_by_archive
from programme.archive.stored import frozen_feed
from programme.context import selections
from programme.context.narrowed import narrowed
from programme.exports.base import Scope
from programme.exports.registry import export_at
from programme.models import EditionPage, EventPage, ProgrammeIndexPage
from programme.views.access import live_page_at
from web.api.errors import UnacceptableQuery
from web.cors import open_to_other_sites
from web.page_cache.generation import cached, cached_texts
from web.page_cache.policies import never_cached
from wiki.pages import answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page

    from exporting.builds import Failed
    from programme.archive.stored import Feed
    from programme.context.narrowed import Narrowed
    from programme.context.selections import Selection
    from programme.exports.base import Export

    Select = Callable[[Narrowed], Selection]

SCOPES: dict[type[Page], tuple[Scope, Callable[[Any, Narrowed], Selection]]] = {
    EditionPage: (
        Scope.EDITION,
        lambda page, asked: selections.of_edition(
            page, matches=asked.matches, narrowed=asked.words, told=told_by_archive(page, asked.filters)
        ),
    ),
    ProgrammeIndexPage: (
        Scope.EVERYTHING,
        lambda page, asked: selections.of_everything(page, matches=asked.matches, narrowed=asked.words),
    ),
    EventPage: (
        Scope.EVENT,
        lambda page, asked: selections.of_event(
            page, matches=asked.matches, told=told_by_archive(page.edition, asked.filters)
        ),
    ),
    PlacePage: (Scope.PLACE, lambda page, asked: selections.of_place(page, matches=asked.matches)),
    AssociationPage: (Scope.ASSOCIATION, lambda page, asked: selections.of_association(page, matches=asked.matches)),
}


class TooMany(Exception):
    """An address asked for more parts of the programme than anybody reads."""

    def __init__(self, refused: Failed) -> None:
        super().__init__()
        self.refused = refused


# The page cache would give the whole file to whoever has it already.
@open_to_other_sites
@never_cached
@require_safe
def file_below_page(request: HttpRequest, path: str, filename: str) -> HttpResponseBase:
    """The file of the page at `path`. Whoever may not read the page is answered as on the page itself."""
    page = live_page_at(request, path)
    scope, select = SCOPES.get(type(page), (None, None)) if page else (None, None)
    export = export_at(filename, scope) if scope else None
    if page is None or scope is None or select is None or export is None:
        return serve(request, request.path_info.lstrip("/"))

    def file(request: HttpRequest, page: Page) -> HttpResponse:
        here = full_address(page) + filename
        frozen = partial(frozen_feed, page, filename) if isinstance(page, EditionPage) and page.is_frozen else None
        return _file(
            request, export, lambda asked: select(page, asked), here=here, name=f"page:{page.pk}", frozen=frozen
        )

    return answered(request, page, file)


@open_to_other_sites
@never_cached
@require_safe
def theme_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is filed under a theme, whose page is none of Wagtail's."""
    theme = get_object_or_404(Theme, slug=slug)
    export = export_at("agenda.ics", Scope.THEME)
    if export is None:
        raise LookupError(slug)
    here = urljoin(settings.BASE_URL, reverse("programme_theme_calendar", args=[slug]))
    url = theme.get_absolute_url()

    def select(asked: Narrowed) -> Selection:
        return selections.of_theme(theme, url=url, matches=asked.matches)

    return _file(request, export, select, here=here, name=f"theme:{slug}")


def _file(
    request: HttpRequest, export: Export, select: Select, *, here: str, name: str,
    frozen: Callable[[], Feed | None] | None = None,
) -> HttpResponse:  # fmt: skip
    """`frozen` gives the whole file as an archive has it, or None."""
    try:
        asked = narrowed(request.GET)
    except UnacceptableQuery as error:
        return _refused(error)
    query = request.META.get("QUERY_STRING", "") if asked.matches else ""
    address = f"{here}?{query}" if query else here
    with translation.override(settings.LANGUAGE_CODE):

        def made() -> tuple[bytes, str, str, float, str]:
            if frozen is not None and not asked.matches and (stored := frozen()):
                return stored.content, _etag(stored.content), stored.saved_as, stored.changed_at, stored.licence
            # What anybody asked for already is given to everybody, and counts for nothing. None is a build.
            if asked.matches and (refused := limits.refusal(request, "part")):
                raise TooMany(refused)
            selection = select(asked)
            content = export.bytes_of(selection, here=address)
            changed = selection.changed_at.timestamp()
            return content, _etag(content), export.name_for(selection), changed, selection.licence

        # Questions are without number: they take no room from what everybody asks.
        remembered = cached_texts if asked.matches else cached
        try:
            content, etag, saved_as, changed, licence = remembered(f"file:{export.identifier}:{name}:{address}", made)
        except TooMany as many:
            return _too_many(many.refused)
    return _given(request, export, content, etag=etag, saved_as=saved_as, changed=changed, licence=licence)


def _given(
    request: HttpRequest, export: Export, content: bytes, *, etag: str, saved_as: str, changed: float, licence: str
) -> HttpResponse:  # fmt: skip
    response = HttpResponse(content, content_type=export.content_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    # Whoever has it asks whether it changed: what is cancelled an hour before is seen.
    response["Cache-Control"] = "no-cache"
    response["Content-Disposition"] = f'{"attachment" if export.is_saved else "inline"}; filename="{saved_as}"'
    tool = catalogue.by_key().get(licence)
    if tool and tool.url:
        response["Link"] = f'<{tool.url}>; rel="license"'
    # By its bytes alone: what is withdrawn leaves no later moment behind, so that If-Modified-Since would hide it.
    return get_conditional_response(request, etag=etag, response=response)


def _too_many(refused: Failed) -> HttpResponse:
    response = HttpResponse(f"{refused.sentence}\n", status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(refused.seconds)
    return response


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _refused(error: UnacceptableQuery) -> HttpResponse:
    """In words, for a person who pasted the address somewhere: a calendar with a mistake would be a wrong calendar."""
    lines = "".join(f"{problem.name[:40]}: {problem.message}\n" for problem in error.problems)
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
