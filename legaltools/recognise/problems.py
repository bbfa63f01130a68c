"""What may be wrong with the name of a licence, in sentences that say what to do. The codes are for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.catalogue import get
from legaltools.recognise.answer import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaltools.recognise.answer import Recognition
    from legaltools.tool import Tool

CODES = (
    "empty",
    "unknown",
    "which-licence",
    "which-version",
    "which-port",
    "no-such-version",
    "no-such-port",
    "no-such-licence",
    "not-in-catalogue",
    "several",
    "public-domain",
    "copyright-only",
    "wrong-address",
    "no-licence",
    "unlisted",
)

EMPTY = Problem(
    "empty",
    "Rien à lire ici\u00a0: collez le nom ou l’adresse d’une licence.",
    "Nothing to read here: paste the name or the address of a licence.",
)
UNKNOWN = Problem(
    "unknown",
    "Aucune licence connue n’est nommée ici. Essayez son sigle (CC BY-SA 4.0) ou son adresse.",
    "No known licence is named here. Try its short name (CC BY-SA 4.0) or its address.",
)
WHICH_LICENCE = Problem(
    "which-licence",
    "Creative Commons, c’est six licences et CC0\u00a0: laquelle\u00a0? Cherchez les lettres BY, SA, NC ou ND.",
    "Creative Commons is six licences and CC0: which one? Look for the letters BY, SA, NC or ND.",
)
EXCLUSIVE = Problem(
    "no-such-licence",
    "Aucune licence ne réunit SA et ND\u00a0: "
    "SA dit comment partager une adaptation, ND interdit d’en partager. Gardez l’un ou l’autre.",
    "No licence has both SA and ND: SA says how to share an adaptation, ND forbids sharing any. Keep one of them.",
)
PUBLIC_DOMAIN = Problem(
    "public-domain",
    "«\u00a0Domaine public\u00a0»\u00a0: sans doute la marque du domaine public, si la protection a pris fin. "
    "Si l’auteur·ice a renoncé à ses droits, c’est CC0. Regardez la source.",
    "“Public domain”: probably the Public Domain Mark, if protection has ended. "
    "If the author gave up their rights, it is CC0. Look at the source.",
)
COPYRIGHT_ONLY = Problem(
    "copyright-only",
    "Le texte dit que l’œuvre est protégée, mais ne nomme aucune licence\u00a0: "
    "sans autorisation, tous les droits sont réservés.",
    "The text says the work is under copyright but names no licence: without permission, all rights are reserved.",
)
WRONG_HOST = Problem(
    "wrong-address",
    "Cette adresse n’est pas celle de Creative Commons\u00a0: leurs licences sont sur creativecommons.org.",
    "This address is not Creative Commons’: their licences are on creativecommons.org.",
)
NO_LICENCE_THERE = Problem(
    "wrong-address",
    "Cette page de creativecommons.org n’est pas une licence\u00a0: "
    "leurs adresses commencent par creativecommons.org/licenses/ ou /publicdomain/.",
    "This page of creativecommons.org is not a licence: "
    "their addresses begin with creativecommons.org/licenses/ or /publicdomain/.",
)
ADDRESS_ENDS_EARLY = Problem(
    "wrong-address",
    "Cette adresse s’arrête avant le nom de la licence\u00a0: il devrait suivre, comme dans "
    "creativecommons.org/licenses/by-sa/4.0/.",
    "This address stops before the name of the licence: it should follow, as in "
    "creativecommons.org/licenses/by-sa/4.0/.",
)


def no_such_address(unit: str, candidates: Sequence[str]) -> Problem:
    """Say that Creative Commons has no licence at this address; `candidates` are the keys it may have meant."""
    if not candidates:
        return Problem(
            "wrong-address",
            f"Creative Commons n’a pas de licence «\u00a0{unit}\u00a0»\u00a0: les leurs sont by, by-sa, by-nc, "
            "by-nd, by-nc-sa et by-nc-nd.",
            f"Creative Commons has no licence “{unit}”: theirs are by, by-sa, by-nc, by-nd, by-nc-sa and by-nc-nd.",
        )
    best = get(candidates[0])
    return Problem(
        "wrong-address",
        f"Il n’y a pas de licence à cette adresse. Peut-être {best.label}, dont l’adresse est {best.url}\u00a0?",
        f"There is no licence at this address. Perhaps {best.label}, whose address is {best.url}?",
    )


def which_version(name: str, best: Tool) -> Problem:
    """Say that the name has no version; `best` is the one in use today, or the only one known here."""
    return Problem(
        "which-version",
        f"«\u00a0{name}\u00a0» sans version\u00a0: laquelle\u00a0? La plus récente est {best.label}.",
        f"“{name}” has no version: which one? The latest is {best.label}.",
    )


def which_port(labels: Sequence[str]) -> Problem:
    """Say that the name is used both by the general licence and by one country's."""
    return Problem(
        "which-port",
        f"Ce nom est celui de deux licences\u00a0: {listed(labels, 'et')}. Laquelle\u00a0? Son adresse le dit.",
        f"Two licences go by this name: {listed(labels, 'and')}. Which one? Its address tells.",
    )


def no_such_version(name: str, versions: Sequence[str]) -> Problem:
    """Say that this version was never published; `versions` are those that were."""
    return Problem(
        "no-such-version",
        f"{name} n’existe pas. {_versions_fr(versions)}.",
        f"There is no {name}. {_versions_en(versions)}.",
    )


def no_such_port(name: str, tool: Tool, versions: Sequence[str]) -> Problem:
    """Say that this version was never adapted to that country. `tool` is the same version for all countries."""
    if tool.version == "4.0" or not tool.is_licence:
        french = "fr" in tool.legalcode_languages
        return Problem(
            "no-such-port",
            f"{name} n’existe pas\u00a0: {tool.label} vaut dans tous les pays"
            + (" et a un texte officiel en français." if french else "."),
            f"There is no {name}: {tool.label} holds in every country"
            + (" and has an official French text." if french else "."),
        )
    return Problem(
        "no-such-port",
        f"{name} n’existe pas. "
        + (f"Pour ce pays\u00a0: {listed(versions, 'et')}." if versions else "Ce pays n’a pas de version à lui."),
        f"There is no {name}. "
        + (f"For that country: {listed(versions, 'and')}." if versions else "That country has no version of its own."),
    )


def no_such_licence(name: str, instead: Tool) -> Problem:
    """Say that no licence has these elements; `instead` is the nearest that exists."""
    return Problem(
        "no-such-licence",
        f"{name} n’existe pas. Peut-être {instead.label}\u00a0?",
        f"There is no {name}. Perhaps {instead.label}?",
    )


def not_in_catalogue(name: str, tool: Tool) -> Problem:
    """Say that only another version of this licence is known here."""
    return Problem(
        "not-in-catalogue",
        f"{name} n’est pas au catalogue\u00a0: seule {tool.label} y est.",
        f"{name} is not in the catalogue: only {tool.label} is.",
    )


def unlisted(names: Sequence[str]) -> Problem:
    """Say that licences are named which the catalogue does not hold: there is a licence, whose text is to be read."""
    if len(names) > 1:
        return Problem(
            "unlisted",
            f"Des licences sont nommées, que ce site ne connaît pas\u00a0: {listed(names, 'et')}. Lisez leur texte "
            "avant de reprendre l’œuvre\u00a0: il dit ce qui est permis, et à quelles conditions.",
            f"Licences are named that this site does not know: {listed(names, 'and')}. Read their text before you use "
            "the work: it says what is allowed, and on what terms.",
        )
    return Problem(
        "unlisted",
        f"Une licence est nommée, que ce site ne connaît pas\u00a0: {names[0]}. Lisez son texte avant de reprendre "
        "l’œuvre\u00a0: il dit ce qui est permis, et à quelles conditions.",
        f"A licence is named that this site does not know: {names[0]}. Read its text before you use the work: "
        "it says what is allowed, and on what terms.",
    )


def several(labels: Sequence[str]) -> Problem:
    """Say that the text names more than one licence, each as it is named."""
    return Problem(
        "several",
        f"Plusieurs licences sont nommées\u00a0: {listed(labels, 'et')}. Laquelle vaut ici\u00a0?",
        f"Several licences are named: {listed(labels, 'and')}. Which one holds here?",
    )


def label(mention: Recognition) -> str:
    """Give what a mention is called: its licence, else what was read, which may have no version."""
    if mention.tool:
        return mention.tool.label
    return mention.name or (get(mention.candidates[0]).label if mention.candidates else "")


def _versions_fr(versions: Sequence[str]) -> str:
    if len(versions) == 1:
        return f"La seule version est la {versions[0]}"
    return f"Versions publiées\u00a0: {listed(versions, 'et')}"


def _versions_en(versions: Sequence[str]) -> str:
    if len(versions) == 1:
        return f"The only version is {versions[0]}"
    return f"Published versions: {listed(versions, 'and')}"


def listed(items: Sequence[str], last: str) -> str:
    """Give the items as a sentence lists them, with `last` before the last one."""
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1])))
