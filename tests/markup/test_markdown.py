from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings

from markup.html import clean
from markup.markdown import MAX_LINES, MAX_MARKS, to_html, to_text
from markup.remarks import Kind, Remark, TooMany, UnreadableText
from markup.writing import to_markdown
from tests.commons.guides.exchange import strategies

if TYPE_CHECKING:
    from types import FrameType

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")


LINK = '<a href="https://a.org/a">https://a.org/a</a>'
TABLE = f"<table><tr><th></th><th>{LINK}</th></tr><tr><td>b</td><td>{LINK}</td></tr></table>"
NOTED = (
    TABLE.replace("<td>b", '<td>b<a href="#note-1"><sup>1</sup></a>') + '<p><a href="#renvoi-1"><sup>1</sup></a> c</p>'
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html)
@example(f"<ul><li>{TABLE}</li></ul>")
@example(f"<blockquote>{TABLE}</blockquote>")
@example(NOTED)
@example(f"<blockquote>{NOTED}</blockquote>")
def test_clean_html_survives_markdown(html: str) -> None:
    cleaned = clean(html)
    assert to_html(to_markdown(cleaned)) == cleaned


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    cleaned = clean(html)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p><b>Durée\u00a0:</b> 20 min</p>", "**Durée\u00a0:** 20 min"),
        ("<p>l'<i>eau</i> et snake_case, 2 * 3 = 6</p>", "l'*eau* et snake_case, 2 \\* 3 = 6"),
        ("<p>a<b>(b)</b>c</p>", "a<b>(b)</b>c"),
        ("<p>1. pas une liste</p>", "1\\. pas une liste"),
        ("<p># pas un titre</p>", "\\# pas un titre"),
        ("<p>::: note</p>", "\\::: note"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p><code>`a`</code></p>", "`` `a` ``"),
        ('<p><a href="https://a.org/x_(y)">z</a></p>', "[z](<https://a.org/x_(y)>)"),
        ('<p><a href="https://a.org/">https://a.org/</a></p>', "<https://a.org/>"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ('<ol start="3"><li>c<ul><li>d</li></ul></li></ol>', "3. c\n   - d"),
        ("<pre><code>```\nx</code></pre>", "````\n```\nx\n````"),
        ("<blockquote><p>a</p><p>b</p></blockquote><hr>", "> a\n>\n> b\n\n___"),
    ],
)
def test_html_is_written_as_plain_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown
    assert to_html(markdown) == html


@pytest.mark.parametrize("text", ["- " * 10_000 + "x", "> " * 10_000 + "x"])
def test_text_nested_beyond_reading_is_refused(text: str) -> None:
    with pytest.raises(UnreadableText):
        to_html(text)


@pytest.mark.parametrize("text", ["[" * 20_000, "*a " * 10_000, "a " + "`" * 20_000, "<b>" * 5_000 + "x", "![" * 5_000])
def test_text_made_to_be_slow_is_read(text: str) -> None:
    assert to_html(text).startswith("<p>")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Bonjour <nom>, vector<int> et <title>.", "<p>Bonjour &lt;nom&gt;, vector&lt;int&gt; et &lt;title&gt;.</p>"),
        ("La balise <style>\n\nla suite", "<p>La balise &lt;style&gt;</p><p>la suite</p>"),
        ("<style>\np { }\n</style>\n\nla suite", "<pre><code>&lt;style&gt;\np { }\n&lt;/style&gt;</code></pre><p>la suite</p>"),
        ("La balise <b> met en gras, <b>ceci</b>", "<p>La balise &lt;b&gt; met en gras, <b>ceci</b></p>"),
        ("x<sup>2</sup>, H<sub>2</sub>O, ~~non~~", "<p>x<sup>2</sup>, H<sub>2</sub>O, <s>non</s></p>"),
        ("- [ ] a\n- [x] b", "<ul><li>☐ a</li><li>☑ b</li></ul>"),
        ("> [!NOTE]\n> a", "<blockquote><p><b>Note</b></p><p>a</p></blockquote>"),
        ("> [!tip] Le titre\n> a", "<blockquote><p><b>Le titre</b></p><p>a</p></blockquote>"),
        ("::: tip\na\n:::", "<blockquote><p><b>Astuce</b></p><p>a</p></blockquote>"),
        (":::{warning} Un *titre*\na\n:::", "<blockquote><p><b>Un <i>titre</i></b></p><p>a</p></blockquote>"),
        ("!!! note\n    a", "<blockquote><p><b>Note</b></p><p>a</p></blockquote>"),
        ("```{admonition} Le titre\n- a\n```", "<blockquote><p><b>Le titre</b></p><ul><li>a</li></ul></blockquote>"),
        ("```{code-cell} ipython\na\n```", "<pre><code>{code-cell} ipython\na</code></pre>"),
        ('```py title="a.py"\nx\n```', "<p><b>a.py</b></p><pre><code>x</code></pre>"),
        ("a\n\n[[toc]]", "<p>a</p>"),
        ("$a_b*c*$ et $$ x\\, y $$, 5 $ ou 6 $", "<p><code>$a_b*c*$</code> et <code>$$ x\\, y $$</code>, 5 $ ou 6 $</p>"),
        ("$$\na \\\\ b\n$$", "<pre><code>$$\na \\\\ b\n$$</code></pre>"),
        ("<p style='x'>\n<span>Les **rovers**</span> sont\n</p>", "<p>Les <b>rovers</b> sont</p>"),
        ("<div>\n- a\n- b\n</div>", "<ul><li>a</li><li>b</li></ul>"),
        ("<table><tr><td>**gras**</td></tr></table>", "<p><b>gras</b></p>"),
        ("<pre>\n**a**\n</pre>", "<pre><code>**a**</code></pre>"),
        ("Mot\n: sens", "<p><b>Mot</b></p><p>sens</p>"),
        ("| a | b |\n|---|---|\n| c | d | e |", "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d · e</td></tr></table>"),
        ("Titre[^1]\n===\n\n[^1]: n", '<h3>Titre</h3><p><a href="#note-1"><sup>1</sup></a></p><p><a href="#renvoi-1"><sup>1</sup></a> n</p>'),
        ("a[^x] b[^x] ^[ici]\n\n[^x]: la *note*\n\n    suite", (
            '<p>a<a href="#note-1"><sup>1</sup></a> b<a href="#note-1"><sup>1</sup></a> <a href="#note-2"><sup>2</sup></a></p>'
            '<p><a href="#renvoi-1"><sup>1</sup></a> la <i>note</i><br>suite</p><p><a href="#renvoi-2"><sup>2</sup></a> ici</p>'
        )),
        ("**gras[^1]**[^1] [^1]\n\n[^1]: n", (
            '<p><b>gras</b><a href="#note-1"><sup>1</sup></a> <a href="#note-1"><sup>1</sup></a></p>'
            '<p><a href="#renvoi-1"><sup>1</sup></a> n</p>'
        )),
        ("[*lien ^[n]*](https://a.org/)", (
            '<p><a href="https://a.org/"><i>lien</i></a> <a href="#note-1"><sup>1</sup></a></p>'
            '<p><a href="#renvoi-1"><sup>1</sup></a> n</p>'
        )),
        ("a[^1]", "<p>a<sup>1</sup></p>"),
        ("[^1]: seule", "<p>seule</p>"),
        ("`<nom>` et \\<nom>", "<p><code>&lt;nom&gt;</code> et &lt;nom&gt;</p>"),
    ],
)  # fmt: skip
def test_what_people_write_beyond_commonmark_is_read(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "remark"),
    [
        ("a\n\n<!-- b\nc -->", Remark(Kind.COMMENT, 3, "b c", 1)),
        ("a\nb <!-- c -->", Remark(Kind.COMMENT, 2, "c")),
        ("a\n\n> $x_1$", Remark(Kind.FORMULA, 3, "$x_1$")),
        ("a\n\n[TOC]", Remark(Kind.CONTENTS, 3, "[TOC]")),
        ("<script>a</script>", Remark(Kind.CODE, 1, "<script>")),
        ("a[^1]", Remark(Kind.MISSING_NOTE, 1, "[^1]")),
        ("a\n\n[^1]: b", Remark(Kind.UNUSED_NOTE, 3, "[^1]")),
        ("```py {.n}\na\n```", Remark(Kind.OPTIONS, 1, "{.n}")),
        ('[a](b "c")', Remark(Kind.TITLE, 1, "c")),
        ("a\n\n::: colonnes\nb\n:::", Remark(Kind.TEMPLATE, 3, "::: colonnes")),
    ],
)
def test_what_is_kept_otherwise_or_left_out_is_said_with_its_line(markdown: str, remark: Remark) -> None:
    assert to_text(markdown).remarks == [remark]


def test_marks_are_counted_and_too_many_are_refused() -> None:
    with pytest.raises(TooMany):
        to_html("[" * (MAX_MARKS + 1))
    with pytest.raises(TooMany):
        to_html("\n" * (MAX_LINES + 1))


SHAPES = [
    "[a](b) ", "![", "[", "<b>", "<b>a</b>", "<div>\n\n", "a<br>", "a\\\n", "*a ", "`` ` ", "<!-- ", "<script>\n", "<style> ",
    "a[^1] ", "[^1]: a\n\n", "$$\n", "$$a ", "$a ", "::: tip\na\n:::\n\n", "!!! tip\n", "> a\n\n", "- [ ] a\n", "a\n: b\n\n",
    "<td>", "<tr><td>a", "<ul><li>a", '<b "', "~~a", "[[toc]]\n\n", "\\[a_1\\] ", "<", "<a href=x>", "<b><i><s>", "<div>` ", "<pre>",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_twice_as_much_takes_about_twice_the_steps(shape: str) -> None:
    """Calls of functions are counted, not time: doubling a text may not quadruple them."""
    few, many = (_calls(shape * count) for count in (150, 600))
    assert many < 8 * few + 20_000


def _calls(markdown: str) -> int:
    counted = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        to_html(markdown)
    except UnreadableText:
        pass
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    ("markdown", "html", "remarks"),
    [
        ("::: {.callout-tip title='Boire'}\na\n:::", "<blockquote><p><b>Boire</b></p><p>a</p></blockquote>", []),
        ("::: {#un .tip}\na\n:::", "<blockquote><p><b>Astuce</b></p><p>a</p></blockquote>", []),
        ("::: {.colonne largeur=3}\na\n:::", "<p>a</p>", [(Kind.TEMPLATE, 1, "::: {.colonne largeur=3}")]),
        ("a <abbr title='Trois Pins'>TP</abbr>", "<p>a TP</p>", [(Kind.TITLE, 1, "Trois Pins")]),
        ("a\n\n<div title='b'>c</div>", "<p>a</p><p>c</p>", [(Kind.TITLE, 3, "b")]),
        ("[](https://a.org/)", '<p><a href="https://a.org/">https://a.org/</a></p>', []),
        ("a\n\n[b]: https://a.org/ (c)", "<p>a</p>", [(Kind.REFERENCE, 3, "[b]: https://a.org/ c")]),
        ("[a][b]\n\n[b]: https://a.org/", '<p><a href="https://a.org/">a</a></p>', []),
        ("![a][b]\n\n[b]: <data:image/png;base64,AA>", "<p>a</p>", [(Kind.PICTURE_INSIDE, 1, "a")]),
    ],
)
def test_nothing_goes_without_a_remark(markdown: str, html: str, remarks: list[tuple[Kind, int, str]]) -> None:
    text = to_text(markdown)
    assert (text.html, [(one.kind, one.line, one.words) for one in text.remarks]) == (html, remarks)
