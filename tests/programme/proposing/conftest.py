from __future__ import annotations

from datetime import date

import pytest

from tests.factories.programme import make_edition
from wiki import limits


@pytest.fixture(autouse=True)
def _quick(monkeypatch, settings):
    settings.VISITOR_QUESTION, settings.VISITOR_PROOF = "", 0
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)


@pytest.fixture
def edition():
    return make_edition(proposals_from=date(2026, 1, 1), proposals_until=date(2027, 7, 3))
