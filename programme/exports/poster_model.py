"""The poster of an event, to fill in: for whoever does it again elsewhere, on another day, with others.

An SVG, because each of its words stays a word: Inkscape and LibreOffice Draw open it, and so does any text editor. It
has the flags, the title, the sentence and for whom it is; day, hour, place, organiser, price and how to take part are
blank. Its credit and its licence stand on it and inside it.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.drawing.covers import cover_svg
from exporting.wording import in_words_of, spoken
from legaltools.credit import credit_text
from markup.typography import typeset
from programme.context.rows import for_whom_in_words
from programme.domain.licensing import is_allowed
from programme.enums import Usage
from programme.exports.base import Export, Scope
from programme.exports.words import clean, licence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from programme.context.selections import Selection
    from programme.context.values import Event

FILENAME = "affiche-a-remplir.svg"
# Millimetres, as everything below: A4, two rows of eight flags over its whole width.
WIDTH, HEIGHT, MARGIN, FLAGS = 210, 297, 17, 52.5
LINE = WIDTH - 2 * MARGIN
FACES = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Helvetica, Arial, sans-serif"
INK, SOFT, SEA, RULE = "#10243e", "#4a5b70", "#0f5c8c", "#ddd5c5"
# The size of a title, by how many lines of it there may be.
TITLES = ((19.0, 2), (15.0, 2), (12.0, 3), (9.0, 4), (7.0, 5))
SENTENCE, MOST_OF_A_SENTENCE = 5.4, 4
SMALL = 3.1
BLANK, MOST_ROWS, LOWEST, HIGHEST = 5.2, 4, 17, 27
# Of its height, how wide a letter of the widest of these faces is, on average; and one in bold.
WIDE, BOLD = 0.6, 0.7


class PosterModel(Export):
    identifier = "poster-model"
    filename = FILENAME
    content_type = "image/svg+xml"
    scopes = frozenset({Scope.EVENT})
    text = gettext_lazy("For Inkscape or LibreOffice Draw: place, day, hour and organiser are blank.")
    is_saved = True

    def write(self, selection: Selection, *, here: str) -> bytes:  # noqa: ARG002 -- it leads to the page of the event
        """Dates are blank on it: it is the same of an event without any. Raises LookupError for what is of no event."""
        if selection.event is None:
            raise LookupError(selection.key)
        return poster_model(selection.event).encode()


def may_be_changed(event: Event) -> bool:
    """Whether its text may be taken on and changed without asking."""
    tool = licence_of(event.licence)
    return tool is not None and is_allowed(tool, event.kind, event.price, Usage.CHANGED)


def poster_model(event: Event) -> str:
    """The SVG of one event, in its language; of a text that nobody may change, it has the title alone."""
    with in_words_of(event.language):
        language = spoken(event.language)
        title = typeset(clean(event.title), language=event.language)
        sentence = typeset(clean(event.one_sentence), language=event.language) if may_be_changed(event) else ""
        credit = _lines(typeset(clean(credit_text(event.work, language)), language=language), SMALL)
        foot = HEIGHT - 10 - (len(credit) - 1) * SMALL * 1.35
        drawn = [*_told(title, sentence, clean(for_whom_in_words(event)), foot), *_foot(credit, foot)]
        return _svg(title, event.language, drawn, _metadata(event), palette=event.palette)


def _told(title: str, sentence: str, for_whom: str, foot: float) -> Iterator[str]:
    """From under the flags down: what it is, then the blanks in two columns, which take what room is left."""
    y = FLAGS + 8.0
    size, lines = _title(title)
    for line in lines:
        y += size * 1.05
        yield _text(line, MARGIN, y, size, weight="700")
    y += size * 0.2
    for line in _lines(sentence, SENTENCE)[:MOST_OF_A_SENTENCE]:
        y += SENTENCE * 1.35
        yield _text(line, MARGIN, y, SENTENCE)
    y += 8
    yield f'<path d="M{MARGIN} {y:g}h{LINE}" stroke="{INK}" stroke-width="0.6"/>'
    high = min(HIGHEST, max(LOWEST, (foot - 10 - y) / MOST_ROWS))
    for number, (key, label, said) in enumerate(_blanks(for_whom)):
        column = LINE / 2 - 4
        yield from _blank(key, label, said, (MARGIN + number % 2 * (column + 8), y + 9 + number // 2 * high, column))


def _blank(key: str, label: str, said: str, at: tuple[float, float, float]) -> Iterator[str]:
    x, top, wide = at
    yield _text(label, x, top, 3.6, weight="700", colour=SEA)
    if not said:
        yield _text(_("to fill in"), x, top + 7, BLANK, key=key, colour=SOFT)
        yield f'<path d="M{x:g} {top + 9:g}h{wide:g}" stroke="{RULE}" stroke-width="0.4"/>'
    for number, line in enumerate(_lines(said, SENTENCE * 0.8, width=wide)[:3]):
        yield _text(line, x, top + 6 + number * SENTENCE, SENTENCE * 0.8, key="" if number else key)


def _blanks(for_whom: str) -> Iterable[tuple[str, str, str]]:
    """What each is called in the file, on the poster, and what is known of it already."""
    return (
        ("day", _("Day"), ""),
        ("place", _("Place"), ""),
        ("hour", _("Hour"), ""),
        ("organiser", _("Organised by"), ""),
        ("price", _("Price"), ""),
        ("registration", _("Taking part"), ""),
        ("audience", _("For whom"), for_whom),
        ("contact", _("All about it, and changes"), ""),
    )


def _foot(lines: list[str], y: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _text(line, MARGIN, y + number * SMALL * 1.35, SMALL, colour=SOFT, key="" if number else "credit")


def _title(title: str) -> tuple[float, list[str]]:
    """The largest size in which it has no more lines than it may."""
    for size, most in TITLES:
        lines = _lines(title, size, wide=BOLD)
        if len(lines) <= most:
            return size, lines
    size, most = TITLES[-1]
    lines = _lines(title, size, wide=BOLD)[:most]
    return size, [*lines[:-1], f"{lines[-1][:-1]}…"]


def _lines(text: str, size: float, *, wide: float = WIDE, width: float = LINE) -> list[str]:
    """As whole words: an address stands unbroken where a line holds it."""
    return textwrap.wrap(text, int(width / (size * wide)), break_on_hyphens=False)


def _text(said: str, x: float, y: float, size: float, *, weight: str = "400", colour: str = INK, key: str = "") -> str:
    named = f" id={quoteattr(key)}" if key else ""
    return (
        f'<text{named} x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" fill="{colour}">'
        f"{escape(said)}</text>"
    )


def _metadata(event: Event) -> str:
    """Whose it is and under which licence, where Inkscape shows it and programs look for it (cc:Work)."""
    tool = licence_of(event.licence)
    said = [
        f"<dc:title>{escape(clean(event.title))}</dc:title>",
        *(f"<dc:creator>{escape(clean(one.name))}</dc:creator>" for one in event.authors),
        f"<dc:source>{escape(event.full_url)}</dc:source>",
        *([f"<cc:license rdf:resource={quoteattr(tool.url)}/>"] if tool and tool.url else []),
    ]
    return (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#">'
        f'<cc:Work rdf:about="">{"".join(said)}</cc:Work></rdf:RDF></metadata>'
    )


def _svg(title: str, language: str, drawn: Iterable[str], metadata: str, *, palette: str) -> str:
    flags = cover_svg(title, theme=palette, columns=8, rows=2)
    placed = flags.replace("<svg ", f'<svg x="0" y="0" width="{WIDTH}" height="{FLAGS}" ', 1)
    tongue = f" xml:lang={quoteattr(language)}" if language else ""
    body = "\n".join(drawn)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" '
        f'height="{HEIGHT}mm" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FACES}"{tongue}>\n'
        f"<title>{escape(clean(title))}</title>\n{metadata}\n"
        f'<path fill="#fff" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>\n{placed}\n{body}\n</svg>\n'
    )
