"""How a workshop goes, as steps: from sub-headings, numbered lists or numbered paragraphs, whatever its author used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from commons.exchange.cutting import SENTENCE_END, Part, has_picture, without_numbering
from commons.exchange.facts import timed
from commons.exchange.inline import one_line
from commons.exchange.tree import Node, text_of

_STEP_WORD = re.compile(r"^(?:étape|etape|phase)\s*\d+\s*[:.-]?\s*(?=\S)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d+\s*[.)]")
_TITLE_LENGTH = 80
_CLAUSE_LENGTH = 60
_SHORT_CLAUSE = 12


@dataclass(slots=True)
class RawStep:
    title: str
    minutes: int | None = None
    nodes: list[Node | str] = field(default_factory=list)


def titled(title: str, nodes: list[Node | str]) -> RawStep:
    """A step from a heading."""
    bare = _STEP_WORD.sub("", without_numbering(title)) or title
    words, minutes = timed(bare)
    words = words.strip().rstrip(":").strip()
    return RawStep(words[:1].upper() + words[1:], minutes, nodes)


def steps_in(nodes: list[Node | str], *, name: str) -> tuple[list[Node | str], list[RawStep]]:
    """What comes before the first step, and the steps of a text without sub-headings; one step `name` at least."""
    before: list[Node | str] = []
    steps: list[RawStep] = []
    for node in nodes:
        found = _starting(node, first=len(steps) + 1)
        if found:
            steps += found
        elif steps:
            steps[-1].nodes.append(node)
        else:
            before.append(node)
    if len(steps) > 1 and all(has_picture([node]) for node in before):
        steps[0].nodes = before + steps[0].nodes
        return [], steps
    if len(steps) > 1:
        return before, steps
    return [], [RawStep(name, None, nodes)] if nodes else []


def from_parts(parts: list[Part]) -> list[RawStep]:
    """One step a sub-heading."""
    return [titled(part.title, part.with_parts()) for part in parts if part.title]


def _starting(node: Node | str, *, first: int) -> list[RawStep]:
    if not isinstance(node, Node):
        return []
    if node.tag == "ol":
        return [_of_item(item, first + number) for number, item in enumerate(node.children) if isinstance(item, Node)]
    lead = node.children[0] if node.children else ""
    if node.tag == "p" and isinstance(lead, Node) and lead.tag == "b" and _NUMBERED.match(text_of(lead.children)):
        rest = _without_lead_space(node.children[1:])
        return [titled(one_line(text_of(lead.children)), [Node("p", {}, rest)] if rest else [])]
    return []


def _of_item(item: Node, number: int) -> RawStep:
    blocks = [child for child in item.children if isinstance(child, Node) and child.is_block]
    inline = [child for child in item.children if isinstance(child, str) or not child.is_block]
    if not inline and blocks and blocks[0].tag == "p":
        inline, blocks = blocks[0].children, blocks[1:]
    words = one_line(text_of(inline))
    plain = all(isinstance(child, str) for child in inline)
    sentences = SENTENCE_END.split(words)
    first = sentences[0].rstrip(" .,;:")
    if plain and 0 < len(first) <= _TITLE_LENGTH:
        rest: list[Node | str] = [Node("p", {}, [" ".join(sentences[1:])])] if len(sentences) > 1 else []
        return RawStep(first, None, [*rest, *blocks])
    if 0 < len(words) <= _TITLE_LENGTH and not any(
        isinstance(child, Node) and child.tag in {"a", "img"} for child in inline
    ):
        return RawStep(words.rstrip(" .,;:"), None, list(blocks))
    body: list[Node | str] = [Node("p", {}, inline)] if inline else []
    return RawStep(_beginning(words) or f"Étape {number}", None, [*body, *blocks])


def _beginning(words: str) -> str:
    """The first clause of a long sentence, or its first words: the text below says it whole."""
    clause = re.split(r"(?<=\w)[\s\u00a0]*[,:;(]", words)[0]
    if _SHORT_CLAUSE <= len(clause) <= _CLAUSE_LENGTH:
        return clause.rstrip(" .")
    return words[:_CLAUSE_LENGTH].rsplit(" ", 1)[0].rstrip(' ,.;:«("') + "…" if words else ""


def _without_lead_space(nodes: list[Node | str]) -> list[Node | str]:
    while nodes and ((isinstance(nodes[0], str) and not nodes[0].strip()) or getattr(nodes[0], "tag", "") == "br"):
        nodes = nodes[1:]
    return [nodes[0].lstrip(" :"), *nodes[1:]] if nodes and isinstance(nodes[0], str) else nodes
