from __future__ import annotations

import pytest

from commons.exchange.html import clean, clean_tree


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("<p>a <strong>b </strong><em> c</em></p>", "<p>a <b>b</b> <i>c</i></p>"),
        ("<h1>A<br>b</h1><h2>c</h2><h3>d</h3><h6>e</h6>", "<h3>A b</h3><h3>c</h3><h3>d</h3><h4>e</h4>"),
        ("<div>un<div>deux</div>trois</div>", "<p>un</p><p>deux</p><p>trois</p>"),
        ("<ul><li><p>a</p><ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<pre>\n  x <b>y</b>\n</pre>", "<pre><code>  x y</code></pre>"),
        ("<p>Ctrl <kbd>C</kbd></p>", "<p>Ctrl <code>C</code></p>"),
        ('<a href="www.a.org">a</a>', '<p><a href="https://www.a.org">a</a></p>'),
        (
            '<a href="/x"><p>a</p><ul><li>b</li></ul></a>',
            '<p><a href="/x">a</a></p><ul><li><a href="/x">b</a></li></ul>',
        ),
        ("<p> </p><ul><li></li></ul><b></b><hr>", "<hr>"),
        (
            '<ol start="3"><li>c</li></ol><ol start="1"><li>a</li></ol>',
            '<ol start="3"><li>c</li></ol><ol><li>a</li></ol>',
        ),
        ("<h3><img src='images/a.jpg' alt='b'>Titre</h3>", '<h3>Titre</h3><p><img src="images/a.jpg" alt="b"></p>'),
        ("2 &lt; 3 &amp; 4", "<p>2 &lt; 3 &amp; 4</p>"),
    ],
)
def test_html_takes_its_one_form(given: str, cleaned: str) -> None:
    assert clean(given) == cleaned


@pytest.mark.parametrize(
    "given",
    [
        "<script>alert(1)</script><p>a</p>",
        '<p onclick="alert(1)" style="color:red">a</p>',
        "<style>p{}</style><p>a</p><!-- c -->",
        '<p><a href="javascript:alert(1)">a</a></p>',
        '<p><a href=" jAvascript:alert(1)">a</a></p>',
        '<p>a<img src="data:text/html,x"></p>',
        "<form><p>a</p><input><button></button></form>",
        "<p>a<svg><script>alert(1)</script></svg></p>",
    ],
)
def test_nothing_that_runs_is_kept(given: str) -> None:
    assert clean(given) == "<p>a</p>"


def test_frame_becomes_a_link_to_what_it_shows() -> None:
    assert (
        clean('<iframe src="//www.a.org/e"></iframe>') == '<p><a href="https://www.a.org/e">https://www.a.org/e</a></p>'
    )


def test_table_becomes_a_list_that_repeats_the_headings_and_says_so() -> None:
    cleaned = clean_tree("<table><tr><th>Rôle</th><th>Qui</th></tr><tr><td>Scribe</td><td>Awa</td></tr></table>")
    assert cleaned.html == "<ul><li><b>Rôle</b>\u00a0: Scribe<br><b>Qui</b>\u00a0: Awa</li></ul>"
    assert cleaned.warnings == ["A table was turned into a list, one line of the table each."]


def test_table_without_headings_keeps_its_cells_side_by_side() -> None:
    assert clean("<table><tr><td>a</td><td>b</td></tr></table>") == "<ul><li>a · b</li></ul>"


def test_ten_thousand_nested_lists_keep_their_words() -> None:
    cleaned = clean("<ul><li>" * 10_000 + "fond")
    assert "fond" in cleaned
    assert cleaned.count("<ul>") == 10
