from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitsConfig(AppConfig):
    name = "commons.kits"
    verbose_name = _("Kits")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they name models, so they wait for them
        from commons.kits import comparisons, contributions, items, page_signals, search_documents, section, wiki_kind

        search_documents.register()
        contributions.connect()
        items.register()
        page_signals.connect()
        section.connect()
        wiki_kind.connect()
        comparisons.register()
