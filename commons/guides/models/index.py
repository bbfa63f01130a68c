"""The shelf of guides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commons.library.models.shelved import Shelf
from web.page_views import serve_with


class GuideIndexPage(Shelf):
    """The list of all guides."""

    subpage_types = ["guides.GuidePage"]
    template = "guides/guide_index_page.html"

    class Meta:
        verbose_name = _("list of guides")
        verbose_name_plural = _("lists of guides")

    serve = serve_with("commons.guides.views.guide_list")
