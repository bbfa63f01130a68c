"""Generated rich text and guides, evil on purpose."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from hypothesis import strategies as st

_EVIL = st.sampled_from(
    ["*", "**", "_", "__", "#", "###", ">", "<", "&", "&amp;", "&copy;", "[", "]", "](x)", "!", "!", "`", "``", "\\", "|",
     "1.", "2)", "12. ", "-", "---", "- a", "+", "=", "===", "~~~", "```", ":::", "::: note", "a | b", ":--", "|---|", "{%",
     " ", "  ", "\u00a0", "\u202f", "é", "ß", "🐙", "👩‍🏫", "mot", "d'eau", "(20 min)", "http://a.org/b_c*d", "<b>", "&lt;",
     "\n", "\t", "a_b_c", "œ", "«", "»", "…", "?", "!["],
)  # fmt: skip
words = st.lists(st.one_of(_EVIL, st.text(max_size=4)), min_size=1, max_size=5).map("".join)
_addresses = st.sampled_from(
    ["https://a.org/", "https://a.org/x_(y)?a=1&copy;=2", "images/a b.jpg", "www.a.org", "mailto:a@b.org", "#x", "a\\b`c"],
)


def _wrapped(tag: str, **attrs: st.SearchStrategy[str]) -> Callable[[st.SearchStrategy[str]], st.SearchStrategy[str]]:
    def element(inside: str, values: dict[str, str]) -> str:
        written = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        return f"<{tag}{written}>{inside}</{tag}>"

    return lambda children: st.builds(element, children, st.fixed_dictionaries(attrs))


_leaves = st.one_of(
    words.map(lambda text: escape(text)),
    words.map(lambda text: f"<code>{escape(text)}</code>"),
    st.just("<br>"),
    st.builds(lambda src, alt: f'<img src="{escape(src)}" alt="{escape(alt)}">', _addresses, words),
)
_inline = st.recursive(
    _leaves,
    lambda children: st.one_of(
        st.lists(children, max_size=4).map("".join),
        _wrapped("b")(children),
        _wrapped("i")(children),
        _wrapped("a", href=_addresses)(children),
        st.builds(lambda text: f'<a href="https://a.org/{text}">https://a.org/{text}</a>', st.sampled_from("abc")),
    ),
    max_leaves=8,
)
_simple_blocks = st.one_of(
    _wrapped("p")(_inline),
    _wrapped("h3")(_inline),
    _wrapped("h4")(_inline),
    words.map(lambda text: f"<pre><code>{escape(text)}</code></pre>"),
    st.just("<hr>"),
    _inline,
)
_blocks = st.recursive(
    _simple_blocks,
    lambda children: st.one_of(
        st.lists(children, max_size=4).map("".join),
        _wrapped("blockquote")(children),
        st.lists(_wrapped("li")(children), max_size=3).map(lambda items: f"<ul>{''.join(items)}</ul>"),
        st.builds(
            lambda items, start: f'<ol start="{start}">{"".join(items)}</ol>',
            st.lists(_wrapped("li")(children), max_size=3),
            st.sampled_from([1, 2, 9, 120]),
        ),
    ),
    max_leaves=10,
)
html = _blocks
