"""What each version of the Creative Commons licences changed, as facts with the clause that says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from legaltools.catalogue import all_tools
from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaltools.tool import Tool


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a version says and the one before it did not. `clause` is a place in that version's text."""

    version: str
    fr: str
    en: str
    clause: str

    def text(self, language: str) -> str:
        """Give the sentence in French or English."""
        return choose(language, fr=self.fr, en=self.en)


def _any(_tool: Tool) -> bool:
    return True


def _forbids_changes(tool: Tool) -> bool:
    return not tool.allows_changes


def _by_sa(tool: Tool) -> bool:
    return tool.unit == "by-sa"


def _shares_alike(tool: Tool) -> bool:
    return tool.share_alike


def _may_be_changed(tool: Tool) -> bool:
    return tool.allows_changes


# Read in the legal codes of each version. Whom a change concerns, then the change.
_CHANGES: tuple[tuple[Callable[[Tool], bool], Change], ...] = (
    (_any, Change(
        "2.0",
        "L’adresse de la source fait partie du crédit, si elle mène à la mention de droits ou à la licence.",
        "The address of the source is part of the credit, if it leads to the rights notice or the licence.",
        "4",
    )),
    (_shares_alike, Change(
        "2.0",
        "Une adaptation peut porter une version plus récente de la licence, ou sa version d’un autre pays.",
        "An adaptation may carry a later version of the licence, or its version for another country.",
        "4",
    )),
    (_any, Change(
        "2.5",
        "On peut demander que soient aussi nommés un éditeur, un mécène ou une revue.",
        "A publisher, a sponsor or a journal may be named too, when the author asks.",
        "4",
    )),
    (_may_be_changed, Change(
        "3.0",
        "Une adaptation doit dire clairement qu’elle a changé l’original.",
        "An adaptation must say clearly that it changed the original.",
        "3(b)",
    )),
    (_by_sa, Change(
        "3.0",
        "Une adaptation peut aussi porter une licence que Creative Commons déclare compatible.",
        "An adaptation may also carry a licence that Creative Commons declares compatible.",
        "4(b)",
    )),
    (_any, Change(
        "4.0",
        "Un seul texte pour tous les pays, traduit officiellement\u00a0: il n’y a plus de version par pays.",
        "One text for every country, officially translated: there are no more versions by country.",
        "",
    )),
    (_any, Change(
        "4.0",
        "Le titre n’est plus obligatoire dans le crédit\u00a0; il reste bienvenu.",
        "The title is no longer required in the credit; it is still welcome.",
        "3(a)(1)(A)",
    )),
    (_any, Change(
        "4.0",
        "Un lien vers une page qui donne tout le crédit suffit, ce qui aide sur une affiche ou dans une vidéo.",
        "A link to a page that gives the whole credit is enough, which helps on a poster or in a video.",
        "3(a)(2)",
    )),
    (_any, Change(
        "4.0",
        "Toute modification se signale, et l’on garde la mention de celles d’avant.",
        "Every modification is indicated, and earlier indications are kept.",
        "3(a)(1)(B)",
    )),
    (_forbids_changes, Change(
        "4.0",
        "On peut adapter pour soi, sans le partager.",
        "One may adapt it for oneself, without sharing the result.",
        "2(a)(1)(B)",
    )),
    (_by_sa, Change(
        "4.0",
        "Une adaptation peut porter la Licence Art Libre 1.3, ou la GPLv3 pour du code.",
        "An adaptation may carry the Free Art License 1.3, or GPLv3 for code.",
        "3(b)(1)",
    )),
    (_any, Change(
        "4.0",
        "Les droits sur les bases de données sont compris.",
        "Rights in databases are included.",
        "4",
    )),
    (_any, Change(
        "4.0",
        "Une erreur corrigée dans les 30\u00a0jours après l’avoir découverte rend les droits.",
        "A mistake cured within 30 days of its discovery gives the rights back.",
        "6(b)(1)",
    )),
)  # fmt: skip


def changes(tool: Tool) -> tuple[Change, ...]:
    """Give what each version changed for this licence, newest first; () for what has no versions.

    Retired licences and public domain tools have none to compare.
    """
    if not has_versions(tool):
        return ()
    own = [change for concerns, change in _CHANGES if concerns(tool)]
    return tuple(sorted(own, key=lambda change: change.version, reverse=True))


def later_changes(tool: Tool) -> tuple[Change, ...]:
    """Give what this version does not have yet and later ones have, newest first."""
    return tuple(change for change in changes(tool) if change.version > tool.version)


def has_versions(tool: Tool) -> bool:
    """Whether it is one of the six licences that went through the versions, under whatever name."""
    return tool.is_cc and tool.is_licence and not tool.is_retired and tool.family != "other"


@lru_cache(maxsize=256)
def general_versions(tool: Tool) -> tuple[Tool, ...]:
    """Give the same licence in every version meant for all countries, newest first, itself included."""
    if not has_versions(tool):
        return ()
    same = [other for other in all_tools() if other.is_cc and other.family == tool.family and not other.jurisdiction]
    return tuple(sorted(same, key=lambda other: other.version, reverse=True))
