from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.typography import ages, duration, file_size, iso_duration, measured, number, people, typeset

N, T = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("Qui vient ?", f"Qui vient{T}?"),
        ("Qui vient?", f"Qui vient{T}?"),
        ("Oui ! Non ; peut-être : bof", f"Oui{T}! Non{T}; peut-être{N}: bof"),
        ("Matériel: crayons", f"Matériel{N}: crayons"),
        ("« Bonjour »", f"«{N}Bonjour{N}»"),
        ("«Bonjour»", f"«{N}Bonjour{N}»"),
        ("en 45 min pour 12 personnes", f"en 45{N}min pour 12{N}personnes"),
        ("dès 10 ans, 5 €, 50%", f"dès 10{N}ans, 5{N}€, 50{N}%"),
        ("n° 3", f"n°{N}3"),
        ("rendez-vous à 10:30", "rendez-vous à 10:30"),
        (":bulb: un :tada:", ":bulb: un :tada:"),
        ("https://example.org/?q=a;b&c=d ?", f"https://example.org/?q=a;b&c=d{T}?"),
        ("yann@example.org", "yann@example.org"),
        ("pain &amp; beurre; miel", f"pain &amp; beurre{T}; miel"),
        ('<a href="/a ?b ; c">Quoi ?</a>', f'<a href="/a ?b ; c">Quoi{T}?</a>'),
        ("<b>Quoi</b> ?", f"<b>Quoi</b>{T}?"),
        ("<pre><code>x = a ? b : c;</code></pre> non ?", f"<pre><code>x = a ? b : c;</code></pre> non{T}?"),
        ("C::B et 3:2", "C::B et 3:2"),
        ("L'eau d'ici, jusqu'aujourd'hui", "L’eau d’ici, jusqu’aujourd’hui"),
        ("Jeanne Floc'h, Floc&#x27;h", "Jeanne Floc’h, Floc’h"),
        ("l&#x27;eau qu&#39;on boit", "l’eau qu’on boit"),
        ("l'<mark>eau</mark>, d&#x27;<mark>ici</mark>", "l’<mark>eau</mark>, d’<mark>ici</mark>"),
        ("<code>l'eau</code>, it's, 'mot', &#x27;mot&#x27; ;", f"<code>l'eau</code>, it's, 'mot', &#x27;mot&#x27;{T};"),
        ("les amis&#x27;<b>x</b>", "les amis&#x27;<b>x</b>"),
        ("Vraiment ?!", f"Vraiment{T}?!"),
    ],
)
def test_french_spaces(written, set_):
    assert typeset(written, language="fr") == set_


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("The studio's", "The studio’s"),
        ("L'Établi", "L’Établi"),
        ("Who comes?", "Who comes?"),
        ("Note: this", "Note: this"),
        ("6 people in 45 min", f"6{N}people in 45{N}min"),
    ],
)
def test_english_has_no_spaces_before_its_marks(written, set_):
    assert typeset(written, language="en") == set_


@given(st.text(alphabet="aé1 «»:;!?%€.,<>/&\u00a0\u202f\n\"'@-n°min", max_size=60), st.sampled_from(["fr", "en"]))
def test_setting_twice_changes_nothing_more(text, language):
    once = typeset(text, language=language)

    assert typeset(once, language=language) == once


@given(st.text(max_size=80))
def test_words_are_never_changed(text):
    strip = str.maketrans("'", "’", f" {N}{T}")

    assert typeset(text, language="fr").translate(strip) == text.translate(strip)


@pytest.mark.parametrize(
    ("minutes", "french", "english", "machine"),
    [
        (5, "5 min", "5 min", "PT5M"),
        (45, "45 min", "45 min", "PT45M"),
        (60, "1 h", "1 hr", "PT1H"),
        (65, "1 h 05", "1 hr 5 min", "PT1H5M"),
        (90, "1 h 30", "1 hr 30 min", "PT1H30M"),
        (120, "2 h", "2 hr", "PT2H"),
        (1500, "25 h", "25 hr", "PT25H"),
        (0, "0 min", "0 min", "PT0M"),
    ],
)
def test_durations(minutes, french, english, machine):
    assert duration(minutes, language="fr") == french.replace(" ", N)
    assert duration(minutes, language="en-gb") == english.replace(" ", N)
    assert iso_duration(minutes) == machine


@pytest.mark.parametrize(
    ("least", "most", "french", "english"),
    [
        (6, 12, "6 à 12~personnes", "6 to 12~people"),
        (8, 8, "8~personnes", "8~people"),
        (1, 1, "1~personne", "1~person"),
        (6, None, "dès 6~personnes", "6~people or more"),
        (None, 12, "jusqu’à 12~personnes", "up to 12~people"),
        (None, None, "", ""),
    ],
)
def test_how_many_people(least, most, french, english):
    assert people(least, most, language="fr") == french.replace("~", N)
    assert people(least, most, language="en") == english.replace("~", N)


@pytest.mark.parametrize(
    ("least", "most", "french", "english"),
    [
        (10, None, "dès 10~ans", "ages 10 and up"),
        (8, 12, "8 à 12~ans", "ages 8 to 12"),
        (None, 6, "jusqu’à 6~ans", "up to age 6"),
        (None, None, "", ""),
    ],
)
def test_ages(least, most, french, english):
    assert ages(least, most, language="fr") == french.replace("~", N)
    assert ages(least, most, language="en") == english.replace("~", N)


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        (2400, "fr", "2\u202f400"), (2400, "en", "2,400"), ("1.50", "fr", "1,5"), ("1.50", "en", "1.5"),
        (0, "fr", "0"), (12, "fr", "12"), ("1000000", "fr", "1\u202f000\u202f000"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_people_write_them(value, language, words):
    assert number(Decimal(value), language=language) == words


@pytest.mark.parametrize(
    ("size", "language", "words"),
    [
        (999, "fr", "999\u00a0octets"), (1_100, "fr", "1,1\u00a0ko"), (59_200, "fr", "59\u00a0ko"),
        (59_200, "en", "59\u00a0kB"), (999_700, "fr", "1\u00a0Mo"), (20_971_520, "fr", "21\u00a0Mo"),
        (1_234_567, "en", "1.2\u00a0MB"),
    ],
)  # fmt: skip
def test_weights_of_files_are_in_thousands(size, language, words):
    assert file_size(size, language=language) == words


@pytest.mark.parametrize(
    ("name", "unit", "language", "words"),
    [
        ("argile", "g", "fr", "g d’argile"), ("ficelle", "m", "fr", "m de ficelle"), ("huile", "cl", "fr", "cl d’huile"),
        ("haricots", "g", "fr", "g de haricots"), ("œufs battus", "ml", "fr", "ml d’œufs battus"),
        ("clay", "g", "en", "g of clay"), ("argila", "g", "pt", "g argila"),
    ],
)  # fmt: skip
def test_what_is_measured_follows_its_unit(name, unit, language, words):
    assert measured(name, unit, language=language) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("the studio's box", "the studio’s box"), ("don&#x27;t", "don’t"), ("<a title='it'>Tom's</a>", "<a title='it'>Tom’s</a>"), ("'quoted'", "'quoted'")],
)  # fmt: skip
def test_english_apostrophes_are_curved(text, words):
    assert typeset(text, language="en") == words
