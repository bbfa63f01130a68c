"""Pages that explain a licence or a notion, and the learning path that strings them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from community.page_forms import NewAddressForm
from legaltools import catalogue
from licences.explainers.blocks import LinkBlock, QuestionBlock, explainer_blocks
from licences.explainers.enums import ExplainerLevel
from licences.explainers.reading import minutes_of
from licences.fields import LicenceField
from licences.models.published import PublishedUnderLicence
from search.publishing import PublishedWhole
from web.page_views import serve_with
from web.translated import Translated

if TYPE_CHECKING:
    from legaltools.tool import Tool

DEFAULT_LICENCE = "cc-by-sa-4.0"


class ExplainerIndexPage(PublishedWhole, RoutablePageMixin, Page):
    """The list of explainers, with the learning path first."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)
    path_title = models.CharField(_("title in French"), max_length=120, blank=True)
    path_title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    path_sentence = models.CharField(_("one sentence in French"), max_length=200, blank=True)
    path_sentence_en = models.CharField(_("one sentence in English"), max_length=200, blank=True)
    path_steps = StreamField(
        [("step", PageChooserBlock(label=_("Explainer"), page_type="explainers.ExplainerPage"))],
        verbose_name=_("steps"),
        blank=True,
        help_text=_("In the order of reading. Choose the French pages: English readers are led to the translations."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("path_title"), FieldPanel("path_title_en")]),
                FieldPanel("path_sentence"),
                FieldPanel("path_sentence_en"),
                FieldPanel("path_steps"),
            ],
            heading=_("Learning path"),
        ),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["explainers.ExplainerPage"]
    max_count = 1
    template = "explainers/explainer_index_page.html"

    class Meta:
        verbose_name = _("list of explainers")
        verbose_name_plural = _("lists of explainers")

    @property
    def step_ids(self) -> list[int]:
        """Keys of the pages of the path, in order, as they are stored: some may be drafts or gone."""
        return [step["value"] for step in self.path_steps.raw_data if step["value"]]

    show = path("", name="show")(serve_with("licences.explainers.views.explainer_list"))
    glossary = path("glossaire/", name="glossary")(serve_with("licences.explainers.views.glossary"))


class ExplainerPage(PublishedUnderLicence, Translated, Page):
    """A page that explains one thing, in one language; its translation is a page of its own."""

    licence = LicenceField(default=DEFAULT_LICENCE, db_index=True, help_text=_("What others may do with this page."))
    one_sentence = models.CharField(_("in one sentence"), max_length=200, help_text=_("What one knows after reading."))
    level = models.PositiveSmallIntegerField(
        _("level"), choices=ExplainerLevel.choices, default=ExplainerLevel.DISCOVERY
    )
    position = models.PositiveSmallIntegerField(
        _("place in the list"), default=500, help_text=_("The smallest number comes first.")
    )
    body = StreamField(explainer_blocks(), verbose_name=_("text"))
    tries = StreamField(
        [("link", LinkBlock())],
        verbose_name=_("try it"),
        blank=True,
        max_num=8,
        help_text=_("Links at the end of the page, to a tool or a search."),
    )
    quiz = StreamField([("question", QuestionBlock())], verbose_name=_("quiz"), blank=True, max_num=10)

    content_panels = [
        *Page.content_panels,
        FieldPanel("one_sentence"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("position")]),
        FieldPanel("body"),
        FieldPanel("tries"),
        FieldPanel("quiz"),
        InlinePanel("explained", heading=_("Licences it explains"), label=_("Licence")),
        MultiFieldPanel(
            [FieldPanel("language"), PageChooserPanel("translation_of", "explainers.ExplainerPage")],
            heading=_("Language"),
        ),
        MultiFieldPanel([FieldPanel("licence"), FieldPanel("credits")], heading=_("Licence and credits")),
    ]
    base_form_class = NewAddressForm
    parent_page_types = ["explainers.ExplainerIndexPage"]
    subpage_types: list[str] = []
    template = "explainers/explainer_page.html"

    class Meta:
        verbose_name = _("explainer")
        verbose_name_plural = _("explainers")

    @property
    def work_url(self) -> str:
        return self.full_url or ""

    @property
    def minutes(self) -> int:
        """How long it takes to read, from the number of words."""
        return minutes_of(self.body.raw_data)

    @cached_property
    def explained_tools(self) -> list[Tool]:
        return [catalogue.get(row.licence) for row in self.explained.all()]

    serve = serve_with("licences.explainers.views.show_explainer")


class ExplainedLicence(Orderable):
    """A licence that an explainer is about: the page of that licence links to it."""

    page = ParentalKey(ExplainerPage, on_delete=models.CASCADE, related_name="explained")
    licence = LicenceField(db_index=True)

    class Meta(Orderable.Meta):
        verbose_name = _("licence explained")
        verbose_name_plural = _("licences explained")

    def __str__(self) -> str:
        return self.licence
