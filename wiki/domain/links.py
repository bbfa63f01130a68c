"""What pages are called and which titles they lead to, noted when a page goes live: reading never writes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from markup.wiki_links import titles_in
from wiki.kinds import all_kinds, kind_of
from wiki.models import Mention, PageName
from wiki.models.links import LONGEST_TITLE
from wiki.titles import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wagtail.blocks import Block
    from wagtail.models import Page

MOST_MENTIONS = 300  # titles that one page leads to; those beyond are drawn, and nobody is told that they are wanted
MOST_LINKS = 1_000  # links by title in one page; those beyond stay as they were typed
MOST_FORMER_NAMES = 20


@transaction.atomic
def note_names(page: Page) -> None:
    """Note what a live page is called. What it was called before still leads to it, while nothing else is called so."""
    wanted = {key_of(page.slug): PageName.Rank.ADDRESS} | {key_of(page.title): PageName.Rank.TITLE}
    stored = {name.key: name for name in PageName.objects.filter(page_id=page.pk).order_by("pk")}
    for key, rank in wanted.items():
        _rank(stored.pop(key) if key in stored else PageName(page_id=page.pk, key=key), rank)
    former = list(stored.values())
    for name in former[-MOST_FORMER_NAMES:]:
        _rank(name, PageName.Rank.FORMER)
    for name in former[:-MOST_FORMER_NAMES]:
        name.delete()


def _rank(name: PageName, rank: PageName.Rank) -> None:
    """Each is saved by itself, and only when it changes: others listen to what a name begins or ceases to mean."""
    if name.pk is None or name.rank != rank:
        name.rank = rank
        name.save()


@transaction.atomic
def note_mentions(page: Page) -> None:
    """Note the titles that the text of a live page leads to, the first `MOST_MENTIONS` of them."""
    wanted = titles_by_key(titles_of(page))
    stored = dict(Mention.objects.filter(page_id=page.pk).values_list("key", "title"))
    if stored == wanted:
        return
    kept = {key for key, title in wanted.items() if stored.get(key) == title}
    Mention.objects.filter(page_id=page.pk).exclude(key__in=kept).delete()
    rows = (Mention(page_id=page.pk, key=key, title=title) for key, title in wanted.items() if key not in kept)
    Mention.objects.bulk_create(rows)


def titles_by_key(titles: Iterable[str], *, most: int = MOST_MENTIONS) -> dict[str, str]:
    """Each title once, as it is written first, by its key."""
    by_key: dict[str, str] = {}
    for title in titles:
        by_key.setdefault(key_of(title), title[:LONGEST_TITLE])
    return dict(islice(by_key.items(), most))


def titles_of(page: Page) -> Iterator[str]:
    """The titles between brackets in the rich text of a page, in reading order. No query."""
    for text in rich_texts_of(page):
        yield from titles_in(text)


def rich_texts_of(page: Page) -> Iterator[str]:
    """The stored HTML of every rich text of a page: what is stored is read, so that no block fetches its files."""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            yield field.value_from_object(page) or ""
        elif isinstance(field, StreamField):
            yield from _texts(field.stream_block, list(getattr(page, field.name).raw_data))


def _texts(block: Block, value: Any) -> Iterator[str]:
    if isinstance(block, RichTextBlock):
        yield value if isinstance(value, str) else ""
    for child, inside in _inside(block, value or {}):
        yield from _texts(child, inside)


def _inside(block: Block, value: Any) -> list[tuple[Block, Any]]:
    """The blocks in a block, each with what is stored of it."""
    if isinstance(block, StreamBlock):
        rows = [(block.child_blocks.get(row["type"]), row["value"]) for row in value]
    elif isinstance(block, StructBlock):
        rows = [(child, value.get(name)) for name, child in block.child_blocks.items()]
    elif isinstance(block, ListBlock):
        rows = [(block.child_block, item["value"] if _is_wrapped(item) else item) for item in value]
    elif isinstance(block, TypedTableBlock):
        columns = [block.child_blocks.get(column["type"]) for column in value.get("columns", ())]
        rows = [pair for row in value.get("rows", ()) for pair in zip(columns, row["values"], strict=False)]
    else:
        rows = []
    return [(child, inside) for child, inside in rows if child is not None]


def _is_wrapped(item: Any) -> bool:
    """Whether an item of a list is stored with its id."""
    return isinstance(item, dict) and item.keys() >= {"type", "value"}


def on_page_saved(
    instance: models.Model, *, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """A save of a page as its own model, by whatever door; one of some columns alone says nothing of its text."""
    if raw or update_fields is not None or not getattr(instance, "live", False) or kind_of(instance) is None:
        return
    page: Any = instance
    note_names(page)
    note_mentions(page)


def note_all_links() -> int:
    """Note again the names and mentions of all the live pages; how many they are."""
    count = 0
    for kind in all_kinds():
        for page in kind.model.objects.live().iterator(chunk_size=100):
            note_names(page)
            note_mentions(page)
            count += 1
    return count
