"""Words that no form reads are bounded, and hold no NUL."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from web.typed import words_in


@pytest.mark.parametrize(
    ("sent", "words"), [("text=+%00Bonjour%00+", "Bonjour"), ("text=abcdefgh", "abcdefg"), ("", "")]
)
def test_words_typed(sent, words):
    assert words_in(QueryDict(sent), "text", 7) == words
