"""Names of files that every system can write, whatever they are called in the library."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 120
# What Windows cannot write, and what separates folders anywhere.
_REFUSED = re.compile(r'[<>:"/\\|?*]+')
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a path as a name that a memory stick, Windows and a ZIP archive take, in composed Unicode.

    Control characters, NUL among them, and marks that turn the direction of writing are left out, so that what is shown
    is what it is; a name is never empty, `..` or longer than LONGEST_NAME, and keeps its extension.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C")
    plain = _REFUSED.sub("-", " ".join(visible.split())).strip(". ")
    suffix = PurePosixPath(plain).suffix[:12]
    stem = plain.removesuffix(suffix) if suffix else plain
    shortened = f"{stem[: LONGEST_NAME - len(suffix)]}{suffix}" or "fichier"
    return f"_{shortened}" if _OF_WINDOWS.match(shortened) else shortened


def is_safe_path(path: str) -> bool:
    """Whether every part of a relative path is a name that `safe_name` would leave as it is."""
    return bool(path) and all(part and part == safe_name(part) for part in path.split("/"))
