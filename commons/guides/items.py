"""Guides as the tools about licences know them. Pictures and files inside them are items of the library, if any."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commons.guides.models import GuidePage
from commons.guides.queries import public_guides
from licences import public_items
from licences.page_items import PageProvider

TYPE = "guide"
PROVIDER = PageProvider(TYPE, GuidePage, kind=_("Guide"), public=public_guides)


def register() -> None:
    public_items.register(PROVIDER)
