from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.urls import path
from wagtail import hooks

from community.admin import access
from community.admin.choosers import PersonChooserViewSet, person_chooser
from community.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from django.urls import URLPattern
    from wagtail.admin.menu import MenuItem
    from wagtail.admin.ui.components import Component


@hooks.register("register_admin_viewset")
def register_person_chooser() -> PersonChooserViewSet:
    return person_chooser


@hooks.register("before_bulk_action")
def keep_superusers_out_of_reach(request: HttpRequest, _action: str, objects: Iterable[Any], _view: Any) -> None:
    """What the form of one person refuses, a ticked box in the list must not do either."""
    people = [item for item in objects if isinstance(item, User)]
    if any(person.is_temporary or (person.is_superuser and not request.user.is_superuser) for person in people):
        raise PermissionDenied


@hooks.register("register_admin_urls")
def access_urls() -> list[URLPattern]:
    return [
        path("demandes/", access.RequestList.as_view(), name="community_access_requests"),
        path(
            "demandes/liste/", access.RequestList.as_view(results_only=True), name="community_access_requests_results"
        ),
        path("demandes/<int:pk>/", access.answer, name="community_access_request"),
    ]


@hooks.register("register_admin_menu_item")
def access_menu_item() -> MenuItem:
    return access.menu_item()


@hooks.register("construct_homepage_panels")
def waiting_requests(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(access.WaitingRequests())
