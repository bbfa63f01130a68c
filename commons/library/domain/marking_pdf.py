"""XMP in a PDF: ours in place of what it said of rights; what it says of its form (PDF/UA, PDF/A) stays.

A PDF that is accessible says so in its XMP (ISO 14289-1, 5: pdfuaid:part), and stops being it without.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zlib
from contextlib import suppress

import pikepdf

from commons.library.domain.marking import CannotMark
from legaltools.metadata import xmp_packet

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
# What tells of the form of the file rather than of the work.
_OF_THE_FORM = (
    "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}", "{http://ns.adobe.com/pdf/1.3/}",
    "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/xap/1.0/mm/}",
)  # fmt: skip
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_LONGEST_METADATA = 1_000_000


def pdf(content: bytes, xmp: bytes) -> bytes:
    """The same document with the packet inside; its bytes are the same each time. Raises CannotMark.

    One that is encrypted cannot be written to, and one that is signed would not be any more.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted or _is_signed(document):
                raise CannotMark
            stream = document.make_stream(_with_its_form(xmp, _stated(document)))
            stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
            document.Root.Metadata = document.make_indirect(stream)
            out = io.BytesIO()
            document.save(out, deterministic_id=True, fix_metadata_version=False, compress_streams=False)
    except (pikepdf.PdfError, RuntimeError, TypeError, AttributeError, KeyError) as error:
        raise CannotMark from error
    return out.getvalue()


def _is_signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return bool(form is not None and int(form.get("/SigFlags", 0)) & 1)


def _stated(document: pikepdf.Pdf) -> str:
    metadata = document.Root.get("/Metadata")
    return xmp_packet(_unpacked(metadata)) if isinstance(metadata, pikepdf.Stream) else ""


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """At most _LONGEST_METADATA bytes, and none of a stream that holds more: a small file unpacks to gigabytes.

    Nothing of one that is packed otherwise than as XMP is in practice (ISO 32000-1, 14.3.2): plain, or by Flate alone.
    """
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    data = stream.read_raw_bytes() if names in ([], ["/FlateDecode"]) else b""
    if names:
        with suppress(zlib.error):
            data = zlib.decompressobj().decompress(data, _LONGEST_METADATA + 1)
    return data if len(data) <= _LONGEST_METADATA else b""


def _with_its_form(xmp: bytes, stated: str) -> bytes:
    if not stated or "<!DOCTYPE" in stated or "<!ENTITY" in stated:
        return xmp
    text = xmp.decode()
    with suppress(ET.ParseError):
        old = ET.fromstring(stated)  # noqa: S314 -- no document type, no entities
        kept = "".join(_of_the_form(old))
        return text.replace("</rdf:RDF>", f"{kept}</rdf:RDF>").encode()
    return xmp


def _of_the_form(old: ET.Element) -> list[str]:
    found = []
    for description in old.iter(f"{_RDF}Description"):
        ours = ET.Element(description.tag, {f"{_RDF}about": ""})
        for name, value in description.attrib.items():
            if _is_of_the_form(name):
                ours.set(name, value)
        ours.extend(child for child in description if _is_of_the_form(child.tag))
        if len(ours) or len(ours.attrib) > 1:
            found.append(ET.tostring(ours, encoding="unicode"))
    return found


def _is_of_the_form(name: str) -> bool:
    return name.startswith(_OF_THE_FORM) or name == _LANGUAGE
