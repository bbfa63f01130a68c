from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonsConfig(AppConfig):
    name = "commons"
    verbose_name = _("The pool")

    def ready(self) -> None:
        from commons import stamping
        from commons.guides import (
            contributions,
            items,
            page_signals,  # noqa: PLC0415 -- they name models, so they wait for them
            search_documents,
        )

        search_documents.register()
        contributions.connect()
        items.register()
        page_signals.connect()
        stamping.connect()
