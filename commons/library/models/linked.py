"""A work that is elsewhere: its record is here, with its licence and its credits, its file is not."""

from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from commons.library.enums import MediaKind
from commons.library.models.taxonomy import Tag
from licences.models import LicensedMixin

_is_address = URLValidator(schemes=["http", "https"])


class TaggedLinkedWork(ItemBase):
    content_object = models.ForeignKey(
        "library.LinkedWork", on_delete=models.CASCADE, related_name="tagged_items", verbose_name=_("work elsewhere")
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_links", verbose_name=_("tag"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_on_a_linked_work")]


class LinkedWork(LicensedMixin):
    """`source_url` is the page where the work is; nothing is loaded from there, people go there by a link.

    Always public: it is under a licence that lets others share it, or it does not come in.
    """

    # What its author called it, if they did: a credit invents none.
    title = models.CharField(_("title"), max_length=255, blank=True)
    slug = models.SlugField(_("name in addresses"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MediaKind.choices)
    file_url = models.CharField(_("address of the file"), max_length=1000, blank=True)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    tags = TaggableManager(through=TaggedLinkedWork, verbose_name=_("tags"), blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("work elsewhere")
        verbose_name_plural = _("works elsewhere")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return reverse("media_papers:linked", args=[self.slug])

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        if self.file_url:
            _is_address(self.file_url)


def archive_source(uuid: str) -> str:
    """What `MediaImport` knows a medium, or a work elsewhere, of an archive by."""
    return f"archive:{uuid}"


class MediaImport(models.Model):
    """Which row of a list, or medium of an archive, a media item or a work elsewhere came from, and what it said then.

    Without either, what it made was deleted here since: it does not come back by itself. `left` is the fingerprint of
    the item as the import left it; when it says something else now, somebody has edited it here.
    """

    seen_by_readers = False

    source = models.CharField(max_length=400, unique=True)
    file = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64)
    left = models.CharField(max_length=64, blank=True)
    item = models.ForeignKey("library.MediaItem", null=True, on_delete=models.SET_NULL, related_name="imports")
    linked = models.ForeignKey("library.LinkedWork", null=True, on_delete=models.SET_NULL, related_name="imports")
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item=None) | models.Q(linked=None), name="media_import_made_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def was_deleted(self) -> bool:
        return self.item_id is None and self.linked_id is None
