"""What a file of a bundle depends on, as one name: nothing that it shows can change without the name changing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from design.release import release
from legaltools.tool import Tool

if TYPE_CHECKING:
    from exporting.bundle import Bundle
    from exporting.options import Options


def fingerprint(bundle: Bundle, options: Options, ending: str) -> str:
    """40 hexadecimal digits: of every value, of each file's place, size and time, of the options and of the code."""
    return fingerprint_of(bundle, options, ending)


def fingerprint_of(*values: Any) -> str:
    """The same of any plain values: dataclasses, mappings, lists, words, whole numbers, dates and files."""
    said = [*map(_plain, values), release(), version("typst")]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()[:40]


def _plain(value: Any) -> Any:
    if isinstance(value, Tool):
        return value.key
    if isinstance(value, Path):
        return _stat(value)
    if dataclasses.is_dataclass(value):
        # The class as well: a link and a sound may say the same.
        fields = dataclasses.fields(value)
        return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in fields)]
    if isinstance(value, Mapping | tuple | list):
        return [_plain(item) for item in (value.items() if isinstance(value, Mapping) else value)]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, bool)):
        return str(value) if isinstance(value, str) else value  # a safe or lazy string is its words
    message = f"{type(value).__name__} has no place in a bundle"
    raise TypeError(message)


def _stat(path: Path) -> list[Any]:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return [str(path)]
    return [str(path), stat.st_size, stat.st_mtime_ns]
