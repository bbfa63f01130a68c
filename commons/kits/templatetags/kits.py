"""`{% load kits %}`: the button that puts an item into a basket."""

from __future__ import annotations

from typing import Any

from django import template

from commons.kits.domain.entries import gathered
from licences import public_items

register = template.Library()


@register.inclusion_tag("components/add_to_kit.html")
def add_to_kit(id_: str, title: str = "", *, small: bool = False) -> dict[str, Any]:
    """Nothing for what is no item of the pool, such as an association, and for what no kit holds."""
    is_item = id_.partition(":")[0] in public_items.providers()
    return {"item": id_ if is_item and gathered(id_) else "", "title": title, "small": small}
