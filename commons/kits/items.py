"""Kits as the tools about licences know them: under the licence of their own words and of the selection."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commons.kits.models import KitPage
from commons.kits.queries import public_kits
from licences import public_items
from licences.page_items import PageProvider

TYPE = "kit"
PROVIDER = PageProvider(TYPE, KitPage, kind=_("Kit"), public=public_kits)


def register() -> None:
    public_items.register(PROVIDER)
