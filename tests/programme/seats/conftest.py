from __future__ import annotations

import pytest
from django.utils import timezone


@pytest.fixture
def clock(monkeypatch):
    """Call it with a moment: it is that time from then on."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
