"""A page as one of its revisions has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from modelcluster.models import get_all_child_relations, model_from_serializable_data
from wagtail.models import COMMENTS_RELATION_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wagtail.models import Page, Revision


def page_in(revision: Revision) -> Page:
    """The page in memory as a revision has it, as Wagtail's `as_object` gives it.

    That one asks twice for each tag and once for each row of a table of its own; here it is one query for each foreign
    key of such a table, however many rows there are.
    """
    page: Any = revision.content_object
    content = dict(revision.content)
    relations = [one for one in get_all_child_relations(page) if one.get_accessor_name() != COMMENTS_RELATION_NAME]
    apart = {one.get_accessor_name(): one for one in relations if content.get(one.get_accessor_name())}
    rows = {name: content[name] for name in apart}
    written: Page = page.with_content_json({**content, **{name: [] for name in apart}})
    for name, relation in apart.items():
        setattr(written, name, list(_rows(relation, rows[name])))
    return written


def _rows(relation: Any, stored: Iterable[dict[str, Any]]) -> Iterator[models.Model]:
    """Rows in memory. What they refer to and is gone takes them with it, or leaves them empty, as deleting it did."""
    model = relation.related_model
    rows = [model_from_serializable_data(model, row, check_fks=False) for row in stored]
    others = [one for one in model._meta.fields if isinstance(one, models.ForeignKey) and one is not relation.field]
    lost = set()
    for field in others:
        keys = {getattr(row, field.attname) for row in rows} - {None}
        there = field.related_model._base_manager.in_bulk(keys) if keys else {}  # noqa: SLF001 -- what Django itself follows a foreign key by
        for place, row in enumerate(rows):
            if (key := getattr(row, field.attname)) in there:
                setattr(row, field.name, there[key])
            elif key is not None and field.null:
                setattr(row, field.attname, None)
            elif key is not None:
                lost.add(place)
    return (row for place, row in enumerate(rows) if place not in lost)
