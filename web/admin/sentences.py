"""The sentences of the editor's scripts, in our words where Wagtail's own view would read its catalogue alone."""

from __future__ import annotations

from django.conf import settings
from django.views.i18n import JavaScriptCatalog


class AdminSentences(JavaScriptCatalog):
    packages = ["wagtail.admin"]

    def get_paths(self, packages: list[str]) -> list[str]:
        # What is read later wins.
        return [*super().get_paths(packages), *map(str, reversed(settings.LOCALE_PATHS))]


admin_sentences = AdminSentences.as_view()
