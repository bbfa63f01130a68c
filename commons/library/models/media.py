"""Pictures, documents, sounds and videos: Wagtail's library models, each with its own licence and credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type
from wagtail.utils.file import hash_filelike
from wagtailmedia.models import AbstractMedia

from licences.fields import LicenceField
from licences.models import LicensedMixin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wagtail.query import PageQuerySet

LICENSED_FIELDS = ("licence", "credits", "source_url", "sources", "year", "changes")

_shown_beside: list[Callable[[LicensedFileMixin], Iterable[int]]] = []


def register_shown_beside(pages_beside: Callable[[LicensedFileMixin], Iterable[int]]) -> None:
    """Make known the pages, by key, where an app above shows a file beside their content; drafts may be among them."""
    if pages_beside not in _shown_beside:
        _shown_beside.append(pages_beside)


class LicensedFileMixin(LicensedMixin):
    """A file may enter the library before its licence is known; nothing public may show it until then."""

    file: Any
    url: str
    collection_id: int
    # The name of a file and the SHA-256 of its bytes, from whoever has read them before a transaction.
    hashed: tuple[str, str] = ("", "")

    licence = LicenceField(
        blank=True,
        db_index=True,
        help_text=_(
            "The licence its author chose. Without one it stays in the library and no published page may show it."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.pk and not self.licence and self.is_shown_in_public():
            message = _("A published page shows this: choose a licence, or take it out of that page first.")
            raise ValidationError({"licence": message})

    def pages_that_show_it(self) -> PageQuerySet:
        """The published pages that hold it, as Wagtail's reference index knows, and those that apps above name."""
        references = ReferenceIndex.get_references_to(self).filter(base_content_type=get_default_page_content_type())
        pages = {int(pk) for pk in references.values_list("object_id", flat=True)}
        pages.update(page for shown_beside in _shown_beside for page in shown_beside(self))
        return Page.objects.live().filter(pk__in=pages)

    def is_shown_in_public(self) -> bool:
        return self.pages_that_show_it().exists()


class LicensedImage(LicensedFileMixin, AbstractImage):
    """A picture. `description` is its alternative text; a decorative picture needs none."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick it when the picture tells nothing that the text does not say."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        *LICENSED_FIELDS,
        *(name for name in WagtailImage.admin_form_fields if name not in {"title", "file", "description"}),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]
        indexes = [models.Index(fields=["file"], name="picture_by_file")]

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description

    @property
    def lacks_alternative(self) -> bool:
        return not self.is_decorative and not self.description


class LicensedRendition(AbstractRendition):
    image = models.ForeignKey(LicensedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_licensed_rendition"
            )
        ]
        # Each address of a picture is asked who may see it.
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]


class LicensedDocument(LicensedFileMixin, AbstractDocument):
    """A file to take away: cards to print, a grid to fill in."""

    admin_form_fields = ("title", "file", *LICENSED_FIELDS, "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_document", "Can choose document")]


class LicensedMedia(LicensedFileMixin, AbstractMedia):
    """A sound or a video."""

    # Wagtail stores one for pictures and files; two records of the same bytes are found by it.
    file_hash = models.CharField(max_length=40, blank=True, editable=False)

    admin_form_fields = ("title", "file", *LICENSED_FIELDS, "collection", "thumbnail", "tags")

    class Meta:
        verbose_name = _("sound or video")
        verbose_name_plural = _("sounds and videos")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.file._committed:  # noqa: SLF001 -- how Django tells a file that was just sent
            self.file_hash = hash_filelike(self.file)
        super().save(*args, **kwargs)
