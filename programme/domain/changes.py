"""What every verb of the programme begins and ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from programme.models import EditionPage, ProgrammeNotice
from search.indexing import schedule

if TYPE_CHECKING:
    from programme.enums import NoticeKind
    from programme.models import EventPage, Occurrence

TYPE = "event"


class NotPossible(ValueError):
    """What was asked cannot be done; the message is a sentence for whoever asked it."""


class Frozen(NotPossible):
    """The edition is an archive: nothing of it changes any more."""


def check_not_frozen(edition: EditionPage) -> None:
    """Raises Frozen when the edition has become an archive."""
    if sentence := edition.frozen_sentence:
        raise Frozen(sentence)


def hold_open(edition: EditionPage) -> None:
    """Raises Frozen as `check_not_frozen`, of the edition as it is; whoever freezes it waits for the end of this
    transaction. The first lock that a verb takes: two that took theirs in another order would wait for each other.
    """
    row = EditionPage.objects.select_for_update(no_key=True).filter(pk=edition.pk)
    edition.frozen_at = row.values_list("frozen_at", flat=True).get()
    check_not_frozen(edition)


def told_at_once(event: EventPage) -> bool:
    """Whether visitors know the event, so that each change is told: nobody is told what happens to a draft."""
    return event.live


def note(
    event: EventPage, kind: NoticeKind, *, occurrence: Occurrence | None = None, before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None, text: str = "", by: Any = None,
) -> ProgrammeNotice | None:  # fmt: skip
    """Write the notice that visitors and feeds read. None where nobody knows the event yet."""
    if not told_at_once(event):
        return None
    return ProgrammeNotice.objects.create(
        event=event, occurrence=occurrence, kind=kind, before=before or {}, after=after or {}, text=text[:300],
        at=timezone.now(), by=by,
    )  # fmt: skip


def index_again(event: EventPage) -> None:
    """Its document tells when and where it takes place."""
    schedule(TYPE, event.pk)
