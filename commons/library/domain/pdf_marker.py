"""XMP in a PDF: ours in place of what it said of rights; what it says of its form (PDF/UA, PDF/A) stays.

A PDF that is accessible says so in its XMP (ISO 14289-1, 5: pdfuaid:part), and stops being it without.
Run as `python -I pdf_marker.py PDF XMP OUT`; like `file_reader`, it knows neither Django nor the rest of the project,
and a bomb, a loop or a crash ends this process alone. It ends with 1 for what cannot be written to.
"""

from __future__ import annotations

import resource
import sys
import xml.etree.ElementTree as ET
import zlib
from contextlib import suppress
from pathlib import Path

import pikepdf

# Bytes of address space, seconds of processor, bytes of what is written: several times what the largest PDF takes.
MOST_MEMORY, MOST_SECONDS, MOST_WRITTEN = 600_000_000, 10, 150_000_000
# What qpdf says where it went on without an object because there was no memory for it.
_LOST = "std::bad_alloc"

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP_START, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
# What tells of the form of the file rather than of the work.
_OF_THE_FORM = (
    "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}", "{http://ns.adobe.com/pdf/1.3/}",
    "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/xap/1.0/mm/}",
)  # fmt: skip
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_LONGEST_METADATA = 1_000_000


def mark(source: str, xmp: str, target: str) -> bool:
    """Write the document with the packet inside, its bytes the same each time; False when it cannot be written to.

    One that is encrypted cannot, one that is signed would not be signed any more, and one that does not fit into
    MOST_MEMORY would lose what did not.
    """
    try:
        with pikepdf.open(source) as document:
            if document.is_encrypted or _is_signed(document):
                return False
            stream = document.make_stream(_with_its_form(Path(xmp).read_bytes(), _stated(document)))
            stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
            document.Root.Metadata = document.make_indirect(stream)
            document.save(target, deterministic_id=True, fix_metadata_version=False, compress_streams=False)
            return not any(_LOST in str(warning) for warning in document.get_warnings())
    except (pikepdf.PdfError, RuntimeError, TypeError, AttributeError, KeyError, ValueError, MemoryError):
        return False


def _is_signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    return bool(form is not None and int(form.get("/SigFlags", 0)) & 1)


def _stated(document: pikepdf.Pdf) -> str:
    metadata = document.Root.get("/Metadata")
    data = _unpacked(metadata) if isinstance(metadata, pikepdf.Stream) else b""
    start = data.find(_XMP_START)
    end = data.find(_XMP_END, start)
    return data[start : end + len(_XMP_END)].decode("utf-8", "replace") if 0 <= start < end else ""


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


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    sys.exit(not mark(*sys.argv[1:]))


if __name__ == "__main__":
    main()
