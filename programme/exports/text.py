"""The programme as plain text: for screen readers and Braille displays, for mails, for whoever copies a part of it."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from markup.normalize import normalize
from markup.typography import typeset
from programme.context.rows import row_of
from programme.context.when import day_in_words, period_in_words
from programme.exports.base import Export, Scope
from programme.exports.words import access_line, clean, for_whom, licence_of, named, price, registration, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from programme.context.selections import Selection
    from programme.context.values import Occasion

# Characters of a line, as mails have them.
WIDTH = 72
RULE = "=" * 40
# An empty line; an empty text is none.
GAP = "\n"


class PlainText(Export):
    identifier = "text"
    filename = "programme.txt"
    content_type = "text/plain; charset=utf-8"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = gettext_lazy("Plain text")
    text = gettext_lazy("For a screen reader, a Braille display or a mail: one thing after the other, nothing drawn.")

    def write(self, selection: Selection, *, here: str) -> bytes:  # noqa: ARG002 -- it says where the page is
        lines = [*_head(selection), *_days(selection.occasions), *_places(selection.occasions), *_foot(selection)]
        return "\n".join(_wrapped(lines)).encode() + b"\n"


def _head(selection: Selection) -> Iterator[str]:
    yield selection.title
    if selection.starts_on and selection.ends_on:
        yield _capital(period_in_words(selection.starts_on, selection.ends_on, with_year=True))
    yield selection.description
    yield _capital(selection.release)
    yield selection.url
    if not selection.occasions:
        yield GAP
        yield _("Nothing is announced yet.")


def _days(occasions: Iterable[Occasion]) -> Iterator[str]:
    """What lasts for weeks first, once; then by day. A heading is a line of its own above a rule."""
    listed = list(occasions)
    if long := [one for one in listed if one.is_long]:
        yield from (GAP, GAP, _("All along"), RULE)
        for one in long:
            yield from _told(one, row_of(one, with_year=True).when)
    short = [one for one in listed if not one.is_long]
    for day, ones in groupby(short, key=lambda one: one.day):
        yield from (GAP, GAP, _capital(day_in_words(day, with_year=True)), RULE)
        for one in ones:
            yield from _told(one, row_of(one).hours)


def _told(one: Occasion, when: str) -> Iterator[str]:
    """One thing a line, each with its name: what is heard needs no eye to tell it from the next."""
    row = row_of(one)
    yield GAP
    yield f"{_capital(when)}{_(': ')}{row.title}"
    yield from (_capital(mark.words) for mark in row.marks if mark.tone != "good")
    yield one.status_note
    yield row.one_sentence
    yield named(_("Where"), where(one))
    yield one.online_url
    yield price(one.event)
    yield for_whom(one.event)
    yield registration(one)
    yield named(_("Organised by"), row.who)
    yield named(_("Access"), "; ".join([*map(access_line, one.event.access), *filter(None, [one.event.access_note])]))
    yield one.full_url


def _places(occasions: Iterable[Occasion]) -> Iterator[str]:
    """Each once, with how one gets in: what an event says that differs stands beside the event."""
    places = {one.place.key: one.place for one in occasions if one.place and one.place.url}
    if places:
        yield from (GAP, GAP, _("Places"), RULE)
    for place in sorted(places.values(), key=lambda place: (normalize(place.name), place.key)):
        yield GAP
        yield place.name
        yield place.address
        yield from (_capital(access_line(one)) for one in place.access)
        if place.access_checked_on and place.access:
            yield _capital(_("checked on %(day)s") % {"day": day_in_words(place.access_checked_on, with_year=True)})
        if not place.access:
            yield _("Nobody has described the access yet: ask the organisers.")
        yield place.full_url


def _foot(selection: Selection) -> Iterator[str]:
    yield from (GAP, GAP, _("Licence and credits"), RULE)
    if tool := licence_of(selection.licence):
        yield f"{tool.label}{_(': ')}{tool.url}"
    yield _("Of the texts, their authors are named on the page of each event.")
    changed = selection.changed_at.astimezone(ZoneInfo(selection.zone_name))
    yield _capital(_("as it stood on %(day)s") % {"day": date_format(changed, "DATE_FORMAT")})
    yield named(_("Whom to write to"), selection.contact_email)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wrapped(lines: Iterable[str]) -> Iterator[str]:
    """Lines of WIDTH characters at most, but for a word or an address that is longer."""
    for line in lines:
        if line == GAP:
            yield ""
        elif line:
            text = typeset(clean(line), language="fr")
            yield from textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
