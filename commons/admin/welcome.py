"""The first screen of the administration: what to do next, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

from commons.models import GuideIndexPage

if TYPE_CHECKING:
    from laces.typing import RenderContext


class Welcome(Component):
    """Writing a guide is one click away, for who may add one."""

    name = "welcome"
    template_name = "commons/admin/welcome.html"
    order = 50

    def get_context_data(self, parent_context: RenderContext | None = None) -> dict[str, Any]:
        user = parent_context["request"].user
        shelves = [
            index for index in GuideIndexPage.objects.live() if index.permissions_for_user(user).can_add_subpage()
        ]
        return {"shelf": shelves[0] if shelves else None}
