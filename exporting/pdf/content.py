"""A bundle as the data that `sheet.typ` draws: what stands where, for whom, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exporting.options import ANIMATION, MATERIALS, PARTICIPANTS
from exporting.pdf import entries
from exporting.pdf.addresses import linked, scanned, spelled
from exporting.pdf.figures import credit_on_paper, figure
from exporting.pdf.glyphs import drawable
from exporting.pdf.nodes import Reader, words
from exporting.wording import minutes_in_words, spoken, version_and_date
from legaltools.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporting.bundle import Asset, Bundle, Needed, Sheet
    from exporting.options import Options
    from exporting.pdf.figures import Printer
    from legaltools.tool import Tool

Part = dict[str, Any]
# The file of the code that leads to the credits.
CODE = "code.svg"
_NOTHING_MORE: dict[str, Any] = {"sheets": [], "media": []}


def content_of(bundle: Bundle, options: Options, *, printer: Printer) -> dict[str, Any]:
    """Everything that the template names. `gettext` speaks the language of the bundle already."""
    one = bundle.sheets[0] if bundle.is_one_sheet else None
    return {
        **_head(bundle, options),
        "parts": _parts(one, options, printer) if one else _contents(bundle, options, printer),
        **(_NOTHING_MORE if one or options.audience == MATERIALS else _rest(bundle, options, printer)),
        **_rights(bundle, options),
        "words": _words(),
    }


def _rest(bundle: Bundle, options: Options, printer: Printer) -> dict[str, Any]:
    """What follows the first page of a kit."""
    return {
        "sheets": [_sheet(number, sheet, options, printer) for number, sheet in enumerate(bundle.sheets)],
        "media": entries.media(bundle, options, printer),
    }


def _head(bundle: Bundle, options: Options) -> dict[str, Any]:
    about = " · ".join(filter(None, (bundle.title, version_and_date(bundle), bundle.publisher)))
    return {
        "lang": bundle.language.partition("-")[0],
        "title": _titled(bundle.title, bundle.slug),
        "authors": [drawable(author.name) for author in bundle.work.authors],
        "lead": drawable(bundle.lead) if options.audience != MATERIALS else "",
        "remark": "",
        "kicker": _kicker(options),
        "footer": drawable(about),
        "eco": options.eco,
        "small": options.booklet,
        "flags": "" if options.eco else "flags.svg",
    }


def _titled(title: str, otherwise: str) -> str:
    """A heading is never empty, whatever of it can be drawn."""
    return drawable(title).strip() or otherwise


def _kicker(options: Options) -> str:
    return {
        ANIMATION: _("Facilitator’s sheet"),
        PARTICIPANTS: _("Participants’ handout"),
        MATERIALS: _("What to bring"),
    }[options.audience]


def _sheet(number: int, sheet: Sheet, options: Options, printer: Printer) -> dict[str, Any]:
    return {
        "label": entries.label_of(number),
        "title": _titled(sheet.title, sheet.slug),
        "lead": drawable(sheet.lead) if options.audience != MATERIALS else "",
        "remark": drawable(sheet.remark) if options.audience == ANIMATION else "",
        "parts": _parts(sheet, options, printer),
    }


def _parts(sheet: Sheet, options: Options, printer: Printer) -> list[Part]:
    if options.audience == MATERIALS:
        return _checklist(sheet.needed, sheet.participants)
    shown = set[str]()
    reader = Reader(_once(sheet, printer, shown))
    everything = options.audience == ANIMATION
    parts: list[Part] = [{"k": "facts", "rows": [[drawable(words) for words in row] for row in sheet.facts]}]
    parts += _cover(sheet, reader)
    parts += _passages(sheet, reader, everything=everything, before=True)
    parts += _checklist(sheet.needed, sheet.participants) if everything else []
    parts += _steps(sheet, reader, everything=everything)
    parts += _passages(sheet, reader, everything=everything, before=False)
    return [*parts, *_files(sheet)]


def _once(sheet: Sheet, printer: Printer, shown: set[str]) -> Callable[[str, str], Part | None]:
    """The main picture is not shown again where a text has it too."""
    assets = {asset.path: asset for asset in sheet.pictures}

    def picture(path: str, alt: str) -> Part | None:
        if path not in assets or path in shown:
            return None
        drawn = figure(assets[path], printer, language=sheet.language, folder=sheet.slug, alt=alt)
        if drawn and path == sheet.cover:
            shown.add(path)
        return drawn

    return picture


def _cover(sheet: Sheet, reader: Reader) -> list[Part]:
    drawn = reader.picture(sheet.cover, "") if sheet.cover else None
    return [{"k": "passage", "title": "", "body": [{"k": "img", **drawn}]}] if drawn else []


def _passages(sheet: Sheet, reader: Reader, *, everything: bool, before: bool) -> Iterator[Part]:
    for passage in sheet.before if before else sheet.after:
        if everything or passage.for_participants:
            yield {"k": "passage", "title": drawable(passage.title).strip(), "body": reader.blocks(passage.html)}


def _checklist(needed: Iterable[Needed], participants: int | None) -> list[Part]:
    rows = [
        {
            "name": drawable(item.name), "quantity": drawable(item.quantity), "note": drawable(item.note),
            "url": linked(item.url),
        }
        for item in needed
    ]  # fmt: skip
    counted = ngettext("For %(count)s participant", "For %(count)s participants", participants or 0)
    said = counted % {"count": participants} if participants else ""
    return [{"k": "checklist", "title": _("Materials"), "counted": said, "rows": rows}] if rows else []


def _checklists(bundle: Bundle) -> Iterator[Part]:
    """What to put in the bag of each guide, after what to bring for all of them; on as few pages as it takes."""
    for sheet in bundle.sheets:
        for part in _checklist(sheet.needed, sheet.participants):
            yield {**part, "title": _titled(sheet.title, sheet.slug), "counted": ""}


def _steps(sheet: Sheet, reader: Reader, *, everything: bool) -> list[Part]:
    titles = {asset.path: drawable(asset.work.title) for asset in sheet.files}
    rows = [
        {
            "number": number,
            "title": words(_titled(step.title, _("Step %(number)s") % {"number": number})),
            "minutes": minutes_in_words(step.minutes, sheet.language),
            "body": reader.blocks(step.html),
            "note": reader.blocks(step.note) if everything else [],
            "files": ", ".join(titles[path] for path in step.files if path in titles),
        }
        for number, step in enumerate(sheet.steps, start=1)
    ]
    return [{"k": "steps", "title": _("Steps"), "rows": rows}] if rows else []


def _files(sheet: Sheet) -> list[Part]:
    rows = [_file(asset) for asset in sheet.files]
    return [{"k": "files", "title": _("Files"), "rows": rows}] if rows else []


def _file(asset: Asset) -> dict[str, str]:
    """What paper cannot hold says where it is."""
    address = asset.url or asset.work.source
    return {
        "title": drawable(asset.work.title or asset.path),
        "purpose": drawable(asset.purpose),
        "remark": drawable(asset.remark),
        "address": linked(address),
        "shown_address": spelled(address),
    }


def _contents(bundle: Bundle, options: Options, printer: Printer) -> list[Part]:
    """The first page of a kit: what it holds and why, what to bring for the whole, what its licences allow."""
    if options.audience == MATERIALS:
        return [*_checklist(bundle.needed, bundle.participants), *_checklists(bundle)]
    verdict = [{"k": "passage", "title": _("What its licences allow"), "body": []}] if bundle.verdict else []
    return [
        {"k": "facts", "rows": [[drawable(words) for words in row] for row in bundle.facts]},
        *(
            [{"k": "paragraphs", "rows": [*map(drawable, bundle.presentation)]}]
            if bundle.presentation and options.audience == ANIMATION
            else []
        ),
        *entries.contents(bundle, printer),
        *_checklist(bundle.needed, bundle.participants),
        *verdict,
        *([{"k": "paragraphs", "rows": [drawable(line) for line in bundle.verdict]}] if bundle.verdict else []),
    ]


def _rights(bundle: Bundle, options: Options) -> dict[str, Any]:
    """A list to tick says its licence in its credit: one page is enough for it."""
    address, tool = bundle.credits_url or bundle.url, bundle.work.licence
    return {
        "licence": licence_label(tool, bundle.language) if tool and options.audience != MATERIALS else None,
        "credit": credit_on_paper(bundle.work, bundle.language),
        "credits": [] if options.audience == MATERIALS else entries.credits(bundle),
        "address": linked(address),
        "shown_address": spelled(address),
        "code": CODE if scanned(address) else "",
    }


def licence_label(tool: Tool, language: str) -> dict[str, Any]:
    """As `licence-box` of look.typ takes it."""
    language = spoken(language)
    summary = summarise(tool, language)
    lists = {name: [line.text for line in getattr(summary, name)] for name in ("can", "must", "cannot")}
    return {"label": tool.label, "name": tool.name(language), "url": tool.deed_url(language), **lists}


def _words() -> dict[str, str]:
    return {
        "note": _("Facilitation note"),
        "files": _("Files"),
        "licence": _("Licence and credits"),
        "credit": _("To credit it"),
        "online": _("Online, up to date"),
        "credits": _("Everybody’s credits"),
        "page": _("page"),
        **words_of_rights(),
    }


def words_of_rights() -> dict[str, str]:
    """What every paper says of a licence and of a code."""
    return {
        "code": _("QR code of the address written beside it"),
        "can": _("You may"),
        "must": _("You must"),
        "cannot": _("You may not"),
    }
