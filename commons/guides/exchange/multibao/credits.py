"""Who made a sheet, as its last lines say it."""

from __future__ import annotations

import re
from dataclasses import replace

from commons.guides.exchange.authors import clean_name
from commons.guides.exchange.sections import line_of
from commons.library.record import Credit
from markup.inline import one_line
from markup.normalize import normalize
from markup.tree import Node, text_of, walk

_PUBLISHED = re.compile(
    r"^(?:publié|publiée|publication) par\s+(.+?)\s+via\s+(.+?)(?:\s+(?:selon|sous|en)\s.*)?$", re.IGNORECASE
)
_NAMED = (
    (re.compile(r"^auteurs?(?: de l.article)?\s*:\s*(.+?)(?:,\s*amendements.*)?$", re.IGNORECASE), "author"),
    (re.compile(r"^une traduction par\s+(.+?)(?:,\s*publi.*)?$", re.IGNORECASE), "translator"),
    (re.compile(r"fiche réalisée par (.+?)\.?$", re.IGNORECASE), "author"),
)
_UNDER = re.compile(
    r"[\s,(.]*(?:publi|distribu|diffus|sous|selon|sous licence|en (?=licen|creative)|licensed|"
    r"creative commons)\S*\s.*$|[\s,.]*creative commons.*$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"(?:\s*\(\d+\))+\s*$")
_ARTICLE = re.compile(r"^(?:la|le|les|l['’])\s*(?=[A-Z])")
_NUMBER = re.compile(r"^\(?\d+\)?\s*")
_SAYS_LICENCE = re.compile(r"licen[cs]|creative commons", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|^(?:le |la |les |ce |cours|issu|extrait|inspiré|photo|bonnes|traduit)|[:!?]", re.IGNORECASE
)
_LONGEST = 120


def credits_of(nodes: list[Node | str], *, sources: list[Node | str]) -> list[Credit]:
    """Credits said in so many words anywhere, and the names before a licence in the sources."""
    credits: list[Credit] = []
    for line in _lines(nodes):
        credits += _credits_in(line)
    for line in _lines(sources):
        credits += [] if _credits_in(line) else _before_licence(line)
    credits = [replace(credit, name=clean_name(credit.name)) for credit in credits if clean_name(credit.name)]
    unique = {normalize(credit.name): credit for credit in reversed(credits)}
    return [credit for credit in dict.fromkeys(credits) if unique[normalize(credit.name)] == credit]


def _lines(nodes: list[Node | str]) -> list[Node]:
    """Paragraphs and items, the smallest blocks that hold words."""
    return [
        Node(node.tag, {}, [child for child in node.children if isinstance(child, str) or not child.is_block])
        for node in walk(nodes)
        if node.tag in {"p", "li"}
    ]


def _credits_in(line: Node) -> list[Credit]:
    words = line_of(line)
    published = _PUBLISHED.match(words)
    if published:
        return [_credit(published[1], "author", line), _credit(published[2], "publisher", line)]
    for pattern, role in _NAMED:
        named = pattern.search(words)
        if named:
            return [_credit(named[1], role, line)]
    return []


def _before_licence(line: Node) -> list[Credit]:
    words = line_of(line)
    if not _SAYS_LICENCE.search(words):
        return []
    name = _NUMBER.sub("", _UNDER.sub("", words)).strip(" ,.;*")
    if not name or len(name) > _LONGEST or _NOT_A_NAME.search(name):
        return []
    return [_credit(name, "author", line)]


def name_of(words: str) -> str:
    """A name as it is printed: spaces after its commas and initials, no article before it, no numbers of notes."""
    spaced = re.sub(r",(?=\S)|(?<=\b[A-Z])\.(?=[A-Z]\w)", lambda match: f"{match[0]} ", one_line(words))
    return _ARTICLE.sub("", _REFERENCES.sub("", spaced).strip(" ,.;"))


def _credit(name: str, role: str, line: Node) -> Credit:
    name = name_of(name)
    links = {one_line(text_of(node.children)): node.attrs.get("href", "") for node in walk([line]) if node.tag == "a"}
    url = next((href for words, href in links.items() if words and (words in name or name in words)), "")
    return Credit(name, role, url)
