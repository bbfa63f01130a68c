"""What the pages of the pool have in common: those that stand on a shelf, and the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from commons.library.enums import Language
from community.queries import may_be_named
from design.addresses import full_address
from search.publishing import PublishedWhole

if TYPE_CHECKING:
    from commons.library.models.taxonomy import Theme
    from community.models import AssociationPage


class Shelved(models.Model):
    """A page of the pool in one language. Its model has `themes`, and the `association` that shares it."""

    language = models.CharField(_("language"), max_length=8, choices=Language.choices, default="fr")

    class Meta:
        abstract = True

    @property
    def work_url(self) -> str:
        return full_address(self)

    @cached_property
    def theme_list(self) -> list[Theme]:
        themes: Any = getattr(self, "themes")  # noqa: B009 -- each model names its own relation
        return list(themes.all())

    @property
    def sharer(self) -> AssociationPage | None:
        """The association that shares it, when anybody may see that association's own page."""
        association: AssociationPage | None = getattr(self, "association", None)
        return association if association and may_be_named(association) else None

    @property
    def main_theme(self) -> Theme | None:
        return next(iter(self.theme_list), None)

    @property
    def theme(self) -> str:
        """Key of the colours that its cover is drawn in."""
        return self.main_theme.palette if self.main_theme else "culture"


class Shelf(PublishedWhole, Page):
    """The list of all pages of one kind; there is one."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    max_count = 1

    class Meta:
        abstract = True
