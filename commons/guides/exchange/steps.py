"""How a workshop goes, as steps: from sub-headings, numbered lists or numbered paragraphs, whatever its author used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from commons.guides.exchange.quantities import timed
from commons.guides.exchange.sections import SENTENCE_END, Part, has_picture, without_numbering
from commons.guides.exchange.titles import capital, tidy
from importing.added_words import added
from markup.inline import one_line
from markup.tree import Node, text_of

_STEP_WORD = re.compile(r"^(?:étape|etape|phase|step)\s*(?:\d+\s*[:.–-]?|:)\s*(?=\S)", re.IGNORECASE)
_ORDINAL_WORDS = (
    r"(?:premi[èe]re?|deuxième|seconde?|troisième|quatrième|cinquième|sixième|dernière?)\s+(?:étape|phase|temps)"
)
_ORDINAL = re.compile(rf"{_ORDINAL_WORDS}\s*:?", re.IGNORECASE)
_STEP_LABEL = re.compile(rf"(?:(?:étape|etape|phase)\s*\d+|{_ORDINAL_WORDS})\s*[:.–-]\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d+\s*[.)]")
# Where a sentence too long for a title may stop and still say something, the best place first; never inside brackets.
_STOPS = (
    re.compile(r"[\s\u00a0]*[,:;](?=\s)"),
    re.compile(r"\s(?:et|puis|afin|pour|qui|dans|selon)\s"),
    re.compile(r"\s(?=\()"),
)
_TITLE_LENGTH = 100
_LEAST_TITLE = 12


@dataclass(slots=True)
class RawStep:
    title: str
    minutes: int | None = None
    nodes: list[Node | str] = field(default_factory=list)


def without_step_word(title: str) -> str:
    """The title without “Étape 2 –”: its place among the steps says it."""
    return _STEP_WORD.sub("", without_numbering(title)) or title


def titled(title: str, nodes: list[Node | str], *, language: str) -> RawStep:
    """A step from a heading. A timing that is a range is said again below it, in the `language` of the text."""
    words, minutes, interval = timed(without_step_word(title), language=language)
    ranged: list[Node | str] = [Node("p", {}, [added("duration", language, words=interval)])] if interval else []
    words = re.sub(r"(?<!\.)\.$", "", words.strip().rstrip(": \u00a0"))
    return RawStep(capital(tidy(words, language=language)), minutes, [*ranged, *nodes])


def steps_in(nodes: list[Node | str], *, name: str, language: str) -> tuple[list[Node | str], list[RawStep]]:
    """What comes before the first step, and the steps of a text without sub-headings; one step `name` at least."""
    before: list[Node | str] = []
    steps: list[RawStep] = []
    for node in nodes:
        new_steps = _starting(node, first=len(steps) + 1, language=language)
        if new_steps:
            steps += new_steps
        elif steps:
            steps[-1].nodes.append(node)
        else:
            before.append(node)
    if len(steps) > 1 and all(has_picture([node]) for node in before):
        steps[0].nodes = before + steps[0].nodes
        before = []
    if len(steps) > 1:
        return before, [_renamed(step) for step in steps]
    return [], [RawStep(name, None, nodes)] if nodes else []


def from_parts(parts: list[Part], *, language: str) -> list[RawStep]:
    """One step a sub-heading."""
    return [titled(part.title, part.with_parts(), language=language) for part in parts if part.title]


def _starting(node: Node | str, *, first: int, language: str) -> list[RawStep]:
    if not isinstance(node, Node):
        return []
    if node.tag == "ol" or _is_labelled(node):
        items = (item for item in node.children if isinstance(item, Node))
        return [_of_item(item, first + number, language) for number, item in enumerate(items)]
    if node.tag == "p" and (labelled := _labelled_line(node, language=language)):
        return [labelled]
    lead = node.children[0] if node.children else ""
    if node.tag == "p" and isinstance(lead, Node) and lead.tag == "b" and _is_heading(node, text_of(lead.children)):
        rest = _without_lead_space(node.children[1:])
        return [titled(one_line(text_of(lead.children)), [Node("p", {}, rest)] if rest else [], language=language)]
    return []


def _labelled_line(paragraph: Node, *, language: str) -> RawStep | None:
    """“Étape 2 - coudre” on a line of its own, as in a text without any mark."""
    breaks = [
        number for number, child in enumerate(paragraph.children) if isinstance(child, Node) and child.tag == "br"
    ]
    end = breaks[0] if breaks else len(paragraph.children)
    line = one_line(text_of(paragraph.children[:end]))
    if not _STEP_LABEL.match(line) or len(line) > _TITLE_LENGTH or line.endswith((".", ",", ";")):
        return None
    rest = paragraph.children[end + 1 :]
    return titled(line, [Node("p", {}, rest)] if rest else [], language=language)


def _is_labelled(node: Node) -> bool:
    """A list whose items all say which step they are."""
    lines = [text_of(item.children) for item in node.children if isinstance(item, Node)]
    return node.tag == "ul" and bool(lines) and all(_STEP_LABEL.match(line) for line in lines)


def _is_heading(paragraph: Node, lead: str) -> bool:
    is_ordinal = len(paragraph.children) == 1 and _ORDINAL.fullmatch(one_line(lead))
    return bool(_NUMBERED.match(lead) or is_ordinal)


def _renamed(step: RawStep) -> RawStep:
    """“Première étape” says nothing that its place does not: the line under it begins with its title."""
    first = step.nodes[0] if step.nodes else ""
    words = one_line(text_of(first.children)) if isinstance(first, Node) and first.tag == "p" else ""
    if not _ORDINAL.fullmatch(step.title) or not words:
        return step
    if len(words) <= _TITLE_LENGTH:
        return RawStep(tidy(words.rstrip(" .:")), step.minutes, step.nodes[1:])
    return RawStep(beginning(words) or step.title, step.minutes, step.nodes)


def _of_item(item: Node, number: int, language: str) -> RawStep:
    blocks = [child for child in item.children if isinstance(child, Node) and child.is_block]
    inline = [child for child in item.children if isinstance(child, str) or not child.is_block]
    if not inline and blocks and blocks[0].tag == "p":
        inline, blocks = blocks[0].children, blocks[1:]
    if inline and isinstance(inline[0], str):
        inline = [capital(_STEP_LABEL.sub("", inline[0], count=1)), *inline[1:]]
    words = one_line(text_of(inline))
    plain = all(isinstance(child, str) for child in inline)
    sentences = SENTENCE_END.split(words)
    first = sentences[0].rstrip(" .,;:")
    if plain and 0 < len(first) <= _TITLE_LENGTH:
        rest: list[Node | str] = [Node("p", {}, [" ".join(sentences[1:])])] if len(sentences) > 1 else []
        return RawStep(capital(tidy(first, language=language)), None, [*rest, *blocks])
    if 0 < len(words) <= _TITLE_LENGTH and not any(
        isinstance(child, Node) and child.tag in {"a", "img"} for child in inline
    ):
        return RawStep(capital(tidy(words.rstrip(" .,;:"), language=language)), None, list(blocks))
    body: list[Node | str] = [Node("p", {}, inline)] if inline else []
    return RawStep(beginning(words, language) or added("step", language, number=number), None, [*body, *blocks])


def beginning(words: str, language: str = "fr") -> str:
    """What a long sentence begins with, up to a place where it may stop: the text below says it whole."""
    for stop in _STOPS:
        places = [match.start() for match in stop.finditer(words) if _LEAST_TITLE <= match.start() <= _TITLE_LENGTH]
        whole = [place for place in places if words[:place].count("(") == words[:place].count(")")]
        if whole:
            return capital(tidy(words[: whole[0]].rstrip(" ."), language=language))
    return ""


def _without_lead_space(nodes: list[Node | str]) -> list[Node | str]:
    while nodes and ((isinstance(nodes[0], str) and not nodes[0].strip()) or getattr(nodes[0], "tag", "") == "br"):
        nodes = nodes[1:]
    return [nodes[0].lstrip(" :"), *nodes[1:]] if nodes and isinstance(nodes[0], str) else nodes
