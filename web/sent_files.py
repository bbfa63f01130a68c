"""Files that are sent: by the server in front where there is one, whole or the piece that a player asks for."""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponseBase

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 64 * 1024


def sent_by_the_server_in_front(response: HttpResponseBase, path: str) -> HttpResponseBase:
    """With MEDIA_ACCEL, nginx sends the bytes of what this allowed, from an address of its own.

    `path` is relative to MEDIA_ROOT.
    """
    if not settings.MEDIA_ACCEL or not isinstance(response, FileResponse):
        return response
    if response.file_to_stream is not None:
        # The file alone: closing the answer would say that the request has ended.
        response.file_to_stream.close()
    handed = HttpResponse(headers={**response.headers, "X-Accel-Redirect": settings.MEDIA_ACCEL + quote(path)})
    del handed["Content-Length"]
    return handed


def only_the_piece_asked(request: HttpRequest, response: FileResponse, file: IO[bytes]) -> HttpResponseBase:
    """The answer with `file`, or the piece of it that the request names in `Range` (RFC 9110, 14): one, as players ask.

    What is asked otherwise (several pieces, another unit) gets the whole; beyond the end, 416.
    """
    response["Accept-Ranges"] = "bytes"
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()) or "If-Range" in request.headers:
        return response
    size = file.seek(0, io.SEEK_END)
    first, last = _bounds(*asked.groups(), size=size)
    if first >= size or first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(first)
    headers = {**response.headers, "Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": last - first + 1}
    piece = StreamingHttpResponse(_read(file, last - first + 1), status=206, headers=headers)
    piece._resource_closers.append(file.close)  # type: ignore[attr-defined]  # noqa: SLF001 -- as Django's own do
    return piece


def _bounds(start: str, end: str, *, size: int) -> tuple[int, int]:
    """The first and the last byte; without a start, so many from the end."""
    if not start:
        return max(0, size - int(end)), size - 1
    return int(start), min(int(end), size - 1) if end else size - 1


def _read(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
