"""Rate limit of the API: how many requests one address may make."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from ninja.throttling import BaseThrottle

from web.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest


class AddressRate(BaseThrottle):
    """API_RATE, counted in the shared cache by the visitor's address, in windows that begin at round times.

    The library's own throttles keep the request that they judge on themselves, which several threads share. Two
    requests of the very same moment may count as one: this keeps machines busy for others, it guards nothing.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        most, seconds = settings.API_RATE
        if not most:
            return True
        key = self._key(request, window=int(time.time()) // seconds)
        used = cache.get(key, 0)
        if used < most:
            cache.set(key, used + 1, seconds)
        return bool(used < most)

    def wait(self) -> float:
        """Seconds until the next window."""
        seconds = settings.API_RATE[1]
        return int(seconds - time.time() % seconds) + 1

    def _key(self, request: HttpRequest, *, window: int) -> str:
        address = client_address(request)
        return f"api-rate:{window}:{hashlib.sha256(address.encode()).hexdigest()}"
