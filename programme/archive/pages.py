"""The pages of an archive, as HTML that opens from a folder: each leads to those beside it, and needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from exporting.bundle import LONGEST_FOLDER
from exporting.html.pages import Context, address_of, credit_of, rights
from exporting.html.texts import Writer, xml_text
from exporting.names import Names
from programme.context.event_page import access_rows, facts, rich
from programme.context.figure_lines import figure_lines
from programme.context.filters import access_of
from programme.context.rows import marks_of, where_in_words
from programme.context.when import day_in_words, hours_in_words, when_in_words
from programme.enums import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from legaltools.credit import Work
    from programme.archive.values import Archive
    from programme.context.values import Event, Occasion, Place

EVENTS, PLACES, FILES = "evenements", "lieux", "fichiers"
INDEX, CREDITS = "index.html", "CREDITS.html"


@dataclass(frozen=True, slots=True)
class PageNames:
    """The places of pages in the archive, by the key of what they tell."""

    events: Mapping[int, str]
    places: Mapping[int, str]


def names_of(archive: Archive) -> PageNames:
    """A file for each event and for each place that has a page on the site."""
    events, places = Names(longest=LONGEST_FOLDER), Names(longest=LONGEST_FOLDER)
    return PageNames(
        {one.key: f"{EVENTS}/{events.take(f'{one.slug}.html')}" for one in archive.programme.events},
        {one.key: f"{PLACES}/{places.take(f'{one.slug}.html')}" for one in archive.programme.places if one.url},
    )


def drawn(archive: Archive, template: str, **context: Any) -> str:
    """A page; `above` leads to the top of the archive."""
    values = {"archive": archive, "language": settings.LANGUAGE_CODE, "above": "", **context}
    return xml_text(render_to_string(f"programme/archive/{template}", values))


def index_page(
    archive: Archive, names: PageNames, files: Iterable[tuple[str, str, str]],
    papers: Iterable[tuple[str, str, str]] = (),
) -> str:  # fmt: skip
    """The edition: what it amounts to, its programme by day, its places, and what lies in the archive."""
    programme = archive.programme
    long = [one for one in programme.occasions if one.is_long]
    days: dict[date, list[Occasion]] = {}
    for one in programme.occasions:
        if not one.is_long:
            days.setdefault(one.day, []).append(one)
    by_day = sorted(days.items())
    here = {asset.path for asset in (*archive.pictures.values(), *archive.files.values())}
    return drawn(
        archive,
        "index.html",
        title=programme.title,
        presentation=_text(archive.presentation, "presentation"),
        lines=figure_lines(archive.figures),
        long=[_row(one, names, "", when=when_in_words(one)) for one in long],
        days=[(_day(day), [_row(one, names, "", when=hours_in_words(one)) for one in ones]) for day, ones in by_day],
        places=[(address_of(names.places[one.key]), one) for one in programme.places if one.key in names.places],
        files=[(address_of(path), label, words) for path, label, words in files],
        papers=[(address_of(path), label, words) for path, label, words in papers],
        media=[_medium(asset.path, asset.work) for asset in archive.bundle.media if asset.path in here],
        **rights(archive.bundle.work, settings.LANGUAGE_CODE),
    )


def event_page(archive: Archive, event: Event, names: PageNames) -> str:
    occasions = archive.of_event(event)
    picture = archive.pictures.get(event.image or 0)
    text = archive.texts.get(event.key)
    shown = {"src": f"../{address_of(picture.path)}", "alt": "" if picture.is_decorative else picture.alt,
             "credit": credit_of(picture.work, settings.LANGUAGE_CODE)} if picture else None  # fmt: skip
    return drawn(
        archive,
        "event.html",
        title=event.title,
        above="../",
        event=event,
        picture=shown,
        facts=[fact for fact in facts(event) if fact["value"]],
        times=[_row(one, names, "../", when=when_in_words(one, with_year=True)) for one in occasions],
        body=_text(rich(event.body, event.language) if event.body else "", "texte"),
        access=_access(occasions, event),
        works=[(title, rows) for title, rows in _works(archive, event) if rows],
        **(rights(text, settings.LANGUAGE_CODE) if text else {}),
    )


def place_page(archive: Archive, place: Place, names: PageNames) -> str:
    return drawn(
        archive,
        "place.html",
        title=place.name,
        above="../",
        place=place,
        access=access_rows(place.access, (), settings.LANGUAGE_CODE),
        times=[
            _row(one, names, "../", when=when_in_words(one, with_year=True)) for one in archive.at_place(place)
        ],
    )  # fmt: skip


def _row(one: Occasion, names: PageNames, above: str, *, when: str) -> Context:
    page = names.places.get(one.place.key, "") if one.place else ""
    return {
        "anchor": one.anchor,
        "when": _capital(when),
        "title": one.event.title,
        "language": one.event.language,
        "href": f"{above}{address_of(names.events[one.event.key])}#{one.anchor}",
        "where": where_in_words(one) + (f" ({one.room})" if one.place and one.room else ""),
        "where_href": f"{above}{address_of(page)}" if page else "",
        "kind": one.event.kind_label,
        "who": ", ".join(who.name for who in one.event.organisers),
        "marks": [mark.words for mark in marks_of(one)],
        "note": one.status_note,
    }


def _access(occasions: list[Occasion], event: Event) -> list[Any]:
    """As its page has it: of its first place, what the event says standing before what the place says."""
    first = next((one for one in occasions if one.place), None)
    lines = access_of(first).values() if first else event.access
    return access_rows(lines, event.access, event.language)


def _works(archive: Archive, event: Event) -> Iterable[tuple[str, list[Context]]]:
    titles = {Role.USED: _("Used there"), Role.RECOMMENDED: _("To go further"), Role.PRODUCED: _("Made there")}
    for role, title in titles.items():
        yield (
            title,
            [
                _work(archive, event, id_, note)
                for id_, is_, _use, note in event.works
                if is_ == role and id_ in archive.selection.works
            ],
        )


def _work(archive: Archive, event: Event, id_: str, note: str) -> Context:
    work, asset = archive.selection.works[id_], archive.files.get(id_)
    return {
        "title": work.title,
        "language": archive.languages.get(id_) or settings.LANGUAGE_CODE,
        "kind": work.kind,
        "href": f"../{address_of(asset.path)}" if asset else archive.versions.get((event.key, id_), work.url),
        "is_here": asset is not None,
        "licence": work.licence,
        "licence_url": work.licence_url,
        "credit": credit_of(archive.works[id_], settings.LANGUAGE_CODE) if id_ in archive.works else work.credit,
        "note": note,
    }


def _medium(path: str, work: Work) -> Context:
    return {
        "href": address_of(path),
        "name": path.rpartition("/")[2],
        "credit": credit_of(work, settings.LANGUAGE_CODE),
    }


def _text(html: str, scope: str) -> SafeString:
    """A stored text: its links lead to the site, its pictures are not in texts of a programme."""
    writer = Writer(figure=lambda _path, _alt: "", file=_on_the_site)
    return mark_safe(writer.write(html, scope=scope)) if html else SafeString()  # noqa: S308 -- the writer escapes


def _on_the_site(href: str) -> str:
    return f"{settings.BASE_URL}{href}" if href.startswith("/") and not href.startswith("//") else ""


def _day(day: date) -> str:
    return _capital(day_in_words(day, with_year=True))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
