from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("People and associations")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- all of this knows the models, so it waits for them
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from community import rights, search_documents, signals
        from community.policies import RolePagePermissionPolicy

        register_permission_policy(Page, RolePagePermissionPolicy())
        rights.grant(rights.CONTRIBUTOR, "wagtailadmin.access_admin")
        rights.grant(
            rights.STEWARD,
            *(f"community.{action}_user" for action in ("add", "change", "view")),
            *(f"community.{action}_accessrequest" for action in ("change", "view")),
            *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete", "view")),
            *(f"wagtailcore.{action}_{name}" for action in ("add", "change") for name in ("workflow", "task")),
        )
        signals.connect()
        search_documents.connect()
