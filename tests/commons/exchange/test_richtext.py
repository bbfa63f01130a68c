from __future__ import annotations

import exchange_strategies as strategies
import pytest
from hypothesis import given, settings

from commons.exchange.document import UnreadableGuide
from commons.exchange.html import clean
from commons.exchange.richtext import escaped, to_html, to_markdown

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")


@settings(max_examples=400, deadline=None)
@given(strategies.html)
def test_clean_html_survives_markdown(html: str) -> None:
    cleaned = clean(html)
    assert to_html(to_markdown(cleaned)) == cleaned


@settings(max_examples=200, deadline=None)
@given(strategies.html)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    assert clean(clean(html)) == clean(html)
