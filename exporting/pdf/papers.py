"""What is printed and is no bundle: a template, the data that it draws, pictures and codes."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from exporting.fingerprint import fingerprint_of
from exporting.pdf.compiling import code_in, drawn, working_folder
from exporting.pdf.glyphs import drawable
from exporting.pictures import printed
from exporting.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`template` is a Typst file; those in its folder are at hand too. It reads data.json, which holds `data`, and
    under `pictures`, by the same keys, the name and the size of each picture that could be read.

    `drawings` are SVG by file name, `addresses` those whose codes are drawn (`compiling.code_name`). `updated` is the
    day that the file says it is of. `is_folded`: A5 pages, two on each side of A4 sheets.
    """

    template: Path
    data: Mapping[str, Any]
    pictures: Mapping[str, Path] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    updated: date | None = None
    is_folded: bool = False


def key_of(paper: Paper) -> str:
    """A name that changes with whatever the paper shows."""
    return fingerprint_of(paper)


def write_paper(paper: Paper, into: IO[bytes], *, progress: Progress) -> None:
    """The paper as a tagged PDF/UA-1. Raises as `compiling.write_pdf`."""
    with working_folder(*paper.template.parent.glob("*.typ")) as folder:
        for name, drawing in paper.drawings.items():
            (folder / name).write_text(drawing, encoding="utf-8")
        for address in paper.addresses:
            code_in(folder, address)
        data = _drawable(paper.data) | {"pictures": _pictures(paper, folder, progress)}
        into.write(drawn(folder, paper.template.name, data, of=paper.updated, is_folded=paper.is_folded))


def pdf_of(paper: Paper, *, progress: Progress | None = None) -> bytes:
    """The same, as bytes."""
    into = io.BytesIO()
    write_paper(paper, into, progress=progress or Progress())
    return into.getvalue()


def _pictures(paper: Paper, folder: Path, progress: Progress) -> dict[str, Any]:
    made = {}
    for number, (key, source) in enumerate(paper.pictures.items()):
        progress.step(number, len(paper.pictures))
        if copy := printed(source, folder / f"picture-{number}", grey=False):
            name, width, height = copy
            made[key] = {"file": name, "width": width, "height": height}
    return made


def _drawable(value: Any) -> Any:
    """Every word as the fonts here can draw it."""
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {key: _drawable(one) for key, one in value.items()}
    return [_drawable(one) for one in value] if isinstance(value, list | tuple) else value
