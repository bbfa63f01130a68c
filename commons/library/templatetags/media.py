from __future__ import annotations

from django import template

from commons.library.enums import MediaKind

register = template.Library()


@register.simple_tag
def medium_label(kind: str) -> str:
    """What a kind of media is called; "" for one that an older index names."""
    return str(MediaKind(kind).label) if kind in MediaKind.values else ""
