"""Bulk actions: an item that one may not see is not named among those that one may not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.documents.views import bulk_actions as of_files
from wagtail.images.views import bulk_actions as of_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.admin.views.bulk_action import BulkAction

NAMES = of_pictures.__all__


class NamesWhatOneSees:
    """An address may name any number: Wagtail answers with the title of what is refused."""

    request: Any
    permission_policy: Any

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, refused = super().get_actionable_objects()  # type: ignore[misc]
        return objects, {name: [item for item in items if self._sees(item)] for name, items in refused.items()}

    def _sees(self, item: Any) -> bool:
        may_any = self.permission_policy.user_has_any_permission_for_instance
        return bool(may_any(self.request.user, ["choose", "change", "delete"], item))


def bulk_actions() -> Iterator[type[BulkAction]]:
    """Wagtail's, each under its own name: registered later, ours takes the place of it."""
    for module in (of_pictures, of_files):
        for name in NAMES:
            yield type(name, (NamesWhatOneSees, getattr(module, name)), {})
