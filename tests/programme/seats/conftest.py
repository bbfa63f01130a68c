from __future__ import annotations

import pytest
from django.utils import timezone

from tests.factories.programme import make_event
from wiki import limits


@pytest.fixture
def clock(monkeypatch):
    """Call it with a moment: it is that time from then on."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def _quick(monkeypatch, settings):
    settings.VISITOR_QUESTION, settings.VISITOR_PROOF = "", 0
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)


@pytest.fixture
def event():
    return make_event("Réparer son vélo", registration="here", capacity=2)
