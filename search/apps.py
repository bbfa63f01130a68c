from __future__ import annotations

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- models and checks need the app registry first
        from search import checks, recovery, section  # noqa: F401
        from search.facets import own

        own.register()
        recovery.connect()
        section.connect()
        # Where the search stands alone, in a test or a bench, there are no pages to close.
        if apps.is_installed("wagtail"):
            from search import visibility

            visibility.connect()
