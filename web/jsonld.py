"""Structured data inside a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

# What would end the script element, open a comment inside it, or end a line of JavaScript.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def data_block(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD as a script element that holds data and runs nothing; no text in it can end the element."""
    safe = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308 -- every < > & is escaped
