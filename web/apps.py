from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "web"
    verbose_name = "Web"

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- models and views wait for the apps
        from django.conf import settings
        from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
        from wagtail.models import Page

        from web import expiring, spreadsheets
        from web.admin.words import header_title
        from web.page_cache import invalidation

        # Wagtail draws the title of a page without label or border; here it is a field like the others.
        for panel in Page.content_panels:
            panel.kwargs["classname"] = ""
        # Wagtail joins the two halves of a title with an English colon, out of reach of translations.
        WagtailAdminTemplateMixin.get_header_title = header_title
        incoming = Path(settings.FILE_UPLOAD_TEMP_DIR)
        with suppress(OSError):  # Django's check of the setting says it
            incoming.mkdir(parents=True, exist_ok=True)
        expiring.register("Requests that broke off", lambda: expiring.forget_made_files(incoming, days=1))
        invalidation.watch()
        spreadsheets.watch()
