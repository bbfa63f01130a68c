from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"
    verbose_name = "Web"

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- models and views wait for the apps
        from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
        from wagtail.models import Page

        from web import spreadsheets
        from web.admin.words import header_title
        from web.page_cache import invalidation

        # Wagtail draws the title of a page without label or border; here it is a field like the others.
        for panel in Page.content_panels:
            panel.kwargs["classname"] = ""
        # Wagtail joins the two halves of a title with an English colon, out of reach of translations.
        WagtailAdminTemplateMixin.get_header_title = header_title
        invalidation.watch()
        spreadsheets.watch()
