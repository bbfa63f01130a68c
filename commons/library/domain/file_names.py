"""What a file is called, when somebody sends it: a name that can be shown, stored and read, whatever came."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 120
# Marks that turn the direction of writing: "photo\u202Egpj.exe" reads "photoexe.jpg".
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_UNSAFE = re.compile(r'[<>:"|?*]')


def safe_name(name: str) -> str:
    """The last part of a path, without what no eye sees; "" when nothing readable is left."""
    cleaned = _UNSEEN.sub("", unicodedata.normalize("NFC", name.replace("\\", "/")))
    last = _UNSAFE.sub("_", cleaned.rsplit("/", 1)[-1]).strip(" .")
    path = PurePosixPath(last)
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:12]}" if last else ""


def ending_of(name: str) -> str:
    """The ending in lower case without its dot."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


def title_from(name: str) -> str:
    """The words of a name, to begin with: "plan-du-quartier_2.pdf" is “plan du quartier 2”."""
    return " ".join(re.split(r"[\s_\-.]+", PurePosixPath(name).stem)).strip()
