from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from wagtail import hooks

from community.admin.choosers import PersonChooserViewSet, person_chooser
from community.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest


@hooks.register("register_admin_viewset")
def register_person_chooser() -> PersonChooserViewSet:
    return person_chooser


@hooks.register("before_bulk_action")
def keep_superusers_out_of_reach(request: HttpRequest, _action: str, objects: Iterable[Any], _view: Any) -> None:
    """What the form of one person refuses, a ticked box in the list must not do either."""
    if not request.user.is_superuser and any(isinstance(item, User) and item.is_superuser for item in objects):
        raise PermissionDenied
