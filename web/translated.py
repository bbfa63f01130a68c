"""What is written in one language, beside its translations, which are pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

Some = TypeVar("Some", bound="models.QuerySet[Any]")

# A page and its translations are one work: this is what they share.
WORK = Coalesce("translation_of_id", "pk")


class Translated(models.Model):
    """A work has one original; every translation names it, never another translation."""

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="fr")
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="translations",
        help_text=_("The page that this one translates, when it is a translation."),
    )
    translation_of_id: int | None

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        super().clean_fields(exclude)
        if "translation_of" not in (exclude or ()) and self.translation_of_id:
            self._check_original()

    def _check_original(self) -> None:
        if self.translation_of_id == self.pk:
            raise ValidationError({"translation_of": _("A page is not a translation of itself: name the original.")})
        same: Any = type(self)
        if self.pk and same.objects.filter(translation_of=self.pk).exists():
            sentence = _("Other pages are translations of this one: it is the original, and translates none.")
            raise ValidationError({"translation_of": sentence})

    @property
    def work_id(self) -> Any:
        """Key of the original, which a page shares with its translations; None of what was never saved."""
        return self.translation_of_id or self.pk


def of_works(pages: Some, keys: Iterable[int]) -> Some:
    """Those of `pages` that are one of these works (keys of originals), in whatever language."""
    return pages.filter(models.Q(pk__in=keys) | models.Q(translation_of__in=keys))


def versions_of(page: Translated, *, among: Some) -> Some:
    """The other versions of a page among some, by language; none of a preview that has never been saved."""
    if not page.work_id:
        return among.none()
    return of_works(among, [page.work_id]).exclude(pk=page.pk).order_by("language", "pk")
