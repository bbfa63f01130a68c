"""What stewards do with tags."""

from __future__ import annotations

from django.db import transaction

from commons.models import GuideTag, TaggedGuide


@transaction.atomic
def merge_tags(tag: GuideTag, *, into: GuideTag) -> int:
    """Make every guide tagged `tag` carry `into` instead, then forget `tag`. Returns how many guides changed.

    Drafts keep the old name in their saved text until they are edited again; taggit then finds the surviving spelling
    or makes the tag anew. Raises ValueError when both are the same tag.
    """
    if tag.pk == into.pk:
        message = "A tag cannot be merged into itself."
        raise ValueError(message)
    already = TaggedGuide.objects.filter(tag=into).values("content_object")
    TaggedGuide.objects.filter(tag=tag, content_object__in=already).delete()
    moved = TaggedGuide.objects.filter(tag=tag).update(tag=into)
    tag.delete()
    return moved
