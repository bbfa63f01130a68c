"""Verbs for events as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from design.addresses import free_slug
from programme.domain.changes import hold_open
from programme.models import EditionPage, EventAccess, EventPage, Occurrence
from search.publishing import IMPORT, Told, add_draft, publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.models import Theme
    from community.models import AssociationPage

LONGEST_SLUG = 80


@transaction.atomic
def create_event(
    edition: EditionPage, *, themes: Iterable[Theme] = (), associations: Iterable[AssociationPage] = (),
    access_lines: Iterable[EventAccess] = (), owner: Any = None, **fields: Any,
) -> EventPage:  # fmt: skip
    """Add an event to an edition as a draft, without occurrences; `fields` are those of `EventPage`.

    The programme's licence is the event's where none is given. Raises ValidationError for a wrong field, Frozen.
    """
    hold_open(edition)
    fields.setdefault("licence", edition.licence)
    fields.setdefault("slug", free_slug(fields["title"], under=edition, empty="evenement", longest=LONGEST_SLUG))
    event = EventPage(owner=owner, live=False, **fields)
    event.edition = edition
    event.themes.set(themes)
    event.associations.set(associations)
    event.access_lines.set(access_lines)
    add_draft(event, under=edition)
    event.save_revision(user=owner if getattr(owner, "pk", None) else None, clean=False)
    return event


@transaction.atomic
def publish_event(
    event: EventPage, *, by: Any = None, told: Told = IMPORT, revision: Any = None, problems: Any = None
) -> EventPage:
    """Show it to everybody. Its occurrences are counted from now on. Raises NotPublishable, Frozen.

    `revision` is the one to publish, else the event as it stands in memory; `problems` as `search.publishing.publish`.
    """
    hold_open(event.edition)
    publish(event, by=by, told=told, revision=revision, problems=problems)
    Occurrence.objects.filter(event=event).update(changed_at=timezone.now())
    return EventPage.objects.get(pk=event.pk)
