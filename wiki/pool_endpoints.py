"""What the script of a panel of the pool asks: take one item, find some, propose a licence for an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wiki import files, pictures
from wiki.forms.pool_panel import sent_in, taken
from wiki.pool import Refused, pool

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wiki.pool import Shelf

_LONGEST_LANGUAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def text_picture(request: HttpRequest) -> HttpResponse:
    """POST takes a picture; GET finds some by `words`, or what is known of an `address`."""
    return _answer(request, pictures)


@require_http_methods(["GET", "HEAD", "POST"])
def text_document(request: HttpRequest) -> HttpResponse:
    """As `text_picture`, for files."""
    return _answer(request, files)


def _answer(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    if not request.user.is_authenticated:
        sentence = _("You are no longer logged in: log in in another tab, then try again.")
        return JsonResponse({"problems": {shelf.PART: sentence}}, status=401)
    if request.method == "POST":
        return _taken(request, shelf)
    if "address" in request.GET:
        return _proposed(request.GET["address"])
    return _found(request, shelf)


def _taken(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    sent = sent_in(request.POST, request.FILES, "", shelf)
    licence, language = request.POST.get("own-licence", ""), request.POST.get("language", "")[:_LONGEST_LANGUAGE]
    try:
        item = taken(sent, user=request.user, own_licence=licence, language=language)
    except Refused as refused:
        return JsonResponse({"problems": refused.problems}, status=400)
    return JsonResponse(item.as_json())


def _proposed(address: str) -> HttpResponse:
    known = pool().propose(address)
    sentence = known.sentence
    if known.licence:
        sentence = _("Its licence seems to be %(label)s: choose another below if it is not.") % {"label": known.label}
    return JsonResponse(
        {"licence": known.licence, "label": known.label, "authors": known.authors, "sentence": sentence}
    )


def _found(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    sent = sent_in({f"{shelf.PART}-search": request.GET.get("words", "")}, None, "", shelf)
    name = request.GET.get("name", shelf.PART)
    context = {"choices": shelf.choices(request.user, sent.search), "name": name, "words": sent.search}
    return render(request, f"wiki/{shelf.PART}_choices.html", context)
