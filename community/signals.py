from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate, post_save
from wagtail.models import GroupPagePermission, Site

from community.domain.groups import set_up_groups


def connect() -> None:
    # Permissions are made app by app, in the order of INSTALLED_APPS; auth comes after every app that grants any.
    post_migrate.connect(_after_migrating, sender=apps.get_app_config("auth"), dispatch_uid="community-groups")
    post_save.connect(_after_site, sender=Site, dispatch_uid="community-groups-of-site")


def _after_migrating(*, using: str = "default", **_kwargs: Any) -> None:
    """A migration that stops half way leaves tables missing; the groups then wait for the one that goes to the end."""
    if GroupPagePermission._meta.db_table in connections[using].introspection.table_names():
        set_up_groups()


def _after_site(instance: Site, *, raw: bool = False, **_kwargs: Any) -> None:
    """The rights on pages start from the home page, so they are given when the site gets one."""
    if not raw and instance.is_default_site:
        set_up_groups()
