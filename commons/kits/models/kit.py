"""A kit: an ordered selection of guides, media, explainers and links, of whatever association."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.models import Page

from commons.kits.blocks import ItemEntryBlock, LinkEntryBlock
from commons.library.models.shelved import Shelved
from community.page_forms import NewAddressForm
from licences.fields import CreditsField
from licences.models import PublishedUnderLicence
from web.page_views import serve_with

if TYPE_CHECKING:
    from licences.models.published import Problems

MOST_PEOPLE = 500


class KitPage(Shelved, PublishedUnderLicence, RoutablePageMixin, Page):
    """Its licence is that of its own words and of the selection: each item keeps its own.

    Whether the whole may be shared, adapted or sold is worked out whenever it is shown (`commons.kits.domain.verdict`)
    and keeps no kit from being public: one that is blocked says by what, and how to get past it.
    """

    one_sentence = models.CharField(
        _("in one sentence"), max_length=200, blank=True, help_text=_("What one can do with all this together.")
    )
    presentation = models.TextField(
        _("presentation"),
        blank=True,
        validators=[MaxLengthValidator(3000)],
        help_text=_("For whom, when, in which order: what you would say when handing it over."),
    )
    themes = ParentalManyToManyField("library.Theme", verbose_name=_("themes"), related_name="kits", blank=True)
    association = models.ForeignKey(
        "community.AssociationPage",
        verbose_name=_("association"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="kits",
    )
    participants = models.PositiveSmallIntegerField(
        _("participants"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
        help_text=_("How many people the materials are counted for, until a reader says otherwise."),
    )
    entries = StreamField(
        [("item", ItemEntryBlock()), ("link", LinkEntryBlock())], verbose_name=_("what it holds"), blank=True
    )
    credits = CreditsField(
        verbose_name=_("credits"),
        blank=False,
        help_text=_("Who composed it. Those who made the items are credited by themselves."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("one_sentence"),
        FieldPanel("presentation"),
        FieldRowPanel([FieldPanel("participants"), FieldPanel("language")]),
        FieldPanel("entries"),
        FieldPanel("themes"),
        FieldPanel("association"),
        MultiFieldPanel([FieldPanel("licence"), FieldPanel("credits")], heading=_("Licence and credits")),
    ]
    base_form_class = NewAddressForm
    parent_page_types = ["kits.KitIndexPage"]
    subpage_types: list[str] = []
    template = "kits/kit_page.html"

    class Meta:
        verbose_name = _("kit")
        verbose_name_plural = _("kits")

    def publication_problems(self) -> Problems:
        problems = super().publication_problems()
        if not self.credits:
            problems["credits"] = [_("Write at least one name to credit.")]
        if not self.entries:
            problems["entries"] = [_("Put at least one thing into the kit.")]
        return problems

    show = path("", name="show")(serve_with("commons.kits.views.show_kit"))
    credits_page = path("credits/", name="credits_page")(serve_with("commons.kits.views.kit_credits"))
    export = re_path(r"^kit\.(?P<ending>zip|pdf|epub|md)/$", name="export")(serve_with("commons.kits.views.kit_export"))
