"""Pictures inside a PDF without place and serial numbers: run in a process of its own, as `file_reader`.

Run as `python -I pdf_cleaner.py FROM TO`: another PDF is written to TO, if any has to be. What it answers is JSON:
`changed`, and `sealed` of one that is signed or encrypted, which nobody may change.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path
from typing import Any

LARGEST_STREAM = 60_000_000  # bytes of a picture, a packet of XMP or an attached file
_PADDING = b"\r\n\0 "


def clean(source: str, into: str) -> dict[str, bool]:
    """Raises ValueError for one that holds more than is looked at, and what pikepdf raises."""
    import pikepdf  # noqa: PLC0415 -- in this process alone

    from commons.library.domain.file_reader import MOST_OBJECTS  # noqa: PLC0415 -- once its place is known

    with pikepdf.open(source) as pdf:
        if len(pdf.objects) > MOST_OBJECTS:
            message = "too many objects"
            raise ValueError(message)
        found = [_clean(one) for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        changed = any(found)
        sealed = changed and (pdf.is_encrypted or _is_signed(pdf))
        if changed and not sealed:
            pdf.save(into, fix_metadata_version=False, compress_streams=False, linearize=pdf.is_linearized)
    return {"changed": changed, "sealed": sealed}


def _is_signed(pdf: Any) -> bool:
    form = pdf.Root.get("/AcroForm")
    return bool(form is not None and int(form.get("/SigFlags", 0)) & 1)


def _clean(stream: Any) -> bool:
    """Whether it said something: a JPEG, XMP of a picture or of the whole, a picture that is attached."""
    import pikepdf  # noqa: PLC0415 -- as above

    from commons.library.domain.private_xml import blanked  # noqa: PLC0415 -- as above

    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
    if names[-1] in {"/DCTDecode", "/DCT"}:
        content = _packed(stream, names[:-1])
        cleaned = _picture(content)
        if cleaned != content:
            parameters = stream.get("/DecodeParms")
            parameters = parameters[-1] if isinstance(parameters, pikepdf.Array) else parameters
            stream.write(cleaned, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)
        return cleaned != content
    kind = str(stream.get("/Type", ""))
    if kind not in {"/Metadata", "/EmbeddedFile"}:
        return False
    content = _unpacked(stream, names)
    cleaned = blanked(content) if kind == "/Metadata" else _picture(content)
    if cleaned != content:
        stream.write(cleaned)
    return cleaned != content


def _packed(stream: Any, filters: list[str]) -> bytes:
    raw = stream.read_raw_bytes()
    return _inflated(raw) if filters in (["/FlateDecode"], ["/Fl"]) else raw if not filters else stream.read_bytes()


def _unpacked(stream: Any, filters: list[str]) -> bytes:
    if filters in (["/FlateDecode"], ["/Fl"]):
        return _inflated(stream.read_raw_bytes())
    content = bytes(stream.read_bytes())
    _check_size(content)
    return content


def _inflated(raw: bytes) -> bytes:
    content = zlib.decompressobj().decompress(raw, LARGEST_STREAM + 1)
    _check_size(content)
    return content


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST_STREAM:
        message = "a stream is too large"
        raise ValueError(message)


def _picture(content: bytes) -> bytes:
    """The very same of what is no picture, or says nothing: bytes that fill it up are nothing."""
    from commons.library.domain.picture_chunks import PNG  # noqa: PLC0415 -- as above
    from commons.library.domain.whereabouts import without_whereabouts  # noqa: PLC0415 -- as above

    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not content.startswith((b"\xff\xd8", PNG, b"GIF8")) and not is_webp:
        return content
    cleaned = without_whereabouts(content)
    return content if cleaned.rstrip(_PADDING) == content.rstrip(_PADDING) else cleaned


def main() -> None:
    """Neither Django nor a model is loaded: what is imported of the project is pure."""
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    from commons.library.domain.file_reader import set_bounds  # noqa: PLC0415 -- its place is known now

    set_bounds()
    source, into = sys.argv[1:]
    sys.stdout.write(json.dumps(clean(source, into)))


if __name__ == "__main__":
    main()
