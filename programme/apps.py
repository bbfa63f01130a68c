from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they name models, so they wait for them
        from programme import (
            carried,
            contributions,
            items,
            page_signals,
            proposed_pages,
            registering,
            search_documents,
            seat_registering,
            section,
            wiki_kind,
        )
        from programme.forms import event

        search_documents.register()
        items.register()
        carried.register()
        contributions.connect()
        page_signals.connect()
        seat_registering.connect()
        proposed_pages.connect()
        section.connect()
        wiki_kind.connect()
        registering.connect()
        event.connect()
