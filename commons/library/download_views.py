"""Where media items are downloaded."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from commons.library.domain.downloads import ORIGINAL, Gone, download, page_address
from commons.library.queries import public_media
from community.permissions.visibility import Reader
from web.page_cache.policies import never_cached
from web.sent_files import only_the_piece_asked, sent_by_the_server_in_front

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from commons.library.domain.downloads import Download
    from commons.library.models import MediaItem

# Which Debian's /etc/mime.types may not know.
_TYPES = {
    ".xmp": "application/rdf+xml", ".webp": "image/webp", ".avif": "image/avif",
    ".odt": "application/vnd.oasis.opendocument.text",
}  # fmt: skip


@never_cached
@require_safe
def media_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`taille` is petite, moyenne, grande, original, or xmp: the licence in a file of its own.

    The file is only ever saved: nothing in it runs in the name of the site.
    """
    found = public_media(Reader(request)).filter(slug=slug).select_related("image", "document", "media")
    item = found.first()
    if item is None:
        raise Http404
    try:
        sent = download(item, request.GET.get("taille", ORIGINAL))
    except Gone as error:
        raise Http404 from error
    return _answer(request, item, sent)


def _answer(request: HttpRequest, item: MediaItem, sent: Download) -> HttpResponseBase:
    kind = next((kind for ending, kind in _TYPES.items() if sent.name.endswith(ending)), None)
    kind = kind or mimetypes.guess_type(sent.name)[0] or "application/octet-stream"
    whole = FileResponse(sent.content, as_attachment=True, filename=sent.name, content_type=kind)
    whole["Link"] = ", ".join(_links(item, sent))
    whole["Cache-Control"] = "private, no-cache"
    whole["Content-Security-Policy"] = "default-src 'none'; sandbox"
    whole["X-Content-Type-Options"] = "nosniff"
    if settings.MEDIA_ACCEL and not sent.marked:
        return sent_by_the_server_in_front(whole, item.file_row.file.name)
    return only_the_piece_asked(request, whole, sent.content)


def _links(item: MediaItem, sent: Download) -> list[str]:
    page, tool = page_address(item), item.legal_tool
    links = [f'<{tool.url}>; rel="license"'] if tool and tool.url else []
    links.append(f'<{page}>; rel="describedby"')
    if not sent.marked:
        links.append(f'<{page}telecharger/?taille=xmp>; rel="describedby"; type="application/rdf+xml"')
    return links
