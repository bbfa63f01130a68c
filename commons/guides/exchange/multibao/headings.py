"""What the headings of a sheet announce, in the words their authors use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commons.guides.exchange.document import SECTION_KINDS, section_kind

if TYPE_CHECKING:
    from commons.guides.exchange.sections import Part

_SECTIONS = (
    ("introduction", r"presentation|introduction|definition|de quoi s'agit-il|qu'est-ce que c'est|apercu"),
    ("preparation", r"preparation|preparation/.*"),
    ("room", r"lieu|cadre et lieu|installation"),
    ("prerequisites", r"prerequis"),
    (
        "tips",
        r"conseils|recommandations.*|conditions de reussite|consignes aux facilitateurs|autres bonnes.*|details",
    ),
    ("variants", r"variantes?|suggestions?"),
    ("limits", r"(?:avantages|interets)(?: et | / |/)limites|avantages|limites|les plus|les moins"),
    ("safety", r"points de vigilance.*"),
    ("feedback", r"retours? d'experience.*|experience|temoignages?|etudes de cas"),
    ("further", r"lectures|aller plus loin|pour aller plus loin|ressources|references et ressources"),
    ("sources", r"sources?|references|bibliographie"),
)
KINDS = [kind for kind in SECTION_KINDS if kind != "other"]
_RUN = re.compile(
    r"procedure|preparation/deroulement|deroulement(?: (?:du|de) .*)?|deroule|(?:les )?etapes|le deroulement.*|methode|"
    r"la methode|methodologie|methode par etapes|le processus|mise en oeuvre|"
    r"de quelle maniere .*|consignes aux participants|en pratique|"
    r"(?:the )?steps|instructions|how it goes|running order|step by step",
)
_BESIDE_THE_RUN = re.compile(r"utilisations possibles")
# Chapters that some sheets write one level too deep.
_CHAPTER = re.compile(r"sources?$|compilation|lectures$|avantages et limites$|contributeurs$")
_PRACTICAL = re.compile(
    r"informations? (?:pratiques?|generales?)|infos?(?: pratiques)?$|en bref|fiche technique|carte d'identite|duree|"
    r"public|lieu|compilation|contributeurs|historique|histoire"
)
_OBJECTIVES = re.compile(
    r"a quoi ca sert|objectifs?(?: (?:de|du) .*| pedagogiques?)?|pourquoi utiliser ce procede|"
    r"(?:learning )?(?:objectives|goals|aims|outcomes)"
)
_MATERIALS = re.compile(
    r"materiel(?: (?:necessaire|a prevoir|requis))?|ingredients|fournitures|liste des fournitures.*|"
    r"materials?|equipment|supplies|what you (?:will )?need|what to bring"
)
_HELPERS = re.compile(r"compilation|contributeurs")
IN_ONE_SENTENCE = "en une phrase"
GENERIC_TITLES = {"contribution multibao", ""}


def kind_of(part: Part) -> str:
    """The optional section of a guide that a heading names, or nothing."""
    own = next((kind for kind, pattern in _SECTIONS if re.fullmatch(pattern, part.key)), "")
    return own or section_kind(part.key)


def is_run(part: Part) -> bool:
    return bool(_RUN.fullmatch(part.key))


def is_beside_the_run(part: Part) -> bool:
    return bool(_BESIDE_THE_RUN.fullmatch(part.key))


def names_objectives(part: Part) -> bool:
    return bool(_OBJECTIVES.fullmatch(part.key))


def names_materials(part: Part) -> bool:
    return bool(_MATERIALS.fullmatch(part.key))


def names_helpers(part: Part) -> bool:
    return bool(_HELPERS.match(part.key))


def has_place(part: Part) -> bool:
    """Whether a heading is one of those that a guide keeps somewhere of their own."""
    named = (names_objectives, names_materials, names_helpers, is_run, is_beside_the_run)
    return bool(kind_of(part)) or any(names(part) for names in named)


def names_what_opens(part: Part) -> bool:
    """Whether a heading is one of those above a sheet: the sentence that says it, and practical matters."""
    return part.key == IN_ONE_SENTENCE or bool(_PRACTICAL.fullmatch(part.key))


def holds_a_list(part: Part) -> bool:
    return names_objectives(part) or names_materials(part)


def is_practical(key: str) -> bool:
    """Whether a chapter tells about the sheet or the workshop rather than how it goes."""
    return bool(_PRACTICAL.search(key))


def without_title(parts: list[Part]) -> list[Part]:
    """The first heading of level 1 is the title: its text joins what comes before, later ones are chapters."""
    title = next((part for part in parts if part.level == 1), None)
    if title is None:
        return parts
    parts[0].nodes += title.nodes
    rest = [part for part in parts if part is not title]
    for part in rest:
        part.level = (2 if _CHAPTER.match(part.key) else max(part.level, 2)) if part.title else 0
    return rest
