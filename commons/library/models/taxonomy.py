"""Themes, which stewards keep short, and tags, which everybody may add."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel

from commons.library.enums import Colours
from markup.normalize import normalize
from web.languages import current_language


class Theme(models.Model):
    """A shelf of the pool. The list stays short: stewards alone edit it."""

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    description_fr = models.CharField(_("description in French"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    palette = models.CharField(_("colours"), max_length=20, choices=Colours.choices, default=Colours.CULTURE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        FieldPanel("name_fr"), FieldPanel("name_en"), FieldPanel("slug"), FieldPanel("description_fr"),
        FieldPanel("description_en"), FieldPanel("palette"), FieldPanel("position"),
    ]  # fmt: skip

    class Meta:
        ordering = ["position", "name_fr"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_fr if current_language().startswith("fr") else self.name_en

    @property
    def description(self) -> str:
        return self.description_fr if current_language().startswith("fr") else self.description_en

    def get_absolute_url(self) -> str:
        return reverse("guides:theme", args=[self.slug])


LONGEST_TAG = 100


def fold(text: str) -> str:
    """Text without case or accents: "Été" and "ete" fold alike. Œ makes two letters: what outgrows a tag is cut."""
    return normalize(text)[:LONGEST_TAG]


class TagQuerySet(models.QuerySet["Tag"]):
    """Taggit looks a tag up by `name__iexact`, Wagtail suggests by `name__istartswith`: here accents do not count."""

    def get(self, *args: Any, **kwargs: Any) -> Tag:
        if "name__iexact" in kwargs:
            kwargs["folded"] = fold(kwargs.pop("name__iexact"))
        return super().get(*args, **kwargs)

    def filter(self, *args: Any, **kwargs: Any) -> TagQuerySet:
        if "name__istartswith" in kwargs:
            kwargs["folded__startswith"] = fold(kwargs.pop("name__istartswith"))
        return super().filter(*args, **kwargs)


class Tag(TagBase):
    """A free tag. “Été” and “ete” are one tag: whoever writes it second gets the first spelling."""

    folded = models.CharField(max_length=LONGEST_TAG, unique=True, editable=False)

    objects = TagQuerySet.as_manager()
    free_tagging = True
    panels = [FieldPanel("name")]

    class Meta:
        ordering = ["folded"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def clean(self) -> None:
        """The form of the list says it; the database would only refuse."""
        super().clean()
        same = Tag.objects.exclude(pk=self.pk).filter(folded=fold(self.name)).first()
        if same:
            message = _("This is the tag “%(name)s” already: use it, or merge the two.")
            raise ValidationError({"name": ValidationError(message, params={"name": same.name})})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("guides:tag", args=[self.slug])
