from __future__ import annotations

import gc
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import pre_migrate


class SiteConfig(AppConfig):
    name = "config"
    label = "site_config"
    verbose_name = "Communs"

    def ready(self) -> None:
        # Sent for apps that have models; this one comes before any migration is run.
        pre_migrate.connect(_leave_the_program_alone, sender=apps.get_app_config("contenttypes"))


def _leave_the_program_alone(**_kwargs: Any) -> None:
    """Garbage collection does not go through what is loaded already: a new database draws tens of thousands of classes,
    and a quarter of the time went into looking at all the others again.
    """
    gc.freeze()
