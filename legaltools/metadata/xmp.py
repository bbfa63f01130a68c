"""A work as an XMP packet: what cameras, image editors and search engines read inside or beside a file.

The names that common tools look at come first (Dublin Core, XMP Rights, Creative Commons). Roles, addresses of authors,
changes and originals, for which XMP has no common name, follow in Dublin Core terms, FOAF, the Library of Congress'
relators and SKOS. Vocabulary: creativecommons.org's recommendation for XMP; WebStatement is a page about the work.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from legaltools.clean import web_address
from legaltools.credit import credit_text
from legaltools.credit.work import Author, Work
from legaltools.metadata.record import (
    DEEPEST,
    UnreadableMetadata,
    licence_at,
    refuse_too_long,
    tidy,
    tidy_or_none,
    to_date,
    to_year,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaltools.tool import Tool

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "cc": "http://creativecommons.org/ns#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
# Others' names, which are read and never written.
_READ = {
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_xmp(work: Work, language: str, *, page: str = "") -> str:
    """Write a work as an XMP packet. "" when nothing is known.

    `page` is the address of the page about the work that states its licence, its source by default. The terms of use
    are told in French and English, the title and rights as they are, `language` first.
    """
    work = tidy(work)
    if work == Work():
        return ""
    names = "".join(f' xmlns:{name}="{address}"' for name, address in _NAMES.items())
    inside = "".join((*_common(work, language, page=web_address(page) or work.source), *_whole(work)))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF{names}>\n<rdf:Description rdf:about="">\n{inside}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    )


def read_xmp(text: str) -> Work | None:
    """Read a work from an XMP packet: ours whole, others' title, creators, licence and address.

    None when it tells nothing of a work. Raise `UnreadableMetadata` for what is not XML or declares a document type.
    """
    return tidy_or_none(_read(*_descriptions(text)))


def read_xmp_values(text: str, *names: str) -> dict[str, str]:
    """What an XMP packet says by these names (`dc:language`, `xmp:CreatorTool`), the first value of each that is there.

    Prefixes are those of `write_xmp`, and `xmp`, `photoshop`, `Iptc4xmpExt` (IPTC Photo Metadata 2025.1). Raise
    `UnreadableMetadata` as `read_xmp` does.
    """
    nodes = tuple(_descriptions(text))
    return {name: value for name in names if (value := _value(nodes, name))}


def _descriptions(text: str) -> Iterator[ET.Element]:
    refuse_too_long(text)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableMetadata(
            fr="Ce fichier XML déclare un type de document\u00a0: il n’est pas lu.",
            en="This XML declares a document type: it is not read.",
        )
    try:
        root = ET.fromstring(text.removeprefix("\ufeff").strip())  # noqa: S314 -- no document type, no entities
    except (ET.ParseError, ValueError):
        raise UnreadableMetadata(fr="Ce texte n’est pas du XML.", en="This text is not XML.") from None
    return root.iter(_tag("rdf:Description"))


def _common(work: Work, language: str, *, page: str) -> Iterator[str]:
    """What other people's tools read."""
    credit, tool = credit_text(work, language), work.licence
    yield _alternatives("dc:title", {"x-default": work.title})
    yield _list("dc:creator", "Seq", [f"<rdf:li>{escape(author.name)}</rdf:li>" for author in work.authors])
    yield _alternatives("dc:rights", {"x-default": credit})
    if tool:
        yield _text("xmpRights:Marked", _marked(tool))
        credits = {code: credit_text(Work(licence=tool), code) for code in ("fr", "en")}
        yield _alternatives(
            "xmpRights:UsageTerms", {"x-default": credits["fr" if language.startswith("fr") else "en"], **credits}
        )
    yield _text("xmpRights:WebStatement", page)
    yield _text("cc:attributionName", ", ".join(author.name for author in work.authors))


def _marked(tool: Tool) -> str:
    """Whether rights are kept: not said of a statement that only tells what is known, such as "not evaluated"."""
    if tool.is_public_domain or (tool.is_licence and not tool.requires):
        return "False"
    protected = tool.is_licence or tool.unit in {"all-rights-reserved", "by-permission"} or tool.unit.startswith("inc")
    return "True" if protected else ""


def _whole(work: Work) -> Iterator[str]:
    """All that is known of a work, its originals inside it."""
    tool = work.licence
    yield _text("dct:title", work.title)
    yield _list("dct:creator", "Seq", [_author(author) for author in work.authors])
    yield _link("cc:attributionURL", work.source)
    yield _link("dct:rights" if tool and tool.is_reserved else "cc:license", tool.url if tool else "")
    yield _text("dct:dateCopyrighted", "" if work.year is None else str(work.year))
    yield _text("dct:modified", work.updated.isoformat() if work.updated else "")
    yield _text("skos:changeNote", work.changes)
    yield _list("dct:source", "Seq", [_struct("".join(_whole(original))) for original in work.adapted_from])


def _author(author: Author) -> str:
    role = "" if author.role == "author" else author.role
    return _struct(
        _text("foaf:name", author.name) + _link("foaf:homepage", author.url) + _text("schema:roleName", role)
    )


def _text(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>\n" if value else ""


def _link(name: str, address: str) -> str:
    return f"<{name} rdf:resource={quoteattr(address)}/>\n" if address else ""


def _alternatives(name: str, texts: dict[str, str]) -> str:
    items = [f'<rdf:li xml:lang="{code}">{escape(text)}</rdf:li>' for code, text in texts.items() if text]
    return _list(name, "Alt", items)


def _list(name: str, kind: str, items: list[str]) -> str:
    return f"<{name}><rdf:{kind}>{''.join(items)}</rdf:{kind}></{name}>\n" if items else ""


def _struct(inside: str) -> str:
    return f'<rdf:li rdf:parseType="Resource">{inside}</rdf:li>'


def _read(*nodes: ET.Element, depth: int = 0) -> Work:
    authors = [_read_author(item) for item in _items(nodes, "dct:creator")]
    plain = [Author(_inner(item)) for item in _items(nodes, "dc:creator")]
    sources = _items(nodes, "dct:source") if depth < DEEPEST else []
    source = _value(nodes, "cc:attributionURL")
    # Many tools write the licence's own address there, as Google reads it.
    statement = "" if source else _value(nodes, "xmpRights:WebStatement")
    return Work(
        title=_value(nodes, "dct:title") or _value(nodes, "dc:title"),
        authors=tuple(authors or plain),
        source=source,
        licence=licence_at(_value(nodes, "cc:license") or _value(nodes, "dct:rights") or statement),
        year=to_year(_value(nodes, "dct:dateCopyrighted")),
        changes=_value(nodes, "skos:changeNote"),
        adapted_from=tuple(_read(item, depth=depth + 1) for item in sources),
        updated=to_date(_value(nodes, "dct:modified")),
    )


def _read_author(item: ET.Element) -> Author:
    role = _value((item,), "schema:roleName") or "author"
    return Author(_value((item,), "foaf:name") or _inner(item), _value((item,), "foaf:homepage"), role)


def _items(nodes: tuple[ET.Element, ...], name: str) -> list[ET.Element]:
    """The items of the first list of this name."""
    fields = (field for node in nodes for field in node.findall(_tag(name)))
    return next(([*field.iterfind("./*/" + _tag("rdf:li"))] for field in fields), [])


def _value(nodes: tuple[ET.Element, ...], name: str) -> str:
    """The text or address of a property, written as an element, as an attribute or in several languages."""
    for node in nodes:
        for field in node.findall(_tag(name)):
            return field.get(_tag("rdf:resource")) or _default(field) or _inner(field)
        if node.get(_tag(name)):
            return node.get(_tag(name), "")
    return ""


def _default(field: ET.Element) -> str:
    items = field.findall("./*/" + _tag("rdf:li"))
    chosen = [item for item in items if item.get(_LANG) == "x-default"] or items
    return _inner(chosen[0]) if chosen else ""


def _inner(node: ET.Element) -> str:
    return (node.text or "").strip()


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES.get(prefix) or _READ[prefix]}}}{local}"
