"""Pages of a bundle as plain values for their templates, for browsers and e-book readers alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exporting.bundle import Asset, Link, Sheet
from exporting.credits import groups, what_is_unknown
from exporting.html.texts import Writer, xml_text
from exporting.media_types import media_type
from exporting.wording import minutes_in_words, spoken, version_and_date
from legaltools.credit import credit_html
from legaltools.summary import summarise
from markup.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporting.bundle import Bundle, Needed
    from exporting.credits import Group
    from legaltools.credit import Work
    from legaltools.tool import Tool

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of a bundle find its pictures, its files and each other; each gives "" for what is not there.

    `picture` and `file` are given a sheet (None for media of the bundle itself) and a path, `page` a sheet.
    """

    picture: Callable[[Sheet | None, str], str]
    file: Callable[[Sheet | None, str], str]
    page: Callable[[Sheet], str]


def address_of(path: str) -> str:
    """A relative path as an address inside a page."""
    return quote(path, safe="/")


def page(bundle: Bundle, template: str, **context: Any) -> str:
    values = {"bundle": bundle, "language": spoken(bundle.language), "about": version_and_date(bundle)}
    return xml_text(render_to_string(f"exporting/{template}", {**values, **context}))


def sheet_page(sheet: Sheet, places: Places) -> Context:
    """What templates/exporting/sheet_body.html names."""
    writer = Writer(figure=_figures(sheet, places), file=lambda path: places.file(sheet, path))
    texts = iter(range(1, 10_000))

    def text(html: str) -> SafeString:
        return mark_safe(writer.write(html, scope=f"texte-{next(texts)}"))  # noqa: S308 -- the writer escapes

    files = {asset.path: _file(asset, places.file(sheet, asset.path), sheet.language) for asset in sheet.files}
    return {
        "sheet": sheet,
        "cover": mark_safe(writer.figure(sheet.cover, "")) if sheet.cover else "",  # noqa: S308 -- drawn by a template
        "before": [{"title": passage.title, "html": text(passage.html)} for passage in sheet.before],
        **materials(sheet.needed, sheet.participants),
        "steps": [
            {
                "title": step.title,
                "minutes": minutes_in_words(step.minutes, sheet.language),
                "html": text(step.html),
                "note": text(step.note) if step.note else "",
                "files": [files[path] for path in step.files if path in files],
            }
            for step in sheet.steps
        ],
        "after": [{"title": passage.title, "html": text(passage.html)} for passage in sheet.after],
        "files": list(files.values()),
        **rights(sheet.work, sheet.language),
    }


def _figures(sheet: Sheet, places: Places) -> Callable[[str, str], str]:
    assets = {asset.path: asset for asset in sheet.pictures}

    def figure(path: str, alt: str) -> str:
        asset = assets.get(path)
        src = places.picture(sheet, path) if asset else ""
        if not src or asset is None:
            return ""
        words = "" if asset.is_decorative else alt or asset.alt
        picture = {"src": src, "alt": words, "credit": credit_of(asset.work, sheet.language)}
        return render_to_string("exporting/figure.html", picture).strip()

    return figure


def materials(needed: Iterable[Needed], participants: int | None) -> Context:
    counted = ngettext("For %(count)s participant", "For %(count)s participants", participants or 0)
    return {"needed": list(needed), "counted": counted % {"count": participants} if participants else ""}


def _file(asset: Asset, href: str, language: str) -> Context:
    return {
        "title": asset.work.title or asset.path.rpartition("/")[2],
        "href": href,
        "purpose": asset.purpose,
        "remark": asset.remark,
        "credit": credit_of(asset.work, language),
    }


def credit_of(work: Work, language: str) -> SafeString:
    return mark_safe(typeset(credit_html(work, spoken(language)), language=spoken(language)))  # noqa: S308 -- escaped by legaltools


def rights(work: Work, language: str) -> Context:
    return {"credit": credit_of(work, language), "label": label(work.licence, language) if work.licence else None}


def label(tool: Tool, language: str) -> Context:
    """A licence in a few plain words: its three lists under their titles."""
    language = spoken(language)
    summary = summarise(tool, language)
    lists = ((_("You may"), summary.can), (_("You must"), summary.must), (_("You may not"), summary.cannot))
    return {
        "tool": tool,
        "name": tool.name(language),
        "url": tool.deed_url(language),
        "lists": [(title, [line.text for line in lines]) for title, lines in lists if lines],
    }


def contents_page(bundle: Bundle, places: Places) -> Context:
    """What templates/exporting/contents_body.html names: the entries of a kit, each with a word on why it is there."""
    entries = [_entry(entry, bundle, places) for entry in bundle.entries]
    return {"entries": entries, **materials(bundle.needed, bundle.participants), **rights(bundle.work, bundle.language)}


def _entry(entry: Sheet | Asset | Link, bundle: Bundle, places: Places) -> Context:
    credit = credit_of(entry.work, bundle.language)
    common = {"remark": entry.remark, "credit": credit, "unknown": what_is_unknown(entry.work)}
    if isinstance(entry, Sheet):
        return {**common, "title": entry.title, "href": places.page(entry), "lead": entry.lead}
    if isinstance(entry, Link):
        return {**common, "title": entry.title, "href": entry.url, "lead": ""}
    kind = media_type(entry.path).partition("/")[0]
    shown = {"src": places.picture(None, entry.path) if kind == "image" else "", "kind": kind}
    words = "" if entry.is_decorative else entry.alt
    return {**common, **_file(entry, places.file(None, entry.path), bundle.language), "lead": "", **shown, "alt": words}


def credits_page(bundle: Bundle, language: str) -> Context:
    """Every work with its credit in `language`, and the licences that they name."""
    return {
        "own": credit_of(bundle.work, language),
        "unknown": what_is_unknown(bundle.work),
        "groups": [{"title": group.title, "rows": _rows(group, language)} for group in groups(bundle)],
        "labels": [label(tool, language) for tool in bundle.tools()],
    }


def _rows(group: Group, language: str) -> list[tuple[str, SafeString, str]]:
    return [(row.name, credit_of(row.work, language), row.unknown) for row in group.rows]
