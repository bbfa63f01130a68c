"""A new database is made without waiting more than needed."""

from __future__ import annotations

import gc

import pytest
from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import pre_migrate


def before_migrating():
    """What this project does first; Wagtail's own receivers stop its index of references until a migration has ended."""
    receivers, _async = pre_migrate._live_receivers(apps.get_app_config("contenttypes"))
    ours = [receiver for receiver in receivers if receiver.__module__ == "config.apps"]
    assert len(ours) == 2
    for receiver in ours:
        receiver(using="default")


@pytest.mark.django_db
def test_program_is_left_alone_while_a_database_is_migrated(monkeypatch):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append("frozen"))

    before_migrating()

    assert frozen == ["frozen"]


def test_libraries_are_migrated_before_any_page_of_ours_is_there():
    """Each migration draws all models again that are connected with its own: theirs are two hundred, so ours wait."""
    graph = MigrationLoader(None).graph
    plan = list(dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)))
    before = {app for app, _name in plan[: plan.index(("library", "0001_initial"))]}

    assert {app for app, _name in plan if app.startswith(("wagtail", "taggit"))} - before == set()


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["0013_run_reports", "0001_initial"])
def test_database_that_went_half_the_way_is_refused_before_anything_is_written(missing):
    recorder = MigrationRecorder(connection)
    squashed = ("wiki", "0001_squashed_0013_run_reports")
    replaced = MigrationLoader(connection).disk_migrations[squashed].replaces
    recorder.record_unapplied(*squashed)
    for key in replaced:
        recorder.migration_qs.filter(app=key[0], name=key[1]).delete()
        if key[1] != missing:
            recorder.record_applied(*key)

    with pytest.raises(CommandError, match=f"it lacks wiki.{missing}. Go through"):
        before_migrating()


@pytest.mark.django_db
def test_database_that_went_all_the_way_or_is_new_is_not():
    recorder = MigrationRecorder(connection)
    before_migrating()
    recorder.migration_qs.all().delete()
    before_migrating()
