from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from community.permissions import groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

# What a fresh Wagtail brings; nobody uses it before our groups exist.
WAGTAIL_GROUPS = ("Moderators", "Editors")
WAGTAIL_WORKFLOW = "Moderators approval"


@transaction.atomic
def set_up_groups(*, home: Page | None = None) -> None:
    """Give the groups of `community.permissions.groups` what they may do, and review to the pages. Twice is once.

    A right that somebody took from one of the four comes back: for other rights, make another group. Rights that
    somebody added stay. `home` is the page that rights on pages start from, the default site's when it is not given;
    until there is one, the groups have no rights on pages.
    """
    fresh = not Group.objects.filter(name=groups.STEWARD).exists()
    home = home or _home()
    for name in (*groups.GROUPS, groups.TEMPORARY):
        group, _new = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(groups.granted(name)))
        _open_library(group)
        if home is not None:
            _open_pages(group, home)
    if fresh:
        _retire_defaults()
    if home is not None:
        _set_up_review(home)


def _home() -> Page | None:
    """The front page of the default site, unless it is still the page that Wagtail welcomes with."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site and site.root_page.depth > 1 and site.root_page.specific_class is not Page else None


def _permissions(names: Iterable[str]) -> QuerySet[Permission]:
    full_name = Concat(F("content_type__app_label"), Value("."), F("codename"))
    return Permission.objects.annotate(full_name=full_name).filter(full_name__in=list(names))


def _open_library(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in _permissions(groups.library_rights(group.name)):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _open_pages(group: Group, home: Page) -> None:
    for permission in _permissions(f"wagtailcore.{action}_page" for action in groups.page_rights(group.name)):
        GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)


def _retire_defaults() -> None:
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None).delete()
    # What no page has been through goes; what one has keeps its history, and is asked of nobody any more.
    used = WorkflowState.objects.filter(workflow__name=WAGTAIL_WORKFLOW).exists()
    for workflow in Workflow.objects.filter(name=WAGTAIL_WORKFLOW):
        workflow.workflow_pages.all().delete()
        if used:
            Workflow.objects.filter(pk=workflow.pk).update(active=False)
        else:
            workflow.delete()
    tasks = GroupApprovalTask.objects.filter(name=WAGTAIL_WORKFLOW)
    if used:
        tasks.update(active=False)
    else:
        tasks.delete()


def _set_up_review(home: Page) -> None:
    """Editors and stewards read again what is submitted. A page that already has another way keeps it."""
    if WorkflowPage.objects.filter(page_id=home.pk).exists():
        return
    with translation.override("fr"):
        name = _("Review")
    task, _new = GroupApprovalTask.objects.get_or_create(name=name)
    task.groups.set(Group.objects.filter(name__in=(groups.EDITOR, groups.STEWARD)))
    workflow, _new = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.create(workflow=workflow, page_id=home.pk)
