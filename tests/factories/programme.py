"""Editions, events and places with fixed values; times are those of the clock in Brest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.models import PlaceIndexPage, PlacePage
from programme.domain.events import create_event, publish_event
from programme.domain.occurrences import When, Where, add_occurrence
from programme.models import EditionPage, EventPage, ProgrammeIndexPage, Submission
from search.publishing import add_and_publish
from tests.factories.pages import home_page
from web.tasks import each_task_once

ZONE = ZoneInfo("Europe/Paris")
WRITER = [{"name": "La Passerelle", "role": "author", "url": ""}]
FIRST_DAY = date(2027, 10, 2)


def at(hour=14, minute=0, *, day=FIRST_DAY):
    """A moment by the clock on the wall: 14:00 of 2 October 2027 where nothing else is said."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def when(hour=14, *, hours=2, day=FIRST_DAY, **more):
    start = at(hour, day=day)
    return When(starts_at=start, ends_at=start + timedelta(hours=hours), **more)


def make_edition(title="Brest en biens communs 2027", **fields):
    """A published festival of two weeks, from 2 to 17 October 2027."""
    home_page()
    defaults = {
        "slug": "2027", "acronym": "brest_communs_2027", "one_sentence": "Deux semaines pour ce qui se partage.",
        "starts_on": FIRST_DAY, "ends_on": date(2027, 10, 17), "licence": "cc-by-sa-4.0", "credits": WRITER,
    }  # fmt: skip
    edition = EditionPage(title=title, **{**defaults, **fields})
    return add_and_publish(edition, under=ProgrammeIndexPage.objects.get())


def make_place(title="La Corderie", **fields):
    """A published place in the Recouvrance of nowhere."""
    home_page()
    defaults = {
        "street_address": "3 rue du Quai", "postal_code": "29200", "town": "Brest", "neighbourhood": "Recouvrance",
        "latitude": "48.383300", "longitude": "-4.500000",
    }  # fmt: skip
    lines = fields.pop("access", ())
    place = PlacePage(title=title, **{**defaults, **fields})
    for order, (aspect, answer, description) in enumerate(lines):
        place.access_lines.add(
            PlacePage.access_lines.rel.related_model(
                aspect=aspect, answer=answer, description=description, sort_order=order
            )
        )
    return add_and_publish(place, under=PlaceIndexPage.objects.get())


def make_event_draft(title="Atelier de réparation", *, edition=None, **fields):
    """An event that waits: nobody sees it."""
    defaults = {"one_sentence": "On répare ensemble ce qui ne marche plus.", "credits": WRITER}
    edition = edition or EditionPage.objects.first() or make_edition()
    with each_task_once():
        return create_event(edition, title=title, **{**defaults, **fields})


def make_event(title="Atelier de réparation", *, times=(None,), place=None, edition=None, **fields):
    """A published event that takes place at each of `times`; None is 14:00 to 16:00 on the first day."""
    edition = edition or EditionPage.objects.first() or make_edition()
    with each_task_once():
        event = make_event_draft(title, edition=edition, **fields)
        for one in times:
            add_occurrence(event, one or when(), Where(place=place))
        publish_event(event)
    return EventPage.objects.get(pk=event.pk)


def make_proposed(
    title="Atelier de réparation", *, edition=None, times=(None,), place=None, email="awa@example.org", state="sent",
    proposer_language="fr", **fields,
):  # fmt: skip
    """An event that somebody proposed, with its times; nobody did where `email` is None."""
    licence = fields.pop("licence", None)
    event = make_event_draft(title, edition=edition, **fields)
    if licence is not None:
        event.licence = licence
        event.save(update_fields=["licence"])
        event.save_revision(clean=False)
    for one in times:
        add_occurrence(event, one or when(), Where(place=place))
    if email:
        Submission.objects.create(
            edition=event.edition, event=event, state=state, name="Awa Diallo", email=email,
            language=proposer_language, sent_at=at(9, day=date(2027, 6, 1)),
        )  # fmt: skip
    return EventPage.objects.get(pk=event.pk)
