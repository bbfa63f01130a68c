"""A basket as its page draws it: the same list and the same verdict as a kit, and what has just become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.kits.context.blocked import Project
from commons.kits.context.entries import guides_among, rows, what_it_holds
from commons.kits.context.media import media_among
from commons.kits.context.subjects import subjects_of
from commons.kits.context.verdict import verdict_context
from commons.kits.domain.basket import rows_of, write_basket
from commons.kits.domain.entries import read_entries
from commons.kits.domain.verdict import verdict_of
from commons.kits.enums import Usage
from commons.kits.limits import MOST_IN_BASKET
from licences import public_items

if TYPE_CHECKING:
    from commons.kits.domain.basket import Basket


def basket_context(basket: Basket) -> dict[str, Any]:
    """What templates/kits/basket_body.html names. `gone` counts what not everybody may see (any more)."""
    entries = read_entries(rows_of(basket))
    guides, media = guides_among(entries), media_among(entries)
    project = Project(subjects=subjects_of(entries, guides, media))
    return {
        "nav": "basket",
        "entries": rows(entries, guides, media),
        "holds": what_it_holds(entries),
        "times": guides.times,
        "gone": len(entries.missing),
        "most": MOST_IN_BASKET,
        "verdict": verdict_context(verdict_of(entries.shown), project) if entries.shown else None,
        "line": write_basket(basket),
        "share_url": f"{settings.BASE_URL}{reverse('kits:basket')}?liste={write_basket(basket)}" if basket else "",
    }


@dataclass(frozen=True, slots=True)
class Pressed:
    """The button that was just pressed: its verb and the id of its row, and the basket as it was `before`."""

    verb: str
    id: str
    before: Basket = ()


def what_became(basket: Basket, pressed: Pressed) -> dict[str, Any]:
    """`told` says it in a sentence; `focus` is the button to go on from; `undo` the line that brings back what went."""
    here = [one.id for one in basket]
    lost = [one.id for one in pressed.before if one.id not in here]
    return {
        "told": _of_what_went(lost) if lost else _of_a_row(basket, pressed),
        "focus": _focus(basket, pressed),
        "undo": write_basket(pressed.before) if lost else "",
    }


def _of_what_went(lost: list[str]) -> str:
    item = public_items.item(lost[0]) if len(lost) == 1 else None
    if item:
        return _("“%(title)s” is out of your basket.") % {"title": item.title}
    sentence = ngettext("%(count)d thing is out of your basket.", "%(count)d things are out of your basket.", len(lost))
    return sentence % {"count": len(lost)}


def _of_a_row(basket: Basket, pressed: Pressed) -> str:
    order = [one.id for one in basket]
    item = public_items.item(pressed.id) if pressed.id in order else None
    if pressed.verb == "back":
        return _("Your basket is as it was.")
    if item is None:
        return ""
    place = order.index(item.id)
    values = {"title": item.title, "place": place + 1, "count": len(order), "used": Usage(basket[place].usage).label}
    if pressed.verb in {"up", "down"}:
        return _("“%(title)s” is now number %(place)s of %(count)s.") % values
    return _("“%(title)s” is now used: %(used)s.") % values


def _focus(basket: Basket, pressed: Pressed) -> str:
    """The same button where its row stands now; of a row that went, that of the row which took its place."""
    turned = {"as_is": "adapted", "adapted": "as_is"}
    here = [one.id for one in basket]
    if pressed.id in here:
        return f"{turned.get(pressed.verb, pressed.verb)}:{pressed.id}"
    before = [one.id for one in pressed.before]
    if pressed.verb != "out" or pressed.id not in before or not here:
        return "back:" if pressed.verb in {"out", "empty"} else ""
    return f"out:{here[min(before.index(pressed.id), len(here) - 1)]}"
