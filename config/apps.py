from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "config"
    label = "site_config"
    verbose_name = "Communs"

    def ready(self) -> None:
        from web import spreadsheets  # noqa: PLC0415 -- signals connect once the apps are loaded
        from web.page_cache import invalidation

        invalidation.watch()
        spreadsheets.watch()
