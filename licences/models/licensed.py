"""What every item of the pool carries, be it a page, a picture or a file."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from legaltools.credit import Work
from licences.fields import CreditsField, LicenceField, SourcesField, WebAddressField
from licences.records.sources import adapted_from, authors_of

if TYPE_CHECKING:
    from legaltools.tool import Tool


class LicensedMixin(models.Model):
    """One record from which credits, metadata and verdicts are computed; none of them is ever stored as text."""

    title: str  # brought by the page or the library item that this is mixed into

    # What an item is known by wherever its exports go, whatever it is called there.
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    licence = LicenceField(
        help_text=_("What others may do with it. If it is not yours, the licence its author chose."), db_index=True
    )
    credits = CreditsField(
        verbose_name=_("credits"), help_text=_("Who made it: people or associations, each with what they did.")
    )
    source_url = WebAddressField(
        _("where it comes from"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Address of the original, when this was not made here."),
    )
    sources = SourcesField(
        verbose_name=_("made from"),
        help_text=_("The works that this adapts, translates or takes from, each with its own licence."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1000), MaxValueValidator(2200)]
    )
    changes = models.CharField(
        _("what was changed"), max_length=500, blank=True, help_text=_("“Cropped”, “translated from English”…")
    )
    # Who kept a discouraged licence, when, and for which licence and sources.
    licence_confirmed = models.JSONField(default=dict, blank=True, editable=False)

    # A copied page is another item.
    exclude_fields_in_copy = ["uuid"]

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Wagtail's way from a revision to a page: which item it is is no content of a draft, a copied one included."""
        item = super().with_content_json(content)  # type: ignore[misc]  # Page has it
        item.uuid = self.uuid
        return item

    @property
    def legal_tool(self) -> Tool | None:
        """The entry of the catalogue, or None while nobody has said."""
        return catalogue.get(self.licence) if self.licence else None

    @property
    def work_url(self) -> str:
        """The address a credit points to."""
        return self.source_url

    def as_work(self) -> Work:
        """The value that `legaltools` writes credits from."""
        return Work(
            title=self.title,
            authors=authors_of(self.credits),
            source=self.work_url,
            licence=self.legal_tool,
            year=self.year,
            changes=self.changes,
            adapted_from=adapted_from(self.sources),
        )
