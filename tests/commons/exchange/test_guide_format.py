from __future__ import annotations

import exchange_strategies as strategies
import pytest
from hypothesis import HealthCheck, given, settings

from commons.exchange.document import GuideDocument
from commons.exchange.markdown import read_markdown, write_markdown

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.guides())
def test_written_guide_is_read_back_equal(guide: GuideDocument) -> None:
    reading = read_markdown(write_markdown(guide), folder=None, source="x")
    assert reading.guide == guide
    assert reading.warnings == ()
