from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.plain import plain_text, tidy


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un <b>mot</b>.</p>", "Un mot."),
        ("<p>Un <b>mot</b>, deux.</p><p>Trois</p>", "Un mot, deux. Trois"),
        ("<p>(<i>mot</i>)</p>", "(mot)"),
        ("<p>L'<b>eau</b> vive</p>", "L'eau vive"),
        ("<p>Une<b>girafe</b></p>", "Une girafe"),
        ("<ul><li>un</li><li>deux</li></ul>", "un deux"),
        ("un<br/>deux", "un deux"),
        ("H<sub>2</sub>O", "H2O"),
        ("point d&#x27;eau &amp; banc", "point d'eau & banc"),
        ("5 &lt; 6", "5 < 6"),
        ("Vraiment\u00a0?", "Vraiment\u00a0?"),
        ("Vraiment ?", "Vraiment ?"),
        ("un mot <b>…</b>", "un mot…"),
        ("le fichier .env", "le fichier .env"),
        ("de 1 , 2", "de 1, 2"),
        ('<p>Une carte<sup><a href="#note-1">1</a></sup>.</p>', "Une carte."),
        ("", ""),
    ],
)
def test_text_of_html(html, text):
    assert plain_text(html) == text


@given(st.lists(st.sampled_from(["mot", " ", ".", ",", "<b>", "</b>", "<p>", "</p>", "(", ")", "é", "?", "\u00a0"])))
def test_no_letter_is_lost_and_twice_is_once(parts):
    html = "".join(parts)
    text = plain_text(html)
    assert text.count("mot") == parts.count("mot")
    assert text.count("é") == parts.count("é")
    assert tidy(text) == text
