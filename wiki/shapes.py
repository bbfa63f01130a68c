"""What the fields of a page are to a merge, read off its model."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.blocks import Block, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField

from wiki.content import field_of
from wiki.merging import Fields, Rows, Shape

if TYPE_CHECKING:
    from wiki.merging.shapes import AnyShape

_BY_FIELD: tuple[tuple[Any, Shape], ...] = (
    (models.ManyToOneRel, Shape.ITEMS),
    ((ClusterTaggableManager, ParentalManyToManyField), Shape.VALUES),
    (RichTextField, Shape.RICH),
    (models.TextField, Shape.TEXT),
)
_BY_BLOCK = ((RichTextBlock, Shape.RICH), (ListBlock, Shape.ITEMS), (TextBlock, Shape.TEXT))


def shapes_of(model: type[models.Model], names: tuple[str, ...]) -> dict[str, AnyShape]:
    return _shapes_of(model._meta.label, names)


@cache
def _shapes_of(label: str, names: tuple[str, ...]) -> dict[str, AnyShape]:
    model = apps.get_model(label)
    return {name: _shape(field_of(model, name)) for name in names}


def _shape(field: Any) -> AnyShape:
    if isinstance(field, StreamField):
        return Rows({name: _of_block(block) for name, block in field.stream_block.child_blocks.items()})
    if isinstance(field, models.JSONField):
        return Shape.VALUES if hasattr(field, "item_choices") else Shape.ITEMS
    return next((shape for kinds, shape in _BY_FIELD if isinstance(field, kinds)), Shape.ATOM)


def _of_block(block: Block) -> AnyShape:
    if isinstance(block, StructBlock):
        return Fields({name: _of_block(child) for name, child in block.child_blocks.items()})
    return next((shape for kind, shape in _BY_BLOCK if isinstance(block, kind)), Shape.ATOM)
