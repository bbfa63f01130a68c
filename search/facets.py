"""The facets of every item: those that the search works out itself, and the labels of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from legaltools import catalogue
from search import registry
from web.page_cache.generation import kept_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from legaltools.tool import Tool
    from search.documents import SearchDocument

FAMILIES: Mapping[str, str | _StrPromise] = {
    "public-domain": gettext_lazy("Public domain, CC0"),
    "by": "CC BY",
    "by-sa": "CC BY-SA",
    "by-nc": "CC BY-NC",
    "by-nc-sa": "CC BY-NC-SA",
    "by-nd": "CC BY-ND",
    "by-nc-nd": "CC BY-NC-ND",
    "other-free": gettext_lazy("Other free licences"),
    "other": gettext_lazy("Other licences"),
    "reserved": gettext_lazy("All rights reserved"),
}
PERMISSIONS: Mapping[str, str | _StrPromise] = {
    "sell": gettext_lazy("I may sell it, or use it in a paid workshop"),
    "change": gettext_lazy("I may change it and share my version"),
}
DURATIONS = (30, 60, 120, 240)  # minutes
HOUR = 60
# Both permissions must hold when both are asked; in the other facets one value is enough.
ADDING_UP = frozenset({"may"})


def tool_of(document: SearchDocument) -> Tool | None:
    """The licence of a document in the catalogue; None when it has none or the catalogue does not know the key."""
    try:
        return catalogue.get(document.licence) if document.licence else None
    except KeyError:
        return None


def facets_of(document: SearchDocument) -> dict[str, list[str]]:
    """Every key a document is counted under, by facet: its own and those its licence, language and duration give."""
    tool = tool_of(document)
    found = {name: list(dict.fromkeys(keys)) for name, keys in document.facets.items()}
    found |= {"type": [document.type], "language": [document.language]}
    if tool is not None:
        allowed = {"sell": tool.allows_sale, "change": tool.allows_changes}
        found |= {"licence": [tool.family], "may": [key for key, holds in allowed.items() if holds]}
    if document.minutes is not None:
        found["duration"] = [str(limit) for limit in DURATIONS if document.minutes <= limit]
    return {name: keys for name, keys in found.items() if keys}


def facet_names() -> tuple[str, ...]:
    """All facets, in the order of the page."""
    return ("type", "may", "duration", *registry.facets(), "licence", "language")


def facet_label(name: str) -> str:
    """The heading of a facet, in the language of the moment."""
    own = {
        "type": _("What"),
        "may": _("What do you want to do with it?"),
        "duration": _("Duration"),
        "licence": _("Licence"),
        "language": _("Language"),
    }
    return own[name] if name in own else str(registry.facets()[name].label)


def labels_of(name: str, keys: Iterable[str]) -> Mapping[str, str]:
    """The label of each key of a facet; a key nobody can name shows as it is."""
    keys = tuple(keys)
    namer = _OWN_LABELS.get(name)
    if namer is not None:
        return {key: namer(key) for key in keys}
    known = kept_many(f"facet-labels:{name}", keys, registry.facets()[name].label_of) if keys else {}
    return {key: known.get(key, key) for key in keys}


def duration_label(minutes: int) -> str:
    """At most so long: `30 minutes at most`, `2 hours at most`."""
    if minutes % HOUR:
        return ngettext("%(count)d minute at most", "%(count)d minutes at most", minutes) % {"count": minutes}
    hours = minutes // HOUR
    return ngettext("%(count)d hour at most", "%(count)d hours at most", hours) % {"count": hours}


def _type_label(key: str) -> str:
    source = registry.sources().get(key)
    return str(source.label) if source else key


def _language_label(key: str) -> str:
    try:
        return str(get_language_info(key)["name_translated"])
    except KeyError:
        return key


_OWN_LABELS = {
    "type": _type_label,
    "may": lambda key: str(PERMISSIONS.get(key, key)),
    "duration": lambda key: duration_label(int(key)),
    "licence": lambda key: str(FAMILIES.get(key, key)),
    "language": _language_label,
}
