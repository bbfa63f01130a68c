from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LicencesConfig(AppConfig):
    name = "licences"
    verbose_name = _("Licences")

    def ready(self) -> None:
        from licences import comparing  # noqa: PLC0415 -- it names fields of models, so it waits
        from licences.explainers import (
            search_documents,
            synonyms,  # noqa: PLC0415 -- they name models, so they wait
        )

        search_documents.connect()
        synonyms.register()
        comparing.register()
