"""What stewards do with tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from taggit.models import ItemBase
from wagtail.models import Revision, RevisionMixin

from commons.library.models import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@transaction.atomic
def merge_tags(tag: Tag, *, into: Tag) -> int:
    """Make every page tagged `tag` carry `into` instead, then forget `tag`. Returns how many pages carried it.

    The latest draft of each page follows, so that the next person who saves it keeps the tag. Raises ValueError when
    both are the same tag.
    """
    if tag.pk == into.pk:
        message = "A tag cannot be merged into itself."
        raise ValueError(message)
    count = sum(_merge_rows(through, tag, into=into) for through in _kinds_of_tagging())
    tag.delete()
    return count


def _kinds_of_tagging() -> Iterator[type[ItemBase]]:
    """The models whose rows say that something carries a tag, whichever app they are of."""
    for relation in Tag._meta.related_objects:
        if issubclass(relation.related_model, ItemBase):
            yield relation.related_model


def _merge_rows(through: type[ItemBase], tag: Tag, *, into: Tag) -> int:
    carrying = through.objects.filter(tag=tag)
    count = carrying.count()
    already = through.objects.filter(tag=into).values("content_object")
    carrying.filter(content_object__in=already).delete()
    for tagged in carrying:
        tagged.tag = into
        tagged.save(update_fields=["tag"])
    _merge_in_drafts(through, tag, into=into)
    return count


def _merge_in_drafts(through: type[ItemBase], tag: Tag, *, into: Tag) -> None:
    tagged = through._meta.get_field("content_object").remote_field
    if not issubclass(tagged.model, RevisionMixin):
        return  # a media item has no drafts
    rows = tagged.get_accessor_name()
    latest = Revision.objects.filter(pk__in=tagged.model.objects.values("latest_revision"))
    for pk, items in latest.values_list("pk", f"content__{rows}"):
        if any(item["tag"] == tag.pk for item in items or ()):
            revision = Revision.objects.get(pk=pk)
            content = revision.content | {rows: _merged(items, tag, into)}
            Revision.objects.filter(pk=pk).update(content=content)


def _merged(items: Iterable[dict[str, Any]], tag: Tag, into: Tag) -> list[dict[str, Any]]:
    """The saved rows of a draft, with `into` in the place of `tag`, once."""
    renamed = [item | {"tag": into.pk if item["tag"] == tag.pk else item["tag"]} for item in items]
    return list({item["tag"]: item for item in renamed}.values())
