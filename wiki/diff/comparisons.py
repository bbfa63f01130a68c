"""Two versions side by side: what is gone, what is new, in words. Registered for every field that Wagtail compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, register_comparison_class
from wagtail.blocks import StructBlock
from wagtail.fields import RichTextField, StreamField

from wiki.diff import plain_text
from wiki.diff.changes import compared_words, notes_of
from wiki.diff.equality import says_the_same, texts_say_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString
    from wagtail.blocks import Block
    from wagtail.blocks.stream_block import StreamValue

# The part of a row that people call it by.
LABEL_PARTS = ("title", "name", "question", "label")


def deletion(text: str) -> SafeString:
    return format_html('<del class="deletion">{}</del>', text)


def insertion(text: str) -> SafeString:
    return format_html('<ins class="addition">{}</ins>', text)


class WordsComparison(FieldComparison):
    """Any field, as the words that a reader sees."""

    def words(self, value: Any) -> str:
        return plain_text.of_field(self.field, value)

    def has_changed(self) -> bool:
        return bool(self.val_a != self.val_b) and self.words(self.val_a) != self.words(self.val_b)

    def htmldiff(self) -> SafeString:
        return _text(self.words(self.val_a), self.words(self.val_b))


class RichTextComparison(WordsComparison):
    def words(self, value: Any) -> str:
        return plain_text.of_text(value)

    def has_changed(self) -> bool:
        return not texts_say_the_same(self.field.formfield().widget, self.val_a, self.val_b)


def _text(before: str, after: str) -> SafeString:
    """Both as one, marked as the comparisons of the site mark them: a sentence wholly rewritten is shown whole."""
    change = compared_words(before, after)
    if change.text is None or not change.text.is_change:
        return format_html("<p>{}</p>", _("The words are the same; their layout changed (bold, list, heading…)."))
    notes = format_html_join("", "<p>{}</p>", ((note,) for note in notes_of(change.text)))
    return format_html("{}{}", notes, _lines(change.inline))


def _lines(html: SafeString) -> SafeString:
    return format_html('<div class="compared-text">{}</div>', html)


class StreamComparison(FieldComparison):
    """Rows, each known again by its id: only what changed is shown, under the name of the row."""

    def has_changed(self) -> bool:
        return not says_the_same(self.field.stream_block, self.val_a, self.val_b)

    def htmldiff(self) -> SafeString:
        return mark_safe("".join(row_differences(self.val_a, self.val_b)))  # noqa: S308 -- each row is escaped where it is made


def row_differences(before: StreamValue, after: StreamValue) -> Iterator[SafeString]:
    old = dict(_by_id(before))
    places = {key: place for place, key in enumerate(key for key, _child in _by_id(after) if key in old)}
    were = {key: place for place, key in enumerate(key for key in old if key in places)}
    for number, (key, child) in enumerate(_by_id(after), start=1):
        name = _name(child, number)
        if key not in old:
            yield _row(_("Row added"), name, "addition", insertion(plain_text.of_block(child.block, child.value)))
            continue
        if places[key] != were[key]:
            yield _row(_("Row moved"), name, "", None)
        if not says_the_same(child.block, old[key].value, child.value):
            yield _row(_("Row changed"), name, "", _parts(child.block, old[key].value, child.value))
    for number, (key, child) in enumerate(_by_id(before), start=1):
        if key not in places:
            yield _row(
                _("Row taken out"),
                _name(child, number),
                "deletion",
                deletion(plain_text.of_block(child.block, child.value)),
            )


def _by_id(rows: StreamValue) -> list[tuple[str, Any]]:
    """Rows older than ids are known by their place."""
    return [(child.id or f"place-{place}", child) for place, child in enumerate(rows)]


def _name(child: Any, number: int) -> str:
    """“Step 2, Couper le tissu”: its kind, its place, and the first thing that it says."""
    parts = child.block.child_blocks if isinstance(child.block, StructBlock) else {}
    first = next((name for name in LABEL_PARTS if name in parts), None)
    said = plain_text.of_block(parts[first], child.value[first]) if first else ""
    return ", ".join(filter(None, [f"{child.block.label} {number}", said]))


def _row(what: str, name: str, kind: str, html: SafeString | None) -> SafeString:
    return format_html(
        '<section class="comparison__child-object {}"><h2 class="compared-row"><strong>{}</strong> {}</h2>{}</section>',
        kind, what, name, _lines(html) if html else "",
    )  # fmt: skip


def _parts(block: Block, before: Any, after: Any) -> SafeString:
    if not isinstance(block, StructBlock):
        return _text(plain_text.of_block(block, before), plain_text.of_block(block, after))
    pairs = ((child, before.get(name), after.get(name)) for name, child in block.child_blocks.items())
    said = (
        (child.label, _text(plain_text.of_block(child, old), plain_text.of_block(child, new)))
        for child, old, new in pairs
        if not says_the_same(child, old, new)
    )
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", said))


def register() -> None:
    register_comparison_class(StreamField, comparison_class=StreamComparison)
    register_comparison_class(RichTextField, comparison_class=RichTextComparison)
    for plain in (
        models.CharField,
        models.TextField,
        models.IntegerField,
        models.DecimalField,
        models.FloatField,
        models.BooleanField,
        models.DateField,
        models.TimeField,
        models.JSONField,
    ):
        register_comparison_class(plain, comparison_class=WordsComparison)
