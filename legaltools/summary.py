"""What a licence lets people do, asks and forbids, in a few plain words for a licence box.

The words fit a guide, an image or a sound alike: no pronoun for the work, so no gender. They say what every version
of a licence has in common; duties by version are the credit's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaltools.languages import choose

if TYPE_CHECKING:
    from legaltools.tool import Tool

Symbol = Literal["share", "change", "sell", "credit", "same"]

_Words = tuple[Symbol, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that may, must or may not be done. `struck` draws the symbol crossed out."""

    symbol: Symbol
    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The three lists of a licence box: "Vous pouvez", "Vous devez", "Vous ne pouvez pas". Any may be empty."""

    can: tuple[Line, ...]
    must: tuple[Line, ...]
    cannot: tuple[Line, ...]


_SHARE: _Words = ("share", "partager, imprimer, projeter, diffuser", "share, print, show, broadcast")
_CHANGE: _Words = ("change", "adapter à votre groupe, traduire, recomposer", "adapt to your group, translate, rework")
_SELL: _Words = ("sell", "utiliser dans un atelier payant, vendre", "use in a paid workshop, sell")
_SAMPLE: _Words = ("change", "reprendre des extraits dans une création à vous", "use samples in a creation of yours")
_SHARE_FREELY: _Words = ("share", "partager sans but commercial", "share without commercial purpose")

_CREDIT: _Words = (
    "credit",
    "créditer les autrices et auteurs, nommer la licence",
    "credit the authors and name the licence",
)
_SAY_CHANGES: _Words = ("change", "dire ce que vous avez changé", "say what you changed")
_SAME: _Words = ("same", "partager votre version sous la même licence", "share your version under the same licence")
_NOTICE: _Words = ("credit", "garder la mention de la licence", "keep the licence notice")
_ASK: _Words = (
    "credit",
    "demander l’accord des autrices et auteurs avant toute réutilisation",
    "ask the authors before any reuse",
)

_ASK_THE_KEEPER: _Words = (
    "credit",
    "demander à l’organisme qui met l’œuvre à disposition ce qui est permis",
    "ask whoever makes the work available what is allowed",
)

_NO_SALE: _Words = ("sell", "pas de vente ni d’usage commercial", "no sale, no commercial use")
_NO_CHANGE: _Words = ("change", "pas de version modifiée partagée", "no sharing of a changed version")
_NO_CHANGE_AT_ALL: _Words = ("change", "pas de modification", "no changes")
_NO_COPY: _Words = ("share", "pas de copie de l’ensemble", "no copies of the whole")
_NO_SALE_OF_WHOLE: _Words = ("sell", "pas de vente de l’ensemble", "no sale of the whole")
_NOT_HERE: _Words = (
    "share",
    "pas d’usage dans un pays à revenu élevé, dont la France",
    "no use in high-income countries, such as France",
)
_NOTHING: tuple[_Words, ...] = (
    ("share", "pas de partage sans accord", "no sharing without agreement"),
    ("change", "pas d’adaptation sans accord", "no adaptation without agreement"),
    ("sell", "pas de vente sans accord", "no sale without agreement"),
)

_NAME_THE_DATABASE: _Words = ("credit", "citer la base de données et sa licence", "name the database and its licence")

# Licences whose duties are not said well by the common words.
_OWN_CREDIT: dict[str, _Words] = {
    "etalab": (
        "credit",
        "citer la source et la date de sa dernière mise à jour",
        "name the source and the date of its last update",
    ),
    "lal": (
        "credit",
        "créditer les autrices et auteurs, dire où trouver l’original, joindre la licence ou son adresse",
        "credit the authors, say where the original is, give the licence or its address",
    ),
    "odbl": _NAME_THE_DATABASE,
    "odc-by": _NAME_THE_DATABASE,
    "gpl": (
        "credit",
        "garder les mentions de la licence, joindre son texte et le code source",
        "keep the licence notices, include its text and the source code",
    ),
    "gfdl": (
        "credit",
        "créditer les autrices et auteurs, joindre le texte de la licence",
        "credit the authors and include the text of the licence",
    ),
}
_OWN_SAME: dict[str, _Words] = {
    "odbl": (
        "same",
        "partager votre version de la base sous la même licence",
        "share your version of the database under the same licence",
    ),
}
# What statements of rightsstatements.org allow by themselves; for the others, only whoever made them knows.
_STATED: dict[str, tuple[_Words, ...]] = {
    "inc-edu": (("share", "utiliser pour enseigner", "use for teaching"),),
    "inc-nc": (("share", "utiliser sans but commercial", "use without commercial purpose"),),
    "noc-nc": (
        _SHARE_FREELY,
        ("change", "adapter sans but commercial", "adapt without commercial purpose"),
    ),
}
_CHANGES_UNTOLD = {"etalab", "odbl", "odc-by"}
_IN_COPYRIGHT = {"inc-ow-eu", "inc-ruu"}
_SAMPLING = {"sampling", "sampling+", "nc-sampling+"}


def summarise(tool: Tool, language: str) -> Summary:
    """Say in French (`fr…`) or English (anything else) what may, must and may not be done with a work under `tool`."""
    return Summary(
        can=tuple(_line(words, language) for words in _can(tool)),
        must=tuple(_line(words, language) for words in _must(tool)),
        cannot=tuple(_line(words, language, struck=True) for words in _cannot(tool)),
    )


def _line(words: _Words, language: str, *, struck: bool = False) -> Line:
    symbol, fr, en = words
    return Line(symbol, choose(language, fr=fr, en=en), struck)


def _can(tool: Tool) -> list[_Words]:
    if tool.unit in _SAMPLING:
        return [_SAMPLE] if tool.unit == "sampling" else [_SHARE_FREELY, _SAMPLE]
    if tool.is_reserved:
        return list(_STATED.get(tool.unit, ()))
    allowed = ((tool.allows_sharing, _SHARE), (tool.allows_changes, _CHANGE), (tool.allows_sale, _SELL))
    return [words for is_allowed, words in allowed if is_allowed]


def _must(tool: Tool) -> list[_Words]:
    if tool.is_reserved:
        return [_ASK_THE_KEEPER if _is_unsettled(tool) else _ASK]
    if tool.is_public_domain or not tool.requires:
        return []
    duties = [_OWN_CREDIT.get(tool.unit, _CREDIT if tool.needs_credit else _NOTICE)]
    if tool.allows_changes and (tool.needs_credit or tool.for_software) and tool.unit not in _CHANGES_UNTOLD:
        duties.append(_SAY_CHANGES)
    if tool.share_alike:
        duties.append(_OWN_SAME.get(tool.unit, _same(tool)))
    return duties


def _same(tool: Tool) -> _Words:
    symbol, fr, en = _SAME
    return (symbol, f"{fr}\u00a0(SA)", f"{en}\u00a0(SA)") if tool.is_cc else _SAME


def _cannot(tool: Tool) -> list[_Words]:
    if tool.is_reserved:
        return [] if _is_unsettled(tool) else list(_NOTHING)
    if "HighIncomeNationUse" in tool.prohibits:
        return [_NOT_HERE]
    if tool.unit in _SAMPLING:
        whole = _NO_COPY if tool.unit == "sampling" else _NO_SALE_OF_WHOLE
        return [_NO_SALE] if tool.unit == "nc-sampling+" else [whole]
    refused = ((tool.allows_changes, _no_change(tool)), (tool.allows_sale, _NO_SALE))
    return [words for is_allowed, words in refused if not is_allowed]


def _is_unsettled(tool: Tool) -> bool:
    """A statement that leaves something allowed, or that does not know."""
    return tool.only_states_facts and tool.unit not in _IN_COPYRIGHT


def _no_change(tool: Tool) -> _Words:
    """Until 4.0 a changed version could not even be made; 4.0 section 2(a)(1)(B) only forbids sharing it."""
    return _NO_CHANGE if tool.version == "4.0" else _NO_CHANGE_AT_ALL
