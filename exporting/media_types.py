"""Media types by the ending of a name, the same on every machine: Python's own list, and what it lacks."""

from __future__ import annotations

import mimetypes

_MORE = {
    ".avif": "image/avif", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip", ".flac": "audio/flac", ".geojson": "application/geo+json",
    ".gpx": "application/gpx+xml", ".m4a": "audio/mp4", ".md": "text/markdown", ".mp3": "audio/mpeg",
    ".odg": "application/vnd.oasis.opendocument.graphics", ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet", ".odt": "application/vnd.oasis.opendocument.text",
    ".oga": "audio/ogg", ".ogg": "audio/ogg", ".ogv": "video/ogg", ".opus": "audio/ogg",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
# Without the files of the machine it runs on.
_types = mimetypes.MimeTypes(filenames=())
for _ending, _name in _MORE.items():
    _types.add_type(_name, _ending)


def media_type(name: str) -> str:
    """Such as `audio/ogg`; `application/octet-stream` for what is not known."""
    return _types.guess_type(name.lower())[0] or "application/octet-stream"
