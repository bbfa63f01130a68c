"""“Already in the programme?”: events that look like one that is being written."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from design.addresses import address
from markup.normalize import normalize
from programme.context.clashes import GONE
from programme.models import EventPage, Occurrence
from programme.queries import public_events

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from programme.models import EditionPage

# How alike two titles are, from 0 to 1: enough by themselves, or with the same place on the same day.
ALIKE, ALIKE_THERE = 0.78, 0.45
MOST_SHOWN = 5
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Alike:
    """`public`: titles and addresses. `proposed`: how many others look alike that are not public, and say no more."""

    public: tuple[tuple[str, str], ...] = ()
    proposed: int = 0

    def __bool__(self) -> bool:
        return bool(self.public or self.proposed)


def events_alike(
    edition: EditionPage, title: str, *, days: Collection[date] = (), place: int | None = None,
    without: int | None = None,
) -> Alike:  # fmt: skip
    """Events of an edition that look like this one by their title, or by a title less alike at that place on one of
    these days; three queries. `without` is the key of the event itself.
    """
    if not title.strip():
        return Alike()
    events = EventPage.objects.child_of(edition).exclude(submission__state__in=GONE).exclude(pk=without or 0)
    matches = _Titles(title)
    alike, there = [], []
    drafts = set()
    for key, other, is_live in events.order_by("path").values_list("pk", "title", "live"):
        # Of what is live and not public, for a few, not even that it is there.
        drafts |= set() if is_live else {key}
        if matches.reach(other, ALIKE):
            alike.append(key)
        elif place is not None and matches.reach(other, ALIKE_THERE):
            there.append(key)
    if there:
        rows = Occurrence.objects.filter(event__in=there, place=place).values_list("event", "starts_at")
        alike += {key for key, start in rows if start.astimezone(edition.zone).date() in days}
    public = list(public_events().filter(pk__in=alike).order_by("path")) if alike else []
    return Alike(tuple((one.title, address(one)) for one in public)[:MOST_SHOWN], len(drafts & set(alike)))


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1, whatever their case, accents and order of words."""
    return _Titles(other).likeness(one)


class _Titles:
    """One title, to be held against many: what is longer than any title is cut, since comparing takes the product of
    both lengths, and most are told apart by their letters alone.
    """

    def __init__(self, title: str) -> None:
        self._matcher = SequenceMatcher(None, "", _sorted(title), autojunk=False)

    def likeness(self, other: str) -> float:
        self._matcher.set_seq1(_sorted(other))
        return self._matcher.ratio()

    def reach(self, other: str, least: float) -> bool:
        """Whether they are at least so much alike."""
        matcher = self._matcher
        matcher.set_seq1(_sorted(other))
        return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def _sorted(title: str) -> str:
    return " ".join(sorted(normalize(title[:LONGEST_TITLE]).split()))
