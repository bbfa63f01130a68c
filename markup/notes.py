"""Footnotes: a raised number in the text that leads to its note, and a note below that leads back.

Both are plain links (`#note-1`, `#renvoi-1`), so that they survive every editor of rich text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markup.inline import Run, runs_of, runs_to_nodes
from markup.tree import NOTE, NOTE_BACK, NOTE_OF_DOCUMENT, Node, escape_attribute, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK = re.compile(r'<a href="#(note|renvoi)-(\d{1,4})">')
_NUMBER = re.compile(r"#(?:note-|renvoi-|\^)(\d{1,4})")


def reference(number: int) -> Node:
    """The raised number that leads to a note of the whole document, until `with_notes` places that note."""
    return _raised(NOTE_OF_DOCUMENT, number)


def number_of(node: Node | str, start: str = NOTE) -> int:
    """The note that `node` leads to, or with `NOTE_BACK` the one that it begins; 0 for anything else."""
    if not isinstance(node, Node) or node.tag != "a" or not node.attrs.get("href", "").startswith(start):
        return 0
    match = _NUMBER.fullmatch(node.attrs["href"])
    return int(match[1]) if match and node == _raised(start, int(match[1])) else 0


def is_note(node: Node | str) -> bool:
    """Whether a block is a footnote."""
    return isinstance(node, Node) and node.tag == "p" and bool(node.children) and bool(_begun(node))


def split(nodes: list[Node | str]) -> tuple[list[Node | str], dict[int, list[Node | str]]]:
    """The text, and the notes that stand at its end by number."""
    end = len(nodes)
    while end and is_note(nodes[end - 1]):
        end -= 1
    notes = {_begun(node): _content(node) for node in nodes[end:] if isinstance(node, Node)}
    return (nodes[:end], notes) if len(notes) == len(nodes) - end else (nodes, {})


def references(nodes: list[Node | str], start: str = NOTE) -> list[int]:
    """The numbers of the notes that a text refers to, in order of their first mention."""
    return list(dict.fromkeys(filter(None, (number_of(node, start) for node in walk(nodes)))))


def all_references(nodes: list[Node | str], notes: Mapping[int, list[Node | str]]) -> list[int]:
    """The notes of the document that a text refers to, itself or through one of them."""
    numbers = [number for number in references(nodes, NOTE_OF_DOCUMENT) if number in notes]
    for number in numbers:  # grows while it is read
        inner = references(notes[number], NOTE_OF_DOCUMENT)
        numbers += [one for one in inner if one in notes and one not in numbers]
    return numbers


def with_notes(nodes: list[Node | str], notes: Mapping[int, list[Node | str]]) -> list[Node | str]:
    """The text with the notes that it refers to below it, numbered from 1; a note may refer to another."""
    placed = all_references(nodes, notes)
    numbers = {old: new for new, old in enumerate(placed, start=1)}
    below: list[Node | str] = [
        Node("p", {}, [_raised(NOTE_BACK, numbers[old]), " ", *_renumbered(notes[old], numbers)]) for old in placed
    ]
    return _renumbered(nodes, numbers) + below if placed else nodes


def anchored(html: str, *, scope: str, label: str, back: str) -> str:
    """The HTML of one text for a page, where each number leads to its note and back.

    `scope` keeps the numbers of several texts apart; `label` and `back` name the two links, with `%(number)s`.
    """
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        is_note, number = match[1] == "renvoi", match[2]
        here, there = ("note", "renvoi") if is_note else ("renvoi", "note")
        own = f"{scope}-{here}-{number}"
        id_ = "" if own in seen else f' id="{own}"'
        seen.add(own)
        name = escape_attribute((back if is_note else label) % {"number": number})
        role = "doc-backlink" if is_note else "doc-noteref"
        return f'<a href="#{scope}-{there}-{number}"{id_} role="{role}" aria-label="{name}">'

    return _LINK.sub(link, html)


def flat(nodes: list[Node | str]) -> list[Node | str]:
    """The content of a note as lines: what it holds in blocks, one below the other."""
    return runs_to_nodes(_lines(nodes))


def _lines(nodes: list[Node | str]) -> list[Run]:
    runs: list[Run] = []
    for node in nodes:
        is_block = isinstance(node, Node) and node.is_block
        runs += [Run("br")] if is_block and runs else []
        runs += _lines(node.children) if isinstance(node, Node) and is_block else runs_of([node])
    return runs


def _raised(start: str, number: int) -> Node:
    return Node("a", {"href": f"{start}{number}"}, [Node("sup", {}, [str(number)])])


def _begun(node: Node) -> int:
    return number_of(node.children[0], NOTE_BACK) if _content(node) else 0


def _content(node: Node) -> list[Node | str]:
    rest = node.children[1:]
    return [rest[0][1:], *rest[1:]] if rest and isinstance(rest[0], str) and rest[0].startswith(" ") else []


def _renumbered(nodes: list[Node | str], numbers: Mapping[int, int]) -> list[Node | str]:
    out: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif number_of(node, NOTE_OF_DOCUMENT) in numbers:
            out.append(_raised(NOTE, numbers[number_of(node, NOTE_OF_DOCUMENT)]))
        else:
            out.append(Node(node.tag, node.attrs, _renumbered(node.children, numbers)))
    return out
