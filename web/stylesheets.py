"""The stylesheets that pages load, joined from small ones: one for all pages, and one a kind of page."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COMMON = "css/communs.css"
# What only some kinds of page draw, by the sheet that those pages load after the common one. A component may stand in
# several: no page loads two of them.
KINDS: dict[str, tuple[str, ...]] = {
    "css/home.css": ("association_card", "event_card", "home", "occasion_marks", "path_cards"),
    "css/associations.css": ("association", "association_card", "dot_map", "event_card", "map_note", "occasion_marks"),
    "css/guide.css": (
        "adapt_door", "credits", "dot_map", "fact_bar", "file_row", "guide", "licence_box", "lineage", "materials",
        "note", "origins", "paper", "rhythm", "runs", "step", "take",
    ),
    "css/kits.css": (
        "basket", "blocked", "copy_field", "credits", "fact_bar", "kit", "kit_credits", "kit_entries", "kit_verdict",
        "licence_box", "materials", "reasons", "take",
    ),
    "css/programme.css": (
        "access_list", "blocked", "copy_field", "credits", "event", "event_card", "event_works", "facet", "fact_bar",
        "favourite", "figures", "licence_box", "occasion_marks", "occasion_row", "papers", "place", "place_rows",
        "programme", "programme_chips", "reasons", "seats", "town_map",
    ),
    "css/takeaway.css": ("copy_field", "papers", "programme_chips", "programme_files"),
    "css/search.css": ("facet", "result_row", "results", "search_page", "understood", "why"),
    "css/explaining.css": (
        "contents", "explainer", "explainer_row", "explainers", "glossary", "glossary_term", "licence_box",
        "not_advice", "note", "path_steps", "quiz", "try_box",
    ),
    "css/licences.css": (
        "answers_so_far", "authors_field", "blocked", "choice_card", "copy_field", "duty_list", "ingredients",
        "licence_box", "licence_card", "licence_catalogue", "licence_columns", "licence_page", "licence_recognise",
        "licence_row", "licence_search", "licence_signs", "not_advice", "path_cards", "reasons", "sign_legend",
        "tool_nav", "tool_page", "verdict",
    ),
    "css/media.css": (
        "copy_field", "credits", "fact_bar", "licence_box", "licence_conflict", "licence_timeline", "lineage", "media",
        "media_card", "origins", "player", "verify",
    ),
    "css/account.css": ("account", "dot_map", "follow", "map_note", "seats"),
    "css/writing.css": (
        "blocked", "collision", "copy_field", "form_rows", "kit_verdict", "licence_fields", "page_form",
        "proposal_form", "propose_event", "reasons", "rich_text", "upload", "write_doors",
    ),
    "css/wiki.css": (
        "adapt", "authorship", "collision", "copy_field", "difference", "discussion", "dot_map", "fate", "history",
        "lineage", "media_review", "not_advice", "origins", "recent_changes", "review", "runs",
    ),
    "css/session.css": ("account", "writing_session"),
    "css/coordination.css": ("coordination", "day_grid", "figures", "heat", "papers", "time_form"),
    "css/patterns.css": ("patterns",),
}  # fmt: skip
# Wagtail's admin in our colours.
EDITOR = "css/editor.css"
WAGTAIL_COLOURS = {"primary": "--ink", "secondary": "--sea"}
SHEETS = (COMMON, EDITOR, *KINDS)
FACE = re.compile(r"^@font-face \{[^}]*\burl\([^}]*\}\n", re.MULTILINE)


class StylesheetFinder(BaseFinder):
    """Makes a joined sheet when it is asked for: it is collected, compressed and named by content with the others.

    What every page draws is fetched once for all of them; what a first page does not draw does not delay it.
    """

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.folder = Path(settings.VAR_DIR) / "made"
        self.storage = FileSystemStorage(self.folder)

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        if path not in SHEETS:
            return []
        self._make(path)
        file = str(self.folder / path)
        return [file] if find_all else file

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002 -- Django's signature
        for path in SHEETS:
            self._make(path)
            yield path, self.storage

    def _make(self, path: str) -> None:
        made = self.folder / path
        text = joined(Path(settings.ROOT) / "static" / "css", path)
        if made.is_file() and made.read_text(encoding="utf-8") == text:
            return
        made.parent.mkdir(parents=True, exist_ok=True)
        beside = made.with_name(f"{uuid4().hex}.css")
        beside.write_text(text, encoding="utf-8")
        beside.replace(made)


def joined(folder: Path, sheet: str = COMMON) -> str:
    """Tokens first, then what every page has, then the components by name: none overrides another's rules.

    That of the editor has of the tokens only what Wagtail has a name for: it has colours and sizes of its own.

    Raise KeyError when `sheet` is not one of SHEETS.
    """
    components = sorted((folder / "components").glob("*.css"))
    if sheet == EDITOR:
        return _editor_sheet(folder)
    if sheet == COMMON:
        elsewhere = {name for names in KINDS.values() for name in names}
        sheets = [folder / "tokens.css", folder / "base.css"]
        sheets += [path for path in components if path.stem not in elsewhere]
    else:
        sheets = [path for path in components if path.stem in KINDS[sheet]]
    return "\n".join(path.read_text(encoding="utf-8") for path in sheets)


def _editor_sheet(folder: Path) -> str:
    tokens = (folder / "tokens.css").read_text(encoding="utf-8")
    colours = "".join(_wagtail_colour(role, tokens, token) for role, token in WAGTAIL_COLOURS.items())
    faces = "\n".join(FACE.findall(tokens))
    return f"{faces}\n:root,\n:host {{\n{colours}}}\n\n" + (folder / "admin.css").read_text(encoding="utf-8")


def _wagtail_colour(role: str, tokens: str, token: str) -> str:
    """Wagtail asks for hue, saturation and lightness apart: those of the light theme, the first in tokens.css."""
    match = re.search(rf"{token}: #([0-9a-f]{{6}});", tokens)
    if match is None:
        message = f"tokens.css gives {token} no colour such as #10243e."
        raise ValueError(message)
    red, green, blue = (part / 255 for part in bytes.fromhex(match[1]))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    name = f"    --w-color-{role}"
    return f"{name}-hue: {hue * 360:.0f};\n{name}-saturation: {saturation:.1%};\n{name}-lightness: {lightness:.1%};\n"
