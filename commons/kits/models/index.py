"""The shelf of kits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from search.publishing import PublishedWhole
from web.page_views import serve_with


class KitIndexPage(PublishedWhole, Page):
    """The list of all kits."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["kits.KitPage"]
    max_count = 1
    template = "kits/kit_index_page.html"

    class Meta:
        verbose_name = _("list of kits")
        verbose_name_plural = _("lists of kits")

    serve = serve_with("commons.kits.views.kit_list")
