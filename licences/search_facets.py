"""The facets that a licence gives to whatever carries one: which it is, and what it lets one do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from search import registry
from search.facets.kinds import WordFacet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from legaltools.tool import Tool
    from search.documents import SearchDocument

FAMILIES: Mapping[str, str | _StrPromise] = {
    "public-domain": _("Public domain, CC0"),
    "by": "CC BY",
    "by-sa": "CC BY-SA",
    "by-nc": "CC BY-NC",
    "by-nc-sa": "CC BY-NC-SA",
    "by-nd": "CC BY-ND",
    "by-nc-nd": "CC BY-NC-ND",
    "other-free": _("Other free licences"),
    "other": _("Other licences"),
    "reserved": _("All rights reserved"),
}
PERMISSIONS: Mapping[str, str | _StrPromise] = {
    "sell": _("I may sell it, or use it in a paid workshop"),
    "change": _("I may change it and share my version"),
}


def family_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(FAMILIES[key]) for key in keys if key in FAMILIES}


def permission_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(PERMISSIONS[key]) for key in keys if key in PERMISSIONS}


def _tool(document: SearchDocument) -> Tool | None:
    try:
        return catalogue.get(document.licence) if document.licence else None
    except KeyError:
        return None


def families_of(document: SearchDocument) -> tuple[str, ...]:
    """The family of the document's licence; nothing when the catalogue does not know it."""
    tool = _tool(document)
    return (tool.family,) if tool else ()


def permissions_of(document: SearchDocument) -> tuple[str, ...]:
    """What the document's licence allows of `PERMISSIONS`; nothing when the catalogue does not know it."""
    tool = _tool(document)
    allowed = {"sell": tool.allows_sale, "change": tool.allows_changes} if tool else {}
    return tuple(key for key, holds in allowed.items() if holds)


PERMISSION = WordFacet(
    name="may",
    label=_("What do you want to do with it?"),
    description="What the licence must allow.",
    position=20,
    open=True,
    always=True,
    adds_up=True,
    labels=permission_labels,
    keys=permissions_of,
    choices=PERMISSIONS.keys,
)
FAMILY = WordFacet(
    name="licence",
    label=_("Licence"),
    description="Families of licences.",
    position=70,
    labels=family_labels,
    keys=families_of,
    choices=FAMILIES.keys,
)


def register() -> None:
    for facet in (PERMISSION, FAMILY):
        registry.register_facet(facet)
