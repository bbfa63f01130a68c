"""What a kit holds in the words that a reviewer compares: titles of items that anybody may see."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from commons.kits.blocks import ItemBlock
from licences import public_items
from wiki.diff import plain_text, shown


def register() -> None:
    plain_text.of_block.register(ItemBlock, _words)
    shown.of_block.register(ItemBlock, _html)


def _words(_block: Any, value: Any) -> str:
    item = public_items.item(str(value or ""))
    if item:
        return item.title
    return _("something that not everybody may see") if value else ""


def _html(block: Any, value: Any) -> Any:
    words = _words(block, value)
    return format_html("<p>{}</p>", words) if words else ""
