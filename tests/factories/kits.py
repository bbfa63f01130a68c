"""Kits with fixed values, ready to publish unless a test takes something away."""

from __future__ import annotations

import uuid

from commons.kits.models import KitIndexPage, KitPage
from tests.factories.pages import home_page
from web.tasks import each_task_once

COMPOSER = [{"name": "La Passerelle", "role": "author", "url": ""}]


def kit_index():
    home_page()
    return KitIndexPage.objects.get()


def item_row(item, *, use="as_is", why="", key=None):
    """A row that holds an item: a page of the pool, or its id."""
    id_ = item if isinstance(item, str) else f"{_type(item)}:{item.pk}"
    return {"type": "item", "id": key or str(uuid.uuid4()), "value": {"item": id_, "use": use, "why": why}}


def link_row(title="Un pad", *, url="https://pad.example.org/p/1", authors="", licence="", use="as_is", why=""):
    values = {"title": title, "url": url, "authors": authors, "licence": licence, "use": use, "why": why}
    return {"type": "link", "id": str(uuid.uuid4()), "value": values}


def _type(page):
    return {"GuidePage": "guide", "ExplainerPage": "explainer", "KitPage": "kit"}[type(page).__name__]


def make_kit_draft(title="Une matinée d'images", *, entries=(), themes=(), owner=None, **fields):
    defaults = {"one_sentence": "Trois ateliers qui se suivent.", "licence": "cc-by-sa-4.0", "credits": COMPOSER}
    rows = [one if isinstance(one, dict) else item_row(one) for one in entries]
    kit = KitPage(title=title, live=False, owner=owner, **{**defaults, **fields})
    kit.entries = KitPage._meta.get_field("entries").to_python(rows)
    kit.themes.set(themes)
    kit_index().add_child(instance=kit)
    kit.save_revision(user=owner, clean=False)
    return kit


def make_kit(title="Une matinée d'images", **fields):
    """A published kit."""
    with each_task_once():
        kit = make_kit_draft(title, **fields)
        kit.get_latest_revision().publish()
    return KitPage.objects.get(pk=kit.pk)
