from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "commons.guides"
    verbose_name = _("Guides")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they name models, so they wait for them
        from commons.guides import (
            adaptable,
            contributions,
            items,
            page_signals,
            search_documents,
            section,
            stamping,
            wiki_kind,
        )

        search_documents.register()
        contributions.connect()
        items.register()
        page_signals.connect()
        stamping.connect()
        section.connect()
        wiki_kind.connect()
        adaptable.connect()
