from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LicencesConfig(AppConfig):
    name = "licences"
    verbose_name = _("Licences")

    def ready(self) -> None:
        from licences import comparing, search_facets, section  # noqa: PLC0415 -- they name fields of models, so they wait

        search_facets.register()
        comparing.register()
        section.connect()
