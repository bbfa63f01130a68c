"""An edition as large as one wants: events and occurrences written straight into the database."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

from commons.library.models import Theme
from community.models import AssociationPage, PlaceIndexPage, PlacePage
from home.domain.site import set_up_site
from programme.enums import Kind
from programme.models import EditionPage, EventPage, Occurrence, ProgrammeIndexPage
from search.publishing import add_and_publish

if TYPE_CHECKING:
    from wagtail.models import Page

WORDS = (
    *("atelier", "quartier", "carte", "radio", "vélo", "graines", "soupe", "affiche", "film", "mémoire", "jardin"),
    *("réparer", "écouter", "dessiner", "partager", "traduire", "marcher", "goûter", "raconter", "observer", "coudre"),
)
EVENTS, OCCURRENCES, PLACES, DAYS = 500, 1_000, 40, 16
SLUG = "grande-edition"
_CREDITS = [{"name": "Une association", "role": "author", "url": ""}]


@transaction.atomic
def fill_programme(
    events: int = EVENTS, occurrences: int = OCCURRENCES, *, first: date = date(2027, 10, 2)
) -> EditionPage:  # fmt: skip
    """A published edition of that many events and occurrences, the same for the same numbers; the one that is there."""
    set_up_site()
    if edition := EditionPage.objects.filter(slug=SLUG).first():
        return edition
    edition = add_and_publish(
        EditionPage(
            title="Grande édition", slug=SLUG, acronym="grande_edition", starts_on=first,
            ends_on=first + timedelta(days=DAYS - 1), licence="cc-by-sa-4.0", credits=_CREDITS,
        ),
        under=ProgrammeIndexPage.objects.get(),
    )  # fmt: skip
    chance = random.Random(12)
    places = [_place(number, chance) for number in range(PLACES)]
    associations, themes = list(AssociationPage.objects.live()[:20]), list(Theme.objects.all())
    pages = [_event(edition, number, chance) for number in range(events)]
    for page in pages:
        if themes:
            page.themes.through.objects.create(eventpage=page, theme=chance.choice(themes))
        if associations:
            page.associations.through.objects.create(eventpage=page, associationpage=chance.choice(associations))
    rows = [_occurrence(pages[number % events], number, edition, places, chance) for number in range(occurrences)]
    Occurrence.objects.bulk_create(rows)
    EditionPage.objects.filter(pk=edition.pk).update(numchild=events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return edition


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize()


def _add(page: Page, parent: Page, number: int) -> None:
    """Past what the tree holds, as if it had been published."""
    now = timezone.now()
    page.path = type(page)._get_path(parent.path, parent.depth + 1, number + 10_000)  # noqa: SLF001 -- the same
    page.depth, page.draft_title, page.url_path = parent.depth + 1, page.title, f"{parent.url_path}{page.slug}/"
    page.live, page.first_published_at, page.last_published_at = True, now, now
    page.locale, page.translation_key = parent.locale, uuid.uuid4()
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.save_base(force_insert=True)


def _place(number: int, chance: random.Random) -> PlacePage:
    place = PlacePage(
        title=f"{_words(chance, 2)} {number}", slug=f"lieu-{number}", street_address=f"{number} rue du Quai",
        town="Brest", postal_code="29200", neighbourhood=f"Quartier {number % 8}", latitude=f"{48.35 + chance.random() / 10:.6f}",
        longitude=f"{-4.55 + chance.random() / 10:.6f}",
    )  # fmt: skip
    _add(place, PlaceIndexPage.objects.get(), number)
    return place


def _event(edition: EditionPage, number: int, chance: random.Random) -> EventPage:
    body = "".join(f"<p>{_words(chance, 50)}.</p>" for _each in range(3))
    event = EventPage(
        title=f"{_words(chance, 4)} {number}", slug=f"evenement-{number}", one_sentence=f"{_words(chance, 14)}.",
        body=body, kind=chance.choice(Kind.values), audience=[chance.choice(("all", "adults", "families", "teens"))],
        price=chance.choice(("free", "free", "chosen", "paid")), licence="cc-by-sa-4.0", credits=_CREDITS,
    )  # fmt: skip
    _add(event, edition, number)
    return event


def _occurrence(
    event: EventPage, number: int, edition: EditionPage, places: list[PlacePage], chance: random.Random
) -> Occurrence:
    day = edition.days[chance.randrange(DAYS)]
    start = datetime.combine(day, time(chance.randrange(9, 22), chance.choice((0, 30))), edition.zone)
    status = "cancelled" if number % 50 == 0 else "confirmed"
    return Occurrence(
        event=event, starts_at=start, ends_at=start + timedelta(minutes=chance.choice((60, 90, 120, 180))),
        place=chance.choice(places), status=status,
    )  # fmt: skip
