"""Which pages somebody may see, for lists of many, and who decides on what others write of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail.models import PageViewRestriction

from community.permissions.visibility import Reader

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

# Held by whoever decides on what others write: see docs/decisions/0018-trust.md.
REVIEW = "wiki.review_proposal"
# Held by whoever hides a version of the history, and sees those that are hidden.
HIDE = "wiki.hide_version"


def may_review(user: Any, page: Page | None) -> bool:
    """Whoever holds the right to review decides on the pages that they may publish."""
    if page is None or not user.is_authenticated or not user.has_perm(REVIEW):
        return False
    return bool(page.permissions_for_user(user).can_publish())


def may_hide(user: Any, page: Page | None) -> bool:
    """Whoever keeps the site decides what of the history is hidden, and sees what is."""
    if page is None or not user.is_authenticated or not user.has_perm(HIDE):
        return False
    return bool(page.permissions_for_user(user).can_publish())


class Readable:
    """For one reader; one query however many pages are asked of. No visitor at all sees what anybody may see."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """Paths of the pages that the reader may not see; what lies below them is closed as well."""
        reader = Reader(self.request)
        rules = PageViewRestriction.objects.select_related("page")
        return tuple(rule.page.path for rule in rules if not reader.accepted_by(rule))

    def sees(self, page: Page | None) -> bool:
        return page is not None and page.live and not page.path.startswith(self.closed)
