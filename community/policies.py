"""Who may do what to which page: Wagtail's rules by group, and one of ours by role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission
from wagtail.permission_policies.pages import PagePermissionPolicy

from community.models import AssociationPage, Membership

if TYPE_CHECKING:
    from community.models import User


class RolePagePermissionPolicy(PagePermissionPolicy):
    """A coordinator may change the page of their association, as if a group of theirs had been given that page.

    They still need a group that lets them into the administration, and somebody else publishes what they change.
    """

    def get_all_permissions_for_user(self, user: User) -> list[GroupPagePermission]:
        by_group = super().get_all_permissions_for_user(user)
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return list(by_group)
        return [*by_group, *self._by_role(user)]

    @staticmethod
    def _by_role(user: User) -> list[GroupPagePermission]:
        coordinated = AssociationPage.objects.filter(
            memberships__user=user, memberships__role=Membership.Role.COORDINATOR
        )
        pages = [page.page_ptr for page in coordinated.select_related("page_ptr")]
        if not pages:
            return []
        change = Permission.objects.select_related("content_type").get(
            codename="change_page", content_type__app_label="wagtailcore", content_type__model="page"
        )
        return [GroupPagePermission(page=page, permission=change) for page in pages]
