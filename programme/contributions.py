"""Events where they are also looked for: on the page of an association, of a place, and on the front page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.library import theme_uses
from community import contributions, place_uses
from design.addresses import address, full_address
from programme import queries
from programme.context.reading import occasions_of
from programme.context.rows import rows_of
from programme.enums import Status
from web.page_cache.generation import cached, since

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from commons.library.models import Theme
    from community.models import AssociationPage, PlacePage
    from programme.context.rows import Row
    from programme.models import Occurrence

# What is to come changes with the hour, as slowly as pages that are cached.
LASTING = timedelta(minutes=5)
MOST_OF_AN_ASSOCIATION, MOST_OF_A_PLACE, MOST_OF_A_THEME, MOST_ON_THE_FRONT_PAGE = 12, 12, 6, 6


def connect() -> None:
    contributions.register(
        "events", _("Events"), events_of_association, count=event_counts, card="components/event_card.html",
        foot="programme/agenda.html",
    )  # fmt: skip
    place_uses.register("events", template="programme/place_events.html", find=events_at, count=counts_at)
    theme_uses.register("events", template="programme/theme_events.html", find=events_of_theme)


def events_of_association(association: AssociationPage, _request: HttpRequest) -> list[Row]:
    """Its next occurrences; where none is to come, its latest ones. A festival at most."""
    now = since(timezone.now(), LASTING)
    name = f"events-of-association:{association.pk}:{now.isoformat()}"
    return cached(name, lambda: _rows_of_association(association, now))


def _rows_of_association(association: AssociationPage, now: datetime) -> list[Row]:
    events = queries.events_of_association(association).order_by().values("pk")
    every = queries.public_occurrences().filter(event__in=events)
    coming = occasions_of(every.filter(ends_at__gt=now)[:MOST_OF_AN_ASSOCIATION])
    if not coming:
        coming = occasions_of(every.order_by("-starts_at", "-pk")[:MOST_OF_AN_ASSOCIATION])
    return rows_of(coming, with_year=True)


def event_counts(associations: Iterable[int]) -> Mapping[int, int]:
    """How many public events each association organises; one query."""
    events = queries.public_events().filter(associations__in=list(associations)).order_by()
    return dict(events.values_list("associations").annotate(Count("pk", distinct=True)))


def events_at(place: PlacePage) -> dict[str, Any] | None:
    """What is to come at a place, and how much has been; None where there was never anything."""
    now = since(timezone.now(), LASTING)
    return cached(f"events-at:{place.pk}:{now.isoformat()}", lambda: _events_at(place, now))


def _events_at(place: PlacePage, now: datetime) -> dict[str, Any] | None:
    every = queries.occurrences_at(place)
    numbers = every.order_by().aggregate(
        coming=Count("pk", filter=Q(ends_at__gt=now)),
        past=Count("pk", filter=Q(ends_at__lte=now) & ~Q(status__in=[Status.CANCELLED, Status.POSTPONED])),
    )
    if not numbers["coming"] and not numbers["past"]:
        return None
    shown = occasions_of(every.filter(ends_at__gt=now)[:MOST_OF_A_PLACE])
    editions = queries.public_editions().filter(pk__in={one.event.edition for one in shown})
    return {
        "rows": rows_of(shown, with_year=True),
        "more": numbers["coming"] - len(shown),
        "past": numbers["past"],
        "place": place.slug,
        "url": address(place),
        "full_url": full_address(place),
        "editions": [{"title": edition.title, "url": address(edition)} for edition in editions] if shown else [],
    }


def counts_at(places: Iterable[int]) -> Mapping[int, int]:
    """How many public events are to come at each place; one query, once."""
    now = since(timezone.now(), LASTING)

    def everywhere() -> dict[int, int]:
        coming = queries.public_occurrences().filter(place__isnull=False, ends_at__gt=now).order_by()
        return dict(coming.values_list("place").annotate(Count("event", distinct=True)))

    counts = cached(f"events-at-places:{now.isoformat()}", everywhere)
    return {place: counts[place] for place in places if place in counts}


def events_of_theme(theme: Theme) -> dict[str, Any] | None:
    """The next ones, and where its calendar is; None where no event is filed under it."""
    if theme.slug not in cached("themes-of-events", _themes_of_events):
        return None
    now = since(timezone.now(), LASTING)
    url = theme.get_absolute_url()
    return {
        "rows": cached(f"events-of-theme:{theme.pk}:{now.isoformat()}", lambda: _rows_of_theme(theme, now)),
        "url": url,
        "full_url": urljoin(settings.BASE_URL, url),
    }


def _rows_of_theme(theme: Theme, now: datetime) -> list[Row]:
    coming = queries.public_occurrences().filter(event__themes=theme, ends_at__gt=now)
    return rows_of(occasions_of(coming[:MOST_OF_A_THEME]), with_year=True)


def _themes_of_events() -> frozenset[str]:
    return frozenset(queries.public_occurrences().order_by().values_list("event__themes__slug", flat=True).distinct())


def next_events(now: datetime) -> list[Row]:
    """The next ones of all editions for the front page, each event once; what is cancelled is told on its page."""
    coming = queries.public_occurrences().filter(starts_at__gt=now).exclude(
        status__in=[Status.CANCELLED, Status.POSTPONED]
    )  # fmt: skip
    return rows_of(occasions_of(_first_of_each(coming)), with_year=True)


def _first_of_each(coming: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    first: dict[int, int] = {}
    for key, event in coming.values_list("pk", "event")[: MOST_ON_THE_FRONT_PAGE * 10]:
        first.setdefault(event, key)
    return queries.public_occurrences().filter(pk__in=list(first.values())[:MOST_ON_THE_FRONT_PAGE])
