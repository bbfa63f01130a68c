"""Reading RDFa: what `credit_html` writes whole, and from other pages the part of RDFa that credits are made of.

Understood: `about`, `resource`, `typeof`, `rel`, `property`, `content`, `href`, `src`, and prefixes by `prefix` or
`xmlns:`. Where a statement stands without any subject it is about the page, here the work.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from legaltools.clean import web_address
from legaltools.credit.html import PREFIXES
from legaltools.credit.roles import RELATORS
from legaltools.credit.work import Author, Work
from legaltools.metadata.record import DEEPEST, licence_at, refuse_too_long, tidy_or_none, to_date, to_year

_KNOWN_PREFIXES = {
    **PREFIXES,
    "dc": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
}
_DC_1_1, _DCT = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_LICENCE = {"license", "cc:license", "xhv:license", "dct:license"}
_ROLES = {f"marcrel:{code}": role for role, code in RELATORS.items()}
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_MOST_HEARING = 50  # properties inside one another: credits have one, a page a few


@dataclass(slots=True, eq=False)
class _Node:
    """A work while it is read."""

    source: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    authors: list[Author] = field(default_factory=list)
    originals: list[_Node] = field(default_factory=list)

    def work(self, depth: int = 0) -> Work:
        originals = self.originals if depth < DEEPEST else []
        return Work(
            title=self.texts.get("dct:title", ""),
            authors=tuple(self.authors),
            source=self.source,
            licence=licence_at(self.links.get("licence") or self.links.get("dct:rights", "")),
            year=to_year(self.texts.get("dct:dateCopyrighted", "")),
            changes=self.texts.get("skos:changeNote", ""),
            adapted_from=tuple(original.work(depth + 1) for original in originals),
            updated=to_date(self.texts.get("dct:modified", "")),
        )


@dataclass(slots=True)
class _Element:
    tag: str
    node: _Node
    properties: tuple[str, ...] = ()
    address: str = ""
    heard: list[str] = field(default_factory=list)


def read_rdfa(html: str) -> Work | None:
    """Read a work from HTML with RDFa. None when no statement about a work is in it.

    Of several works the first that is nobody's original is given. Raise `UnreadableMetadata` only for a text too long.
    """
    refuse_too_long(html)
    reader = _Reader()
    reader.feed(html)
    reader.finish()
    works = [tidy_or_none(node.work()) for node in reader.tops]
    full = [work for work in works if work and work != Work(source=work.source)]
    return next(iter(full), next(filter(None, works), None))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        page = _Node()
        self.tops = [page]
        self.prefixes = dict(_KNOWN_PREFIXES)
        self.named: dict[str, _Node] = {}
        self.stack = [_Element("", page)]
        self.open: Counter[str] = Counter()
        self.hearing: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._learn_prefixes(attributes)
        self._begin(self._element(tag, attributes))
        if tag in _VOID:
            self._end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self.open[tag]:
            return
        while self.stack[-1].tag != tag:
            self._end()
        self._end()

    def handle_data(self, data: str) -> None:
        for element in self.hearing:
            element.heard.append(data)

    def finish(self) -> None:
        """End what was left open. A tag or comment cut short is left unread, which `close` would take apart slowly."""
        if "<" not in self.rawdata:
            self.close()
        while len(self.stack) > 1:
            self._end()

    def _begin(self, element: _Element) -> None:
        self.stack.append(element)
        self.open[element.tag] += 1
        if element.properties:
            self.hearing.append(element)

    def _learn_prefixes(self, attributes: dict[str, str]) -> None:
        words = attributes.get("prefix", "").split()
        self.prefixes |= {
            name.rstrip(":").lower(): address for name, address in zip(words[::2], words[1::2], strict=False)
        }
        self.prefixes |= {name[6:]: address for name, address in attributes.items() if name.startswith("xmlns:")}

    def _element(self, tag: str, attributes: dict[str, str]) -> _Element:
        node = self._subject(attributes)
        rels = self._terms(attributes.get("rel", ""))
        target = web_address(attributes.get("resource") or attributes.get("href") or attributes.get("src") or "")
        if "dct:source" in rels:
            original = _Node(source=target)
            node.originals.append(original)
            inside = original if "resource" in attributes or not target else node
            return _Element(tag, inside)
        for rel in rels:
            node.links.setdefault("licence" if rel in _LICENCE else rel, target)
        properties = self._terms(attributes.get("property", "")) if len(self.hearing) < _MOST_HEARING else ()
        if properties and "content" in attributes:
            self._tell(node, properties, attributes["content"], "")
            properties = ()
        return _Element(tag, node, properties, target if "cc:attributionURL" in rels else "")

    def _subject(self, attributes: dict[str, str]) -> _Node:
        """The work that this element speaks of."""
        if "about" in attributes:
            address = web_address(attributes["about"])
            return self._top(address) if address else self.tops[0]
        if "typeof" in attributes and not attributes.keys() & {"rel", "resource", "href", "src", "property"}:
            return self._top("")
        return self.stack[-1].node

    def _top(self, address: str) -> _Node:
        node = self.named.get(address)
        if node is None:
            node = _Node(source=address)
            self.tops.append(node)
            if address:
                self.named[address] = node
        return node

    def _terms(self, value: str) -> tuple[str, ...]:
        return tuple(self._term(word) for word in value.split())

    def _term(self, word: str) -> str:
        """A word in our own prefixes, whichever the page uses."""
        prefix, colon, local = word.partition(":")
        address = self.prefixes.get(prefix.lower(), "").replace(_DC_1_1, _DCT) + local if colon else word
        terms = (f"{name}:{address.removeprefix(ours)}" for name, ours in PREFIXES.items() if address.startswith(ours))
        return next(terms, word)

    def _end(self) -> None:
        element = self.stack.pop()
        self.open[element.tag] -= 1
        if element.properties:
            self.hearing.pop()
            self._tell(element.node, element.properties, "".join(element.heard), element.address)

    def _tell(self, node: _Node, properties: tuple[str, ...], text: str, address: str) -> None:
        if "cc:attributionName" in properties:
            role = next((_ROLES[name] for name in properties if name in _ROLES), "author")
            node.authors.append(Author(text, address, role))
        for name in properties:
            node.texts.setdefault(name, text)
