"""Who may take a public page away: whoever is known mends the pages of others, and takes away none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from wiki.visibility import may_review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

TAKES_AWAY = {"delete", "move", "unpublish"}


def only_reviewers(request: HttpRequest, page: Page, *_args: Any) -> None:
    """Raises PermissionDenied for a public page of somebody else; one's own, and a draft, are Wagtail's business."""
    if page.live and page.owner_id != request.user.pk and not may_review(request.user, page):
        raise PermissionDenied


def only_reviewers_of_all(request: HttpRequest, action: str, objects: Iterable[Any], _view: Any) -> None:
    for page in objects if action in TAKES_AWAY else ():
        if isinstance(page, Page):
            only_reviewers(request, page)
