"""A media item: what the pool knows of one file of the library, whichever of the four kinds it is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from commons.library.enums import Language, MediaKind
from commons.library.models.taxonomy import Tag
from legaltools import catalogue

if TYPE_CHECKING:
    from commons.library.models.media import LicensedFileMixin
    from legaltools.credit import Work
    from legaltools.tool import Tool

# The model of the library that holds the file of each kind, by the name of the foreign key to it.
ROWS = {
    MediaKind.IMAGE: "image",
    MediaKind.DOCUMENT: "document",
    MediaKind.SOUND: "media",
    MediaKind.VIDEO: "media",
}
LONGEST_SLUG = 90
LONGEST_DESCRIPTION, LONGEST_TRANSCRIPT = 2_000, 50_000


class TaggedMediaItem(ItemBase):
    content_object = models.ForeignKey(
        "library.MediaItem", on_delete=models.CASCADE, related_name="tagged_items", verbose_name=_("media item")
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_media", verbose_name=_("tag"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_on_a_media_item")]


class MediaItem(models.Model):
    """One for each file of the library, made when the file enters.

    The title, the licence and the credits stay on the row of the file (`file_row`), where Wagtail's choosers and the
    pages that show it read them. `licence` and `collection` are copies of it, for lists; `is_public` is the index of
    one rule (`commons.library.domain.going_public`): its licence lets others share it, and somebody offered it or a
    page that anybody may read shows it.
    """

    slug = models.SlugField(_("name in addresses"), max_length=LONGEST_SLUG + 10, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MediaKind.choices)
    image = models.OneToOneField(
        "library.LicensedImage", null=True, blank=True, on_delete=models.CASCADE, related_name="media_item"
    )
    document = models.OneToOneField(
        "library.LicensedDocument", null=True, blank=True, on_delete=models.CASCADE, related_name="media_item"
    )
    media = models.OneToOneField(
        "library.LicensedMedia", null=True, blank=True, on_delete=models.CASCADE, related_name="media_item"
    )

    licence = models.CharField(max_length=40, blank=True, db_index=True, editable=False)
    collection = models.ForeignKey("wagtailcore.Collection", on_delete=models.CASCADE, related_name="+", editable=False)
    # Of the bytes that were sent, whatever is served of them afterwards; "" when they are lost.
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # What `sha256` is of: a file that is replaced has another name.
    hashed_name = models.CharField(max_length=255, blank=True, editable=False)
    # Read from the file, never typed: width, height, seconds, pages, codecs, bytes.
    facts = models.JSONField(default=dict, blank=True, editable=False)

    offered_at = models.DateTimeField(_("offered to the pool on"), null=True, blank=True, editable=False)
    is_public = models.BooleanField(default=False, editable=False)
    public_since = models.DateTimeField(null=True, blank=True, editable=False)

    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default="fr")
    description = models.TextField(
        _("description"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST_DESCRIPTION)],
        help_text=_("What it shows or says, where and when: what somebody who looks for it would type."),
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST_TRANSCRIPT)],
        help_text=_("Of a sound or a video: its words, for whoever cannot hear it."),
    )
    made_with = models.CharField(
        _("made with an AI"),
        max_length=120,
        blank=True,
        help_text=_("Which one, when a program made it or a part of it from a description. The page says so."),
    )
    association = models.ForeignKey(
        "community.AssociationPage",
        verbose_name=_("association"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="media_items",
    )
    themes = models.ManyToManyField("library.Theme", verbose_name=_("themes"), related_name="media_items", blank=True)
    tags = TaggableManager(through=TaggedMediaItem, verbose_name=_("tags"), blank=True)

    class Meta:
        verbose_name = _("media item")
        verbose_name_plural = _("media items")
        indexes = [
            # Partial: SQLite walks no index whose first column is a condition of its own (`WHERE is_public`).
            models.Index(
                fields=["-public_since", "-id"], condition=models.Q(is_public=True), name="public_media_newest"
            ),
            models.Index(
                fields=["kind", "-public_since", "-id"],
                condition=models.Q(is_public=True),
                name="public_media_of_a_kind",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(kind="image", image__isnull=False, document=None, media=None)
                    | models.Q(kind="document", image=None, document__isnull=False, media=None)
                    | models.Q(kind__in=["sound", "video"], image=None, document=None, media__isnull=False)
                ),
                name="media_item_has_one_file",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def file_row(self) -> LicensedFileMixin:
        """The row of the library with the file, its title, its licence and its credits."""
        row: LicensedFileMixin = getattr(self, ROWS[MediaKind(self.kind)])
        return row

    @property
    def title(self) -> str:
        return self.file_row.title

    @property
    def legal_tool(self) -> Tool | None:
        return catalogue.get(self.licence) if self.licence else None

    def get_absolute_url(self) -> str:
        return reverse("media:item", args=[self.slug])

    def as_work(self, *, address: str = "") -> Work:
        """The work that credits are written from; `address`, that of its page here, where it came from nowhere else."""
        work = self.file_row.as_work()
        return work if work.source or not address else dataclasses.replace(work, source=address)

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        self.description = self.description.replace("\x00", "")
        self.transcript = self.transcript.replace("\x00", "")
