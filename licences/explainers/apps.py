from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExplainersConfig(AppConfig):
    name = "licences.explainers"
    verbose_name = _("Explainers")

    def ready(self) -> None:
        from licences.explainers import search_documents, section, synonyms  # noqa: PLC0415 -- they name models, so they wait

        search_documents.connect()
        synonyms.register()
        section.connect()
