"""The facets that a licence gives to whatever carries one: which it is, and what it lets one do."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from legaltools.compat import advise
from search import registry
from search.facets.kinds import WordFacet
from search.understanding import intents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
    "wikimedia": _("I may put it on Wikipedia or Wikimedia Commons"),
}
# What people want to do, as `legaltools.compat.INTENTS` names it, by the permission that answers it.
WANTED: Mapping[str, tuple[str, ...]] = {
    "sell": ("sell", "project-ticket", "paid-workshop", "sell-at-cost"),
    "change": ("adapt", "translate", "remix"),
    "wikimedia": ("wikimedia",),
}
# How they say it, in plain words; what stands in between stays what it was.
I_MAY = (
    # Who asks “est-ce que je peux vendre…” asks what the rule is.
    r"(?<!est ce )(?<!est ce que )"
    r"(?:que? |qu |that )?(?:je peux|je puisse|je pourrais|on peut|on puisse|on pourrait|jai le droit|ai le droit"
    r"|nous pouvons|i can|i may|we can|we may|you can)(?: de)?"
)
BETWEEN = r"(?P<kept>(?: \S+){0,4}?)"
TO_SELL = "vendre|revendre|sell|resell"
TO_CHANGE = (
    "modifier|changer|adapter|transformer|remixer|retoucher|couper|decouper|recadrer|edit|modify|change|adapt|remix"
)
# What it is sold as.
PRODUCT = (
    r"(?: (?:en|sur|sous forme|as|on)(?: (?:de|d|des|un|une|a|an|the))? (?:cartes?(?: postales?)?|posters?|affiches?"
    r"|calendriers?|agendas?|tee shirts?|t ?shirts?|tote ?bags?|sacs?|mugs?|tasses?|badges?|magnets?|autocollants?"
    r"|stickers?|postcards?|(?:greeting )?cards?|calendars?|bags?))"
)
# “Pas en NC”, “sans ND”: what a licence must not say is what one wants to do.
BUT_NOT = (
    r"(?:mais |but )?(?:pas|sans|non|hors|sauf|ni|not|no|without|nor)"
    r"(?: (?:en|de|du|la|une?|clause|licence|sous|an?|under))*"
    r"(?: cc)?(?: by)?"
)
WIKIMEDIA = "wikipedia|wikimedia(?: commons)?|wiki commons|wikicommons"
SAID: Mapping[str, tuple[str, ...]] = {
    "project-ticket": (
        (
            rf"(?:projeter|projetter|montrer|diffuser|passer|projection){BETWEEN}(?: en public)?"
            r"(?: (?:a|avec|contre|devant))?(?: un| une)?(?: public| publique| entree| seance)? payante?s?"
        ),
        r"(?:pour (?:une )?)?(?:projection|seance|diffusion)s?(?: publique)?s? payante?s?",
        (
            rf"(?:show|screen|project){BETWEEN}(?: to| with| in| at)?(?: a)? "
            r"(?:paying (?:audience|public)|paid (?:screening|event)|tickets?|entry fee)"
        ),
        r"(?:for a )?paid (?:public )?screening",
    ),
    "sell": (
        rf"(?:imprimer|print)(?: et| and| pour| to)(?: \S+)?? (?:{TO_SELL})",
        # “À imprimer sur un sac et vendre”, “I can print on a bag and sell”.
        (
            r"(?:a|pour|to|que? (?:je|on) (?:peux|peut|veux|puisse)|(?:i|we) (?:can|want to))"
            r" (?:imprimer|mettre|print|put)"
            rf"{BETWEEN} (?:et|pour|and|to)"
            rf"(?: l| les| la| le| it| them)? (?:{TO_SELL})(?: it)?"
        ),
        rf"{BUT_NOT} nc",
        r"(?:pour|a) (?:l |la |le |les |en )?(?:re)?vendre|to (?:re)?sell|for sale",
        (
            r"(?:que?|qu) (?:je (?:re)?vend(?:s|rai|rais)|on (?:re)?vend(?:ra)?|nous (?:re)?vendons)"
            r"|that (?:i|we) (?:re)?sell"
        ),
        (
            r"(?:pour (?:un |une )?)?(?:usage|utilisation) commerciale?(?: (?:autorisee?|permise?|possible|ok))"
            r"|pour (?:un |une )?(?:usage|utilisation) commerciale?|for commercial use|commercial use (?:ok|allowed)"
        ),
        # “Photo de chien usage commercial”.
        (
            r"(?P<kept>(?:photos?|images?|illustrations?|dessins?|musiques?|chansons?|sons?|bruitages?|videos?|films?)"
            r"(?: (?!(?:pas|non|sans|aucun) )\S+){0,5}?) (?:a |d |en )?(?:usage|utilisation) commerciale?"
        ),
        rf"(?:utilisables?|usable){BETWEEN} (?:commerciale?s?|commercialement|commercially|commercial)",
        (
            r"(?:pour|dans|for|in) (?:un |une |a )?(?:film|video|projet|produit|pub|publicite|clip|usage|product) "
            r"(?:commerciale?|commercial|payante?)"
        ),
    ),
    "paid-workshop": (
        r"(?:pour |dans |en )(?:un |une |mes |mon |des )?(?:atelier|formation|stage|cours)s? payante?s?",
        r"(?:for|in) a paid (?:workshop|course)",
    ),
    "adapt": (
        rf"{BUT_NOT} nd",
        (
            r"(?:a |to )?(?:modifiables?|editables?|adaptables?|editable)|libres? de modification|a modifier"
            r"|to (?:edit|modify|remix)"
        ),
    ),
    "wikimedia": (
        (
            r"(?:mettre|poster|publier|verser|deposer|ajouter|importer|televerser|utiliser|upload|put|use|add|post)"
            rf"{BETWEEN} (?:sur|dans|a|to|on|in) (?:{WIKIMEDIA})"
        ),
        rf"(?:pour|for|compatibles? (?:avec|with)|acceptee?s? (?:par|sur)) (?:{WIKIMEDIA})",
    ),
}
# What one does it with, where nothing else is said: kinds of media and of items, by the facets of those who have some.
IMPLIED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "project-ticket": {"medium": ("video",)},
    "wikimedia": {"type": ("media",)},
}
PRINTED: Mapping[str, tuple[str, ...]] = {"medium": ("image", "document")}
VERB = re.compile(rf"(?P<sell>{TO_SELL})|(?P<change>{TO_CHANGE})")
# How the licence of a work is named beside a use that it may refuse: “projection payante d'un film NC”.
NAMED: Mapping[str, re.Pattern[str]] = {
    "cc-by-nc-4.0": re.compile(r"(?<!\S)(?:(?:by )?nc|non ?commercial|non commerciale?s?)(?!\S)"),
    "cc-by-nd-4.0": re.compile(r"(?<!\S)(?:nd|no ?derivatives?)(?!\S)"),
}
NOT_NAMED = re.compile(rf"(?<!\S){BUT_NOT}(?: (?:nc|nd))+(?!\S)")


def _may(said: re.Match[str]) -> Mapping[str, tuple[str, ...]]:
    """Each thing that one wants to be allowed: “que je peux adapter et revendre”."""
    verbs = [verb.lastgroup or "" for verb in VERB.finditer(said[0])]
    return {PERMISSION.name: tuple(dict.fromkeys(verb for verb in verbs if not _is_refused(verb, said)))}


def _wished(permission: str) -> Callable[[re.Match[str]], Mapping[str, tuple[str, ...]]]:
    return lambda said: {} if _is_refused(permission, said) else {PERMISSION.name: (permission,)}


def _is_refused(permission: str, said: re.Match[str]) -> bool:
    """Whether a licence that is named beside a wish does not allow it: whoever says so asks what the rule is."""
    beside = NOT_NAMED.sub("", said.string)
    named = (catalogue.get(key) for key, pattern in NAMED.items() if pattern.search(beside))
    return any(permission not in _allowed_by(tool) for tool in named)


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
    return _allowed_by(tool) if tool else ()


@lru_cache(maxsize=1000)
def _allowed_by(tool: Tool) -> tuple[str, ...]:
    on_wikimedia = advise(tool, "wikimedia").answer in ("yes", "yes_if")
    allowed = {"sell": tool.allows_sale, "change": tool.allows_changes, "wikimedia": on_wikimedia}
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
    verb = rf"(?:{TO_SELL}|{TO_CHANGE})"
    intents.register("may", rf"{I_MAY} {verb}(?:(?: et| ou| and| or)? {verb})?(?: it)?{PRODUCT}?", _may)
    for permission, wanted in WANTED.items():
        for intent in wanted:
            for pattern in SAID.get(intent, ()):
                implied = PRINTED if pattern.startswith("(?:imprimer") else IMPLIED.get(intent)
                intents.register(permission, pattern, _wished(permission), implied=implied)
