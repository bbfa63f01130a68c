from __future__ import annotations

from django.apps import AppConfig


class ExportingConfig(AppConfig):
    name = "exporting"
