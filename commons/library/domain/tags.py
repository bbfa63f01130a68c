"""What stewards do with tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Revision

from commons.guides.models import GuidePage, TaggedGuide
from commons.library.models import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def merge_tags(tag: Tag, *, into: Tag) -> int:
    """Make every guide tagged `tag` carry `into` instead, then forget `tag`. Returns how many guides carried it.

    The latest draft of each guide follows, so that the next person who saves it keeps the tag. Raises ValueError when
    both are the same tag.
    """
    if tag.pk == into.pk:
        message = "A tag cannot be merged into itself."
        raise ValueError(message)
    carrying = TaggedGuide.objects.filter(tag=tag)
    count = carrying.count()
    already = TaggedGuide.objects.filter(tag=into).values("content_object")
    carrying.filter(content_object__in=already).delete()
    for tagged in carrying:
        tagged.tag = into
        tagged.save(update_fields=["tag"])
    _merge_in_drafts(tag, into=into)
    tag.delete()
    return count


def _merge_in_drafts(tag: Tag, *, into: Tag) -> None:
    latest = Revision.objects.filter(pk__in=GuidePage.objects.values("latest_revision"))
    for pk, items in latest.values_list("pk", "content__tagged_items"):
        if any(item["tag"] == tag.pk for item in items or ()):
            revision = Revision.objects.get(pk=pk)
            content = revision.content | {"tagged_items": _merged(items, tag, into)}
            Revision.objects.filter(pk=pk).update(content=content)


def _merged(items: Iterable[dict[str, Any]], tag: Tag, into: Tag) -> list[dict[str, Any]]:
    """The saved rows of a draft, with `into` in the place of `tag`, once."""
    renamed = [item | {"tag": into.pk if item["tag"] == tag.pk else item["tag"]} for item in items]
    return list({item["tag"]: item for item in renamed}.values())
