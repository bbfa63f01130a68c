"""Typst on a folder that is ready, in a process of its own: a text that it does not end with ends this process alone.

Run as `python -I typesetter.py FOLDER NAME OUT STANDARD MOMENT`; STANDARD and MOMENT, an ISO 8601 date and time, may be
empty. It knows nothing of the rest of the project.
"""

from __future__ import annotations

import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

# Bytes of address space, seconds of processor, bytes of a PDF: some fifty times what the largest kit of ours takes.
MOST_MEMORY, MOST_SECONDS, MOST_WRITTEN = 2_000_000_000, 60, 500_000_000


def typeset(folder: str, name: str, out: str, standard: str, moment: str) -> None:
    """Our fonts alone, no network, no package. Raises typst.TypstError for a fault of ours in the template."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(Path(__file__).with_name("fonts"))]
    )
    asked: dict[str, Any] = {"pdf_standards": standard} if standard else {}
    asked |= {"timestamp": datetime.fromisoformat(moment)} if moment else {}
    made = typst.compile(
        str(Path(folder) / name), root=folder, font_paths=fonts, ignore_system_fonts=True, format="pdf",
        package_path=folder, package_cache_path=folder, **asked,
    )  # fmt: skip
    Path(out).write_bytes(made)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    typeset(*sys.argv[1:])


if __name__ == "__main__":
    main()
