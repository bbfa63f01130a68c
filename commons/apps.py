from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonsConfig(AppConfig):
    name = "commons"
    verbose_name = _("The pool")

    def ready(self) -> None:
        from commons import signals  # noqa: PLC0415 -- registers models, so it waits for them

        signals.connect()
