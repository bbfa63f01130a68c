"""Pages of the programme: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from programme import queries
from programme.context.values import programme_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programme.models import EditionPage, ProgrammeIndexPage


def show_programme(request: HttpRequest, page: ProgrammeIndexPage) -> HttpResponse:
    return render(request, page.template, {"page": page, "nav": "programme", "editions": queries.public_editions()})


def show_edition(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    return render(request, edition.template, {"page": edition, "nav": "programme", "programme": programme_of(edition)})
