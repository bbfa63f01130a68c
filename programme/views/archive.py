"""The file of an archive and its checksum: for whoever may read the edition."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from design.addresses import address, full_address
from exporting import builds, limits
from exporting.delivery import waiting
from programme.archive import stored
from programme.models import EditionPage
from programme.views.access import page_at
from web.client_address import client_address
from web.cors import open_to_other_sites
from web.page_cache.policies import never_cached
from web.sent_files import only_the_piece_asked, sent_by_the_server_in_front
from wiki.pages import answered

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from programme.archive.stored import Stored


@open_to_other_sites
@never_cached
@require_safe
def archive_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """The ZIP; a page that tells how far it is while it is being written, the first time that somebody asks."""
    return answered(request, _edition_at(request, path), _file)


@open_to_other_sites
@never_cached
@require_safe
def archive_sum(request: HttpRequest, path: str) -> HttpResponseBase:
    """Its SHA-256, as `sha256sum -c` reads it."""
    return answered(request, _edition_at(request, path), _sum)


def _edition_at(request: HttpRequest, path: str) -> EditionPage:
    edition = page_at(request, path, EditionPage)
    if edition is None or not edition.live or not edition.is_frozen:
        raise Http404
    found: EditionPage = edition
    return found


def _file(request: HttpRequest, edition: EditionPage) -> HttpResponseBase:
    found = stored.stored_archive(edition)
    if found is None:
        outcome = stored.ask(
            edition, patience=settings.EXPORTS_PATIENCE, whose=client_address(request),
            refusal=partial(limits.refusal, request),
        )  # fmt: skip
        found = stored.stored_archive(edition)
        if found is None:
            ended = outcome if not isinstance(outcome, builds.Ready) else builds.Running()
            return waiting(request, edition.title, ended, address(edition))
    if stored.what_was_withdrawn(edition, found):
        return _withdrawn(request, edition)
    return _sent(request, edition, found)


def _sent(request: HttpRequest, edition: EditionPage, found: Stored) -> HttpResponseBase:
    etag = f'"{found.digest[:32]}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    file = found.path.open("rb")
    response = FileResponse(file, as_attachment=True, filename=saved_as(edition), content_type="application/zip")
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Link"] = f'<{full_address(edition)}>; rel="canonical"'
    if settings.MEDIA_ACCEL:
        return sent_by_the_server_in_front(response, f"{found.path.parent.name}/{found.path.name}")
    return only_the_piece_asked(request, response, file)


def _sum(request: HttpRequest, edition: EditionPage) -> HttpResponseBase:
    found = stored.stored_archive(edition)
    if found is None:
        raise Http404
    if stored.what_was_withdrawn(edition, found):
        return _withdrawn(request, edition)
    return HttpResponse(f"{found.digest}  {saved_as(edition)}\n", content_type="text/plain; charset=utf-8")


def saved_as(edition: EditionPage) -> str:
    return f"{edition.slug}-archive.zip"


def _withdrawn(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    sentence = _(
        "Something in this archive was withdrawn since, and it is given to nobody any more. The pages and the files of "
        "the programme are there without it. Whoever coordinates it can make the archive anew."
    )
    context = {"page": edition, "title": edition.title, "back": address(edition), "failed": sentence}
    return render(request, "programme/archive_withdrawn.html", context, status=410)
