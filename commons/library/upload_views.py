"""Adding media on the site: files one by one or fifty at once, with what is said of each; parse, call, render."""

from __future__ import annotations

import io
import logging
import mimetypes
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from PIL import Image as PillowImage
from PIL import ImageOps

from commons.library.context.uploads import bound_form, queue_row, row_of, stated_value
from commons.library.domain import drawing, offering, upload_mail, uploads
from commons.library.domain.file_formats import accept_attribute
from commons.library.domain.picture_formats import BROKEN, FileRefused
from commons.library.domain.twins import twin_of
from commons.library.enums import MediaKind
from commons.library.models import MediaItem, MediaUpload
from commons.library.upload_forms import COPIED, typed_in
from community.renditions import drawn_when_published
from importing.report import reason_of
from legaltools import catalogue
from licences.context.catalogue import licence_url, tagline
from licences.forms import USUAL
from web.uploads import REFUSED
from wiki.visibility import REVIEW
from wiki.waiting import Waiting

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)
State = MediaUpload.State
OFFER_SECONDS = 12
_SMALL = (640, 480)
_SHOWN_USUAL = 7


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Everything that somebody is adding, on one page. Whatever is asked, what was typed is stored first."""
    user: Any = request.user
    if not uploads.may_upload(user):
        return redirect("community_access")
    if request.method != "POST":
        return _page(request)
    _store_typed(request)
    _store_files(request)
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    if verb == "offer":
        return _offer(request)
    _VERBS.get(verb, _saved)(request, rest)
    return redirect("media_upload:add")


def _page(request: HttpRequest, *, checked: frozenset[int] = frozenset(), status: int = 200) -> HttpResponse:
    user: Any = request.user
    mine = uploads.uploads_of(user)
    rows = [row_of(upload, user=user, check=upload.pk in checked) for upload in mine if upload.is_open]
    context = {
        "rows": rows,
        "waiting": [queue_row(upload) for upload in mine if not upload.is_open],
        "offered": _offered(user),
        "room": uploads.room_for(user),
        "most": uploads.MOST_AT_ONCE,
        "accept": accept_attribute(),
        "at_once": uploads.may_offer_at_once(user),
        "licences": [
            {"label": tool.label, "tagline": tagline(tool), "url": licence_url(tool)}
            for tool in map(catalogue.get, USUAL[:_SHOWN_USUAL])
        ],
        "days": uploads.DAYS,
        "is_wrong": any(row.is_wrong and row.form.errors for row in rows),
    }
    return render(request, "library/upload/add.html", context, status=status)


def _offered(user: Any) -> list[MediaItem]:
    """The last that they gave to the pool."""
    given = _offered_by(user).select_related("image", "document", "media")
    return list(given.order_by("-offered_at")[:12])


def _offered_by(user: Any) -> Any:
    rows = {f"{name}__uploaded_by_user": user for name in ("image", "document", "media")}
    found = MediaItem.objects.none()
    for key, value in rows.items():
        found |= MediaItem.objects.filter(**{key: value})
    return found.filter(offered_at__isnull=False)


def own_media(user: Any) -> Waiting | None:
    """Told on the page of what a person wrote: what of their media asks for them, waits, or is in the pool."""
    states = [upload.is_open for upload in uploads.uploads_of(user)]
    counts = {
        "open": (states.count(True), ngettext("%(count)d to finish", "%(count)d to finish", states.count(True))),
        "read": (states.count(False), ngettext("%(count)d being read", "%(count)d being read", states.count(False))),
    }
    given = _offered_by(user).count()
    counts["given"] = (given, ngettext("%(count)d in the pool", "%(count)d in the pool", given))
    said = [words % {"count": count} for count, words in counts.values() if count]
    label = _("Your media: %(what)s")
    return Waiting(label % {"what": ", ".join(said)}, reverse("media_upload:add")) if said else None


def _store_typed(request: HttpRequest) -> None:
    for upload in uploads.uploads_of(request.user):  # type: ignore[arg-type]
        answers = typed_in(request.POST, str(upload.token))
        if upload.is_open and answers and answers != upload.answers:
            upload.answers = answers
            upload.save(update_fields=["answers", "changed_at"])


def _store_files(request: HttpRequest) -> None:
    """Each stands or falls alone."""
    user: Any = request.user
    for file in request.FILES.getlist("files"):
        try:
            uploads.store_upload(user, file)  # type: ignore[arg-type]
        except FileRefused as refused:
            messages.error(request, f"{file.name}{_(': ')}{refused}")  # type: ignore[union-attr]
        except Exception:  # one that nobody foresaw stops no other either
            logger.exception("A file that was sent could not be taken in.")
            messages.error(request, f"{file.name}{_(': ')}{uploads.unforeseen()}")  # type: ignore[union-attr]
    for name in getattr(request, REFUSED, []):
        messages.error(request, f"{name}{_(': ')}{uploads.too_large()}")


def _saved(request: HttpRequest, _rest: str) -> None:
    if not request.FILES:
        messages.success(request, _("Saved. Your files wait here for you, and nobody else sees them."))


def _one(request: HttpRequest, token: str) -> MediaUpload | None:
    try:
        return MediaUpload.objects.filter(user=request.user, token=UUID(token)).first()  # type: ignore[misc]
    except ValueError:
        return None


def _copy(request: HttpRequest, token: str) -> None:
    """Who made it, where it comes from, its licence and the like: on every other file that is not offered yet."""
    user: Any = request.user
    source = _one(request, token)
    others = [one for one in uploads.uploads_of(user) if one.is_open and source and one.pk != source.pk]
    if source is None:
        return
    copied = {name: source.answers[name] for name in COPIED if name in source.answers}
    for other in others:
        rest = {name: value for name, value in other.answers.items() if name not in COPIED}
        other.answers = rest | copied
        other.save(update_fields=["answers", "changed_at"])
    said = ngettext("Copied to %(count)s other file.", "Copied to %(count)s other files.", len(others))
    messages.success(request, said % {"count": len(others)})


def _remove(request: HttpRequest, token: str) -> None:
    upload = _one(request, token)
    if upload is not None:
        uploads.remove([upload])
        messages.success(request, _("“%(name)s” is deleted.") % {"name": upload.name})


def _use(request: HttpRequest, rest: str) -> None:
    """Take over what the file, or its address, states."""
    token, _colon, name = rest.partition(":")
    upload = _one(request, token)
    value = stated_value(upload, name) if upload else ""
    if upload is not None and value:
        ticked = {"is_ai": ["on"]} if name == "made_with" else {}
        upload.answers = upload.answers | {name: [value]} | ticked
        upload.save(update_fields=["answers", "changed_at"])


def _take_back(request: HttpRequest, token: str) -> None:
    upload = _one(request, token)
    try:
        if upload is not None:
            offering.take_back(upload)
    except offering.AlreadyGone:
        messages.warning(request, _("Somebody has just decided on this file: read what they say."))


_VERBS = {"copy": _copy, "remove": _remove, "use": _use, "back": _take_back}


def _offer(request: HttpRequest) -> HttpResponse:
    """What is complete goes; what lacks something stays, and says what."""
    user: Any = request.user
    mine = [upload for upload in uploads.uploads_of(user) if upload.is_open]
    many = len(mine) > drawing.AT_ONCE
    with drawn_when_published() if many else nullcontext():
        items, sent, wrong, left = _offer_each(request, mine)
    if many:
        drawing.draw_behind([item.image_id for item in items if item.image_id])
    _tell(request, len(items), sent)
    if left:
        said = ngettext(
            "%(count)s file is left: offer again to go on.", "%(count)s files are left: offer again to go on.", left
        )
        messages.info(request, said % {"count": left})
    if wrong:
        return _page(request, checked=frozenset(wrong), status=422)
    if not mine:
        messages.info(request, _("Choose files first."))
    return redirect("media_upload:add")


def _offer_each(request: HttpRequest, mine: list[MediaUpload]) -> tuple[list[MediaItem], int, set[int], int]:
    """The items that entered, how many were sent to a reviewer, the keys of those that lack something.

    And how many are left after OFFER_SECONDS: a web server ends a worker that answers nothing for longer.
    """
    user: Any = request.user
    items: list[MediaItem] = []
    sent, wrong, ends = 0, set(), time.monotonic() + OFFER_SECONDS
    for place, upload in enumerate(mine):
        if time.monotonic() > ends:
            return items, sent, wrong, len(mine) - place
        form = bound_form(upload, user=user)
        if not form.is_valid() or _is_here_already(request, upload, form.cleaned_data["licence"]):
            wrong.add(upload.pk)
            continue
        try:
            item = offering.offer(upload, form.said(), by=user)
        except offering.AlreadyGone:
            continue
        except (ValidationError, OSError) as error:
            wrong.add(upload.pk)
            messages.error(request, f"{upload.name}{_(': ')}{_why(error)}")
            continue
        if item is None:
            sent += 1
            upload_mail.tell_reviewers(upload)
        else:
            items.append(item)
    return items, sent, wrong, 0


def _is_here_already(request: HttpRequest, upload: MediaUpload, licence: str) -> bool:
    """The same bytes under the same licence are one item; under another, a steward compares the two afterwards."""
    twin = twin_of(upload.sha256, licence=licence, by=request.user)
    if twin is None or twin.kind != "same":
        return False
    messages.warning(request, f"{upload.name}{_(': ')}{twin.sentence}")
    return True


def _why(error: ValidationError | OSError) -> str:
    if isinstance(error, OSError):
        logger.error("A file could not enter the library: %s", error)
        return uploads.no_space()
    return reason_of(error) or str(error)


def _tell(request: HttpRequest, entered: int, sent: int) -> None:
    if entered:
        said = ngettext(
            "%(count)s file is in the pool. Thank you!", "%(count)s files are in the pool. Thank you!", entered
        )
        messages.success(request, said % {"count": entered})
    if sent:
        said = ngettext(
            "%(count)s file is sent. Somebody reads it again before it is public; you get a mail.",
            "%(count)s files are sent. Somebody reads them again before they are public; you get a mail.",
            sent,
        )
        messages.success(request, said % {"count": sent})


@require_POST
def add_file(request: HttpRequest) -> JsonResponse:
    """One file, sent by the script of the page: its row as HTML, or what is wrong with it."""
    user: Any = request.user
    if not user.is_authenticated:
        sentence = _("You are no longer logged in: log in in another tab, then try again.")
        return JsonResponse({"problem": sentence}, status=401)
    if not uploads.may_upload(user):
        raise PermissionDenied
    file: Any = request.FILES.get("files")
    if file is None:
        sentence = uploads.too_large() if getattr(request, REFUSED, []) else _("No file came: try again.")
        return JsonResponse({"problem": sentence}, status=400)
    try:
        upload = uploads.store_upload(user, file)
    except FileRefused as refused:
        return JsonResponse({"problem": str(refused)}, status=400)
    row = render_to_string("library/upload/row.html", {"row": row_of(upload, user=user)}, request)
    return JsonResponse({"token": str(upload.token), "row": row})


@require_safe
def preview(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The file before it is in the pool: for whoever sent it, and for reviewers once it is offered."""
    upload = get_object_or_404(MediaUpload, token=token)
    user: Any = request.user
    may = user.is_authenticated and (
        upload.user_id == user.pk or (upload.state == State.WAITING and user.has_perm(REVIEW))
    )
    if not may:
        raise Http404
    try:
        return _drawn(upload) if upload.kind == MediaKind.IMAGE else _whole(upload)
    except (OSError, *BROKEN) as error:
        raise Http404 from error


def _drawn(upload: MediaUpload) -> HttpResponse:
    with PillowImage.open(upload.path) as opened:
        opened.draft("RGB", _SMALL)
        turned = ImageOps.exif_transpose(opened)
        turned.thumbnail(_SMALL)
        out = io.BytesIO()
        turned.convert("RGBA").save(out, "WEBP", quality=80)
    return _closed(HttpResponse(out.getvalue(), content_type="image/webp"))


def _whole(upload: MediaUpload) -> HttpResponseBase:
    kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    plays = kind.startswith(("audio/", "video/"))
    response = FileResponse(upload.path.open("rb"), as_attachment=not plays, filename=upload.name, content_type=kind)
    return _closed(response)


def _closed(response: Any) -> Any:
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
