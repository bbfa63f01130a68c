"""How an event becomes something that is found: by its words, its days, its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from markup.plain import plain_text
from programme.queries import public_events
from search import registry
from search.documents import SearchDocument
from search.page_source import PageSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from programme.models import EventPage

TYPE = "event"


def as_document(event: EventPage) -> SearchDocument:
    occurrences = list(event.occurrences.select_related("place"))
    return SearchDocument(
        type=TYPE,
        pk=str(event.pk),
        title=event.title,
        url=event.url or "",
        summary=event.one_sentence,
        body="\n".join(filter(None, _words(event, occurrences))),
        language=event.language,
        licence=event.licence,
        facets={
            "theme": tuple(theme.slug for theme in event.themes.all()),
            "audience": tuple(event.audience),
            "association": tuple(one.slug for one in event.association_list),
        },
        cover=event.theme,
        published_at=event.first_published_at,
        extra={"association": ", ".join(event.organisers)},
    )


def _words(event: EventPage, occurrences: list[Any]) -> Iterator[str]:
    yield plain_text(event.body)
    yield from event.organisers
    for place in {one.place for one in occurrences if one.place}:
        yield f"{place.title} {place.neighbourhood} {place.town}"


def _loaded(events: Any) -> Any:
    return events.prefetch_related("associations", "themes", "occurrences__place")


SOURCE = PageSource(
    TYPE,
    label=_("Events"),
    label_one=_("Event"),
    public=public_events,
    as_document=as_document,
    loaded=_loaded,
)


def register() -> None:
    registry.register(SOURCE)
