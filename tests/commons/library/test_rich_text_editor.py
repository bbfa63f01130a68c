from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings

from commons.guides.blocks.text import TEXT_FEATURES
from commons.guides.domain.conversion import stored
from commons.library.admin.rich_text import Converter
from markup.html import clean
from tests.commons.exchange import strategies

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")


class NoPictures:
    pictures: dict[str, object] = {}
    files: dict[str, object] = {}


def edited(html: str) -> str:
    """What is stored when a text is opened in the editor and saved untouched."""
    converter = Converter(TEXT_FEATURES)
    saved = converter.to_database_format(converter.from_database_format(html))
    return re.sub(r' data-block-key="[^"]*"', "", saved)


_APART = re.compile(r"</?(?:p|li|h\d|pre|blockquote|t[dhr]|table|[uo]l|hr|br)\b[^>]*>")


def words(html: str) -> list[str]:
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", "", _APART.sub(" ", html))))


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<br/>b</p><hr/><p>c</p>",
        "<pre>a\n    b &lt;c&gt;\n\nd</pre>",
        "<blockquote><p>a</p><p>b</p></blockquote>",
        "<blockquote><p><b>Astuce</b></p><ul><li>a <i>b</i></li><li>c</li></ul></blockquote>",
        "<blockquote><p><b>Indice 1</b></p><p>a</p></blockquote><blockquote><p><b>Indice 2</b></p><p>b</p></blockquote>",
        "<ul><li>a<br/><br/>b</li><li>☐ c<ul><li>d</li></ul></li></ul>",
        '<p>x<sup>2</sup> H<sub>2</sub>O <s>e</s><a href="#note-1"><sup>1</sup></a></p><p><a href="#renvoi-1"><sup>1</sup></a> f</p>',
        '<ol start="4"><li>a<ol start="2"><li>b</li></ol></li><li>c</li></ol><hr/><ol start="4"><li>d</li></ol><p>e</p>',
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c | d<br/>e</td><td></td></tr></table>",
        '<table><tr><td>a <a href="https://a.org/"><b>b</b></a></td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>',
    ],
)  # fmt: skip
def test_text_opened_and_saved_is_the_same(html: str) -> None:
    assert edited(html) == html


def test_each_line_of_the_editor_has_a_key_of_its_own() -> None:
    lists = '<ol start="4"><li>a</li></ol><p>b</p><ol start="4"><li data-block-key="from4-abc">c</li></ol>'
    blocks = json.loads(Converter(TEXT_FEATURES).from_database_format(lists))["blocks"]

    assert [block["key"].startswith("from4-") for block in blocks] == [True, False, True]
    assert blocks[2]["key"] == "from4-abc"
    assert len({block["key"] for block in blocks}) == 3


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html)
def test_no_word_of_a_text_is_lost_in_the_editor(html: str) -> None:
    text = stored(clean(re.sub(r"<img[^>]*>", "", html)), NoPictures()).source
    once = edited(text)
    assert [word for word in words(text) if word not in words(once)] == []
    assert words(edited(once)) == words(once)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html)
@example("<p><i>un <b>deux</b> et <code>trois</code> mots</i></p>")
def test_text_saved_once_is_the_same_ever_after(html: str) -> None:
    saved = edited(clean(html))
    assert edited(saved) == saved
