"""What a content changes of another, field by field, in words: for whoever decides on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField

from markup.hidden import Hidden, hidden_marks
from wiki.content import field_of
from wiki.diff import plain_text
from wiki.diff.comparisons import marked, rows_compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from wiki.content import Content
    from wiki.kinds import Kind

# Whoever changes these changes what others may do with a page, or whom they thank.
ABOUT_RIGHTS = frozenset({"licence", "credits", "sources", "association"})
_HREF = re.compile(r"""<a\s[^>]*?href="([^"]+)\"""", re.IGNORECASE)
_WRITTEN = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
MOST_LINKS = 50


class Changed(NamedTuple):
    """A field that is not as it was: `name`, its label, both texts as one, and whether rights are touched."""

    name: str
    label: str
    html: SafeString
    is_about_rights: bool


def changes(kind: Kind, before: Content, after: Content) -> list[Changed]:
    """The fields that differ. Queries: one for each of them that is chosen in another table."""
    return [
        Changed(name, label_of(kind, name), _html(kind, name, before.get(name), after.get(name)), name in ABOUT_RIGHTS)
        for name in kind.fields
        if name in after and before.get(name) != after.get(name)
    ]


def label_of(kind: Kind, name: str) -> str:
    field = field_of(kind.model, name)
    is_rows = isinstance(field, models.ManyToOneRel)
    return capfirst(str(field.related_model._meta.verbose_name_plural if is_rows else field.verbose_name))


def _html(kind: Kind, name: str, before: Any, after: Any) -> SafeString:
    field = field_of(kind.model, name)
    if isinstance(field, StreamField):
        pieces = rows_compared(field.to_python(before or []), field.to_python(after or []))
        return mark_safe("".join(pieces))  # noqa: S308 -- each row is escaped where it is made
    return marked(_words(field, before), _words(field, after))


def _words(field: Any, value: Any) -> str:
    if isinstance(field, RichTextField):
        return plain_text.of_text(value)
    if isinstance(field, ParentalManyToManyField):
        return "\n".join(str(item) for item in field.related_model.objects.filter(pk__in=value or []))
    if isinstance(field, models.ForeignKey):
        return str(field.related_model.objects.filter(pk=value).first() or "")
    if isinstance(field, models.ManyToOneRel | ClusterTaggableManager) or _holds_items(value):
        return "\n".join(_item(each) for each in value or [])
    return plain_text.of_field(field, value)


def _holds_items(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _item(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(str(part) for part in value.values() if part)
    return str(value)


def new_links(before: Content, after: Content) -> list[str]:
    """The addresses that `after` leads to and `before` did not, in their order."""
    known = set(_links(before))
    return list(dict.fromkeys(link for link in _links(after) if link not in known))[:MOST_LINKS]


def _links(content: Any) -> Iterator[str]:
    for text in all_texts(content):
        yield from _HREF.findall(text)
        yield from _WRITTEN.findall(strip_tags(text) if "<" in text else text)


def new_hidden_marks(before: Content, after: Content) -> list[Hidden]:
    """Characters that nobody sees, which `after` holds more of than `before`."""
    known = {mark.code: mark.count for mark in hidden_marks("\n".join(all_texts(before)))}
    return [mark for mark in hidden_marks("\n".join(all_texts(after))) if mark.count > known.get(mark.code, 0)]


def all_texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from all_texts(value)
