"""One stylesheet for the whole site, joined from the small ones that it is written in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHEET = "css/communs.css"


class StylesheetFinder(BaseFinder):
    """Makes `css/communs.css` when it is asked for: with its parts it is collected, compressed and named by content.

    All of it weighs less, compressed, than the heads of the requests that thirty parts would cost, and a reader fetches
    it once for every page.
    """

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.folder = Path(settings.VAR_DIR) / "made"
        self.storage = FileSystemStorage(self.folder)

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        if path != SHEET:
            return []
        self._make()
        found = str(self.folder / SHEET)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002 -- Django's signature
        self._make()
        yield SHEET, self.storage

    def _make(self) -> None:
        made = self.folder / SHEET
        text = joined(Path(settings.ROOT) / "static" / "css")
        if made.is_file() and made.read_text(encoding="utf-8") == text:
            return
        made.parent.mkdir(parents=True, exist_ok=True)
        beside = made.with_name(f"{uuid4().hex}.css")
        beside.write_text(text, encoding="utf-8")
        beside.replace(made)


def joined(folder: Path) -> str:
    """Tokens first, then what every page has, then the components by name: none overrides another's rules."""
    sheets = [folder / "tokens.css", folder / "base.css", *sorted((folder / "components").glob("*.css"))]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
