from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class ExportingConfig(AppConfig):
    name = "exporting"

    def ready(self) -> None:
        from web import expiring  # noqa: PLC0415 -- once the settings are read

        made = "Files to carry away, made long ago"
        expiring.register(made, lambda: expiring.forget_made_files(Path(settings.EXPORTS_DIR)))
