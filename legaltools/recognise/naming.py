"""From what a name says (elements, version, country) to the tool it names, or to why it names none.

A name never has a version invented for it: without one, only a licence that has a single version is certain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from legaltools.catalogue import CURRENT, all_tools, get
from legaltools.recognise import problems
from legaltools.recognise.answer import Problem, Recognition
from legaltools.recognise.countries import country_label
from legaltools.recognise.words import country_meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from legaltools.tool import Tool

# Problems that another mention may solve; the others are contradicted by it.
_LEFT_OPEN = {"which-version", "which-port", "which-licence", "public-domain"}

# The only licences of these names that the catalogue holds. `True`: no other version was ever published.
_SINGLE = {
    "zero": ("CC0", "cc0-1.0", True),
    "mark": ("PDM", "pdm-1.0", True),
    "certification": ("CC PDDC", "certification-1.0-us", True),
    "odbl": ("ODbL", "odbl-1.0", True),
    "odc-by": ("ODC-By", "odc-by-1.0", True),
    "pddl": ("PDDL", "pddl-1.0", True),
    "etalab": ("Licence Ouverte", "etalab-2.0", False),
    "licence ouverte": ("Licence Ouverte", "etalab-2.0", False),
    "lal": ("Licence Art Libre", "lal-1.3", False),
    "gfdl": ("GFDL", "gfdl-1.3", False),
    "gpl": ("GPL", "gpl-3.0", False),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """What was read in one name. `name` is a unit of `words`; `elements` are BY, SA…; either may be empty.

    `maybe_french`: the words are those of the French port 2.0, whose own title does not name its country.
    """

    anchored: bool = False
    name: str = ""
    elements: frozenset[str] = frozenset()
    versions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    maybe_french: bool = False

    @property
    def unit(self) -> str:
        """The unit as Creative Commons spells it; versions 1.0 put ND before NC."""
        if "SAMPLING+" in self.elements:
            return "nc-sampling+" if "NC" in self.elements else "sampling+"
        if special := self.elements & {"SAMPLING", "DEVNATIONS"}:
            return min(special).lower()
        unit = "-".join(element.lower() for element in ("BY", "NC", "ND", "SA") if element in self.elements)
        if unit == "by-nc-nd" and self.versions == ("1.0",):
            return "by-nd-nc"
        return {"nc-nd": "nd-nc"}.get(unit, unit)

    @property
    def label(self) -> str:
        return " ".join(["CC", self.unit.upper(), *self.versions, *map(country_label, self.countries)])


@lru_cache(maxsize=512)
def identify(naming: Naming) -> Recognition:
    """Give the tool that was named, or the problem and the tools it may have been."""
    recognition = _identified(naming)
    return recognition if recognition.tool or recognition.name else replace(recognition, name=_name(naming))


def _identified(naming: Naming) -> Recognition:
    if len(naming.versions) > 1 or len(naming.countries) > 1:
        return _several(naming)
    if naming.name:
        return _by_name(naming)
    if not naming.elements:
        return Recognition(None, problems.WHICH_LICENCE, tuple(key for key in CURRENT if key != "pdm-1.0"))
    if {"SA", "ND"} <= naming.elements:
        return _exclusive(naming)
    return _by_elements(naming)


def _name(naming: Naming) -> str:
    """What was read, without a version that nobody wrote."""
    if naming.elements:
        return naming.label
    single = _SINGLE.get(naming.name)
    return " ".join([single[0], *naming.versions, *map(country_label, naming.countries)]) if single else ""


def merge(mentions: Sequence[Recognition]) -> Recognition:
    """Give what several mentions say together: one licence if all can agree on it, otherwise all that were named."""
    tools = list(dict.fromkeys(recognition.tool for recognition in mentions if recognition.tool))
    if len(tools) == 1 and all(agrees(tools[0], one) for one in mentions):
        return Recognition(tools[0])
    distinct = list(dict.fromkeys(mentions))
    return distinct[0] if len(distinct) == 1 else together(distinct)


def together(mentions: Sequence[Recognition]) -> Recognition:
    """Give all that was named, none for certain."""
    candidates = dict.fromkeys(key for one in mentions for key in ([one.tool.key] if one.tool else one.candidates))
    labels = list(dict.fromkeys(filter(None, map(problems.label, mentions))))
    if {one.problem for one in mentions} == {mentions[0].problem} and mentions[0].problem:
        return replace(mentions[0], candidates=tuple(candidates))
    return Recognition(None, problems.several(labels) if labels else problems.UNKNOWN, tuple(candidates))


def agrees(tool: Tool, mention: Recognition) -> bool:
    """Tell whether a mention names this tool, or leaves open what this tool says."""
    left_open = mention.problem is not None and mention.problem.code in _LEFT_OPEN
    return mention.tool == tool or (left_open and tool.key in mention.candidates)


def _several(naming: Naming) -> Recognition:
    pairs = [(v, c) for v in naming.versions or ("",) for c in naming.countries or ("",)]
    mentions = [
        identify(replace(naming, versions=(v,) if v else (), countries=(c,) if c else ()))
        for v, c in dict.fromkeys(pairs)
    ]
    return merge(mentions)


def _by_name(naming: Naming) -> Recognition:
    if naming.name in {"all-rights-reserved", "by-permission"}:
        return Recognition(get(naming.name))
    if naming.name == "copyrighted":
        return Recognition(None, problems.COPYRIGHT_ONLY, ("all-rights-reserved",))
    if naming.name == "public domain":
        return Recognition(None, problems.PUBLIC_DOMAIN, ("pdm-1.0", "cc0-1.0"))
    return _single(naming)


def _single(naming: Naming) -> Recognition:
    name, key, only = _SINGLE[naming.name]
    tool = get(key)
    if naming.countries and naming.countries != (tool.jurisdiction,):
        full = " ".join([name, *naming.versions, country_label(naming.countries[0])])
        return Recognition(None, problems.no_such_port(full, tool, ()), (key,))
    if naming.versions == (tool.version,) or (only and not naming.versions):
        return Recognition(tool)
    return Recognition(None, _single_problem(naming, name, tool, only=only), (key,))


def _single_problem(naming: Naming, name: str, tool: Tool, *, only: bool) -> Problem:
    if not naming.versions:
        return problems.which_version(name, tool)
    full = f"{name} {naming.versions[0]}"
    return problems.no_such_version(full, (tool.version,)) if only else problems.not_in_catalogue(full, tool)


def _exclusive(naming: Naming) -> Recognition:
    namings = [replace(naming, elements=naming.elements | {"BY"} - {other}, countries=()) for other in ("ND", "SA")]
    units = ["by-nc-sa", "by-nc-nd"] if "NC" in namings[0].elements else ["by-sa", "by-nd"]
    return Recognition(None, problems.EXCLUSIVE, tuple(f"cc-{unit}-4.0" for unit in units))


def _by_elements(naming: Naming) -> Recognition:
    editions = _editions().get(naming.unit)
    if editions is None:
        return Recognition(None, problems.UNKNOWN)
    if not naming.versions:
        return _without_version(naming, editions)
    version, country = naming.versions[0], "".join(naming.countries)
    if naming.maybe_french and version == "2.0" and not country:
        both = [editions[key] for key in ((version, "fr"), (version, "")) if key in editions]
        return Recognition(None, problems.which_port([tool.label for tool in both]), _keys(both))
    tool = editions.get((version, country))
    return Recognition(tool) if tool else _missing(naming, editions)


def _without_version(naming: Naming, editions: Mapping[tuple[str, str], Tool]) -> Recognition:
    country = "".join(naming.countries)
    if len({version for version, _ in editions}) == 1 and not country:
        return Recognition(next(iter(editions.values())))
    likely = [tool for tool in editions.values() if tool.jurisdiction in ({country} if country else {"", "fr"})]
    if country and not likely and (general := editions.get(("4.0", ""))):
        return Recognition(None, problems.no_such_port(naming.label, general, ()), (general.key,))
    if country and not likely:
        return _missing(replace(naming, versions=("",)), editions)
    candidates = [*_with_credit(naming, "4.0"), *_newest_first(likely)]
    return Recognition(None, problems.which_version(naming.label, candidates[0]), _keys(candidates))


def _missing(naming: Naming, editions: Mapping[tuple[str, str], Tool]) -> Recognition:
    version, country = naming.versions[0], "".join(naming.countries)
    same_version = [tool for tool in editions.values() if tool.version == version]
    meant = country_meant(country)
    same_country = _newest_first([tool for tool in editions.values() if meant and tool.jurisdiction == meant])
    general = editions.get((version, ""))
    if with_credit := _with_credit(naming, version):
        return Recognition(None, problems.no_such_licence(naming.label, with_credit[0]), _keys(with_credit))
    if country and general:
        labels = [tool.label for tool in same_country]
        return Recognition(None, problems.no_such_port(naming.label, general, labels), _keys([general, *same_country]))
    versions = sorted({tool.version for tool in editions.values() if tool.jurisdiction == ""})
    candidates = [*same_version, *same_country] or _newest_first(_unported(editions))
    return Recognition(None, problems.no_such_version(naming.label, versions), _keys(candidates))


def _with_credit(naming: Naming, version: str) -> list[Tool]:
    """Give the licence that was probably meant when BY is left out, as in "CC NC-SA"."""
    if "BY" in naming.elements or not naming.elements <= {"SA", "NC", "ND"}:
        return []
    unit = replace(naming, elements=naming.elements | {"BY"}, versions=(version,)).unit
    tool = _editions().get(unit, {}).get((version, ""))
    return [tool] if tool else []


def _unported(editions: Mapping[tuple[str, str], Tool]) -> list[Tool]:
    return [tool for tool in editions.values() if not tool.jurisdiction]


def _newest_first(tools: Sequence[Tool]) -> list[Tool]:
    return sorted(tools, key=lambda tool: (tool.version, not tool.jurisdiction), reverse=True)


def _keys(tools: Sequence[Tool]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tool.key for tool in tools))


@cache
def _editions() -> Mapping[str, Mapping[tuple[str, str], Tool]]:
    """Give, for each unit of Creative Commons, its tools by version and country."""
    editions: dict[str, dict[tuple[str, str], Tool]] = {}
    for tool in all_tools():
        editions.setdefault(tool.unit, {})[tool.version, tool.jurisdiction] = tool
    return editions
