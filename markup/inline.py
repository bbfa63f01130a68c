"""Inline content as a flat list of runs: text with its marks, code, pictures, line breaks.

Flat runs have one way to be written back as nodes: link outside bold outside italic outside struck outside raised or
lowered, spaces outside all of them.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from markup.tree import REFERENCES, Node, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

_BOLD = {"b", "strong"}
_ITALIC = {"i", "em", "cite", "dfn", "var"}
_CODE = {"code", "kbd", "kdb", "samp", "tt"}
_STRUCK = {"s", "strike", "del"}
_SPACES = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_UNSAFE_IN_ADDRESS = re.compile(r'[ "<>\\`\u00a0]')


class Run(NamedTuple):
    kind: str  # text, code, img, br
    text: str = ""  # of a picture: its alternative text
    bold: bool = False
    italic: bool = False
    struck: bool = False
    shift: str = ""  # sup or sub
    href: str = ""
    src: str = ""

    @property
    def is_space(self) -> bool:
        return self.kind == "br" or (self.kind == "text" and self.text.isspace())


def _saying(run: Run, text: str, *, kind: str = "") -> Run:
    """The run with another text. Most of what is read passes here: `_replace` takes three times as long."""
    return Run(kind or run.kind, text, run.bold, run.italic, run.struck, run.shift, run.href, run.src)


_PLAIN = Run("text")


def runs_of(nodes: list[Node | str], style: Run = _PLAIN) -> list[Run]:
    """Every piece of text, code, picture or break under `nodes`, with the marks around it."""
    out: list[Run] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(_saying(style, _SPACES.sub(" ", _printable(node))))
        elif node.tag == "br":
            out.append(style._replace(kind="br"))
        elif node.tag == "img":
            out += _picture(node, href=style.href)
        elif node.is_reference:
            out += _referring(node)
        elif node.tag in _CODE:
            code = _SPACES.sub(" ", _printable(text_of(node.children))).strip()
            out += [_saying(style, code, kind="code")] if code else []
        else:
            out += runs_of(node.children, _styled(style, node))
    return out


def runs_to_nodes(runs: list[Run]) -> list[Node | str]:
    """Normal form: no space at the ends or around a break, marks that begin and end on something visible."""
    if len(runs) == 1 and runs[0].kind == "text" and not _is_marked(runs[0]):  # most paragraphs, cells and items
        text = runs[0].text.strip()
        return [text] if text else []
    return _nest(_merge(_unmark_spaces(_split_spaces(_trim(_collapse(runs))))))


def one_line(text: str) -> str:
    """Text without line breaks, repeated spaces or spaces at the ends; non-breaking spaces inside it stay."""
    return _SPACES.sub(" ", _printable(text)).strip()


def address(href: str) -> str:
    """An address as it is kept: no spaces, quotes or backslashes left bare."""
    href = _UNSAFE_IN_ADDRESS.sub(lambda match: quote(match[0]), _printable(href.strip()))
    return f"https://{href}" if href.startswith("www.") else href


def _printable(text: str) -> str:
    if text.isprintable() or "".join(text.split()).isprintable():
        return text
    return "".join(char for char in text if char.isprintable() or char.isspace() or char in "\u200d\u200c\ufe0f")


def _styled(style: Run, node: Node) -> Run:
    if node.tag in _BOLD:
        return style._replace(bold=True)
    if node.tag in _ITALIC:
        return style._replace(italic=True)
    if node.tag in _STRUCK:
        return style._replace(struck=True)
    if node.tag in {"sup", "sub"}:
        return style._replace(shift=node.tag)
    if node.tag == "a" and not style.href:
        return style._replace(href=address(node.attrs.get("href", "")))
    return style


def _referring(node: Node) -> list[Run]:
    """The number of a note: whatever stands around it, it has no marks of its own, or no reader would know it again."""
    inside = runs_of(node.children, Run("text", href=address(node.attrs["href"])))
    return [run._replace(bold=False, italic=False, struck=False) for run in inside]


def _picture(node: Node, *, href: str) -> list[Run]:
    alt = _SPACES.sub(" ", _printable(node.attrs.get("alt", ""))).strip()
    src = address(node.attrs.get("src", ""))
    if not src:
        return [Run("text", alt, href=href)] if alt else []
    return [Run("img", alt, href=href, src=src)]


def _collapse(runs: list[Run]) -> list[Run]:
    """One space where several meet, even across marks."""
    out: list[Run] = []
    after_space = True
    for run in runs:
        if run.kind != "text":
            out.append(run)
            after_space = run.kind == "br"
            continue
        text = run.text.lstrip(" ") if after_space else run.text
        if text:
            out.append(run if text == run.text else _saying(run, text))
            after_space = text.endswith(" ")
    return out


def _trim(runs: list[Run]) -> list[Run]:
    """No white space of any kind at the ends of the block, nor around a break."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.kind == "br":
            lines.append([run])
        else:
            lines[-1].append(run)
    out: list[Run] = []
    for line in lines:
        brk, rest = (line[:1], line[1:]) if line and line[0].kind == "br" else ([], line)
        out += brk + _stripped(rest)
    return _between(out, lambda run: run.kind == "br")


def _stripped(runs: list[Run]) -> list[Run]:
    runs = _between(runs, lambda run: run.is_space)
    if runs and runs[0].kind == "text":
        runs = [_saying(runs[0], runs[0].text.lstrip()), *runs[1:]]
    if runs and runs[-1].kind == "text":
        runs = [*runs[:-1], _saying(runs[-1], runs[-1].text.rstrip())]
    return runs


def _between(runs: list[Run], is_left_out: Callable[[Run], bool]) -> list[Run]:
    """The runs without those at either end that are to be left out."""
    numbers = [number for number, run in enumerate(runs) if not is_left_out(run)]
    return runs[numbers[0] : numbers[-1] + 1] if numbers else []


def _split_spaces(runs: list[Run]) -> list[Run]:
    """White space at the ends of a run becomes a run of its own."""
    out: list[Run] = []
    for run in runs:
        if run.kind != "text" or not run.text.strip():
            out.append(run)
            continue
        core = run.text.strip()
        if core == run.text:
            out.append(run)
            continue
        start = run.text.index(core)
        pieces = (run.text[:start], core, run.text[start + len(core) :])
        out += [_saying(run, piece) for piece in pieces if piece]
    return out


def _unmark_spaces(runs: list[Run]) -> list[Run]:
    """A space or a break keeps a mark only when what is visible on both sides has it."""
    if not any(run.is_space for run in runs):
        return runs
    visible = [run if not run.is_space else None for run in runs]
    before, after = _carry(visible), _carry(visible[::-1])[::-1]
    return [
        _shared(run, left, right) if run.is_space else run for run, left, right in zip(runs, before, after, strict=True)
    ]


def _shared(space: Run, left: Run, right: Run) -> Run:
    """`space` with the marks that cover both neighbours in the same element."""
    linked = left.href == right.href and not left.href.startswith(REFERENCES)
    bold = linked and left.bold and right.bold
    within = linked and left.bold == right.bold
    italic = within and left.italic and right.italic
    within = within and left.italic == right.italic
    struck = within and left.struck and right.struck
    within = within and left.struck == right.struck
    shift = left.shift if within and left.shift == right.shift else ""
    return space._replace(bold=bold, italic=italic, struck=struck, shift=shift, href=left.href if linked else "")


def _carry(runs: list[Run | None]) -> list[Run]:
    out: list[Run] = []
    last = Run("text")
    for run in runs:
        last = run or last
        out.append(last)
    return out


def _merge(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and run == out[-1] and run.href.startswith(REFERENCES):
            continue  # the same note twice in a row
        if out and run.kind == out[-1].kind in {"text", "code"} and _saying(run, out[-1].text) == out[-1]:
            out[-1] = _saying(run, out[-1].text + run.text)
        else:
            out.append(run)
    return out


# Which marks stand around which, the outermost first, and how each is written.
_NESTING: tuple[tuple[Callable[[Run], Any], Callable[[Any, list[Node | str]], Node]], ...] = (
    (attrgetter("href"), lambda href, inside: Node("a", {"href": href}, inside)),
    (attrgetter("bold"), lambda _, inside: Node("b", {}, inside)),
    (attrgetter("italic"), lambda _, inside: Node("i", {}, inside)),
    (attrgetter("struck"), lambda _, inside: Node("s", {}, inside)),
    (attrgetter("shift"), lambda shift, inside: Node(shift, {}, inside)),
)


def _nest(runs: list[Run], *, level: int = 0) -> list[Node | str]:
    while level < len(_NESTING) and not any(map(_NESTING[level][0], runs)):
        level += 1
    if level == len(_NESTING):
        return [_leaf(run) for run in runs]
    mark, element = _NESTING[level]
    out: list[Node | str] = []
    for value, group in groupby(runs, key=mark):
        inside = _nest(list(group), level=level + 1)
        out += [element(value, inside)] if value else inside
    return out


def _is_marked(run: Run) -> bool:
    return bool(run.href or run.bold or run.italic or run.struck or run.shift)


def _leaf(run: Run) -> Node | str:
    if run.kind == "text":
        return run.text
    if run.kind == "code":
        return Node("code", {}, [run.text])
    if run.kind == "br":
        return Node("br")
    return Node("img", {"src": run.src, "alt": run.text})
