from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from markup.html import clean
from markup.markdown import to_html
from markup.remarks import UnreadableText
from markup.writing import to_markdown
from tests.commons.exchange import strategies

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.html)
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
