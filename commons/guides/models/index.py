"""The shelf of guides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from search.publishing import PublishedWhole
from web.page_views import serve_with


class GuideIndexPage(PublishedWhole, Page):
    """The list of all guides."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["guides.GuidePage"]
    max_count = 1
    template = "guides/guide_index_page.html"

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")

    serve = serve_with("commons.guides.views.guide_list")
