"""Explainers as the tools about licences know them, and kits that hold them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licences import public_items
from licences.explainers.models import ExplainerPage
from licences.explainers.queries import public_explainers
from licences.page_items import PageProvider

PROVIDER = PageProvider("explainer", ExplainerPage, kind=_("Explainer"), public=public_explainers)


def register() -> None:
    public_items.register(PROVIDER)
