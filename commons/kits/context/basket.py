"""A basket as its page draws it: the same list and the same verdict as a kit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from commons.kits.context.entries import guides_among, rows, what_it_holds
from commons.kits.context.verdict import verdict_context
from commons.kits.domain.basket import rows_of, write_basket
from commons.kits.domain.entries import read_entries
from commons.kits.domain.verdict import verdict_of
from commons.kits.enums import Usage
from commons.kits.limits import MOST_IN_BASKET

if TYPE_CHECKING:
    from commons.kits.domain.basket import Basket


def basket_context(basket: Basket) -> dict[str, Any]:
    """What templates/kits/basket.html names in its contract. `gone` counts what not everybody may see (any more)."""
    entries = read_entries(rows_of(basket))
    guides = guides_among(entries)
    return {
        "nav": "basket",
        "entries": rows(entries, guides),
        "usages": Usage.choices,
        "holds": what_it_holds(entries),
        "times": guides.times,
        "gone": len(entries.missing),
        "most": MOST_IN_BASKET,
        "verdict": verdict_context(verdict_of(entries.shown)) if entries.shown else None,
        "line": write_basket(basket),
        "share_url": f"{settings.BASE_URL}{reverse('kits:basket')}?liste={write_basket(basket)}" if basket else "",
    }
