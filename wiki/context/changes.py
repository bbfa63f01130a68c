"""What to look at in a change before it is public: rights, links, characters that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst

from markup.hidden import Hidden, hidden_marks
from wiki.content import field_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiki.content import Content
    from wiki.kinds import Kind

# Whoever changes these changes what others may do with a page, or whom they thank.
ABOUT_RIGHTS = ("licence", "credits", "sources", "association")
_HREF = re.compile(r"""<a\s[^>]*?href="([^"]+)\"""", re.IGNORECASE)
_WRITTEN = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
MOST_LINKS = 50


def changed_rights(kind: Kind, before: Content, after: Content) -> list[str]:
    """The labels of the fields about rights that differ."""
    return [_label(kind, name) for name in ABOUT_RIGHTS if name in kind.fields and before.get(name) != after.get(name)]


def _label(kind: Kind, name: str) -> str:
    field = field_of(kind.model, name)
    is_rows = isinstance(field, models.ManyToOneRel)
    return capfirst(str(field.related_model._meta.verbose_name_plural if is_rows else field.verbose_name))


def new_links(before: Content, after: Content) -> list[str]:
    """The addresses that `after` leads to and `before` did not, in their order."""
    known = set(_links(before))
    return list(dict.fromkeys(link for link in _links(after) if link not in known))[:MOST_LINKS]


def _links(content: Any) -> Iterator[str]:
    for text in _texts(content):
        yield from _HREF.findall(text)
        yield from _WRITTEN.findall(strip_tags(text) if "<" in text else text)


def new_hidden_marks(before: Content, after: Content) -> list[Hidden]:
    """Characters that nobody sees, which `after` holds more of than `before`."""
    known = {mark.code: mark.times for mark in hidden_marks("\n".join(_texts(before)))}
    return [mark for mark in hidden_marks("\n".join(_texts(after))) if mark.times > known.get(mark.code, 0)]


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from _texts(value)
