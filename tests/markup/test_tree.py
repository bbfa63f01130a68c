"""HTML as nodes: what nh3 and our own writer write is read without `HTMLParser`, to the same nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from markup import tree
from markup.markdown import to_html
from markup.tree import Node, parse

if TYPE_CHECKING:
    import pytest

PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<br>", "<br/>", '<a href="x&amp;y">', '<a href="x&y=1">', "</a>", "<li>", "</li>",
    '<img src="a b" alt="&lt;é&gt;">', '<td colspan="2" rowspan="3">', '<li data-block-key="a1">', '<embed id="1"/>',
    "mot", " ", "\n", "é", "&amp;", "&nbsp;", "&", "&#39;", "&copy", "<", "<1>", "<p", "</b", "</p >", "</br>", "<P>",
    "<!-- x -->", "<script>", "</script>", "<title>", "<i id='a'>", "<i a>", ";",
)  # fmt: skip

# What nh3 and our own writer write: these alone never need the library.
PLAIN = ("<p>", "</p>", "<b>", "</b>", "<br>", '<a href="x&amp;y">', "</a>", "<li>", "</li>", '<img src="a b" alt="&lt;é&gt;">',
         '<td colspan="2" rowspan="3">', '<li data-block-key="a1">', "mot", " ", "\n", "é", "&amp;", "&nbsp;", ";")  # fmt: skip


def by_the_library(html: str) -> list[Node | str]:
    parser = tree._Parser()
    parser.feed(html)
    parser.close()
    return parser.builder.root.children


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_nodes_are_those_of_the_library(html: str) -> None:
    assert parse(html) == by_the_library(html)


@given(st.lists(st.sampled_from(PLAIN), max_size=12).map("".join))
def test_plain_html_is_read_without_the_library(html: str) -> None:
    assert tree._plainly(html) == by_the_library(html)


def test_tags_too_deep_lose_their_tag_alike() -> None:
    html = "<b>" * 100 + "mot" + "</b>" * 100
    assert parse(html) == by_the_library(html)


def test_what_the_reader_of_markdown_wrote_is_read_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(tree, "_Parser")
    text = '# Café & co\n\nUn **mot** [lié](https://a.org/?b&c="d")<!-- x -->[^1]\n\n![a "b"](c.png)\n\n[^1]: Note'
    assert "<h3>Café &amp; co</h3>" in to_html(text)
