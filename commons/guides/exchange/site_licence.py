"""What the site of a lesson says of the licence of all its lessons."""

from __future__ import annotations

import re
import stat
from functools import lru_cache
from typing import TYPE_CHECKING

from commons.guides.exchange.fields import Fields
from importing.local_files import read_text
from markup import frontmatter
from markup.messages import Unreadable
from markup.normalize import key_of

if TYPE_CHECKING:
    from pathlib import Path


_BLOCK = re.compile(r"^(?=[^\s#])", re.MULTILINE)


def words_of(path: Path, language: str) -> str:
    """What a file of the site says of the licence; cached for all its lessons until it changes."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return _legal_words(path, language, state.st_mtime_ns, state.st_size) if stat.S_ISREG(state.st_mode) else ""


@lru_cache(maxsize=32)
def _legal_words(path: Path, language: str, _changed: int, _size: int) -> str:
    text = read_text(path)
    if path.suffix != ".yml":
        return text.strip()
    try:
        footer = Fields(frontmatter.mapping(_footer(text))).mapping("footer")
        return Fields(Fields(footer).mapping("licence")).text(language)
    except Unreadable:
        return ""


def _footer(text: str) -> str:
    """The one block of a site's words that is read, of thousands; the whole text unless it is plain which that is."""
    footers = [block for block in _BLOCK.split(text) if key_of(block.partition(":")[0]) == "footer"]
    return footers[0] if len(footers) == 1 else text
