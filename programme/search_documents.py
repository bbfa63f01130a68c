"""How an event becomes something that is found: by its words, its days, its places."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.queries import is_open, public_places
from design.maps.town import metres_between
from markup.plain import plain_text
from programme.context.values import DAY_BEGINS
from programme.enums import Status
from programme.queries import public_events
from search import registry
from search.documents import SearchDocument
from search.facets.kinds import Period, WordFacet
from search.page_source import PageSource
from search.understanding import hints
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from community.models import PlacePage
    from programme.models import EventPage, Occurrence

TYPE = "event"
PERIOD = "date"
PLACE, NEAR = "place", "near"
AROUND = 1000  # metres: a quarter of an hour on foot
# What is found on no day: it does not take place then.
NOT_THEN = (Status.CANCELLED, Status.POSTPONED)
MOST_TIMES = 60


def as_document(event: EventPage) -> SearchDocument:
    occurrences = list(event.occurrences.all())
    return SearchDocument(
        type=TYPE,
        pk=str(event.pk),
        title=event.title,
        url=event.url or "",
        summary=event.one_sentence,
        body="\n".join(filter(None, _words(event))),
        language=event.language,
        licence=event.licence,
        facets={
            "theme": tuple(theme.slug for theme in event.themes.all()),
            "audience": tuple(event.audience),
            "association": tuple(one.slug for one in event.association_list),
            PLACE: tuple(place.slug for place in shown_places(occurrences)),
            NEAR: tuple(places_near(shown_places(occurrences))),
        },
        periods={PERIOD: periods_of(event, occurrences)},
        cover=event.theme,
        published_at=event.first_published_at,
        words=tuple(place_words(occurrences)),
        extra={"association": ", ".join(event.organisers), "times": times_of(event, occurrences)},
    )


def shown_places(occurrences: Iterable[Occurrence]) -> list[PlacePage]:
    """The places of an event that anybody may see, each once."""
    places = {one.place.pk: one.place for one in occurrences if one.place and is_open(one.place)}
    return list(places.values())


def place_words(occurrences: Iterable[Occurrence]) -> Iterator[str]:
    """Of a place that is withdrawn its name alone, as everywhere (`programme.context.reading.place_value`)."""
    for place in shown_places(occurrences):
        yield from filter(None, (place.title, place.neighbourhood, place.town) if place.live else (place.title,))


def places_near(places: Iterable[PlacePage]) -> Iterator[str]:
    """Slugs of the public places from which one of these is at most AROUND away, itself among them."""
    here = [one.coordinates for one in places if one.coordinates]
    for slug, there in cached("programme:places-by-coordinates", _coordinates):
        if any(metres_between(one, there) <= AROUND for one in here):
            yield slug


def _coordinates() -> list[tuple[str, tuple[float, float]]]:
    places = public_places().only("slug", "latitude", "longitude")
    return [(place.slug, place.coordinates) for place in places if place.coordinates]


def place_names(keys: Iterable[str]) -> Mapping[str, str]:
    """Names of public places by the slug of their page."""
    return dict(public_places().filter(slug__in=list(keys)).values_list("slug", "title"))


def periods_of(event: EventPage, occurrences: Iterable[Occurrence]) -> list[tuple[date, date]]:
    """First and last day of each time that it takes place; an evening is of the day on which it began."""
    return [_days(event, one) for one in occurrences if one.status not in NOT_THEN]


def _days(event: EventPage, one: Occurrence) -> tuple[date, date]:
    zone = event.edition.zone
    late = timedelta() if one.all_day else DAY_BEGINS
    first = (one.starts_at.astimezone(zone) - late).date()
    return first, max(first, (one.ends_at.astimezone(zone) - late - timedelta(seconds=1)).date())


def times_of(event: EventPage, occurrences: list[Occurrence]) -> list[dict[str, Any]]:
    """What a result says of when and where, as JSON: which is the next one depends on the day when it is read."""
    return [
        {
            "start": one.starts_at.astimezone(event.edition.zone).isoformat(),
            "end": one.ends_at.astimezone(event.edition.zone).isoformat(),
            "all_day": one.all_day,
            "place": one.place.title if one.place and is_open(one.place) else "",
            "status": one.status,
        }
        for one in occurrences[:MOST_TIMES]
    ]


def _words(event: EventPage) -> Iterator[str]:
    yield plain_text(event.body)
    yield from event.organisers


def _loaded(events: Any) -> Any:
    return events.prefetch_related("associations", "themes", "occurrences__place")


SOURCE = PageSource(
    TYPE,
    label=_("Events"),
    label_one=_("Event"),
    public=public_events,
    as_document=as_document,
    loaded=_loaded,
    result_template="programme/search_facts.html",
)

FACET = Period(
    name=PERIOD,
    label=pgettext_lazy("a filter", "When"),
    description="Days on which events take place; an evening is of the day on which it began.",
    position=5,
)


PLACE_FACET = WordFacet(
    name=PLACE,
    label=pgettext_lazy("a filter", "Place"),
    description="Slugs of places where something takes place; repeat for several.",
    position=61,
    labels=place_names,
)
NEAR_FACET = WordFacet(
    name=NEAR,
    label=_("Less than a kilometre from"),
    description="Slugs of places: events at most 1,000 metres from one of them, as the crow flies.",
    position=62,
    labels=place_names,
)


# What people call something that takes place.
CALLED = """
    atelier ateliers activité activités animation animations événement événements sortie sorties cours stage stages
    formation formations agenda soirée soirées workshop workshops activity activities event events
"""
# And some things that take place.
SOME = """
    concert concerts spectacle spectacles conférence conférences projection projections
    show shows gig gigs talk talks screening screenings
"""
ASKING_FOR_AN_EVENT = ("en ce moment", "au programme", "what's on")


def register() -> None:
    registry.register(SOURCE)
    for facet in (FACET, PLACE_FACET, NEAR_FACET):
        registry.register_facet(facet)
    hints.register((*CALLED.split(), *ASKING_FOR_AN_EVENT), "type", TYPE)
    hints.register(SOME.split(), "type", TYPE, told=True)
