"""Who may do what to which page and which file: Wagtail's rules by group, one of ours by role, one by restriction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from community.models import AssociationPage, Membership
from community.permissions.visibility import reader_of

if TYPE_CHECKING:
    from collections.abc import Collection as Several

    from django.db.models import QuerySet
    from wagtail.models import Collection

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


class LibraryPermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Who may choose among the library chooses what is in the open, or in a collection that they were let into.

    What somebody sent in themselves, and what they may change, they may choose wherever it lies.
    """

    def _check_perm(self, user: User, actions: Several[str], collection: Collection | None = None) -> bool:
        if collection is None or "choose" not in actions or not collection.path.startswith(reader_of(user).closed):
            return super()._check_perm(user, actions, collection=collection)
        return super()._check_perm(user, {*actions, "change"} - {"choose"}, collection=collection)

    def _collections_with_perm(self, user: User, actions: Several[str]) -> QuerySet[Collection]:
        if "choose" not in actions:
            return super()._collections_with_perm(user, actions)
        may_choose = super()._collections_with_perm(user, ["choose"])
        for path in reader_of(user).closed:
            may_choose = may_choose.exclude(path__startswith=path)
        return may_choose | super()._collections_with_perm(user, {*actions, "change"} - {"choose"})

    def instances_user_has_any_permission_for(self, user: User, actions: Several[str]) -> QuerySet:
        allowed = super().instances_user_has_any_permission_for(user, actions)
        if "choose" not in actions or not self.user_has_permission(user, "choose") or user.is_superuser:
            return allowed
        own = self.model.objects.filter(**{self.owner_field_name: user})
        return allowed | own

    def user_has_any_permission_for_instance(self, user: User, actions: Several[str], instance: Any) -> bool:
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        is_own = getattr(instance, f"{self.owner_field_name}_id") == user.pk is not None
        return is_own and "choose" in actions and self.user_has_permission(user, "choose")
