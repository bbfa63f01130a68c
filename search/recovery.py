"""When a reader finds the index missing: make it again once the answer has been sent."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.signals import request_finished

from search import indexing, missing
from search.engines.base import EngineBusy
from search.engines.choice import current_engine

logger = logging.getLogger(__name__)

REST_SECONDS = 600.0


class CutShort(Exception):
    """The rebuild takes longer than a web process may spend on it."""


def connect() -> None:
    """Listen for the end of requests."""
    request_finished.connect(_after_request, dispatch_uid="search.recovery")


def _after_request(**_kwargs: Any) -> None:
    if missing.wish.is_due and time.monotonic() >= missing.wish.not_before:
        missing.wish.is_due = False
        _recover()


def _recover() -> None:
    seconds = current_engine().seconds_to_recover
    if not seconds:
        return
    deadline = time.monotonic() + seconds

    def watch(_count: int) -> None:
        if time.monotonic() > deadline:
            raise CutShort

    try:
        count = indexing.rebuild(progress=watch, wait=0)
    except EngineBusy:
        return
    except CutShort:
        logger.warning("The search index is too large for a web process to make it: run `manage.py rebuild_search`.")
    except Exception:
        logger.exception("The search index could not be made again.")
    else:
        logger.info("The search index was made again: %d items.", count)
        return
    missing.wish.not_before = time.monotonic() + REST_SECONDS
