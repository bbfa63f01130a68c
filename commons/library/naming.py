"""Names that say nothing to a reader: what a camera, a program or an upload called a picture, or that it is one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from markup.normalize import key_of

_MADE = re.compile(
    r"(?:\S+\.(?:jpe?g|png|gif|webp|svg|tiff?|heic|avif))|(?:IMG|DSC[NF]?|PXL|P|Screenshot)[-_ ]?\d[\w-]*",
    re.IGNORECASE,
)
_KINDS = frozenset({
    "image", "photo", "photographie", "illustration", "figure", "capture", "capture_d_ecran", "picture", "photograph",
    "screenshot", "screen_shot", "screen_capture", "imagen", "foto", "captura_de_pantalla", "imagem", "captura_de_ecra",
    "captura_de_tela",
})  # fmt: skip


def is_file_name(title: str, file: str) -> bool:
    """Whether a title is only what a camera, a scanner or an upload made of the file's name."""
    words, stem = key_of(title), key_of(PurePosixPath(file).stem)
    same = words == stem or (bool(words) and stem.startswith(f"{words}_") and " " not in title.strip())
    return same or bool(_MADE.fullmatch(title.strip()))


def is_title(words: str, file: str) -> bool:
    """Whether the words tell one picture from another: "screenshot" and "IMG_2034" do not."""
    return bool(words.strip()) and key_of(words) not in _KINDS and not is_file_name(words, file)
