from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase

from commons.library.models import Tag


class TaggedGuide(ItemBase):
    tag = models.ForeignKey(Tag, verbose_name=_("tag"), related_name="tagged_guides", on_delete=models.CASCADE)
    content_object: Any = ParentalKey("guides.GuidePage", related_name="tagged_items", on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("guide with this tag")
        verbose_name_plural = _("guides with this tag")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="one_tag_once_per_guide")]
