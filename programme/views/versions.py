"""Versions of a programme, for everybody: what each brought, and what was told between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from programme.context import notices
from programme.domain.releasing import changes_of
from programme.models import Release

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programme.models import EditionPage


def versions(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    releases = list(edition.releases.defer("rows"))
    last = releases[0].at if releases else None
    context = {
        "page": edition, "nav": "programme", "releases": releases,
        "since": notices.notices_between(edition, last, None),
    }  # fmt: skip
    return render(request, "programme/versions.html", context)


def version(request: HttpRequest, edition: EditionPage, key: int) -> HttpResponse:
    made = edition.releases.filter(pk=key).first() if key < 2**63 else None
    if made is None:
        raise Http404
    changes = changes_of(made)
    rows = [change.row for name in notices.LISTS for change in getattr(changes, name)]
    before = Release.objects.filter(edition=edition, pk__lt=made.pk).defer("rows").order_by("-at", "-pk").first()
    context = {
        "page": edition, "nav": "programme", "release": made, "before": before,
        "lists": notices.lists_of(changes, notices.events_in(rows, edition=edition)),
        "notices": notices.notices_between(edition, before.at if before else None, made.at) if before else [],
        "count": len(made.rows),
    }  # fmt: skip
    return render(request, "programme/version.html", context)
