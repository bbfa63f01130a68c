"""Bulk actions: for each of many the rules of one. What stays as it is is named with the reason, if one may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.documents.views import bulk_actions as of_files
from wagtail.images.views import bulk_actions as of_pictures

from commons.library.domain.editing_items import why_not_changed, why_not_deleted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from wagtail.admin.views.bulk_action import BulkAction

NAMES = of_pictures.__all__
DELETE = "delete"
TEMPLATE = "library/admin/bulk_action.html"


class AsOneByOne:
    """An address may name any number: Wagtail answers with the title of what is refused."""

    request: Any
    permission_policy: Any
    action_type: str
    next_url: str
    wagtails_template: str

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, refused = super().get_actionable_objects()  # type: ignore[misc]
        self.kept = [(item, why) for item in objects if (why := self._why_not(item))]
        kept = {item.pk for item, _why in self.kept}
        seen = {name: [item for item in items if self._sees(item)] for name, items in refused.items()}
        return [item for item in objects if item.pk not in kept], seen

    def _why_not(self, item: Any) -> str:
        return why_not_deleted(item) if self.action_type == DELETE else why_not_changed(self.request.user, item)

    def _sees(self, item: Any) -> bool:
        may_any = self.permission_policy.user_has_any_permission_for_instance
        return bool(may_any(self.request.user, ["choose", "change", "delete"], item))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "kept": self.kept, "wagtails_template": self.wagtails_template}

    def prepare_action(self, objects: list[Any], refused: dict[str, list[Any]]) -> HttpResponse | None:
        """Said again once it is done: somebody may have published a page meanwhile."""
        for item, why in self.kept:
            messages.warning(self.request, _("“%(title)s” stays as it is. %(why)s") % {"title": item.title, "why": why})
        if not objects:
            return redirect(self.next_url)
        answer: HttpResponse | None = super().prepare_action(objects, refused)  # type: ignore[misc]
        return answer


def bulk_actions() -> Iterator[type[BulkAction]]:
    """Wagtail's, each under its own name: registered later, ours takes the place of it."""
    for module in (of_pictures, of_files):
        for name in NAMES:
            action = getattr(module, name)
            own = {"wagtails_template": action.template_name, "template_name": TEMPLATE}
            yield type(name, (AsOneByOne, action), own)
