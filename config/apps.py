from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import pre_migrate

from web import garbage


class SiteConfig(AppConfig):
    name = "config"
    label = "site_config"
    verbose_name = "Communs"

    def ready(self) -> None:
        # Sent for apps that have models; this one comes before any migration is run.
        first = apps.get_app_config("contenttypes")
        pre_migrate.connect(_leave_the_program_alone, sender=first)
        pre_migrate.connect(_refuse_half_of_a_squash, sender=first)


def _leave_the_program_alone(**_kwargs: Any) -> None:
    """Garbage collection does not go through what is loaded already: a new database draws tens of thousands of classes,
    and a quarter of the time went into looking at all the others again.
    """
    garbage.leave_alone_for_good()


def _refuse_half_of_a_squash(using: str, **_kwargs: Any) -> None:
    """Raises CommandError for a database that went through some of the migrations that one of today stands for.

    Where their files are gone Django says nothing, and leaves out the migration of today with those that are missing.
    """
    loader = MigrationLoader(connections[using])
    for migration in loader.disk_migrations.values():
        missing = [key for key in migration.replaces if key not in loader.applied_migrations]
        gone = any(key not in loader.disk_migrations for key in migration.replaces)
        if gone and missing and len(missing) < len(migration.replaces):
            names = ", ".join(".".join(key) for key in missing)
            message = (
                f"This database is older than the sources can update: it lacks {names}. Go through the state of the "
                "sources that CHANGELOG.md names, with its migrate, then come back to this one."
            )
            raise CommandError(message)
