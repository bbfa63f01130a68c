from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("People and associations")

    def ready(self) -> None:
        # ruff: noqa: PLC0415 -- all of this knows the models, so it waits for them
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from community import search_documents, section, signals
        from community.permissions import groups
        from community.permissions.policies import LibraryPermissionPolicy, RolePagePermissionPolicy

        register_permission_policy(Page, RolePagePermissionPolicy())
        library = {"wagtailimages.Image": get_image_model(), "wagtaildocs.Document": get_document_model()}
        for rights_on, model in library.items():
            policy = LibraryPermissionPolicy(model, auth_model=rights_on, owner_field_name="uploaded_by_user")
            # Wagtail registers its own for the class and what is made of it, later than this.
            register_permission_policy(model, policy, exact_class=True)
        groups.grant(groups.CONTRIBUTOR, "wagtailadmin.access_admin")
        groups.grant(
            groups.STEWARD,
            *(f"community.{action}_user" for action in ("add", "change", "view")),
            *(f"community.{action}_accessrequest" for action in ("change", "view")),
            *(f"search.{action}_synonymline" for action in ("add", "change", "delete", "view")),
            *(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete", "view")),
            *(f"wagtailcore.{action}_{name}" for action in ("add", "change") for name in ("workflow", "task")),
        )
        signals.connect()
        search_documents.connect()
        section.connect()
