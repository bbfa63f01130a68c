"""Words that no form reads are bounded, and hold no NUL."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from web.typed import number_in, words_in


@pytest.mark.parametrize(
    ("sent", "words"), [("text=+%00Bonjour%00+", "Bonjour"), ("text=abcdefgh", "abcdefg"), ("", "")]
)
def test_words_typed(sent, words):
    assert words_in(QueryDict(sent), "text", 7) == words


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("0", 0), ("", None), ("-1", None), ("1.5", None), ("١٢", None), ("9" * 18, None)]
)
def test_number_is_digits_and_nothing_else(text, number):
    assert number_in(text) == number
