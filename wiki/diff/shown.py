"""What a field or a block of a page says, as HTML to be compared: texts as the page draws them.

For anybody: a picture or file of a restricted collection, and a page that not everybody may see, are not named.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.compare import comparison_class_registry
from wagtail.blocks import Block, CharBlock, ChooserBlock, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from community.permissions.visibility import in_the_open
from community.queries import may_be_named
from community.renditions import LOGO, drawn
from wiki.content import field_of, row_fields
from wiki.diff import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def is_text(field: Any) -> bool:
    """Whether a field holds words that somebody wrote, rather than a fact."""
    if isinstance(field, RichTextField):
        return True
    is_words = type(field) in {models.CharField, models.TextField}
    return is_words and not field.flatchoices


def of_field(page: Page, name: str) -> SafeString:
    """The value of a field, of the tags, or of the rows of a table of their own; "" when there is nothing."""
    field = field_of(type(page), name)
    value = getattr(page, name)
    if isinstance(field, models.ManyToOneRel):
        columns = row_fields(field)
        return as_list(
            ", ".join(filter(None, (plain_text.of_field(column, column.value_from_object(row)) for column in columns)))
            for row in value.all()
        )
    if isinstance(field, (ClusterTaggableManager, models.ManyToManyField)):
        return as_list(sorted(map(str, value.all())))
    if isinstance(field, models.ForeignKey):
        return of_item(value)
    if isinstance(field, RichTextField):
        return mark_safe(expand_db_html(value or ""))  # noqa: S308 -- cleaned when stored
    lines = words_of_field(page, field).split("\n")
    return as_list(lines) if isinstance(value, list) else _paragraphs(lines)


def words_of_field(page: Page, field: Any) -> str:
    """In the words that the administration compares: licences, credits and sources have theirs."""
    value = field.value_from_object(page)
    if value in (None, ""):
        return ""
    comparison = comparison_class_registry.get(field)
    if hasattr(comparison, "words"):
        return str(comparison(field, page, page).words(value))
    return plain_text.of_field(field, value)


@singledispatch
def of_block(block: Block, value: Any) -> SafeString:
    words = plain_text.of_block(block, value) if value not in (None, "") else ""
    return _paragraphs(words.split("\n"))


@of_block.register
def _rich_text(_block: RichTextBlock, value: Any) -> SafeString:
    return mark_safe(expand_db_html(value.source)) if value else SafeString()  # noqa: S308 -- cleaned when stored


@of_block.register
def _table(block: TypedTableBlock, value: Any) -> SafeString:
    return mark_safe(block.render(value)) if value else SafeString()  # noqa: S308 -- its template escapes


@of_block.register
def _chooser(_block: ChooserBlock, value: Any) -> SafeString:
    return of_item(value)


@of_block.register
def _list(block: ListBlock, value: Any) -> SafeString:
    items = (of_block(block.child_block, item) for item in value or ())
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


@of_block.register
def _struct(block: StructBlock, value: Any) -> SafeString:
    parts = ((child.label, of_block(child, value.get(name))) for name, child in block.child_blocks.items())
    return format_html_join("", "{}{}", ((_line(label), said) for label, said in parts if said))


def _line(label: Any) -> SafeString:
    return format_html("<p>{}</p>", label)


def is_text_block(block: Block) -> bool:
    return isinstance(block, (RichTextBlock, CharBlock, TextBlock, TypedTableBlock, ListBlock, StructBlock))


def of_item(item: Any) -> SafeString:
    """Something chosen: a picture as such, anything else by its name."""
    if item is None:
        return SafeString()
    if isinstance(item, Page):
        return _paragraphs([str(item) if may_be_named(item) else _("a page that is not public")])
    if hasattr(item, "collection_id") and not in_the_open([item]):
        return _paragraphs([_("something that not everybody may see")])
    return _picture(item) if isinstance(item, AbstractImage) else _paragraphs([str(item)])


def _picture(picture: Any) -> SafeString:
    files = drawn(picture, [LOGO])
    if not files:
        return _paragraphs([str(picture)])
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}"></figure>',
        files[0].url, files[0].width, files[0].height, picture.default_alt_text or picture.title,
    )  # fmt: skip


def as_list(lines: Iterable[str]) -> SafeString:
    items = [(line,) for line in lines if line]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items)) if items else SafeString()


def _paragraphs(lines: Iterable[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
