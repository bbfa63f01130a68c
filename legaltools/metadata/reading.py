"""Reading whatever metadata a pasted text or a file holds, without being told which kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaltools.metadata.jsonld import read_jsonld
from legaltools.metadata.markdown import read_markdown
from legaltools.metadata.rdfa import read_rdfa
from legaltools.metadata.record import LONGEST, UnreadableMetadata
from legaltools.metadata.xmp import read_xmp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaltools.credit.work import Work

Format = Literal["xmp", "jsonld", "rdfa", "markdown"]

_XMP_START, _XMP_END = "<x:xmpmeta", "</x:xmpmeta>"
_SCRIPT = re.compile(r"<script\b[^<>]{0,200}application/ld\+json[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z][^<>]{0,2000}>")
_MARKDOWN_LINK = re.compile(r"\]\(https?://")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says of a work, and the format that says it."""

    format: Format
    work: Work


def read_metadata(text: str) -> Reading | None:
    """Read XMP, JSON-LD, HTML with RDFa or JSON-LD inside, or a credit in Markdown: what names a licence comes first.

    None where nothing is said of a work, in a text longer than `LONGEST` letters, and in what is not well formed:
    nothing is raised. A sentence that names a licence is no metadata: `legaltools.recognise` reads those.
    """
    if len(text) > LONGEST:
        return None
    readings = list(_readings(text))
    return next((one for one in readings if one.work.licence), next(iter(readings), None))


def xmp_packet(data: bytes) -> str:
    """Find the XMP packet inside the bytes of a picture, a PDF or a sound; "" when none stands there uncompressed.

    It stands in them as plain UTF-8, whatever the kind of file (XMP specification, part 3): no need to know it.
    """
    start = data.find(_XMP_START.encode())
    end = data.find(_XMP_END.encode(), start)
    return data[start : end + len(_XMP_END)].decode("utf-8", "replace") if 0 <= start < end else ""


def _readings(text: str) -> Iterator[Reading]:
    for form, part in _parts(text):
        try:
            work = _READERS[form](part)
        except UnreadableMetadata:
            continue
        if work:
            yield Reading(form, work)


def _parts(text: str) -> Iterator[tuple[Format, str]]:
    """Each piece of a text that may be metadata, with the format to read it as."""
    bare = text.strip()
    if _XMP_START in bare:
        yield "xmp", xmp_packet(bare.encode("utf-8", "replace"))
    elif bare.startswith("<rdf:RDF"):
        yield "xmp", bare
    elif bare.startswith(("{", "[{")):
        yield "jsonld", bare
    elif _TAG.search(bare):
        yield from (("jsonld", script) for script in _scripts(bare))
        yield "rdfa", bare
    elif _MARKDOWN_LINK.search(bare):
        yield "markdown", bare


def _scripts(html: str) -> Iterator[str]:
    place = 0
    while opening := _SCRIPT.search(html, place):
        end = html.find("</script", opening.end())
        if end < 0:
            return
        yield html[opening.end() : end]
        place = end


def _read_credit(text: str) -> Work | None:
    """A line of Markdown is a credit when it names a licence and a title or an author; else a line with links."""
    work = read_markdown(text)
    return work if work and work.licence and (work.title or work.authors) else None


_READERS = {"xmp": read_xmp, "jsonld": read_jsonld, "rdfa": read_rdfa, "markdown": _read_credit}
