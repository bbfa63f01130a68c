"""Where a reader stands in the learning path: the steps they have read, in a cookie of a few bytes.

It is written only when somebody presses the button, and sent to the page of the path alone: every other page is the
same for everybody, and may be kept and shared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponse

COOKIE = "parcours"
KEPT_FOR = 180 * 24 * 3600  # seconds
MOST_STEPS = 60
_PLACE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,59}")


def steps_read(request: HttpRequest) -> frozenset[int]:
    """Keys of the pages read; a cookie that is not ours to understand says nothing."""
    value = request.COOKIES.get(COOKIE, "")
    return frozenset(map(int, value.split("."))) if _PLACE.fullmatch(value) else frozenset()


def remember(response: HttpResponse, read: Iterable[int], *, request: HttpRequest) -> None:
    value = ".".join(map(str, sorted(read)[:MOST_STEPS]))
    response.set_cookie(
        COOKIE, value, max_age=KEPT_FOR, path=request.path, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def forget(response: HttpResponse, *, request: HttpRequest) -> None:
    response.delete_cookie(COOKIE, path=request.path, samesite="Lax")


def next_step(steps: Sequence[int], read: frozenset[int], *, after: int | None = None) -> int | None:
    """The first step not read yet, looked for from `after` on and then from the beginning; None when all are read."""
    start = steps.index(after) + 1 if after in steps else 0
    return next((step for step in (*steps[start:], *steps[:start]) if step not in read), None)
