"""The words that name licences, in French, English, Spanish and Portuguese, and what each stands for.

French has had four vocabularies: 2.0 and Luxembourg ("Paternité", "Partage Des Conditions Initiales A l'Identique"),
3.0 ("Partage à l'Identique"), the 4.0 legal code ("Utilisation non commerciale", "Pas d'Œuvre dérivée") and the deeds
("Pas d'Utilisation Commerciale", "Pas de Modification"); Belgium adds "Non Commercial". All map to the same elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from functools import cache
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from legaltools.catalogue import all_tools
from legaltools.recognise.countries import countries_without_port, country_of
from legaltools.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Kind(IntEnum):
    """What a phrase does in the name of a licence. Whole numbers, which are the quickest to look up."""

    ANCHOR = auto()  # Creative Commons itself
    LICENCE = auto()  # "licence", "sous": what follows is likely to be a name
    CODE = auto()  # elements by their letters: BY, SA
    ELEMENT = auto()  # an element in words
    NAME = auto()  # a whole name: CC0, Licence Art Libre
    COUNTRY = auto()
    NO_COUNTRY = auto()  # "international", "unported"
    FILLER = auto()  # what names carry and that says nothing


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for. `anchored`: it says Creative Commons too, as "CCBYSA" and "CCA" do."""

    kind: Kind
    values: tuple[str, ...] = ()
    anchored: bool = False


_ELEMENTS = {
    "BY": ("attribution", "paternite", "mention de la paternite", "nommez l auteur", "citez l auteur",
           "reconocimiento", "atribucion", "atribuicao"),
    "SA": (
        "sharealike", "share alike", "partage dans les memes conditions", "partage a l identique",
        "partage selon les memes conditions", "partage aux memes conditions", "meme partage",
        "partage des conditions initiales a l identique", "partage a l identique des conditions initiales",
        "compartirigual", "compartir igual", "compartilhaigual", "compartilha igual", "partilha nos mesmos termos",
    ),
    "NC": (
        "noncommercial", "non commercial", "non commerciale", "no commercial use", "non commercial use",
        "noncommercial use", "pas d utilisation commerciale", "pas d usage commercial", "utilisation non commerciale",
        "usage non commercial", "sans utilisation commerciale", "pas d utilisations commerciales",
        "nocomercial", "no comercial", "naocomercial", "nao comercial",
    ),
    "ND": (
        "noderivs", "no derivs", "noderivatives", "no derivatives", "noderivative works", "no derivative works",
        "no derivative", "noderivativeworks", "pas de modification", "pas de modifications", "pas d oeuvre derivee",
        "pas d oeuvres derivees", "pas de travaux derives", "pas de derives", "sans modification",
        "aucune modification", "sans oeuvre derivee", "sinderivadas", "sin derivadas", "sinobraderivada",
        "sin obra derivada", "sin obras derivadas", "semderivacoes", "sem derivacoes", "semderivados", "sem derivados",
    ),
    "SAMPLING": ("sampling", "echantillonnage"),
    "SAMPLING+": ("sampling+", "sampling plus"),
    "DEVNATIONS": ("devnations", "developing nations", "pays en voie de developpement"),
}  # fmt: skip

# Names that are not made of elements, and the unit of the catalogue they mean.
_NAMES = {
    "zero": ("cc0", "cc 0", "cc zero", "creative commons zero", "creative commons 0", "publicdomain zero"),
    "mark": ("pdm", "cc pdm", "public domain mark", "marque du domaine public", "marque domaine public"),
    "certification": ("pddc", "cc pddc", "public domain certification"),
    "public domain": (
        "domaine public", "public domain", "dans le domaine public", "in the public domain", "to the public domain",
    ),
    "etalab": (
        "etalab", "licence ouverte etalab", "etalab licence ouverte", "licence ouverte d etalab",
        "licence etalab", "lov", "licence ouverte open licence", "open licence etalab",
    ),
    "licence ouverte": ("licence ouverte", "open licence", "open license"),
    "lal": (
        "licence art libre", "free art license", "free art licence", "lal", "fal", "licence artlibre", "art libre",
        "license art libre",
    ),
    "odbl": ("odbl", "open database license", "open database licence", "odc odbl", "licence odbl"),
    "gfdl": (
        "gfdl", "gnu fdl", "gnu gfdl", "gnu free documentation license", "gnu free documentation licence",
        "licence de documentation libre gnu", "free documentation license", "licence gnu fdl",
    ),
    "odc-by": ("odc by", "odc attribution license", "open data commons attribution license"),
    "pddl": (
        "pddl", "odc pddl", "public domain dedication and license", "public domain dedication and licence",
        "open data commons public domain dedication and license",
    ),
    "gpl": (
        "gpl", "gnu gpl", "gplv", "gnu general public license", "gnu general public licence",
        "general public license", "licence publique generale gnu", "licence gnu gpl",
    ),
    "all-rights-reserved": (
        "tous droits reserves", "tous les droits reserves", "tout droit reserve",
        "all rights reserved", "droits reserves", "incopyright",
    ),
    "by-permission": (
        "avec autorisation", "avec l autorisation", "avec l aimable autorisation", "avec son aimable autorisation",
        "avec permission", "avec la permission", "by permission", "with permission", "used with permission",
        "with the permission", "with kind permission", "by kind permission", "avec leur autorisation",
        "avec son autorisation", "avec l accord", "publie avec autorisation", "reproduit avec autorisation",
    ),
    "copyrighted": ("copyrighted", "copyrighte", "copyrightee", "in copyright", "sous copyright"),
}  # fmt: skip

# "Some rights reserved" is Creative Commons' motto, and must not be read as the "rights reserved" it ends with.
_ANCHORS = (
    "cc", "creative commons", "creativecommons", "some rights reserved", "certains droits reserves",
    "quelques droits reserves", "certains droits sont reserves",
)  # fmt: skip
_LICENCE = (
    "licence", "license", "licensed", "licenses", "licences", "licencie", "licenciee", "sous", "under", "licencia",
    "licenca", "bajo", "sob",
)  # fmt: skip
_NO_COUNTRY = (
    "international", "internationale", "unported", "generic", "generique", "universal", "universel", "non transpose",
    "non transposee", "worldwide", "internacional",
)  # fmt: skip
_FILLERS = (
    "version", "v", "ver", "type", "a", "the", "la", "le", "les", "l", "d", "de", "des", "du", "une", "un", "of",
    "and", "et", "termes", "terms", "selon", "contrat", "public", "tool", "only", "or later", "ou ulterieure",
    "ou posterieure", "ou superieure", "no invariants", "invariants", "public domain dedication", "deed", "legal code",
)  # fmt: skip
_COUNTRIES = {
    "uk": ("england and wales", "england wales", "uk england wales", "united kingdom", "royaume uni", "gb",
           "royaume uni angleterre pays de galles", "angleterre pays de galles"),
    "scotland": ("scotland", "uk scotland", "ecosse", "royaume uni ecosse"),
    "us": ("usa", "united states", "etats unis"),
    "igo": ("intergovernmental organizations", "intergovernmental organisations", "oig"),
    "cn": ("china", "chine"),
    "be": ("belgique",),
    "kr": ("south korea", "coree du sud"),
    "vn": ("viet nam",),
}  # fmt: skip

# Codes that are words of French or English, or of countries without a text: in prose they count only in capitals.
CODES_THAT_ARE_WORDS = frozenset(
    {"am", "at", "au", "be", "ca", "co", "de", "es", "ie", "il", "in", "it", "my", "no", "se", "si", "us"}
) | {code for _words, code in countries_without_port() if len(code) == len("fr")}


@cache
def lexicon() -> Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]:
    """Give, for each first word, the phrases that begin with it, longest first."""
    phrases = dict(_phrases())
    by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for phrase, meaning in phrases.items():
        words = tuple(phrase.split())
        by_first.setdefault(words[0], []).append((words, meaning))
    return {
        first: tuple(sorted(entries, key=lambda entry: len(entry[0]), reverse=True))
        for first, entries in by_first.items()
    }


def country_meant(country: str) -> str:
    """Give the code of the country that a code, a name or a region stands for ("france", "fr-be"); "" for none."""
    phrase = tuple(word for part in country.split() for word in folded(part).split("-"))
    for words in (phrase, phrase[-1:]):
        for name, meaning in lexicon().get(words[0] if words else "", ()):
            if name == words and meaning.kind is Kind.COUNTRY:
                return country_of(meaning.values[0])
    return ""


def _phrases() -> Iterator[tuple[str, Meaning]]:
    """Yield each phrase and its meaning; where one is given twice, the last one stands."""
    for kind, words in ((Kind.FILLER, _FILLERS), (Kind.LICENCE, _LICENCE), (Kind.NO_COUNTRY, _NO_COUNTRY)):
        yield from ((phrase, Meaning(kind)) for phrase in words)
    yield from ((phrase, Meaning(Kind.COUNTRY, (country,))) for phrase, country in _country_names())
    for element, names in _ELEMENTS.items():
        yield from ((phrase, Meaning(Kind.ELEMENT, (element,))) for phrase in names)
    for unit, names in _NAMES.items():
        yield from ((phrase, Meaning(Kind.NAME, (unit,))) for phrase in names)
    yield from _codes()
    yield "cca", Meaning(Kind.ELEMENT, ("BY",), anchored=True)
    yield from ((phrase, Meaning(Kind.ANCHOR)) for phrase in _ANCHORS)


def _country_names() -> Iterator[tuple[str, str]]:
    """Yield the names of countries without a text, then those of the others: in titles, codes, other names."""
    yield from countries_without_port()
    for tool in all_tools():
        if tool.unit == "by" and tool.jurisdiction:
            for name in tool.names.values():
                country = name.partition(tool.version)[2]
                words = " ".join(folded(word) for word in country.replace("-", " ").replace(":", " ").split())
                if words:
                    yield words, tool.jurisdiction
            yield tool.jurisdiction, tool.jurisdiction
    for country, names in _COUNTRIES.items():
        yield from ((name, country) for name in names)


def _codes() -> Iterator[tuple[str, Meaning]]:
    """Yield BY, SA, NC, ND alone and run together in any order, with and without "CC" glued before them."""
    for size in (1, 2, 3):
        for chosen in combinations(("BY", "SA", "NC", "ND"), size):
            for order in permutations(chosen):
                word = "".join(order).lower()
                yield word, Meaning(Kind.CODE, order)
                yield f"cc{word}", Meaning(Kind.CODE, order, anchored=True)
