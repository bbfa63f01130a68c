"""Links by title: what is one, what it says, and that writing and reading Markdown leaves it as it is."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.html import clean
from markup.markdown import to_html
from markup.plain import plain_text
from markup.wiki_links import drawn, in_words, titles_in
from markup.writing import to_markdown


def marked(html):
    return drawn(html, lambda title, words: f"<{title}={words}>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Voir [[La craie]].</p>", "<p>Voir <La craie=La craie>.</p>"),
        ("<p>[[La craie|les craies]]</p>", "<p><La craie=les craies></p>"),
        ("<li><b>[[ La  craie ]]</b></li>", "<li><b><La craie=La craie></b></li>"),
        ("<p>[[Vert &amp; bleu]]</p>", "<p><Vert & bleu=Vert & bleu></p>"),
        ("<p>[[a]][[b]]</p>", "<p><a=a><b=b></p>"),
        ("<p><code>[[a]]</code> [[b]]</p>", "<p><code>[[a]]</code> <b=b></p>"),
        ("<pre>[[a]]</pre>", "<pre>[[a]]</pre>"),
        ('<p><a href="/x">[[a]]</a></p>', '<p><a href="/x">[[a]]</a></p>'),
        ('<embed alt="[[a]] > [[b]]"/>', '<embed alt="[[a]] > [[b]]"/>'),
        ("<p>[[a<b>b</b>]]</p>", "<p>[[a<b>b</b>]]</p>"),
        ("<p>[[]] [[ ]] [a] [[a] [[toc]] [[^1]] [[[a]]]</p>", "<p>[[]] [[ ]] [a] [[a] [[toc]] [[^1]] [[[a]]]</p>"),
        ("<p>[[a|]] [[|a]] [[a|b|c]]</p>", "<p>[[a|]] [[|a]] [[a|b|c]]</p>"),
        (f"<p>[[{'a' * 201}]]</p>", f"<p>[[{'a' * 201}]]</p>"),
    ],
)
def test_link_is_a_title_between_double_brackets_in_plain_words(html, expected):
    assert marked(html) == expected


def test_titles_are_listed_in_order():
    assert list(titles_in("<p>[[b]] [[a|x]] [[b]]</p>")) == ["b", "a", "b"]


def test_words_of_a_text_have_no_brackets():
    assert plain_text("<p>Voir [[La craie]] et [[Le bois|du bois]].</p>") == "Voir La craie et du bois."
    assert in_words("[[toc]] [a]") == "[[toc]] [a]"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Voir [[La craie]].</p>", "Voir [[La craie]]."),
        ("<p>[[L'*eau*|eau_x_]]</p>", r"[[L'\*eau\*|eau_x\_]]"),
        ("<p>[[a]](b)</p>", r"\[\[a\]\](b)"),
        ('<p>[[a]]<a href="/b">b</a></p>', r"\[\[a\]\][b](/b)"),
        ("<p>[[toc]]</p>", r"\[\[toc\]\]"),
    ],
)
def test_markdown_has_the_link_as_it_is_typed(html, markdown):
    assert to_markdown(html) == markdown
    assert to_html(markdown) == html


_pieces = st.lists(
    st.sampled_from(
        [
            "[[",
            "]]",
            "[",
            "]",
            "|",
            "(",
            ")",
            "!",
            "mot",
            "*",
            "_",
            "`",
            "\\",
            "^1",
            "toc",
            " ",
            "&",
            "<",
            ":",
            "$",
            "é",
        ]
    ),
    max_size=12,
).map("".join)


@given(_pieces, st.sampled_from(["p", "li", "td", "h3", "a", "b", "code", "blockquote"]))
def test_texts_with_brackets_read_back_from_markdown(text, tag):
    around = {"li": "<ul>%s</ul>", "td": "<table><tr>%s</tr></table>"}.get(tag, "%s")
    opened = '<a href="/x">' if tag == "a" else f"<{tag}>"
    html = clean(around % f"{opened}{escape(text)}</{tag}>")

    assert to_html(to_markdown(html)) == html


@given(_pieces)
def test_drawing_touches_nothing_but_links(text):
    assert drawn(text, lambda _title, _words: None) == text
