"""An edition as large as one wants: events and occurrences written straight into the database, many in a statement."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from commons.guides.models import GuidePage
from commons.library.models import Theme
from community.models import AssociationPage, PlaceIndexPage, PlacePage
from home.domain.site import set_up_site
from programme.enums import Kind
from programme.models import EditionPage, EventPage, Occurrence, ProgrammeIndexPage
from search.publishing import add_and_publish
from web.page_cache.generation import invalidate_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

WORDS = (
    *("atelier", "quartier", "carte", "radio", "vélo", "graines", "soupe", "affiche", "film", "mémoire", "jardin"),
    *("réparer", "écouter", "dessiner", "partager", "traduire", "marcher", "goûter", "raconter", "observer", "coudre"),
)
EVENTS, OCCURRENCES, PLACES, DAYS = 500, 1_000, 40, 16
# Of the edition: one in so many is cancelled, lasts for days, counts seats, uses a guide of the site.
CANCELLED, LONG, COUNTED, USING = 50, 40, 5, 4
SLUG = "grande-edition"
BATCH = 50
Made = TypeVar("Made", bound=Page)
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
    places = _added([_place(number, chance) for number in range(PLACES)], PlaceIndexPage.objects.get())
    guides = list(GuidePage.objects.live().order_by("pk").values_list("pk", flat=True)[:20])
    pages = _added([_event(number, chance, guides) for number in range(events)], edition)
    _belonging(EventPage.themes, pages, list(Theme.objects.all()), chance)
    _belonging(EventPage.associations, pages, list(AssociationPage.objects.live()[:20]), chance)
    _describe_access(PlacePage, "place", places[::2], ("entrance", "toilets", "quiet"))
    _describe_access(EventPage, "event", pages[::10], ("signing",))
    rows = [_occurrence(pages[number % events], number, edition, places, chance) for number in range(occurrences)]
    Occurrence.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    transaction.on_commit(invalidate_pages)
    return edition


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize()


def _added(pages: Sequence[Made], parent: Page) -> Sequence[Made]:
    """Past what the tree holds, as if they had been published: no revision, no history, and nothing is told of them."""
    now, model = timezone.now(), type(pages[0])
    kind = ContentType.objects.get_for_model(model)
    for number, page in enumerate(pages):
        page.path = model._get_path(parent.path, parent.depth + 1, number + 10_000)  # noqa: SLF001 -- the same
        page.depth, page.draft_title, page.url_path = parent.depth + 1, page.title, f"{parent.url_path}{page.slug}/"
        page.live, page.first_published_at, page.last_published_at = True, now, now
        page.locale, page.translation_key, page.content_type = parent.locale, uuid.uuid4(), kind
    shared = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    above = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in shared}) for page in pages)
    for page, base in zip(pages, above, strict=True):
        page.pk = page.page_ptr_id = base.pk
    rows: Any = QuerySet(model)
    for start in range(0, len(pages), BATCH):  # Django makes many rows at once of one table alone: here is the other
        rows._insert(pages[start : start + BATCH], fields=model._meta.local_concrete_fields, using=rows.db)  # noqa: SLF001 -- the same
    Page.objects.filter(pk=parent.pk).update(numchild=len(pages))
    return pages


def _belonging(relation: Any, pages: Sequence[EventPage], others: Sequence[Any], chance: random.Random) -> None:
    """One of `others` for each page."""
    if not others:
        return
    field = relation.field
    pairs = [
        {f"{field.m2m_field_name()}_id": page.pk, f"{field.m2m_reverse_field_name()}_id": chance.choice(others).pk}
        for page in pages
    ]
    relation.through.objects.bulk_create(relation.through(**pair) for pair in pairs)


def _describe_access(model: type[Page], name: str, pages: Sequence[Page], aspects: Sequence[str]) -> None:
    lines = model._meta.get_field("access_lines").related_model
    lines.objects.bulk_create(
        lines(**{name: page}, aspect=aspect, answer="yes", description="De plain-pied.", sort_order=number)
        for page in pages
        for number, aspect in enumerate(aspects)
    )


def _place(number: int, chance: random.Random) -> PlacePage:
    return PlacePage(
        title=f"{_words(chance, 2)} {number}", slug=f"lieu-{number}", street_address=f"{number} rue du Quai",
        town="Brest", postal_code="29200", neighbourhood=f"Quartier {number % 8}",
        latitude=f"{48.35 + chance.random() / 10:.6f}",
        longitude=f"{-4.55 + chance.random() / 10:.6f}",
    )  # fmt: skip


def _event(number: int, chance: random.Random, guides: Sequence[int]) -> EventPage:
    body = "".join(f"<p>{_words(chance, 50)}.</p>" for _each in range(3))
    works = []
    if guides and number % USING == 0:
        value = {"item": f"guide:{chance.choice(guides)}", "role": "used", "use": "shown", "note": ""}
        works = [("item", value)]
    return EventPage(
        title=f"{_words(chance, 4)} {number}", slug=f"evenement-{number}", one_sentence=f"{_words(chance, 14)}.",
        body=body, kind=chance.choice(Kind.values), audience=[chance.choice(("all", "adults", "families", "teens"))],
        price=chance.choice(("free", "free", "chosen", "paid")), licence="cc-by-sa-4.0", credits=_CREDITS,
        registration="here" if number % COUNTED == 0 else "none", capacity=20 if number % COUNTED == 0 else None,
        works=works,
    )  # fmt: skip


def _occurrence(
    event: EventPage, number: int, edition: EditionPage, places: Sequence[PlacePage], chance: random.Random
) -> Occurrence:
    day = edition.days[chance.randrange(DAYS)]
    start = datetime.combine(day, time(chance.randrange(9, 22), chance.choice((0, 30))), edition.zone)
    lasts = timedelta(minutes=chance.choice((60, 90, 120, 180)))
    all_day = number % LONG == LONG - 1
    if all_day:
        start, lasts = datetime.combine(edition.days[0], time(), edition.zone), timedelta(days=DAYS)
    return Occurrence(
        event=event, starts_at=start, ends_at=start + lasts, all_day=all_day, place=chance.choice(places),
        status="cancelled" if number % CANCELLED == 0 else "confirmed",
        hours="du mardi au samedi, de 14 h à 18 h" if all_day else "",
    )  # fmt: skip
