"""YAML as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commons.guides.exchange.fields import Fields, credit
from markup import frontmatter
from markup.messages import Unreadable
from markup.yaml_keys import Reader, decoded, encoded


def keys(text: str) -> dict[str, object]:
    return dict(Reader(text).keys())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Sortie : lire la rue", "Sortie : lire la rue"),
        ("title:\u00a0Sortie en ville", "Sortie en ville"),
        ("title\u00a0: Sortie en ville", "Sortie en ville"),
        ("title:\tSortie en ville", "Sortie en ville"),
        ("title:Sortie", "Sortie"),
        ("title: Sortie #2 : le port", "Sortie #2 : le port"),
        ("title: Sortie  # provisoire", "Sortie"),
        ("title: !Attention au départ", "!Attention au départ"),
        ("title: @nous", "@nous"),
        ("title: *étoile*", "*étoile*"),
        ("title: 'l'arbre'", "l'arbre"),
        ('title: "Jeu" : la ruche', '"Jeu" : la ruche'),
        ("title: [Jeu] la ruche", "[Jeu] la ruche"),
        ("title: 50 % : moitié", "50 % : moitié"),
        ("title: Pain &amp; levain", "Pain & levain"),
        ("title: Zo&#235;", "Zoë"),
        ("title: '&amp;amp;'", "&amp;"),
        ("title: a&b; c&copy d", "a&b; c&copy d"),
        ('title: "Qui ? : nous"', "Qui ? : nous"),
        ("title: no", "no"),
    ],
)
def test_a_title_is_read_as_it_is_written(line, title):
    assert keys(f"{line}\nlicence: cc0-1.0") == {"title": title, "licence": "cc0-1.0"}


def test_tabs_indent_as_spaces_do():
    assert keys("title: a\ntags:\n\t- port\n\t- phare") == {"title": "a", "tags": ["port", "phare"]}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: b\nlicence: cc-by-nc-4.0\nlicence: cc-by-4.0", "“licence” is written twice, at lines 4 and 5"),
        ("title: ok\nsubtitle", "cannot be read at line 4. Each line is a key, a colon, a space and a value"),
        ('a: b\ntitle: "jamais fermé\nc: d', "cannot be read at line 4: a quotation mark or a bracket"),
        ("a: b\ntitle: [x", "cannot be read at line 4: a quotation mark or a bracket"),
        ("a: &x [1]\nb: *x", "Line 4 repeats another value by its name"),
        ("a: " + "[" * 90_000, "Line 3 is nested more than 12 deep"),
        ("a:\n" + "- b\n" * 30_000, "more than 20,000 values"),
        ("a: b\nc: \x07", "Line 4 holds a character that cannot be read"),
        ("? [a]\n: b", "Line 3 has a list or a group of keys where a key should be"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text, sentence):
    with pytest.raises(Unreadable, match=sentence):
        Reader(text, first_line=3).keys()


def test_a_value_repeated_by_its_name_is_never_opened():
    lines = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 20)]
    with pytest.raises(Unreadable, match="repeats another value"):
        Reader("\n".join(["k0: &k0 [x]", *lines])).keys()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("a: b\ntitle: Sortie # en ville", "Line 2: what follows “#” was read as a comment and left out (en ville)."),
        ("a: b\nc: d\na: b", "The key “a” is written twice, at lines 1 and 3."),
    ],
)
def test_what_is_left_out_is_told(text, warning):
    reader = Reader(text)
    reader.keys()
    assert [said.split(" To keep")[0] for said in reader.warnings] == [warning]


def test_every_key_knows_its_line():
    front = frontmatter.split("\n---\ntitle: a\n\ncredits:\n  - name: Awa\n    job: b\n---\n\n\nCorps")
    fields = Fields(front.values)
    fields.rows("credits", credit)
    assert fields.unknown() == [("title", 3), ("credits 1, job", 7)]
    assert (front.body, front.body_line) == ("Corps", 10)


@pytest.mark.parametrize("key", ["One sentence", "one-sentence", "ONE_SENTENCE", "one_sentence\u00a0"])
def test_a_key_is_known_however_it_is_written(key):
    assert Fields(Reader(f"{key}: a").keys()).line("one_sentence") == "a"


def test_two_spellings_of_one_key_are_one_key_written_twice():
    with pytest.raises(Unreadable, match="“license” is written twice, at lines 1 and 2"):
        Fields(Reader("licence: cc-by-4.0\nlicense: cc0-1.0").keys())


def test_a_line_with_a_colon_where_a_text_should_be_is_a_text():
    fields = Fields(Reader("objectives:\n- Durée : une heure\n- lire\nmaterials:\n- Feuilles : 10").keys())
    assert fields.texts("objectives") == ("Durée : une heure", "lire")
    assert fields.rows("materials", lambda row: row.line("name")) == ("Feuilles : 10",)


@given(st.text(), st.text())
def test_what_is_dumped_is_read_again(key, value):
    written = frontmatter.dump({"a": value, "b": [key]})
    assert keys(written) == {"a": value, "b": [key]}


@given(st.text(alphabet="&amp;#x3gt "))
def test_entities_are_decoded_once(text):
    assert decoded(encoded(text)) == text
