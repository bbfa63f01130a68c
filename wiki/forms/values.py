"""Fields of a form of the site's own, made of the fields and blocks of a page, and their values in and out."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.models import Model, QuerySet
from modelcluster.contrib.taggit import ClusterTaggableManager
from taggit.utils import edit_string_for_tags
from wagtail.blocks import Block, ChooserBlock, FieldBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField
from wagtail.images import get_image_model

from wiki.content import plain_number
from wiki.forms.file_field import FilesFormField
from wiki.forms.own_rows import scheme_of
from wiki.forms.page_field import PageFormField
from wiki.forms.picture_field import PictureFormField
from wiki.forms.rich_text import RichTextFormField
from wiki.forms.short_rows import ShortRowsFormField
from wiki.forms.table_field import TableFormField, holds

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a block that is not made of several is called in the names of a form.
WHOLE = "value"


def field_for(field: Any) -> forms.Field:
    """The form field of a field of a page's model: nothing but a title is required before it is published."""
    if isinstance(field, models.ForeignKey) and field.related_model is get_image_model():
        made: Any = PictureFormField(label=_label(field.verbose_name), help_text=str(field.help_text))
    elif isinstance(field, models.ForeignKey) and field.related_model is field.model:
        made = PageFormField(field.name, field.model, label=_label(field.verbose_name), help_text=str(field.help_text))
    elif isinstance(field, RichTextField):
        made = RichTextFormField(features=field.features, label=_label(field.verbose_name))
    else:
        made = field.formfield(**scheme_of(field))
    if isinstance(made, forms.ModelMultipleChoiceField):
        ticks: Any = forms.CheckboxSelectMultiple()
        made.widget, ticks.choices = ticks, made.choices
    elif type(made.widget) is forms.DateInput:
        made.widget.input_type = "date"
        made.widget.format = "%Y-%m-%d"
    made.required = field.name == "title"
    return _lean(made)


def fields_for(block: Block, *, there: Any = None) -> dict[str, forms.Field]:
    """The form fields of a row, by the name of the part; `there` is what the row says already, as plain values.

    A part that this form cannot edit, such as a table with lists in its cells, is left out.
    """
    parts = block.child_blocks if isinstance(block, StructBlock) else {WHOLE: block}
    values = there if isinstance(block, StructBlock) and there else {WHOLE: there}
    made = {name: _field_of_block(part, values.get(name)) for name, part in parts.items()}
    return {name: field for name, field in made.items() if field is not None}


def _field_of_block(block: Block, value: Any) -> forms.Field | None:
    if isinstance(block, RichTextBlock):
        return RichTextFormField(
            features=block.features, required=block.required, label=_label(block.label), help_text=_help(block)
        )
    if isinstance(block, TypedTableBlock):
        return TableFormField(block, label=_label(block.label)) if holds(block, value) else None
    if isinstance(block, DocumentChooserBlock):
        return FilesFormField(label=_label(block.label), is_single=True)
    if isinstance(block, ListBlock):
        return _field_of_list(block)
    if isinstance(block, FieldBlock) and not isinstance(block, ChooserBlock):
        field: forms.Field = deepcopy(block.field)
        field.label, field.help_text = _label(block.label), _help(block)
        return _lean(field)
    return None


def _field_of_list(block: ListBlock) -> forms.Field | None:
    if isinstance(block.child_block, DocumentChooserBlock):
        return FilesFormField(label=_label(block.label), required=False)
    if isinstance(block.child_block, StructBlock) and block.meta.max_num:
        return ShortRowsFormField(block, fields=fields_for, label=_label(block.label))
    return None


def _label(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def _help(block: Any) -> str:
    return str(getattr(block.meta, "help_text", "") or block.field.help_text or "")


def _lean(field: Any) -> Any:
    """Numbers are typed on the pad of a phone; a text of several lines begins small."""
    if isinstance(field.widget, forms.NumberInput):
        field.widget.attrs["inputmode"] = "decimal" if isinstance(field, forms.DecimalField) else "numeric"
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs.setdefault("rows", 3)
        field.widget.attrs["rows"] = min(int(field.widget.attrs["rows"]), 3)
    return field


def initial_of(field: Any, value: Any) -> Any:
    """A plain value of a content, as the form field of `field` takes it."""
    if isinstance(field, ClusterTaggableManager):
        return edit_string_for_tags([SimpleNamespace(name=name) for name in value or ()])
    return value


def plain_of(field: Any, value: Any) -> Any:
    """What a form field gave, as the plain value of a content."""
    if isinstance(field, ClusterTaggableManager):
        return sorted(value)
    if isinstance(value, str) and isinstance(field, models.IntegerField):
        return int(value) if value else None
    if value is None and isinstance(field, models.CharField | models.TextField):
        return ""
    return plain(value)


def plain(value: Any) -> Any:
    if isinstance(value, QuerySet):
        return sorted(item.pk for item in value)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Decimal):
        return plain_number(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def says_nothing(values: Iterable[Any]) -> bool:
    return all(value in ("", None, [], False) for value in values)
