from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunsConfig(AppConfig):
    name = "commons.runs"
    verbose_name = _("Reports of workshops")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they name models, so they wait for them
        from commons.runs import registering

        registering.connect()
