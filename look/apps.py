from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "look"
    verbose_name = "Look"

    def ready(self) -> None:
        from wagtail.models import Page  # noqa: PLC0415 -- models wait for the apps

        # Wagtail draws the title of a page without label or border; here it is a field like the others.
        for panel in Page.content_panels:
            panel.kwargs["classname"] = ""
