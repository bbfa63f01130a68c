"""Pictures that came in many at once are drawn behind the answer, one after the other."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from django.db import connections

from commons.library.models import LicensedImage
from community.renditions import lacks_renditions, make_renditions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

logger = logging.getLogger(__name__)

# As many as this are drawn before their sender gets an answer: some seconds on an old machine.
AT_ONCE = 3
_lock = threading.Lock()
_pool: ThreadPoolExecutor | None = None


def draw_behind(pictures: Iterable[int]) -> Future[None]:
    """Draw what pages show of these pictures (keys), in a thread of this process.

    Until then pages show the originals. What a process that ends leaves undrawn, `make_renditions` draws at night.
    """
    global _pool  # noqa: PLW0603 -- made by the first who asks, after the web server has divided its processes
    with _lock:
        _pool = _pool or ThreadPoolExecutor(1, thread_name_prefix="drawing")
    return _pool.submit(_draw, list(pictures))


def _draw(pictures: list[int]) -> None:
    try:
        for picture in LicensedImage.objects.prefetch_related("renditions").filter(pk__in=pictures):
            if lacks_renditions(picture):
                make_renditions(picture)
    except Exception:
        logger.exception("Pictures could not be drawn behind an answer; make_renditions draws them at night.")
    finally:
        connections.close_all()
