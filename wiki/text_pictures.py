"""What the script of the panel for pictures asks: take one, find some of the pool, propose a licence for an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wiki import pictures
from wiki.forms.picture_panel import PART, picture_of, sent_in

if TYPE_CHECKING:
    from django.http import HttpRequest

_LONGEST_LANGUAGE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def text_picture(request: HttpRequest) -> HttpResponse:
    """POST takes a picture; GET finds some by `words`, or what is known of an `address`."""
    if not request.user.is_authenticated:
        sentence = _("You are no longer logged in: log in in another tab, then try again.")
        return JsonResponse({"problems": {PART: sentence}}, status=401)
    if request.method == "POST":
        return _taken(request)
    if "address" in request.GET:
        return _proposed(request.GET["address"])
    return _found(request)


def _taken(request: HttpRequest) -> HttpResponse:
    sent = sent_in(request.POST, request.FILES, "")
    licence, language = request.POST.get("own-licence", ""), request.POST.get("language", "")[:_LONGEST_LANGUAGE]
    try:
        picture = picture_of(sent, user=request.user, own_licence=licence, language=language)
    except pictures.Refused as refused:
        return JsonResponse({"problems": refused.problems}, status=400)
    return JsonResponse({"address": picture.address, "src": picture.src, "alt": picture.alt})


def _proposed(address: str) -> HttpResponse:
    known = pictures.pool().propose(address)
    sentence = known.sentence
    if known.licence:
        sentence = _("Its licence seems to be %(label)s: choose another below if it is not.") % {"label": known.label}
    return JsonResponse(
        {"licence": known.licence, "label": known.label, "authors": known.authors, "sentence": sentence}
    )


def _found(request: HttpRequest) -> HttpResponse:
    sent = sent_in({f"{PART}-search": request.GET.get("words", "")}, None, "")
    name = request.GET.get("name", PART)
    context = {"choices": pictures.choices(request.user, sent.search), "name": name, "words": sent.search}
    return render(request, "wiki/picture_choices.html", context)
