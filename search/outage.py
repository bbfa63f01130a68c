"""What keeps readers from the index is logged when it begins and when it is over, not by every page meanwhile."""

from __future__ import annotations

import logging
import threading
import time

logger = logging.getLogger(__name__)

# One sentence is told once an outage, and of outages that follow each other at once so often.
SECONDS_BETWEEN = 60.0
MOST_SENTENCES = 10


class Outage:
    """Of one process, for all its threads. It may have several reasons one after the other: each is told."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, float] = {}
        self._of_this: set[str] = set()

    def tell(self, meaning: str, reason: str) -> None:
        """Log both sentences, unless this outage's lines say so already. A reason that only goes on is the same."""
        with self._lock:
            now = time.monotonic()
            known = next((told for told in self._told if reason.startswith(told)), reason)
            was_just_told = now - self._told.get(known, -SECONDS_BETWEEN) < SECONDS_BETWEEN
            if was_just_told or known in self._of_this or len(self._of_this) == MOST_SENTENCES:
                return
            earlier = {told: at for told, at in self._told.items() if now - at < SECONDS_BETWEEN}
            self._of_this.add(known)
            self._told = {**earlier, **dict.fromkeys(self._of_this, now)}
        logger.error("%s %s", meaning, reason)

    def over(self) -> None:
        """The index answers."""
        if not self._of_this:
            return
        with self._lock:
            was_told, self._of_this = bool(self._of_this), set()
        if was_told:
            logger.warning("Visitors search again: the search index answers.")


current = Outage()
