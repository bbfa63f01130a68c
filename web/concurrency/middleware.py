"""Two people who save, at the same moment, what there may be one of: nobody loses what was typed, or reads an error."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from web.concurrency.conflicts import came_second

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

logger = logging.getLogger(__name__)

# Several who begin a page under one title at once each find the next address taken, once more.
MOST_TIMES = 5


class AskedAgain:
    """A form that came second is put to its view once more: it finds what came first, and says so beside the field.

    Every form looks whether a name, an address or a place is free before it saves; between the two another may take it.
    Then the database refuses (a unique constraint), or a page does while it is added (its address). What was begun has
    been taken back by then, each form being saved in one transaction. When it goes on being refused, or cannot be read
    again, the page of 409.html says what happened.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if request.method != "POST" or not came_second(exception):
            return None
        match = request.resolver_match
        if match is None or not _can_be_read_again(request):
            return None
        for _ in range(MOST_TIMES):
            logger.warning("Saved twice at once, asked again: %s", exception)
            try:
                return match.func(request, *match.args, **match.kwargs)
            except Exception as error:  # noqa: BLE001 -- what it is decides whether it is asked again
                if not came_second(error) or not _can_be_read_again(request):
                    break
        return None


def _can_be_read_again(request: HttpRequest) -> bool:
    """A large upload lies in a file of its own, which storing it moved away."""
    for upload in (one for _name, uploads in request.FILES.lists() for one in uploads):
        temporary = getattr(upload, "temporary_file_path", None)
        if upload.closed or (temporary and not Path(temporary()).exists()):
            return False
        upload.seek(0)
    return True
