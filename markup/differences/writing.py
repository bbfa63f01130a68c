"""Pairs of lines written back as HTML, with what is gone in <del> and what is new in <ins>."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from markup.tree import escape_attribute, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markup.differences.lines import Line, Token
    from markup.differences.pairing import Pair, Piece

ELEMENT = {"gone": "del", "new": "ins"}
_ENDS = {"table": ('<div class="table-scroll" tabindex="0"><table><tbody>', "</tbody></table></div>")}


class Labels(NamedTuple):
    """What a screen reader says: before what is gone, what is new, words whose marks changed; after each."""

    gone: str
    new: str
    marks: str
    end: str


def write_lines(changed: Iterable[tuple[Pair, list[list[Piece]]]], labels: Labels, *, show: tuple[str, ...]) -> str:
    """The HTML of the lines of which something is shown: what is equal, and of the others those that `show` names."""
    out: list[str] = []
    open_path: tuple[str, ...] = ()
    for pair, cells in changed:
        line = _shown_line(pair, show)
        if line is None:
            continue
        html = [_write_pieces(cell, labels, show) for cell in cells]
        common = _common(open_path, line)
        out += [_end(tag) for tag in reversed(open_path[common:])]
        out += [_start(tag) for tag in line.path[common:]]
        open_path = line.path
        out.append(_write_line(line, html))
    return "".join([*out, *(_end(tag) for tag in reversed(open_path))])


def _shown_line(pair: Pair, show: tuple[str, ...]) -> Line | None:
    if pair.old and pair.new:
        return pair.old if show == ("gone",) else pair.new
    if pair.old:
        return pair.old if "gone" in show else None
    return pair.new if "new" in show else None


def _common(open_path: tuple[str, ...], line: Line) -> int:
    common = 0
    for one, other in zip(open_path, line.path, strict=False):
        if one != other:
            break
        common += 1
    return min(common, line.begins)


def _start(tag: str) -> str:
    return _ENDS[tag][0] if tag in _ENDS else f"<{tag}>"


def _end(tag: str) -> str:
    return _ENDS[tag][1] if tag in _ENDS else f"</{tag}>"


def _write_line(line: Line, cells: list[str]) -> str:
    if line.tag == "hr":
        return "<hr>"
    if line.is_row:
        row = (f"<{head}>{html}</{head}>" for head, html in zip(line.heads, cells, strict=True))
        return f"<tr>{''.join(row)}</tr>"
    (html,) = cells
    if line.tag == "figure":
        return f'<div class="difference__picture">{html}</div>'
    return f"<{line.tag}>{html}</{line.tag}>" if line.tag else html


def _write_pieces(pieces: list[Piece], labels: Labels, show: tuple[str, ...]) -> str:
    return "".join(_piece(piece, labels, show) for piece in pieces if piece.what == "equal" or piece.what in show)


def _piece(piece: Piece, labels: Labels, show: tuple[str, ...]) -> str:
    if piece.what == "gone":
        return _marked("gone", labels.gone, _tokens(piece.old), labels)
    if piece.what == "new":
        return _marked("new", labels.new, _tokens(piece.new), labels)
    if show == ("gone",):
        return _tokens(piece.old)
    return _same_words(piece, labels)


def _same_words(piece: Piece, labels: Labels) -> str:
    """Words that stayed, as the new text has them; those whose marks or link changed stand out."""
    out = []
    pairs = zip(piece.old, piece.new, strict=True)
    for is_changed, group in groupby(pairs, key=lambda pair: _is_marked_anew(*pair)):
        html = _tokens([new for _old, new in group])
        out.append(_in_mark(html, labels) if is_changed else html)
    return "".join(out)


def _is_marked_anew(old: Token, new: Token) -> bool:
    return bool(new.key) and (set(old.marks) != set(new.marks) or old.href != new.href)


def _in_mark(html: str, labels: Labels) -> str:
    return f'<span class="difference__marks">{_hidden(labels.marks)}{html}{_hidden(labels.end)}</span>'


def _marked(what: str, label: str, html: str, labels: Labels) -> str:
    element = ELEMENT[what]
    if html.isspace():
        # Nobody is read a space aloud.
        return f"<{element}>{html}</{element}>"
    return f"<{element}>{_hidden(label)}{html}{_hidden(labels.end)}</{element}>"


def _hidden(words: str) -> str:
    return f'<span class="visually-hidden">{escape_text(words)}</span>'


def _tokens(tokens: Sequence[Token]) -> str:
    out = []
    for (marks, href, picture), group in groupby(tokens, key=lambda token: (token.marks, token.href, token.picture)):
        if picture:
            attrs = "".join(f' {name}="{escape_attribute(value)}"' for name, value in picture)
            out += [f"<img{attrs}>" for _token in group]
            continue
        html = escape_text("".join(token.text for token in group)).replace("\n", "<br>")
        for mark in reversed(marks):
            html = f"<{mark}>{html}</{mark}>"
        out.append(f'<a href="{escape_attribute(href)}">{html}</a>' if href else html)
    return "".join(out)
