from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Front of the site")

    def ready(self) -> None:
        from home import wiki_kinds  # noqa: PLC0415 -- names models, so it waits

        post_migrate.connect(_set_up_site, sender=self)
        wiki_kinds.connect()


def _set_up_site(using: str, **_kwargs: Any) -> None:
    from home.domain.site import set_up_site  # noqa: PLC0415 -- needs every model loaded
    from home.models import HomePage  # noqa: PLC0415 -- the same
    from web.sections import sections  # noqa: PLC0415 -- the same

    # Migrating one app alone sends this too, when the pages may have no table yet.
    models = [HomePage, *(section.model for section in sections() if section.model)]
    tables = {model._meta.db_table for model in models}
    if tables <= set(connections[using].introspection.table_names()):
        set_up_site()
