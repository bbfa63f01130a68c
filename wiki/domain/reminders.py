"""Mails about pages that are to be read again: one a person, with all of theirs, once for each day of review."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from community.mail import messages
from community.models import User
from community.permissions.visibility import reader_of
from design.addresses import full_address
from wiki.looked_after import coordinators_of, due
from wiki.models import Upkeep
from wiki.visibility import Readable

if TYPE_CHECKING:
    from collections.abc import Iterator

# Read at once. In one mail; whoever looks after more pages hears of the others from the next run.
CHUNK, MOST_IN_A_MAIL = 500, 30


def send_reminders() -> int:
    """Tell those who look after a page, and the coordinators of its association, that it is to be read again.

    How many mails were handed over. Whoever could not be reached is told by the next run; nobody is told twice.
    """
    untold = _untold()
    people = User.objects.filter(pk__in=untold, is_active=True).exclude(email="").order_by("pk")
    return sum(_send(person, untold[person.pk]) for person in people)


def _untold() -> dict[int, list[Upkeep]]:
    """The pages of each person whose review is due, longest first, without those that they were told of.

    Restricted pages too: their own people are told.
    """
    rows = due().filter(page__live=True).select_related("page").prefetch_related("maintainers")
    by_person: dict[int, list[Upkeep]] = {}
    for chunk in _chunks(rows.order_by("review_on", "pk").iterator(chunk_size=CHUNK)):
        coordinators = coordinators_of(row.page_id for row in chunk)
        for row in chunk:
            people = {row.page.owner_id, row.verified_by_id, *(person.pk for person in row.maintainers.all())}
            for person in (people | coordinators.get(row.page_id, set())) - {None, *row.reminded}:
                by_person.setdefault(person, []).append(row)
    return by_person


def _chunks(rows: Iterator[Upkeep]) -> Iterator[list[Upkeep]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _send(person: User, rows: list[Upkeep]) -> int:
    reader = Readable(reader_of(person).request)
    theirs = [row for row in rows if reader.sees(row.page)][:MOST_IN_A_MAIL]
    if not theirs:
        return 0
    specific = {page.pk: page for page in Page.objects.filter(pk__in=[row.page_id for row in theirs]).specific()}
    pages = [_page(row, specific[row.page_id]) for row in theirs]
    sent = messages.send("review_due", to=[person], folder="wiki/email", html=True, pages=pages)
    if sent:
        for row in theirs:
            _note(row, person)
    return sent


def _page(row: Upkeep, page: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": f"{full_address(page)}entretien/",
        "language": getattr(page, "language", "fr"),
        "review_on": row.review_on,
        "verified_at": row.verified_at,
    }


def _note(row: Upkeep, person: User) -> None:
    """At once, mail by mail: a run that is stopped tells nobody twice."""
    row.reminded = [*row.reminded, person.pk]
    changed: Any = Upkeep.objects.filter(pk=row.pk, review_on=row.review_on)
    changed.update(reminded=row.reminded)
