"""Who brought which words of a page: read off its versions, the last MOST of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import escape, format_html_join
from django.utils.text import capfirst
from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.fields import RichTextField, StreamField

from markup.differences.origins import Traced
from wiki.content import field_of
from wiki.domain.past import registered_kind
from wiki.queries import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from wiki.kinds import Kind
    from wiki.models import Version

# What is older is taken as brought by the oldest of these.
MOST_VERSIONS = 200
Key = tuple[str, ...]
# HTML of each passage, with whose its words are.
Texts = dict[Key, tuple[str, Traced]]


@dataclass(slots=True)
class Passage:
    """A text of the page: the title of its group, what it is called, and whose its words are."""

    group: str
    label: str
    traced: Traced


@dataclass(slots=True)
class Authorship:
    """The passages of the page of now, and its versions by number. `is_cut`: there were older versions still."""

    passages: list[Passage] = field(default_factory=list)
    versions: dict[int, Version] = field(default_factory=dict)
    is_cut: bool = False

    def words_by_version(self) -> dict[int, int]:
        """How many words of the page each version brought, the most first."""
        counts: dict[int, int] = {}
        for passage in self.passages:
            for number in passage.traced.counts():
                counts[number] = counts.get(number, 0) + 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def authorship(page: Page) -> Authorship:
    """Trace the words of a page through its versions. Queries: one. Time: linear with their texts."""
    kind = registered_kind(page)
    versions = list(versions_of(page).select_related("revision")[: MOST_VERSIONS + 1])
    authors = Authorship(is_cut=len(versions) > MOST_VERSIONS)
    texts: Texts = {}
    labels: dict[Key, tuple[str, str]] = {}
    by_version: dict[int, Texts] = {}
    for version in reversed(versions[:MOST_VERSIONS]):
        labels, texts = _next(version, kind, texts, by_version.get(version.restores_id or 0, {}))
        authors.versions[version.number] = version
        by_version[version.pk] = texts
    authors.passages = [Passage(*labels[key], traced) for key, (_html, traced) in texts.items() if traced.lines]
    return authors


def _next(version: Version, kind: Kind, before: Texts, restored: Texts) -> tuple[dict[Key, tuple[str, str]], Texts]:
    """The texts of a version, traced on from the version before; one under a new name is known by its words.

    Whoever brings words back wrote none of them: they stay with the version that is restored.
    """
    by_text = {**dict(restored.values()), **dict(before.values())}
    labels, texts = {}, {}
    for key, group, label, html in _texts(version.revision.content, kind):
        was_html, was = before.get(key, ("", None))
        same = was if was is not None and was_html == html else by_text.get(html)
        texts[key] = (html, same or _traced(html, version.number, was, restored.get(key, ("", None))[1]))
        labels[key] = (group, label)
    return labels, texts


def _traced(html: str, number: int, was: Traced | None, restored: Traced | None) -> Traced:
    """On what a text was, or on what it is brought back to: the one that leaves fewer words to this version."""
    ways = [Traced(html, number, one) for one in (was, restored) if one is not None] or [Traced(html, number)]
    return min(ways, key=lambda traced: sum(found == number for found in traced.counts()))


def _texts(content: dict[str, Any], kind: Kind) -> Iterator[tuple[Key, str, str, str]]:
    for group in kind.groups:
        for name in group.names:
            model_field = field_of(kind.model, name)
            value = content.get(name)
            if value and isinstance(model_field, StreamField):
                yield from _of_rows(model_field, name, str(group.title), value)
            elif value and _is_text(model_field, value):
                label = str(capfirst(model_field.verbose_name))
                yield (name,), str(group.title), label, _html(model_field, value)


def _is_text(model_field: Any, value: Any) -> bool:
    if isinstance(value, list):
        return not hasattr(model_field, "item_choices") and all(isinstance(line, str) for line in value)
    is_words = type(model_field) in {models.CharField, models.TextField} and not model_field.flatchoices
    return is_words or isinstance(model_field, RichTextField)


def _html(model_field: Any, value: Any) -> str:
    if isinstance(model_field, RichTextField):
        return str(value)
    lines = value if isinstance(value, list) else str(value).split("\n")
    return str(format_html_join("", "<p>{}</p>", ((line,) for line in lines)))


def _of_rows(model_field: Any, name: str, group: str, value: Any) -> Iterator[tuple[Key, str, str, str]]:
    blocks = model_field.stream_block.child_blocks
    rows = json.loads(value) if isinstance(value, str) else value
    for place, row in enumerate(rows, start=1):
        block = blocks.get(row["type"])
        if block is not None:
            key = (name, row.get("id") or f"place-{place}")
            for child, label, html in _of_block(block, row["value"]):
                title = f"{block.label} {place}" + (f", {label}" if label else "")
                yield (*key, child), group, title, html


def _of_block(block: Block, value: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            for _name, _label, html in _of_block(child, (value or {}).get(name)):
                yield name, str(child.label), html
    elif value and isinstance(block, RichTextBlock):
        yield "", "", str(value)
    elif value and type(block) in {CharBlock, TextBlock}:
        yield "", "", f"<p>{escape(value)}</p>"
    elif value and isinstance(block, ListBlock):
        items = [item.get("value") if isinstance(item, dict) else item for item in value]
        html = "".join(html for item in items for _name, _label, html in _of_block(block.child_block, item))
        if html:
            yield "", "", html
