from __future__ import annotations

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "wiki"

    def ready(self) -> None:
        from wiki import comparing, forms  # noqa: PLC0415 -- Wagtail's fields are there once the apps are

        forms.register()
        comparing.register()
