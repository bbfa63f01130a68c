from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front of the site")

    def ready(self) -> None:
        post_migrate.connect(_set_up_site, sender=self)


def _set_up_site(**_kwargs: Any) -> None:
    from home.domain.site import set_up_site  # noqa: PLC0415 -- needs every model loaded

    set_up_site()
