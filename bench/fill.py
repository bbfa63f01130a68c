"""A site as large as one wants: guides written straight into the database, as the import would have left them."""

from __future__ import annotations

import json
import random
import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from commons.guides import drawn
from commons.guides.models import GuideIndexPage, GuidePage
from commons.library.models import Theme
from home.domain.site import set_up_site

WORDS = (
    *("atelier", "quartier", "carte", "radio", "enfant", "groupe", "table", "feuille", "image", "photo", "jeu"),
    *("histoire", "mémoire", "rue", "jardin", "recette", "outil", "papier", "licence", "partage", "crédit"),
    *("voisine", "association", "réparer", "écrire", "dessiner", "écouter", "raconter", "marcher", "observer"),
    *("noter"),
)
SLUG = "fiche-"


@transaction.atomic
def fill(total: int) -> None:
    """Add guides until there are `total`."""
    set_up_site()
    index = GuideIndexPage.objects.get()
    chance = random.Random(7)
    themes = list(Theme.objects.all())
    template = GuidePage.objects.live().first()
    start = GuidePage.objects.count()
    for number in range(start, total):
        _add(index, number, chance=chance, template=template, themes=themes)
    index.numchild = GuidePage.objects.count()
    index.save(update_fields=["numchild"], clean=False)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def addresses() -> dict[str, list[str]]:
    """Of the guides made here, and of those of the demo, which have pictures, files and origins."""
    found: dict[str, list[str]] = {"made": [], "demo": []}
    for guide in GuidePage.objects.live().public().defer_streamfields().order_by("pk"):
        found["made" if guide.slug.startswith(SLUG) else "demo"].append(guide.url or "")
    return found


def draw(slugs: list[str]) -> None:
    """Draw the bodies of these guides as they would have been when they were published, in French alone."""
    with override("fr"):
        for pk in GuidePage.objects.filter(slug__in=slugs).values_list("pk", flat=True):
            drawn.draw(pk)


def _add(
    index: GuideIndexPage, number: int, *, chance: random.Random, template: GuidePage | None, themes: list[Theme]
) -> None:
    title = " ".join(chance.choices(WORDS, k=4)).capitalize()
    now = timezone.now()
    guide = GuidePage(
        path=GuidePage._get_path(index.path, index.depth + 1, number + 10_000),  # noqa: SLF001 -- past what the tree holds
        depth=index.depth + 1,
        title=title,
        draft_title=title,
        slug=f"{SLUG}{number}",
        url_path=f"{index.url_path}{SLUG}{number}/",
        live=True,
        first_published_at=now,
        last_published_at=now,
        locale=index.locale,
        translation_key=uuid.uuid4(),
        one_sentence=" ".join(chance.choices(WORDS, k=14)).capitalize(),
        licence=chance.choice(["cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0"]),
        credits=[{"name": "Une association", "role": "author", "url": ""}],
        audience=["adults"],
        group_min=4,
        group_max=12,
        difficulty=2,
        association=template.association if template else None,
        steps=json.dumps([_step(chance) for _each in range(6)]),
    )
    guide.content_type = ContentType.objects.get_for_model(GuidePage)
    guide.save_base(force_insert=True)
    guide.themes.through.objects.create(guidepage=guide, theme=chance.choice(themes))


def _step(chance: random.Random) -> dict[str, object]:
    text = "".join(f"<p>{' '.join(chance.choices(WORDS, k=40)).capitalize()}.</p>" for _each in range(2))
    value = {
        "title": " ".join(chance.choices(WORDS, k=3)),
        "minutes": 20,
        "text": text,
        "note": f"<p>{' '.join(chance.choices(WORDS, k=20))}</p>",
        "files": [],
    }
    return {"type": "step", "id": str(uuid.UUID(int=chance.getrandbits(128))), "value": value}
