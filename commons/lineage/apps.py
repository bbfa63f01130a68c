from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LineageConfig(AppConfig):
    name = "commons.lineage"
    verbose_name = _("Lineage")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- it names models, so it waits for them
        from commons.lineage import page_signals
        from commons.lineage.context.reviewing import model_of
        from wiki.context.review import register_model

        page_signals.connect()
        register_model(model_of)
