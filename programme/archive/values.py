"""All that an archive is written from, as plain values: what anybody may see of an edition, and nothing else.

Read in a request or by a command, in queries that do not grow with the events; written in a thread that asks none.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from commons.library.credited import credited_work, prepare_credits
from commons.library.queries import public_media, with_files
from community.permissions.visibility import in_the_open
from exporting.bundle import Asset, Bundle, Link
from licences import public_items
from markup.typography import typeset
from programme.context import selections
from programme.context.editions import period_of
from programme.context.event_page import rich
from programme.context.works import page_key
from programme.papers.base import MOST_OCCASIONS, Asked
from programme.papers.credits import rights_of
from programme.queries import public_events
from wiki.models import Version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from legaltools.credit import Work
    from licences.public_items import PublicItem
    from programme.context.figures import Figures
    from programme.context.selections import Selection
    from programme.context.values import Event, Occasion, Place, Programme
    from programme.models import EditionPage

MEDIA = "media:"


@dataclass(frozen=True, slots=True)
class Holds:
    """What an archive holds that may be withdrawn later, by what it is known by here."""

    events: tuple[str, ...]
    places: tuple[int, ...]
    associations: tuple[str, ...]
    pictures: tuple[int, ...]
    media: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """`pictures` leads from the key of a picture, `files` from the id of a medium, to its place in the archive.
    `versions` leads from the key of an event and the id of an item to the address of its version of that day.
    """

    name: str
    programme: Programme
    selection: Selection
    figures: Figures
    bundle: Bundle
    period: str
    presentation: str
    frozen_at: datetime
    holds: Holds
    pictures: Mapping[int, Asset] = field(default_factory=dict)
    files: Mapping[str, Asset] = field(default_factory=dict)
    versions: Mapping[tuple[int, str], str] = field(default_factory=dict)
    # Each item as a work to credit, by its id.
    works: Mapping[str, Work] = field(default_factory=dict)
    # The language of the title of each item, by its id.
    languages: Mapping[str, str] = field(default_factory=dict)
    # The words of each event, as a work to credit.
    texts: Mapping[int, Work] = field(default_factory=dict)
    # What its papers are drawn from; None where there is more than a paper holds.
    printed: Asked | None = None

    def with_files(self, paths: Collection[str]) -> Archive:
        """The same, whose pages lead to these files alone."""
        return dataclasses.replace(
            self,
            pictures={key: asset for key, asset in self.pictures.items() if asset.path in paths},
            files={id_: asset for id_, asset in self.files.items() if asset.path in paths},
        )

    def of_event(self, event: Event) -> list[Occasion]:
        return [one for one in self.programme.occasions if one.event.key == event.key]

    def at_place(self, place: Place) -> list[Occasion]:
        return [one for one in self.programme.occasions if one.place and one.place.key == place.key]


def read_archive(edition: EditionPage, *, name: str) -> Archive:
    """The values of an edition that is frozen, in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        return _read(edition, name)


def _read(edition: EditionPage, name: str) -> Archive:
    programme = selections.programme_told(edition)
    selection = selections.of_edition(edition)
    figures, news = selections.figures_of_edition(edition), selection.news()
    selection = dataclasses.replace(selection, figures=lambda: figures, news=lambda: news)
    items = _items(programme)
    pictures = _pictures(programme)
    media = _media(items)
    bundle = _bundle(edition, [*pictures.values(), *media.values()], _links(items))
    # Named there: two files of one name do not stand in each other's place.
    placed = {asset.uuid: asset for asset in bundle.media}
    frozen_at = edition.frozen_at or datetime.now(tz=UTC)
    return Archive(
        name=name,
        programme=programme,
        selection=selection,
        figures=figures,
        bundle=bundle,
        period=period_of(edition),
        presentation=rich(edition.presentation, settings.LANGUAGE_CODE) if edition.presentation else "",
        frozen_at=frozen_at.astimezone(edition.zone),
        holds=_holds(programme, pictures, media),
        pictures={key: placed[asset.uuid] for key, asset in pictures.items()},
        files={id_: placed[asset.uuid] for id_, asset in media.items()},
        versions=_versions(programme, items, frozen_at),
        works={id_: item.work for id_, item in items.items()},
        languages={id_: item.language for id_, item in items.items()},
        texts=_texts(edition, programme),
        printed=_printed(edition, programme, frozen_at.astimezone(edition.zone).date()),
    )


def _printed(edition: EditionPage, programme: Programme, today: date) -> Asked | None:
    if len(programme.occasions) > MOST_OCCASIONS:
        return None
    rights = rights_of(edition, programme.events, with_pictures=True)
    return Asked(programme=programme, occasions=programme.occasions, today=today, rights=rights)


def _bundle(edition: EditionPage, assets: Iterable[Asset], links: Iterable[Link]) -> Bundle:
    title = typeset(edition.title, language=settings.LANGUAGE_CODE)
    return Bundle(
        slug=edition.slug,
        title=_("%(title)s: the archive") % {"title": title},
        language=settings.LANGUAGE_CODE,
        url=selections.of_edition(edition).url,
        work=edition.as_work(),
        entries=(*assets, *links),
        lead=edition.one_sentence,
        updated=edition.local(edition.frozen_at).date() if edition.frozen_at else None,
        publisher=settings.SITE_NAME,
        publisher_url=settings.BASE_URL,
        uuid=str(edition.uuid),
    )


def _items(programme: Programme) -> dict[str, PublicItem]:
    """The items that its events name and that anybody may see, in the order of events."""
    ids = list(dict.fromkeys(row[0] for event in programme.events for row in event.works))
    found: dict[str, PublicItem] = {}
    for start in range(0, len(ids), public_items.MOST_ITEMS):
        found |= public_items.items(ids[start : start + public_items.MOST_ITEMS])
    return found


def _texts(edition: EditionPage, programme: Programme) -> dict[int, Work]:
    """The texts of its events as works to credit, by key; one query."""
    pages = public_events().child_of(edition).in_bulk([event.key for event in programme.events])
    return {
        event.key: dataclasses.replace(pages[event.key].as_work(), source=event.full_url)
        for event in programme.events
        if event.key in pages
    }


def _pictures(programme: Programme) -> dict[int, Asset]:
    """The pictures of its events, by key; none of a restricted collection."""
    keys = {event.image for event in programme.events if event.image}
    rows = in_the_open(list(get_image_model().objects.filter(pk__in=keys).order_by("pk")))
    prepare_credits(rows)
    return {row.pk: _asset(row, row.description) for row in rows}


def _media(items: Mapping[str, PublicItem]) -> dict[str, Asset]:
    keys = [int(id_.removeprefix(MEDIA)) for id_ in items if id_.startswith(MEDIA)]
    rows = with_files(public_media().filter(pk__in=keys))
    return {f"{MEDIA}{one.pk}": _asset(one.file_row, one.description, items[f"{MEDIA}{one.pk}"]) for one in rows}


def _asset(row: Any, alt: str, item: PublicItem | None = None) -> Asset:
    return Asset(
        path=row.file.name,
        file=Path(row.file.path),
        work=item.work if item else credited_work(row),
        uuid=str(row.uuid),
        alt=alt,
        is_decorative=bool(getattr(row, "is_decorative", False)),
        url=(item.work if item else credited_work(row)).source or "",
    )


def _links(items: Mapping[str, PublicItem]) -> Iterator[Link]:
    """Guides, kits and works elsewhere: each has an archive of its own, or a page that is not ours."""
    for item in items.values():
        if not item.id.startswith(MEDIA):
            yield Link(title=item.title, url=item.work.source or _whole(item.url), work=item.work, uuid=item.uuid)


def _whole(url: str) -> str:
    return url if "://" in url else f"{settings.BASE_URL}{url}"


def _versions(
    programme: Programme, items: Mapping[str, PublicItem], now: datetime
) -> dict[tuple[int, str], str]:  # fmt: skip
    """Where the version stands that an event used on its last day; one query."""
    pages = {number: item for id_, item in items.items() if (number := page_key(id_))}
    rows = Version.objects.filter(page__in=list(pages), hidden_at=None).order_by("at", "number")
    history: dict[int, list[tuple[datetime, int]]] = {}
    for page, at, number in rows.values_list("page", "at", "number"):
        history.setdefault(page, []).append((at, number))
    ends: dict[int, datetime] = {}
    for one in programme.occasions:
        if one.end <= now and not one.is_cancelled:
            ends[one.event.key] = max(ends.get(one.event.key, one.end), one.end)
    found = {}
    for event in programme.events:
        for id_, _role, _use, _note in event.works:
            number = page_key(id_) if id_ in items else 0
            then = [version for at, version in history.get(number, ()) if at <= ends.get(event.key, at)]
            if then:
                found[event.key, id_] = f"{_whole(items[id_].url)}historique/{then[-1]}/"
    return found


def _holds(programme: Programme, pictures: Mapping[int, Asset], media: Mapping[str, Asset]) -> Holds:
    named = {who.slug for event in programme.events for who in event.organisers if who.slug}
    return Holds(
        events=tuple(sorted(event.uuid for event in programme.events)),
        places=tuple(sorted(place.key for place in programme.places)),
        associations=tuple(sorted(named)),
        pictures=tuple(sorted(pictures)),
        media=tuple(sorted(int(id_.removeprefix(MEDIA)) for id_ in media)),
    )
