"""The first screen of the administration: what to do next, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

from commons.guides.queries import shelf_for

if TYPE_CHECKING:
    from laces.typing import RenderContext


class Welcome(Component):
    """Writing a guide is one click away, for who may add one."""

    name = "welcome"
    template_name = "guides/admin/welcome.html"
    order = 50

    def get_context_data(self, parent_context: RenderContext | None = None) -> dict[str, Any]:
        return {"shelf": shelf_for(parent_context["request"].user)}
