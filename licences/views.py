"""The pages of the licences. `/licences/<key>/` is the last address: the tools have theirs before it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from design.drawing.badges import badge_png, badge_svg
from legaltools import catalogue, exports, rule_exports
from legaltools.catalogue import UnknownLicence
from licences.assistants.metadata import NoMetadata, packet_of
from licences.assistants.recognise import recognise_context
from licences.context.catalogue import (
    catalogue_context,
    downloads_context,
    general_tools,
    unknown_context,
)
from licences.context.licence import licence_context
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from legaltools.tool import Tool

# Percent-encoded; web servers accept addresses of four thousand characters or so.
LONGEST_ADDRESS = 3000
# What is read at /licences/donnees/<name>: how it is written, and its type.
FILES: dict[str, tuple[Callable[[], str], str]] = {
    "licences.json": (lambda: exports.write_json(catalogue.all_tools()), "application/json"),
    "licences.csv": (lambda: exports.write_csv(catalogue.all_tools()), "text/csv"),
    "licences.ttl": (lambda: exports.write_turtle(catalogue.all_tools()), "text/turtle"),
    "rules.json": (rule_exports.write_rules_json, "application/json"),
    "mixes.csv": (lambda: rule_exports.write_mixes_csv(general_tools()), "text/csv"),
    "credits.csv": (lambda: rule_exports.write_duties_csv(general_tools()), "text/csv"),
}


@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    return render(request, "licences/catalogue.html", catalogue_context(request.GET))


@require_safe
def licence(request: HttpRequest, key: str) -> HttpResponse:
    """A key that is none gets a page that tries to guess."""
    try:
        tool = catalogue.get(key)
    except UnknownLicence:
        return render(request, "licences/unknown.html", unknown_context(key), status=404)
    return render(request, "licences/licence.html", licence_context(tool, request))


@csrf_exempt  # it changes nothing, and a secret in the form would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def recognise_text(request: HttpRequest) -> HttpResponse:
    """A text short enough gets an address that can be shared; a long one, and what stands in a file, do not."""
    sent = request.POST if request.method == "POST" else request.GET
    text, refused = sent.get("text", ""), ""
    text = text if text.strip() else ""
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        try:
            text = packet_of(file)
        except NoMetadata as error:
            refused = str(error)
    address = f"{reverse('licence_recognise')}?text={quote(text)}"
    # What a camera writes in a file, such as a place, belongs in no address and no log.
    is_short = len(address) <= LONGEST_ADDRESS and not request.FILES
    if request.method == "POST" and is_short:
        return HttpResponseRedirect(f"{address}#reponse" if text else reverse("licence_recognise"))
    share_url = request.build_absolute_uri(address) if text and is_short else ""
    return render(request, "licences/recognise.html", recognise_context(text, share_url=share_url, refused=refused))


@require_safe
def badge(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(badge_svg(_tool_or_404(key), current_language()), content_type="image/svg+xml")


@require_safe
def badge_image(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(badge_png(_tool_or_404(key)), content_type="image/png")


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    return render(request, "licences/downloads.html", downloads_context())


@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    if name not in FILES:
        raise Http404
    write, content_type = FILES[name]
    return HttpResponse(write(), content_type=f"{content_type}; charset=utf-8")


@require_safe
def turtle(request: HttpRequest, key: str) -> HttpResponse:
    """One licence for programs that read RDF."""
    return HttpResponse(exports.write_turtle([_tool_or_404(key)]), content_type="text/turtle; charset=utf-8")


def _tool_or_404(key: str) -> Tool:
    try:
        return catalogue.get(key)
    except UnknownLicence:
        raise Http404 from None
