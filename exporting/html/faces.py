"""The site's two faces as a stylesheet of their own: pages that open from a folder look as on the site."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts"
# Browsers load no font from beside a page of a folder (each file is an origin of its own): they are inside the sheet.
STYLESHEET = "fonts.css"
_FACES = (("Bricolage Grotesque", "bricolage-grotesque"), ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next"))


@lru_cache(maxsize=1)
def faces() -> str:
    """With whose they are: the SIL Open Font License asks for it wherever they go."""
    return "\n".join(_face(family, name) for family, name in _FACES)


def _face(family: str, name: str) -> str:
    owner = (FOLDER / f"{name}.OFL.txt").read_text().partition(")")[0]
    data = base64.b64encode((FOLDER / f"{name}.woff2").read_bytes()).decode()
    return (
        f"/* {owner}). SIL Open Font License 1.1, https://openfontlicense.org */\n"
        f'@font-face {{ font-family: "{family}"; font-weight: 200 800; font-display: swap; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
    )
