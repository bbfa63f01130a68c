"""What a document, a sound or a video says, and whether a photo can be drawn, as JSON: run in a process of its own.

Its libraries are written in C and C++ and read files of anybody: a crash, a loop or a bomb ends this process alone.
Run as `python -I file_reader.py KIND PATH`; it knows neither Django nor the rest of the project.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

MOST_MEMORY, MOST_SECONDS = 1_500_000_000, 20  # bytes of address space, of processor
MOST_OBJECTS, LARGEST_PART, LONGEST = 300_000, 2_000_000, 1000
# Of a PDF, whose small parts may unpack to far more: bytes of address space, and of one of its object streams, which
# readers unpack whole (ISO 32000-1, 7.5.7); those that programs write hold some hundred objects, below 1 MB.
MOST_MEMORY_OF_A_PDF, MOST_UNPACKED = 1_000_000_000, 20_000_000
DEEPEST = 8  # an action hangs a few levels below a page, a field or the catalogue
_PROGRAMS = ("/JavaScript", "/Launch")


def read_pdf(path: str) -> dict[str, Any]:
    import pikepdf  # noqa: PLC0415 -- a sound needs none of it

    try:
        opened = pikepdf.open(path)
    except pikepdf.PasswordError:
        return {"facts": {"locked": True}}
    with opened as pdf:
        _check_object_streams(pdf)
        root = pdf.Root
        marked: Any = root.get("/MarkInfo") or {}
        facts = {
            "format": f"PDF {pdf.pdf_version}",
            "pages": len(pdf.pages),
            "tagged": bool("/StructTreeRoot" in root and marked.get("/Marked", False)),
            "programs": _has_programs(pdf),
        }
        said = [
            [what, str(pdf.docinfo[key])[:LONGEST], "PDF"]
            for what, key in (("title", "/Title"), ("author", "/Author"), ("description", "/Subject"))
            if key in pdf.docinfo
        ]
        if "/Lang" in root:
            said.append(["language", str(root.Lang)[:LONGEST], "PDF"])
        xmp = root.Metadata.read_bytes()[:LARGEST_PART].decode("utf-8", "replace") if "/Metadata" in root else ""
    return {"facts": facts, "said": said, "xmp": xmp}


def _check_object_streams(pdf: Any) -> None:
    """Raises ValueError for an object stream that holds more than MOST_UNPACKED, and for more than MOST_OBJECTS."""
    import pikepdf  # noqa: PLC0415 -- as above

    if len(pdf.objects) > MOST_OBJECTS:
        message = "too many objects"
        raise ValueError(message)
    for value in pdf.objects:
        if isinstance(value, pikepdf.Stream) and value.get("/Type") == "/ObjStm" and _unpacks_to_more(value):
            message = "an object stream that unpacks to too much"
            raise ValueError(message)


def _unpacks_to_more(stream: Any) -> bool:
    """Or is packed otherwise than programs do: plain, or by Flate alone."""
    import pikepdf  # noqa: PLC0415 -- as above

    filters = stream.get("/Filter") or []
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    if names not in ([], ["/FlateDecode"]):
        return True
    data = stream.read_raw_bytes()
    if names:
        try:
            data = zlib.decompressobj().decompress(data, MOST_UNPACKED + 1)
        except zlib.error:
            return False  # it unpacks to nothing
    return len(data) > MOST_UNPACKED


def _has_programs(pdf: Any) -> bool:
    """Whether it holds JavaScript, or starts another program: ISO 32000-1, 12.6.4.5 and 12.6.4.16."""
    return any(_is_program(value, depth=0) for value in pdf.objects)


def _is_program(value: Any, *, depth: int) -> bool:
    """An action may stand inside the object that it belongs to; an object of its own is looked at by itself."""
    import pikepdf  # noqa: PLC0415 -- as above

    if depth > DEEPEST:
        return False
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        if "/JS" in value or str(value.get("/S", "")) in _PROGRAMS:
            return True
        inside = [value[key] for key in value.keys()]  # noqa: SIM118 -- they give pairs otherwise
    elif isinstance(value, pikepdf.Array):
        inside = list(value)
    else:
        return False
    return any(_is_program(one, depth=depth + 1) for one in inside if not getattr(one, "is_indirect", False))


_OFFICE = {
    "meta.xml": {
        "creator": "author",
        "initial-creator": "author",
        "title": "title",
        "description": "description",
        "language": "language",
    },
    "docProps/core.xml": {
        "creator": "author",
        "title": "title",
        "description": "description",
        "language": "language",
    },
    "docProps/app.xml": {"Pages": "pages", "Slides": "pages"},
}


def read_office(path: str) -> dict[str, Any]:
    """A text, a sheet or slides of LibreOffice or Microsoft Office: a ZIP with small descriptions in it."""
    facts: dict[str, Any] = {}
    said: list[list[str]] = []
    with zipfile.ZipFile(path) as archive:
        for name, wanted in _OFFICE.items():
            if name in archive.namelist() and archive.getinfo(name).file_size <= LARGEST_PART:
                found, pages = _read_xml(archive.read(name), wanted)
                said += found
                facts |= {"pages": pages} if pages else {}
    return {"facts": facts, "said": said}


def _read_xml(text: bytes, wanted: dict[str, str]) -> tuple[list[list[str]], int]:
    said: list[list[str]] = []
    pages, words = [0], [""]
    parser = expat.ParserCreate()

    def refuse(*_args: Any) -> None:
        message = "a DTD"
        raise ValueError(message)

    def start(_name: str, attributes: dict[str, str]) -> None:
        words[0] = ""
        count = attributes.get("meta:page-count", "")
        pages[0] = int(count) if re.fullmatch(r"[0-9]{1,6}", count) else pages[0]

    def end(name: str) -> None:
        what = wanted.get(name.rpartition(":")[2], "")
        text = words[0].strip()[:LONGEST]
        if what == "pages":
            pages[0] = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else pages[0]
        elif what and text and [what, text, "document"] not in said:
            said.append([what, text, "document"])
        words[0] = ""

    def more(data: str) -> None:
        words[0] += data

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, start
    parser.EndElementHandler, parser.CharacterDataHandler = end, more
    parser.Parse(text, True)  # noqa: FBT003 -- its only signature
    return said, pages[0]


_SAID = {
    "title": ("title", "track_name"),
    "author": ("performer", "author", "composer", "artist", "director"),
    "licence": ("copyright", "terms_of_use", "license"),
    "description": ("description", "comment"),
    "date": ("recorded_date", "released_date"),
}


def read_media(path: str) -> dict[str, Any]:
    """A sound or a video, as MediaInfo reads it."""
    from pymediainfo import MediaInfo  # noqa: PLC0415 -- a PDF needs none of it

    general: dict[str, Any] = {}
    first: dict[str, dict[str, Any]] = {}
    for track in MediaInfo.parse(path, parse_speed=0.3).tracks:
        data = track.to_data()
        if track.track_type == "General":
            general = data
        else:
            first.setdefault(track.track_type, data)
    video, audio = first.get("Video", {}), first.get("Audio", {})
    facts = {
        "container": general.get("format"),
        "seconds": _seconds(general, video, audio),
        "video_codec": video.get("format"),
        "width": video.get("width"),
        "height": video.get("height"),
        "audio_codec": audio.get("format"),
        "channels": _number(audio.get("channel_s")),
        "sample_rate": _number(audio.get("sampling_rate")),
        "truncated": True if str(general.get("istruncated", "")).lower() == "yes" else None,
    }
    origin = {"MPEG Audio": "ID3", "Ogg": "Vorbis"}.get(str(general.get("format")), str(general.get("format") or ""))
    said = [
        [what, str(general[key])[:LONGEST], origin] for what, keys in _SAID.items() for key in keys if general.get(key)
    ]
    # Of what is heard; of a film without sound nobody says in which language it is.
    if audio.get("language"):
        said.append(["language", str(audio["language"])[:LONGEST], origin or "MP4"])
    return {"facts": {name: value for name, value in facts.items() if value is not None}, "said": said}


def _number(value: Any) -> int | None:
    match = re.match(r"[0-9]{1,9}", str(value or ""))
    return int(match[0]) if match else None


def _seconds(*tracks: dict[str, Any]) -> float | None:
    for track in tracks:
        try:
            return round(float(track["duration"]) / 1000, 1)
        except (KeyError, ValueError):
            continue
    return None


def read_picture(path: str) -> dict[str, Any]:
    """A picture whose size was looked at before, drawn once."""
    from PIL import Image  # noqa: PLC0415 -- a PDF needs none of it

    with Image.open(path) as opened:
        opened.load()
        return {"facts": {"width": opened.width, "height": opened.height}}


READERS = {"picture": read_picture, "pdf": read_pdf, "office": read_office, "media": read_media}


def set_bounds(memory: int = MOST_MEMORY) -> None:
    """Of this process, `memory` in bytes: what goes beyond them ends it."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    kind, path = sys.argv[1:]
    set_bounds(MOST_MEMORY_OF_A_PDF if kind == "pdf" else MOST_MEMORY)
    sys.stdout.write(json.dumps(READERS[kind](path)))


if __name__ == "__main__":
    main()
