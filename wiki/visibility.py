"""Which pages somebody who reads may see, for lists of many: what is published, where no restriction keeps them out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wagtail.models import PageViewRestriction

from community.permissions.visibility import Reader

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


class Readable:
    """For one reader; one query however many pages are asked of. No visitor at all sees what anybody may see."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    @cached_property
    def _closed(self) -> tuple[str, ...]:
        """Paths of the pages that the reader may not see; what lies below them is closed as well."""
        reader = Reader(self.request)
        rules = PageViewRestriction.objects.select_related("page")
        return tuple(rule.page.path for rule in rules if not reader.accepted_by(rule))

    def sees(self, page: Page | None) -> bool:
        return page is not None and page.live and not page.path.startswith(self._closed)
