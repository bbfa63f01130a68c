from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from commons.library.rendering import render_texts
from community.page_forms import NewAddressForm
from home.blocks import DoorBlock
from search.publishing import PublishedWhole
from web.page_views import ContextFrom
from web.translated import Translated

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class HomePage(PublishedWhole, ContextFrom, Page):
    """The front page: one question, and the pool."""

    heading = models.CharField(_("big sentence"), max_length=120)
    lead = models.TextField(_("lead"), max_length=300, blank=True)
    example_searches = models.TextField(_("example searches"), blank=True, help_text=_("One a line."))
    heading_en = models.CharField(_("big sentence in English"), max_length=120, blank=True)
    lead_en = models.TextField(_("lead in English"), max_length=300, blank=True)
    example_searches_en = models.TextField(_("example searches in English"), blank=True, help_text=_("One a line."))
    doors = StreamField(
        [("door", DoorBlock())],
        verbose_name=_("doors"),
        blank=True,
        max_num=4,
        help_text=_("What one can do here, in four doors."),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("heading"), FieldPanel("lead"), FieldPanel("example_searches")], heading=_("Welcome")
        ),
        MultiFieldPanel(
            [FieldPanel("heading_en"), FieldPanel("lead_en"), FieldPanel("example_searches_en")],
            heading=_("Welcome in English"),
            help_text=_("Readers in English see the French words, marked as French, where these are empty."),
        ),
        FieldPanel("doors"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    # What may stand below names this model itself, in `parent_page_types`: the page of a section, and pages of text.
    max_count = 1
    template = "home/home_page.html"
    context_from = "home.context.front_page.front_page"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class PlainPageForm(NewAddressForm):
    # Below the ways to take part, which depend on who asks (`home.urls`).
    shown_by_a_view = frozenset({"contribuer", "contribute"})


class PlainPage(PublishedWhole, ContextFrom, Translated, Page):
    """A page of text: about, charter, legal notice. Its translation is a page of its own."""

    one_sentence = models.CharField(_("in one sentence"), max_length=200, blank=True)
    body = RichTextField(
        _("text"),
        features=[
            "h2",
            "h3",
            "bold",
            "italic",
            "ol",
            "ul",
            "link",
            "document-link",
            "image",
            "blockquote",
            "code",
            "hr",
        ],
    )
    in_footer = models.BooleanField(_("linked at the foot of every page"), default=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("one_sentence"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("language"), PageChooserPanel("translation_of", "home.PlainPage")], heading=_("Language")
        ),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("in_footer")]
    base_form_class = PlainPageForm
    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    template = "home/plain_page.html"
    context_from = "home.context.plain_page.plain_page"

    @property
    def text(self) -> SafeString:
        """The text as HTML: footnotes that lead to their notes, tables and pictures as in a guide."""
        return render_texts([self.body], language=self.language)[0]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
