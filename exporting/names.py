"""Names of files that every system can write, whatever they are called in the library."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Characters; and bytes in UTF-8, which is what ext4 counts.
LONGEST_NAME, MOST_BYTES_OF_A_NAME = 120, 255
LONGEST_SUFFIX = 12
# What Windows cannot write, and what separates folders anywhere.
_REFUSED = re.compile(r'[<>:"/\\|?*]+')
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(name: str, *, longest: int = LONGEST_NAME) -> str:
    """The last part of a path as a name that a memory stick, Windows and a ZIP archive take, in composed Unicode.

    Control characters, NUL among them, and marks that turn the direction of writing are left out, so that what is shown
    is what it is; a name is never empty, `..`, longer than `longest` characters or than MOST_BYTES_OF_A_NAME, and keeps
    its extension. A safe name is its own safe name.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C")
    plain = _REFUSED.sub("-", " ".join(visible.split())).strip(". ") or "fichier"
    return _shortened(f"_{plain}" if _OF_WINDOWS.match(plain) else plain, "", longest)


def _shortened(name: str, addition: str, longest: int) -> str:
    """The name with `addition` before its extension, cut before both where it is too long."""
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix) <= LONGEST_SUFFIX else ""
    ending = f"{addition}{suffix}"
    stem = name.removesuffix(suffix)[: longest - len(ending)]
    stem = stem.encode()[: MOST_BYTES_OF_A_NAME - len(ending.encode())].decode(errors="ignore")
    return f"{stem}{ending}".rstrip(". ")


def is_safe_path(path: str) -> bool:
    """Whether every part of a relative path is a name that `safe_name` would leave as it is."""
    return bool(path) and all(part and part == safe_name(part) for part in path.split("/"))


class Names:
    """The names in one folder: safe, and no two that a disk which knows no capitals takes for one."""

    def __init__(self, taken: Iterable[str] = (), *, longest: int = LONGEST_NAME) -> None:
        self._taken = {name.casefold() for name in taken}
        self._longest = longest

    def take(self, name: str) -> str:
        """That name made safe, with a number where it is taken already: `phare.png`, `phare-2.png`."""
        safe = found = safe_name(name, longest=self._longest)
        number = 1
        while found.casefold() in self._taken:
            number += 1
            found = _shortened(safe, f"-{number}", self._longest)
        self._taken.add(found.casefold())
        return found
