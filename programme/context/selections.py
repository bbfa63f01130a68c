"""What a file of the programme holds: occurrences of an edition, a place, an association, a theme, or a list of one's.

All of it is public, and comes from programmes that are worked out once a generation: a file asks the database for
nothing that grows with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.library.site_address import root_url
from design.addresses import full_address
from legaltools.credit import credit_text
from licences import public_items
from programme.context.figures import figures_of, outcomes_of
from programme.context.news import news_of
from programme.context.pictures import pictures_of
from programme.context.reading import event_value, programme_of
from programme.queries import public_editions
from web.languages import current_language
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from commons.library.models import Theme
    from community.models import AssociationPage, PlacePage
    from licences.public_items import PublicItem
    from programme.context.figures import Figures
    from programme.context.news import News
    from programme.context.pictures import PublicPicture
    from programme.context.values import Event, Occasion, Programme
    from programme.models import EditionPage, EventPage, ProgrammeIndexPage

    Matches = Callable[[Occasion], bool]

# Of all editions together; the latest ones are there.
MOST_OCCASIONS = 5000
# Names of editions never change hands: addresses do.
MOST_EDITIONS = 100


@dataclass(frozen=True, slots=True)
class UsedWork:
    """An item of the pool that an event uses or made; `url` is whole, `type` that of its provider, `sort` “sound”."""

    id: str
    type: str
    title: str
    url: str
    kind: str
    sort: str
    licence: str
    licence_url: str
    credit: str


@dataclass(frozen=True, slots=True)
class Told:
    """A programme with the items that its events name and their pictures, of both what anybody may see: of today, or as
    it was frozen.
    """

    programme: Programme
    works: Mapping[str, UsedWork]
    pictures: Mapping[int, PublicPicture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """`key` is what it is known by for good, `url` the page that tells the same to people.

    `folder` is the full address below which the files of its edition are; `event` is the one that it is of, dated or
    not, where it is of one; `news` and `figures` ask the database when they are called.
    """

    title: str
    url: str
    key: str
    occasions: tuple[Occasion, ...]
    changed_at: datetime
    folder: str = ""
    description: str = ""
    host: str = "localhost"
    site: str = ""
    zone_name: str = "Europe/Paris"
    acronym: str = ""
    licence: str = ""
    contact_email: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    release: str = ""
    works: Mapping[str, UsedWork] = field(default_factory=dict)
    pictures: Mapping[int, PublicPicture] = field(default_factory=dict)
    event: Event | None = None
    news: Callable[[], list[News]] = list
    figures: Callable[[], Figures] | None = None


def programme_told(edition: EditionPage) -> Programme:
    """An edition as its rows tell it; of an archive, without whom to call."""
    programme = programme_of(edition)
    if not edition.is_frozen:
        return programme
    return cached(f"programme-uncalled:{edition.pk}", lambda: without_contacts(programme), shared=False)


def told_of(edition: EditionPage) -> Told:
    """An edition as its rows tell it, and its items and pictures."""
    programme = programme_told(edition)
    return Told(programme, _works(programme), pictures_in(programme))


def without_contacts(programme: Programme) -> Programme:
    """Nobody registers any more for what is over: phone numbers and addresses of mail stay with the pages of places and
    associations, where whoever they belong to has them changed or removed. Websites are no person's, and stay.
    """
    events = {one.key: replace(one, registration_contact="") for one in programme.events}
    places = {one.key: replace(one, email="", phone="") for one in programme.places}
    occasions = (
        replace(one, event=events[one.event.key], place=places[one.place.key] if one.place else None)
        for one in programme.occasions
    )
    return replace(
        programme, contact_email="", occasions=tuple(occasions), events=tuple(events.values()),
        places=tuple(places.values()),
    )  # fmt: skip


def of_edition(
    edition: EditionPage, *, matches: Matches | None = None, narrowed: str = "", told: Told | None = None
) -> Selection:  # fmt: skip
    """The programme of an edition; `matches` leaves out of it what was not asked for, as `narrowed` says in words.

    `told` is what an archive tells of it, where it is one.
    """
    told = told or told_of(edition)
    programme = told.programme
    occasions = _matching(programme.occasions, matches)
    return Selection(
        title=f"{programme.title} – {narrowed}" if narrowed else programme.title,
        description=programme.one_sentence,
        url=programme.full_url,
        folder=programme.full_url,
        key=f"edition-{programme.uuid}",
        occasions=occasions,
        changed_at=programme.changed_at if matches is None else _changed(occasions, programme.changed_at),
        zone_name=programme.zone_name,
        acronym=programme.acronym,
        licence=programme.licence,
        contact_email=programme.contact_email,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        release=programme.release,
        works=told.works,
        pictures=told.pictures,
        news=partial(news_of, edition.pk),
        figures=partial(_figures, edition, occasions, works=told.works, whole=matches is None),
        **_here(),
    )


def figures_of_edition(edition: EditionPage, *, told: Told | None = None) -> Figures:
    """Those of all that anybody may see of it, or of what an archive tells of it; worked out once a generation, since a
    day more makes few more.
    """

    def made() -> Figures:
        known = told or told_of(edition)
        return _figures(edition, known.programme.occasions, works=known.works, whole=True)

    return cached(f"programme-figures:{edition.pk}:{'frozen' if told else 'rows'}", made)


def _figures(
    edition: EditionPage, occasions: tuple[Occasion, ...], *, works: Mapping[str, UsedWork], whole: bool
) -> Figures:  # fmt: skip
    """As of the moment when the edition became an archive, where it is one."""
    now = edition.frozen_at or timezone.now()
    return figures_of(occasions, public=works, told=outcomes_of(occasions), now=now, whole=whole)


def of_event(event: EventPage, *, matches: Matches | None = None, told: Told | None = None) -> Selection:
    """All the occurrences of one event, or one of them; `told` as above."""
    told = told or told_of(event.edition)
    programme = told.programme
    occasions = _matching((one for one in programme.occasions if one.event.key == event.pk), matches)
    return Selection(
        title=event.title,
        description=event.one_sentence,
        url=full_address(event),
        folder=programme.full_url,
        key=f"event-{event.uuid}",
        occasions=occasions,
        changed_at=_changed(occasions, event.last_published_at or programme.changed_at),
        zone_name=programme.zone_name,
        licence=event.licence,
        contact_email=programme.contact_email,
        works=told.works,
        pictures=told.pictures,
        # A programme tells what has a date.
        event=next((one for one in programme.events if one.key == event.pk), None) or event_value(event),
        **_here(),
    )


def of_everything(page: ProgrammeIndexPage, *, matches: Matches | None = None, narrowed: str = "") -> Selection:
    """Every edition, and what carries the label all year."""
    title = f"{page.title} – {settings.SITE_NAME}"
    return _across(
        f"{title} – {narrowed}" if narrowed else title, key=f"programme-{page.translation_key}", url=full_address(page),
        matches=matches,
    )  # fmt: skip


def of_place(place: PlacePage, *, matches: Matches | None = None) -> Selection:
    """What takes place there, in every edition."""

    def there(one: Occasion) -> bool:
        return one.place is not None and one.place.key == place.pk

    return _across(
        _at(place.title), key=f"place-{place.translation_key}", url=full_address(place), matches=_both(there, matches)
    )


def of_association(association: AssociationPage, *, matches: Matches | None = None) -> Selection:
    """What an association organises, alone or with others, in every edition."""

    def theirs(one: Occasion) -> bool:
        return association.slug in {organiser.slug for organiser in one.event.organisers}

    return _across(
        _at(association.title), key=f"association-{association.translation_key}", url=full_address(association),
        matches=_both(theirs, matches),
    )  # fmt: skip


def of_theme(theme: Theme, *, url: str, matches: Matches | None = None) -> Selection:
    """What is filed under a theme, in every edition; `url` is that of its page."""

    def about(one: Occasion) -> bool:
        return theme.slug in {topic.slug for topic in one.event.topics}

    return _across(
        _at(str(theme)), key=f"theme-{theme.slug}", url=urljoin(root_url(), url), matches=_both(about, matches)
    )


def programmes() -> list[Programme]:
    """Those that anybody may see, as `public_editions` puts them; one query."""
    return [programme_of(edition) for edition in public_editions()[:MOST_EDITIONS]]


def _across(title: str, *, key: str, url: str, matches: Matches | None) -> Selection:
    parts = programmes()
    found = [one for part in parts for one in _matching(part.occasions, matches)]
    occasions = tuple(sorted(found, key=lambda one: (one.start, one.key))[-MOST_OCCASIONS:])
    editions = {one.event.edition for one in occasions}
    works: dict[str, UsedWork] = {}
    pictures: dict[int, PublicPicture] = {}
    for part in parts:
        if part.key in editions:
            works |= _works(part)
            pictures |= pictures_in(part)
    licences = {part.licence for part in parts if part.key in editions}
    latest = max((part.changed_at for part in parts), default=None)
    return Selection(
        title=title,
        url=url,
        key=key,
        occasions=occasions,
        changed_at=_changed(occasions, latest),
        zone_name=parts[0].zone_name if parts else settings.TIME_ZONE,
        # Several licences of several programmes: each event says its own.
        licence=licences.pop() if len(licences) == 1 else "",
        works=works,
        pictures=pictures,
        news=news_of,
        **_here(),
    )


def _both(own: Matches, asked: Matches | None) -> Matches:
    return own if asked is None else lambda one: own(one) and asked(one)


def _matching(occasions: Iterable[Occasion], matches: Matches | None) -> tuple[Occasion, ...]:
    return tuple(occasions) if matches is None else tuple(one for one in occasions if matches(one))


def last_change(occasion: Occasion) -> datetime:
    """Of the occurrence, of what is told of its event, or of its place: what calendars compare."""
    place = occasion.place.changed_at if occasion.place else None
    return max(filter(None, (occasion.changed_at, occasion.event.changed_at, place)))


def _changed(occasions: Iterable[Occasion], otherwise: datetime | None) -> datetime:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return max((last_change(one) for one in occasions), default=otherwise or epoch)


def _at(title: str) -> str:
    return _("%(title)s: the calendar of %(site)s") % {"title": title, "site": settings.SITE_NAME}


def _here() -> dict[str, Any]:
    return {"host": urlsplit(settings.BASE_URL).hostname or "localhost", "site": settings.SITE_NAME}


def _works(programme: Programme) -> Mapping[str, UsedWork]:
    """The items that its events name and that anybody may see, by id; looked up once a generation."""
    return cached(f"programme-works:{programme.key}", lambda: works_named(programme.occasions))


def pictures_in(programme: Programme) -> Mapping[int, PublicPicture]:
    """Those of its events that a file may carry away, by key; looked up once a generation."""
    return cached(f"programme-pictures:{programme.key}", lambda: pictures_of(programme.occasions))


def works_named(occasions: Iterable[Occasion]) -> dict[str, UsedWork]:
    """The items that events of these name and that anybody may see, by id; a query or two for each hundred."""
    ids = list(dict.fromkeys(row[0] for one in occasions for row in one.event.works))
    found: dict[str, UsedWork] = {}
    for start in range(0, len(ids), public_items.MOST_ITEMS):
        items = public_items.items(ids[start : start + public_items.MOST_ITEMS])
        found |= {id_: _used(item) for id_, item in items.items()}
    return found


def _used(item: PublicItem) -> UsedWork:
    tool = item.work.licence
    return UsedWork(
        id=item.id,
        type=item.id.partition(":")[0],
        title=item.title,
        url=urljoin(root_url(), item.url),
        kind=item.kind,
        sort=item.sort,
        licence=tool.label if tool else "",
        licence_url=tool.url if tool else "",
        credit=credit_text(item.work, current_language()),
    )
