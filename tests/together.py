"""Several threads at once, each with a connection of its own, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def together(count, act, path):
    """What `act(number)` gives in so many threads at once, each with a connection of its own."""
    barrier = Barrier(count)

    def one(number):
        if path:
            own = connections["default"]
            own.settings_dict = {**own.settings_dict, "NAME": str(path)}
            own.settings_dict["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 30}
        barrier.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def among(act, path):
    """The same in one thread, to look at what became of that database."""
    return together(1, lambda _number: act(), path)[0]
