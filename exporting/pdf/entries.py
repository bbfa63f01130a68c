"""What a kit holds, on paper: its contents with their pages, its pictures, and where to find what paper cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exporting.bundle import Asset, Link, Sheet
from exporting.credits import groups
from exporting.media_types import media_type
from exporting.pdf.addresses import linked, spelled
from exporting.pdf.figures import credit_on_paper, figure
from exporting.pdf.glyphs import drawable

if TYPE_CHECKING:
    from exporting.bundle import Bundle
    from exporting.options import Options
    from exporting.pdf.figures import Printer

Part = dict[str, Any]
# More than so many pictures stand two in a row.
MOST_LARGE = 4
PICTURES, ELSEWHERE = "pictures", "elsewhere"


def label_of(number: int) -> str:
    """What the sheet of this place in the bundle is called, for links to its page."""
    return f"sheet-{number}"


def contents(bundle: Bundle, printer: Printer) -> list[Part]:
    """The entries in the order of the kit, each with a word on why it is there, and the page where it is."""
    sheets = iter(range(len(bundle.sheets)))
    rows = []
    for entry in bundle.entries:
        if isinstance(entry, Sheet):
            to = label_of(next(sheets))
        else:
            to = PICTURES if _drawn(entry, bundle, printer) else ELSEWHERE
        rows.append({"title": _title(entry), "what": _what(entry), "remark": drawable(entry.remark), "to": to})
    return [{"k": "contents", "title": _("In this kit"), "rows": rows}] if rows else []


def media(bundle: Bundle, options: Options, printer: Printer) -> list[Part]:
    """Pictures with their credits; then sounds, videos, documents and links, each with its address and its code."""
    shown, elsewhere = [], []
    for entry in bundle.entries:
        if isinstance(entry, Sheet):
            continue
        said = {"title": _title(entry), "remark": drawable(entry.remark)}
        if drawn := _drawn(entry, bundle, printer):
            shown.append({**said, "picture": drawn})
        else:
            credit = credit_on_paper(entry.work, bundle.language)
            elsewhere.append({**said, "what": _what(entry), "credit": credit, **_place(entry, printer)})
    columns = 2 if options.eco or len(shown) > MOST_LARGE else 1
    pictures = {"k": "gallery", "title": _("Pictures"), "to": PICTURES, "columns": columns, "rows": shown}
    others = {"k": "elsewhere", "title": _("To open on a screen"), "to": ELSEWHERE, "rows": elsewhere}
    return [part for part in (pictures, others) if part["rows"]]


def _drawn(entry: Asset | Link, bundle: Bundle, printer: Printer) -> Part | None:
    return figure(entry, printer, language=bundle.language) if isinstance(entry, Asset) else None


def _title(entry: Sheet | Asset | Link) -> str:
    if isinstance(entry, Asset):
        return drawable(entry.work.title).strip() or drawable(entry.path.rpartition("/")[2])
    return drawable(entry.title).strip() or (entry.slug if isinstance(entry, Sheet) else spelled(entry.url))


def _what(entry: Sheet | Asset | Link) -> str:
    if isinstance(entry, Sheet):
        return _("Guide")
    if isinstance(entry, Link):
        return _("Link")
    kind = media_type(entry.path).partition("/")[0]
    kinds = {"image": pgettext("medium", "Image"), "audio": pgettext("medium", "Sound")}
    return kinds.get(kind) or (pgettext("medium", "Video") if kind == "video" else pgettext("medium", "Document"))


def _place(entry: Asset | Link, printer: Printer) -> dict[str, str]:
    address = entry.url or entry.work.source
    return {"address": linked(address), "shown_address": spelled(address), "code": printer.code(address)}


def credits(bundle: Bundle) -> list[Part]:
    """Everybody's, in the groups of every format."""
    listed = []
    for group in groups(bundle):
        rows = [
            {"name": drawable(row.name), "credit": credit_on_paper(row.work, bundle.language)} for row in group.rows
        ]
        if said := [row for row in rows if row["credit"]]:
            listed.append({"title": group.title, "rows": said})
    return listed
