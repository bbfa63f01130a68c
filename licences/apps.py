from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LicencesConfig(AppConfig):
    name = "licences"
    verbose_name = _("Licences")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they name fields of models, so they wait
        from licences import comparisons, search_facets, section

        search_facets.register()
        comparisons.register()
        section.connect()
