"""Generated rich text and guides, evil on purpose."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from commons.guides.exchange.document import AUDIENCES, KINDS, SECTION_KINDS, GuideDocument, Material, Section, Step
from commons.library.record import ORIGIN_KINDS, ROLES, Attachment, Credit, Origin, Picture
from markup.html import clean
from markup.inline import one_line
from markup.normalize import composed
from markup.notes import with_notes
from markup.tree import parse, write

if TYPE_CHECKING:
    from collections.abc import Callable

_EVIL = st.sampled_from(
    ["*", "**", "_", "__", "#", "###", ">", "<", "&", "&amp;", "&copy;", "[", "]", "](x)", "!", "!", "`", "``", "\\", "|",
     "1.", "2)", "12. ", "-", "---", "- a", "+", "=", "===", "~~~", "```", ":::", "::: note", "a | b", ":--", "|---|", "{%",
     " ", "  ", "\u00a0", "\u202f", "é", "ß", "🐙", "👩‍🏫", "mot", "d'eau", "(20 min)", "http://a.org/b_c*d", "<b>", "&lt;",
     "$", "$x$", "$$", "~", "~~", "[ ] ", "☐ ", "☑ fait", "[^1]", "[^1]: ", "[[toc]]", "[[", "]]", "[[mot]]", "[[d'eau|l'eau]]", ": d", "~ d", "!!! tip", "??? x",
     "{tip}", "[!NOTE]", "<int>", "<nom>", "<script>", "</b>", "<!--", "-->", "\\(", "{: .a}", "=====",
     "\n", "\t", "a_b_c", "œ", "«", "»", "…", "?", "!["],
)  # fmt: skip
# A file that comes in has each accent on its letter.
words = st.lists(st.one_of(_EVIL, st.text(max_size=4)), min_size=1, max_size=5).map("".join).map(composed)
_addresses = st.sampled_from(
    [
        "https://a.org/",
        "https://a.org/x_(y)?a=1&copy;=2",
        "images/a b.jpg",
        "www.a.org",
        "mailto:a@b.org",
        "#x",
        "a\\b`c",
    ],
)


def _wrapped(tag: str, **attrs: st.SearchStrategy[str]) -> Callable[[st.SearchStrategy[str]], st.SearchStrategy[str]]:
    def element(inside: str, values: dict[str, str]) -> str:
        written = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        return f"<{tag}{written}>{inside}</{tag}>"

    return lambda children: st.builds(element, children, st.fixed_dictionaries(attrs))


_leaves = st.one_of(
    words.map(escape),
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
        _wrapped("s")(children),
        _wrapped("sup")(children),
        _wrapped("sub")(children),
        _wrapped("a", href=_addresses)(children),
        st.builds(lambda text: f'<a href="https://a.org/{text}">https://a.org/{text}</a>', st.sampled_from("abc")),
    ),
    max_leaves=8,
)
_numbers = st.integers(1, 3)
_reference = _numbers.map(lambda number: f'<a href="#note-{number}"><sup>{number}</sup></a>')
_marked = st.builds(
    lambda tag, words, reference: f"<{tag}>{words}{reference}</{tag}>",
    st.sampled_from(["b", "i", "s"]),
    _inline,
    _reference,
)
_inline = st.one_of(_inline, st.builds(str.__add__, _inline, _reference), _marked)


def _table(rows: list[list[str]], tag: str) -> str:
    head, *body = rows
    lines = [(tag, head), *(("td", row) for row in body)]
    return "<table>" + "".join(_row(name, row) for name, row in lines) + "</table>"


def _row(name: str, cells: list[str]) -> str:
    return "<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in cells) + "</tr>"


_simple_blocks = st.one_of(
    st.builds(
        _table,
        st.lists(st.lists(_inline, min_size=1, max_size=3), min_size=1, max_size=3),
        st.sampled_from(["th", "td"]),
    ),
    st.builds(
        lambda number, inside: f'<p><a href="#renvoi-{number}"><sup>{number}</sup></a> {inside}</p>', _numbers, _inline
    ),
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
_noted = st.builds(
    lambda words, number: write(
        with_notes(
            parse(
                clean(
                    words + "".join(f'<p>{words}<a href="#note-{n}"><sup>{n}</sup></a></p>' for n in range(1, number))
                )
            ),
            {n: parse(f"note {n}<br><b>a</b>") for n in range(1, number)},
        )
    ),
    _wrapped("p")(_leaves),
    _numbers,
)
html = st.one_of(_blocks, _noted)


def _line(source: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return source.map(one_line)


def _some_line(source: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return _line(source).filter(bool)


titles = st.one_of(
    st.sampled_from(
        ["Étape : x (20 min)", "---", "::: note", "no", "null", "~", "2026-10-03", "1.10", "Sources", "step: 1", "# a #",
         "« Qui ? »", "12. fin", "'", '"', "- a: b", "{a: 1}", "[x]", "a #b", "! x", "&amp;", "Étape\u00a0: (5 min)", "|", "*b*"],
    ),
    words,
)  # fmt: skip
_maybe_line = st.one_of(st.just(""), _line(titles))
_whole = st.one_of(st.none(), st.integers(0, 9999))
_texts = st.lists(words.filter(str.strip), max_size=2).map(tuple)
_decimals = st.one_of(st.none(), st.decimals(0, 9999, places=2))
_credits = st.lists(
    st.builds(Credit, name=_some_line(titles), role=st.sampled_from(ROLES), url=_maybe_line), max_size=2
).map(tuple)
_licences = st.sampled_from(["", "cc-by-sa-4.0", "cc-by-sa-3.0-fr", "cc0-1.0", "lal-1.3"])
_sources = st.lists(
    st.builds(
        Origin, title=_some_line(titles), authors=_maybe_line, url=_maybe_line, licence=_licences,
        kind=st.sampled_from(ORIGIN_KINDS),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
_paths = st.sampled_from(["images/a.jpg", "images/b%20c.png", "images/é.jpg"])
_uuids = st.one_of(st.just(""), st.uuids().map(str))
_work = {
    "uuid": _uuids,     "title": _maybe_line, "licence": _licences, "credits": _credits, "source_url": _maybe_line, "sources": _sources,
    "year": _whole, "changes": st.one_of(st.just(""), words),
}  # fmt: skip
_pictures = st.lists(
    st.builds(Picture, path=_paths, file=st.none(), alt=_maybe_line, decorative=st.booleans(), **_work),
    unique_by=lambda picture: picture.path,
).map(tuple)
_files = st.lists(
    st.builds(
        Attachment, path=st.sampled_from(["files/a.pdf", "files/é b.odt"]), file=st.none(), copies=_maybe_line,
        role=st.sampled_from(["print", "project", "edit", "answer", "other"]), two_sided=st.booleans(), **_work,
    ),
    unique_by=lambda file: file.path,
).map(tuple)  # fmt: skip


@st.composite
def guides(draw: st.DrawFn) -> GuideDocument:
    """Guides whose texts show only the pictures they declare."""
    pictures, files = draw(_pictures), draw(_files)
    paths = [picture.path for picture in pictures]
    text = html.map(lambda source: _with_pictures(clean(source), paths))
    step = st.builds(
        Step, title=_line(titles), text=text, minutes=_whole, note=text,
        files=st.lists(st.sampled_from([file.path for file in files]), max_size=2).map(tuple) if files else st.just(()),
    )  # fmt: skip
    kinds = st.sampled_from([kind for kind in SECTION_KINDS if kind != "other"])
    section = st.one_of(
        st.builds(Section, kind=kinds, text=text),
        st.builds(Section, kind=st.just("other"), text=text, title=_some_line(titles)),
    )
    material = st.builds(
        Material, name=_some_line(titles), quantity=_decimals, per=st.sampled_from(["person", "group", "workshop"]),
        group_size=st.one_of(st.none(), st.integers(1, 30)), note=_maybe_line, url=_maybe_line, unit=_maybe_line,
    )  # fmt: skip
    return draw(
        st.builds(
            GuideDocument,
            uuid=_uuids, title=_some_line(titles), slug=_maybe_line, language=st.sampled_from(["fr", "en", "br"]),
            one_sentence=_maybe_line, summary=st.one_of(st.just(""), words), kind=st.sampled_from(KINDS),
            themes=_texts, tags=_texts, objectives=_texts, questions=_texts, key_points=_texts,
            audience=st.lists(st.sampled_from(AUDIENCES), max_size=2).map(tuple),
            age_min=_whole, age_max=_whole, group_min=_whole, group_max=_whole, facilitators=_whole,
            difficulty=st.one_of(st.none(), st.integers(1, 5)), facilitation_level=st.one_of(st.none(), st.integers(1, 3)),
            minutes=_whole, preparation_minutes=_whole, cost=_decimals, cost_note=_maybe_line,
            internet=st.sampled_from(["", "needed", "none"]), remote=st.sampled_from(["", "yes", "no"]),
            materials=st.lists(material, max_size=2).map(tuple), steps=st.lists(step, max_size=2).map(tuple),
            sections=st.lists(section, max_size=2).map(tuple), files=st.just(files), pictures=st.just(pictures),
            cover=st.sampled_from(["", *paths]), licence=_licences, credits=_credits, association=_maybe_line,
            translation_of=_maybe_line,
            source_url=_maybe_line, sources=_sources, year=_whole, changes=st.one_of(st.just(""), words),
            version=_maybe_line, tested_on=st.sampled_from(["", "2026-10-03", "octobre 2026"]),
            help_wanted=st.lists(st.sampled_from(["review", "test"]), max_size=2).map(tuple),
        ),
    )  # fmt: skip


def _with_pictures(source: str, paths: list[str]) -> str:
    def declared(found: re.Match[str]) -> str:
        return f'<img src="{escape(paths[0])}"' if paths else f'<b title="{found[1]}"'

    return clean(re.sub(r'<img src="([^"]*)"', declared, source))
