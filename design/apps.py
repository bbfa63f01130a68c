from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "design"
    verbose_name = "Look"

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- models and views wait for the apps
        from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
        from wagtail.models import Page

        from web.admin.words import header_title

        # Wagtail draws the title of a page without label or border; here it is a field like the others.
        for panel in Page.content_panels:
            panel.kwargs["classname"] = ""
        # Wagtail joins the two halves of a title with an English colon, out of reach of translations.
        WagtailAdminTemplateMixin.get_header_title = header_title
