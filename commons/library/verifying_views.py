"""`/verifier/`: drop a file, and learn which item it is of, under which licence, with which credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commons.library.context.cards import cards
from commons.library.context.verifying import found_rows, inside_rows
from commons.library.domain.hashes import is_digest
from commons.library.domain.verifying import MOST_BYTES, check_file, found_by
from community.permissions.visibility import Reader
from web.page_cache.policies import never_cached
from wiki.limits import may_verify

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_AROUND = 10_000  # bytes of a form, around its file


@never_cached
@csrf_exempt  # it changes nothing, and a secret in the form would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """By its hash, which the browser works out (`sha256`), or the file itself, of which nothing is stored."""
    context: dict[str, Any] = {"nav": "media", "most": MOST_BYTES // 1_000_000}
    if request.method == "POST":
        return _sent(request, context)
    sha256 = request.GET.get("sha256", "").strip().lower()[:64]
    if sha256 and not is_digest(sha256):
        context["refused"] = _(
            "This is not the hash of a file (SHA-256): it has 64 letters and digits, from 0 to 9 and from a to f."
        )
    elif sha256:
        found = found_by(sha256, Reader(request))
        context |= {"sha256": sha256, "found": found_rows(found), "by_hash": True}
    return render(request, "media/verify.html", context)


def _sent(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Nothing of a request that is too large, or one too many, is read: not even to the disk."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + _AROUND:
        message = _("This file is larger than %(most)s MB: with JavaScript, your browser works out its hash by itself.")
        refused = {"refused": message % {"most": MOST_BYTES // 1_000_000}}
        return render(request, "media/verify.html", context | refused, status=413)
    if not may_verify(request):
        refused = {"refused": _("Too many files were sent from here to be checked: try again in ten minutes.")}
        return render(request, "media/verify.html", context | refused, status=429)
    return render(request, "media/verify.html", context | _of_file(request))


def _of_file(request: HttpRequest) -> dict[str, Any]:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return {"refused": _("Choose a file first.")}
    reader = Reader(request)
    checked = check_file(file, reader)
    found = found_by(checked.sha256, reader)
    known = {one.item.pk for one in found}
    return {
        "sha256": checked.sha256,
        "name": (file.name or "")[:100],
        "found": found_rows(found),
        "near": cards(item for item in checked.near if item.pk not in known),
        "inside": inside_rows(checked, found),
    }
