"""Guides with fixed values, ready to publish unless a test takes something away."""

from __future__ import annotations

from wagtail.rich_text import RichText

from commons.guides.models import GuidePage
from commons.library.models import Theme
from tests.factories.pages import guide_index
from web.tasks import each_task_once

AUTHOR = [{"name": "Les Amis du sentier", "role": "author", "url": "https://amis.example.org/"}]
ESSENTIAL = {
    "licence": "cc-by-sa-4.0",
    "credits": AUTHOR,
    "one_sentence": "Sortir à pied et noter ce que la carte oublie.",
    "objectives": ["lire une carte en ligne"],
    "audience": ["adults"],
    "group_min": 6,
    "group_max": 12,
    "difficulty": 2,
}


def step(title="Accueil", *, text="<p>On se présente.</p>", note="", minutes=10, files=()):
    return (
        "step",
        {"title": title, "minutes": minutes, "text": RichText(text), "note": RichText(note), "files": list(files)},
    )


def section(kind="tips", *, text="<p>Prévoir du café.</p>", title=""):
    return ("section", {"kind": kind, "title": title, "text": RichText(text)})


def material(name="crayon", *, quantity=None, unit="", per="workshop", group_size=None, note="", url=""):
    values = {"name": name, "quantity": quantity, "unit": unit, "per": per, "group_size": group_size}
    return ("material", {**values, "note": note, "url": url})


def kit_file(document, *, role="print", copies="", two_sided=False):
    return ("file", {"document": document, "role": role, "copies": copies, "two_sided": two_sided})


def embedded(picture, *, alt="Un marché"):
    """A stored picture as a text holds it."""
    return f'<embed embedtype="image" format="fullwidth" id="{picture.pk}" alt="{alt}"/>'


def make_theme(slug="cartes", *, palette="maps", **fields):
    defaults = {"name_fr": "Cartes", "name_en": "Maps"}
    return Theme.objects.get_or_create(slug=slug, defaults=defaults | {"palette": palette} | fields)[0]


def make_draft(title="Cartographier sa rue", *, themes=(), tags=(), parent=None, owner=None, **fields):
    """A draft that has all that publishing asks for."""
    guide = GuidePage(title=title, live=False, owner=owner, **{"steps": [step()]} | ESSENTIAL | fields)
    guide.themes.set(themes)
    guide.tags.set(tags)
    (parent or guide_index()).add_child(instance=guide)
    guide.save_revision(user=owner, clean=False)
    return guide


def make_guide(title="Cartographier sa rue", **fields):
    """A published guide."""
    with each_task_once():
        guide = make_draft(title, **fields)
        guide.get_latest_revision().publish()
    return GuidePage.objects.get(pk=guide.pk)
