"""The shelf of kits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commons.library.models.shelved import Shelf
from web.page_views import serve_with


class KitIndexPage(Shelf):
    """The list of all kits."""

    subpage_types = ["kits.KitPage"]
    template = "kits/kit_index_page.html"

    class Meta:
        verbose_name = _("list of kits")
        verbose_name_plural = _("lists of kits")

    serve = serve_with("commons.kits.views.kit_list")
