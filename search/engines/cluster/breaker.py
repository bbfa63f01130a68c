"""A cluster that fails is left alone for a moment, so that nobody waits for it again and again."""

from __future__ import annotations

import threading
import time

FIRST_REST, LONGEST_REST = 5.0, 60.0  # seconds


class Breaker:
    """Closed while all goes well. A failure opens it for a rest, twice as long after each; then one asks, and the
    others go without until the answer is there. Those that were asking when it opened fail with the first: their
    failures are the same one. Times are of one machine's own steady clock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rest = 0.0
        self._until = 0.0
        self._is_tried = False
        self.reason = ""

    def lets_through(self) -> bool:
        if not self._rest:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._until:
                return False
            # This one tries; the others rest for as long again.
            self._until = now + max(self._rest, FIRST_REST)
            self._is_tried = True
            return True

    def failed(self, reason: str) -> None:
        with self._lock:
            if self._rest and not self._is_tried:
                return
            self._is_tried = False
            self._rest = min(2 * self._rest or FIRST_REST, LONGEST_REST)
            self._until = time.monotonic() + self._rest
            self.reason = reason

    def succeeded(self) -> None:
        if self._rest:
            with self._lock:
                self._rest = self._until = 0.0
                self._is_tried = False
                self.reason = ""
