"""An item of the pool in a form: typed or pasted as the address of its page, or as its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from licences import public_items
from markup.normalize import normalize
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licences.public_items import PublicItem

LONGEST = 500
MOST_ALIKE = 3
# A kit gathers what it is made of: a kit of kits would say nothing of its own.
NOT_GATHERED = frozenset({"kit"})
ID = re.compile(r"[a-z]{1,20}:[1-9][0-9]{0,14}")


class ItemWidget(forms.TextInput):
    """Shows the title of the item over its address. `known` holds the public items of a whole form, asked for once."""

    template_name = "kits/widgets/item.html"

    def __init__(self) -> None:
        super().__init__({"maxlength": LONGEST, "autocomplete": "off"})
        self.known: Mapping[str, PublicItem] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        id_ = str(value or "")
        item = self.known.get(id_)
        context = super().get_context(name, item.url if item else value, attrs)
        return context | {"item": item, "is_away": bool(not item and ID.fullmatch(id_))}


class ItemFormField(forms.CharField):
    """The value, in and out, is an id such as `guide:12`. One that was there stays, whatever became of its item."""

    widget = ItemWidget
    default_error_messages = {
        "unknown": gettext_lazy(
            "Nothing here that everybody may see has this address or this title: copy the address from your browser."
        ),
        "kit": gettext_lazy("A kit does not hold another kit: add what it is made of."),
    }

    def __init__(self, *args: Any, kits: bool = False, **kwargs: Any) -> None:
        """`kits`: whether a kit may be named too; not in a kit."""
        super().__init__(*args, **kwargs)
        self.refused: frozenset[str] = frozenset() if kits else NOT_GATHERED

    def clean(self, value: Any) -> str:
        """Raises ValidationError for words that name no public item for certain."""
        typed = super().clean(value)
        if not typed or ID.fullmatch(typed):
            return typed
        item = self._known_at(typed) or item_at(typed) or self._called(typed)
        if item.id.partition(":")[0] in self.refused:
            raise ValidationError(self.error_messages["kit"], "kit")
        return item.id

    @property
    def known(self) -> Mapping[str, PublicItem]:
        widget: Any = self.widget
        known: Mapping[str, PublicItem] = widget.known
        return known

    def _known_at(self, typed: str) -> PublicItem | None:
        """Those of a form come back as the addresses that it showed."""
        return next((item for item in self.known.values() if item.url == typed), None)

    def _called(self, typed: str) -> PublicItem:
        found = [one for one in public_items.search(typed) if one.id.partition(":")[0] not in self.refused]
        same = [item for item in found if normalize(item.title) == normalize(typed)]
        if len(same) == 1:
            return same[0]
        if not found:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        titles = "; ".join(f"{item.title} ({item.url})" for item in (same or found)[:MOST_ALIKE])
        sentence = _("Which one? Copy the address of the one that you mean: %(titles)s.")
        raise ValidationError(sentence % {"titles": titles}, "several")

    def has_changed(self, initial: Any, data: Any) -> bool:
        item = self.known.get(str(initial or ""))
        return str(data or "") not in {str(initial or ""), item.url if item else ""}


def item_at(typed: str) -> PublicItem | None:
    """The public item at this address of the site, with or without its host."""
    if not typed.startswith(("/", "http://", "https://")):
        return None
    roots = cached("site-roots", Site.get_site_root_paths, shared=False) if typed.startswith("/") else ()
    addresses = [f"{root.root_url}{typed}" for root in roots] or [typed]
    return next(filter(None, map(public_items.at, addresses)), None)
