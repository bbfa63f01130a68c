"""A new database is made without waiting more than needed."""

from __future__ import annotations

import gc

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import pre_migrate


def test_program_is_left_alone_while_a_database_is_migrated(monkeypatch):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append("frozen"))

    pre_migrate.send(sender=apps.get_app_config("contenttypes"))

    assert frozen == ["frozen"]


def test_libraries_are_migrated_before_any_page_of_ours_is_there():
    """Each migration draws all models again that are connected with its own: theirs are two hundred, so ours wait."""
    graph = MigrationLoader(None).graph
    plan = list(dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)))
    before = {app for app, _name in plan[: plan.index(("library", "0001_initial"))]}

    assert {app for app, _name in plan if app.startswith(("wagtail", "taggit"))} - before == set()
