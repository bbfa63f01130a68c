"""Which tests come first, so that no process waits for what another prepares."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def one_visit_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Those that visit the demo come last, but for one: while its process loads the demo, no other waits for it."""
    visits = [item for item in items if "demo" in getattr(item, "fixturenames", ())]
    in_file = Counter(item.path for item in visits)
    # What a file prepares for several tests is not prepared twice.
    first = [item for item in visits if in_file[item.path] == 1][:1]
    away = {id(item) for item in visits}
    return first + [item for item in items if id(item) not in away] + [item for item in visits if item not in first]
