from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExplainersConfig(AppConfig):
    name = "licences.explainers"
    verbose_name = _("Explainers")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- they name models, so they wait
        from licences.explainers import items, search_documents, section, synonyms, wiki_kind

        search_documents.connect()
        items.register()
        synonyms.register()
        section.connect()
        wiki_kind.connect()
