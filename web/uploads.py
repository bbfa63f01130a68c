"""What a request may hold: said before anything of it is written to the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

REFUSED = "refused_uploads"


def largest_request(path: str) -> int:
    """Bytes of a request to this address: LARGEST_REQUEST where files are added by the dozen, else LARGEST_FORM."""
    is_large = path.startswith(tuple(settings.LARGE_REQUEST_PATHS))
    return int(settings.LARGEST_REQUEST if is_large else min(settings.LARGEST_FORM, settings.LARGEST_REQUEST))


class BoundedUploads(FileUploadHandler):
    """First of the handlers. A request that announces more than `largest_request` is answered by 413.html.

    Of a request within it, a file that grows over MEDIA_LARGEST_FILE is left out, and the others come in: the names of
    those left out are in `request.refused_uploads`.
    """

    received = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None  # noqa: ARG002, N803 -- Django's signature
    ) -> None:  # fmt: skip
        if content_length > largest_request(self.request.path_info if self.request else ""):
            message = "The request announces more than LARGEST_REQUEST, or LARGEST_FORM."
            raise RequestDataTooBig(message)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 -- Django's signature
        self.received += len(raw_data)
        if self.received > settings.MEDIA_LARGEST_FILE:
            self._leave_out()
        return raw_data

    def _leave_out(self) -> None:
        refused = [*getattr(self.request, REFUSED, []), str(self.file_name)]
        setattr(self.request, REFUSED, refused)
        raise SkipFile

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 -- Django's signature
        return None
