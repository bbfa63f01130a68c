"""The difference of two states of a page, as its readers see it: for a comparison, a review, a mail.

`difference(before, after)` takes two pages of one kind in memory, and gives plain values without a request; what
wiki/difference.html draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from wagtail.fields import StreamField

from wiki.content import content_of, field_of
from wiki.diff import shown
from wiki.diff.changes import Change, change_of
from wiki.diff.rows import changes_of_rows
from wiki.kinds import kind_of

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(slots=True)
class GroupOfChanges:
    """The changes of the fields that stand together on the page, under the title that they have there."""

    title: str
    changes: list[Change]


def difference(before: Page, after: Page) -> list[GroupOfChanges]:
    """What changed between two states of a page, group by group in the order of its kind; empty when nothing did.

    Raises LookupError for a page of no registered kind.
    """
    kind = kind_of(after)
    if kind is None:
        raise LookupError(type(after).__name__)
    old, new = content_of(before, kind.fields), content_of(after, kind.fields)
    groups = []
    for group in kind.groups:
        names = [name for name in group.names if old[name] != new[name]]
        changes = [change for name in names for change in _changes(before, after, name, old, new)]
        if changes:
            groups.append(GroupOfChanges(str(group.title), changes))
    return groups


def _changes(before: Page, after: Page, name: str, old: Any, new: Any) -> list[Change]:
    model_field = field_of(type(after), name)
    if isinstance(model_field, StreamField):
        return changes_of_rows(getattr(before, name), getattr(after, name), old[name], new[name])
    html = shown.of_field(before, name), shown.of_field(after, name)
    is_text = shown.is_text(model_field) or "<ul>" in html[0] + html[1]
    change = change_of(label_of(model_field), *html, is_text=is_text)
    return [change] if change else []


def label_of(model_field: Any) -> str:
    named = getattr(model_field, "verbose_name", None) or model_field.related_model._meta.verbose_name_plural
    return str(capfirst(named))
