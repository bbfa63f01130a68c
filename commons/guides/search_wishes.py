"""How people say how long, for how many, for whom and with what, told to the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commons.guides.enums import Audience, Internet
from search.understanding import days, hints, intents

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    Filters = Mapping[str, tuple[str, ...]]

HOUR = 60  # minutes
# The most that a group of each size holds; the last one holds any number.
GROUPS = {"5": 5, "10": 10, "15": 15, "20": 20, "25": 25, "30": 30, "40": 40, "60": 60, "more": 10_000}
CHILDREN_UNTIL, TEENS_UNTIL = 11, 17  # years

_NUMBERS = {
    word: number
    for words, number in (
        ("un une one a an", 1), ("deux two", 2), ("trois three", 3), ("quatre four", 4), ("cinq five", 5), ("six", 6),
        ("sept seven", 7), ("huit eight", 8), ("neuf nine", 9), ("dix ten", 10), ("douze twelve", 12),
        ("quinze fifteen", 15), ("vingt twenty", 20), ("trente thirty", 30), ("quarante forty", 40),
    )
    for word in words.split()
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
# “Un élève” is any, no group of one.
SEVERAL = rf"(?:\d{{1,3}}|{'|'.join(word for word, number in _NUMBERS.items() if number > 1)})"
HALF = r"(?:(?:une |1 )?demi heure|half an hour|(?:a )?half hour)"
QUARTER = r"(?:(?:un )?quart heure|(?:a )?quarter of an hour)"
LENGTH = (
    rf"(?P<half>{HALF})|(?P<quarter>{QUARTER})"
    rf"|(?P<hours>{NUMBER}) ?(?:heures?|h|hours?|hrs?)(?: ?(?P<rest>\d{{1,2}}|et demie)(?: ?(?:min|mn|minutes?))?)?"
    rf"|(?P<minutes>{NUMBER}) ?(?:minutes?|min|mins|mn)"
)
AT_MOST = (
    r"moins|max|maxi|maximum|au plus|au maximum|pas plus|jusqu a"
    r"|under|less than|at most|up to|no more than|no longer than|within"
)

_WHO: Mapping[Audience, str] = {
    Audience.CHILDREN: r"enfants?|gamins?|petits|tout petits|kids?|child|children|primaires?|ecoliers?",
    Audience.TEENS: (
        r"ados?|adolescents?|adolescentes?|jeunes|collegiens?|lyceens?|collegiennes?|lyceennes?|college|lycee"
        r"|teens?|teenagers?|young people"
    ),
    Audience.ADULTS: r"adultes?|grandes personnes|adults?|grown ups?",
    Audience.SENIORS: (
        r"seniors?|aines?|ainees?|anciens|personnes agees|retraites?|papis?|mamies?|vieux"
        r"|elderly|older people|older adults"
    ),
    Audience.FAMILIES: r"familles?|parents(?: et enfants)?|famil(?:y|ies)",
    Audience.BEGINNERS: r"debutants?|debutantes?|grands debutants|novices?|(?:complete |absolute )?beginners?",
    Audience.VOLUNTEERS: r"benevoles?|volontaires|volunteers?",
    Audience.PROFESSIONALS: r"professionnels?|professionnelles?|pros?|professionals?",
}  # fmt: skip
WHO = "|".join(f"(?P<{audience.value}>{words})" for audience, words in _WHO.items())
# Whom items for a wider audience suit too.
_SUITS = {Audience.CHILDREN: (Audience.FAMILIES,)}
OF = r"(?:des |les |mes |nos |de |du |un |une |d |the |some |a )?"
GROUP = r"(?:un |une |a )?(?:groupe|classe|equipe|bande|group|class)(?: de| of)? "
# “Occuper 15 gamins”, “keep kids busy”: whatever suits them.
OCCUPY = r"(?:occuper|animer|divertir|amuser|distraire|entertain|keep)"
FOR = r"(?:pour|adaptee?s? (?:a|aux)|a destination|destinee?s? (?:a|aux)|for)"


def audience_keys(*audiences: Audience) -> tuple[str, ...]:
    """Those audiences, and the wider ones that include them."""
    wider = (wide for audience in audiences for wide in _SUITS.get(audience, ()))
    return tuple(dict.fromkeys([*map(str, audiences), *map(str, wider), str(Audience.ALL)]))


def groups_of(least: int | None, most: int | None) -> tuple[str, ...]:
    """The sizes of group that some people from `least` to `most` fit; none when neither is known."""
    if least is None and most is None:
        return ()
    keys, under = [], 0
    for key, upper in GROUPS.items():
        if (least or 1) <= upper and (most or upper) > under:
            keys.append(key)
        under = upper
    return tuple(keys)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else _NUMBERS[written]


def _minutes(said: re.Match[str]) -> Filters:
    if said["half"]:
        minutes = HOUR // 2
    elif said["quarter"]:
        minutes = HOUR // 4
    elif said["hours"]:
        rest = said["rest"] or "0"
        minutes = _number(said["hours"]) * HOUR + (HOUR // 2 if not rest.isdecimal() else int(rest))
    else:
        minutes = _number(said["minutes"])
    return {"duration": (str(minutes),)} if minutes else {}


def _who(said: re.Match[str]) -> tuple[str, ...]:
    found = [audience for audience in _WHO if said.groupdict().get(audience.value)]
    return audience_keys(*found) if found else ()


def _group(said: re.Match[str]) -> Filters:
    count = _number(said["count"])
    size = next(key for key, most in GROUPS.items() if count <= most)
    return {"group": (size,), "audience": _who(said)}


def _audience(said: re.Match[str]) -> Filters:
    return {"audience": _who(said)}


def _audience_then(said: re.Match[str]) -> Filters:
    """Beside a day: for whom something to go to is to be."""
    return _audience(said) if days.are_said(said.string) else {}


def _age(said: re.Match[str]) -> Filters:
    ages = [int(age) for age in (said["from"], said["to"]) if age]
    found = [_of_age(age) for age in ages]
    return {"audience": audience_keys(*dict.fromkeys(found))}


def _of_age(years: int) -> Audience:
    if years <= CHILDREN_UNTIL:
        return Audience.CHILDREN
    return Audience.TEENS if years <= TEENS_UNTIL else Audience.ADULTS


# “Un jeu de dix minutes”, “a two hour workshop”: what lasts longer is not it. A title says how long in other ways (“en
# trente minutes”, “une émission d'une heure”), so that what lasts must be named.
LASTING = (
    r"(?P<kept>(?:ateliers?|activites?|animations?|jeux?|seances?|cours|exercices?|brise glace|workshops?|activity"
    r"|activities|games?|sessions?|icebreakers?)(?: (?:ludique|simple|facile|rapide|court|courte|quick|short))?)"
)

# Without the words that say other things as well: “vieux”, “petits”, “jeunes”, “parents”.
NAMED_BESIDE_A_DAY = (
    rf"(?P<{Audience.CHILDREN.value}>enfants?|kids?|children)|(?P<{Audience.TEENS.value}>ados?|adolescents?|teens?|teenagers?)"
    rf"|(?P<{Audience.SENIORS.value}>seniors?|personnes agees)|(?P<{Audience.FAMILIES.value}>familles?|famil(?:y|ies))"
)
PEOPLE = r"personnes|participants?|participantes?|eleves?|gens|people|participants|pupils|students"
AGES = r"(?P<from>\d{1,2})(?: (?:a |ans a |to )?(?P<to>\d{1,2}))? (?:ans|years?(?: olds?)?)"


def _patterns() -> Iterable[tuple[str, str, object]]:
    yield "duration", rf"(?:en |in |de |d )?(?:{AT_MOST})(?: de| d)? (?:{LENGTH})", _minutes
    yield "duration", rf"(?:en |in |de )?(?:{LENGTH}) (?:{AT_MOST}|or less|ou moins)", _minutes
    yield "duration", rf"(?:pendant|durant|for) (?:{LENGTH})", _minutes
    yield "duration", rf"{LASTING} (?:(?:de|d|en|qui dure|of|in|for) )?(?:{LENGTH})", _minutes
    yield "duration", rf"(?:{LENGTH})(?: long)? {LASTING}", _minutes
    yield "group", rf"(?:{FOR} (?:{GROUP}|environ |about )?|{GROUP})(?P<count>{SEVERAL}) (?:{WHO}|{PEOPLE})", _group
    yield "group", rf"(?P<count>{SEVERAL}) (?:{PEOPLE})", _group
    yield "group", rf"(?:{FOR} )?{GROUP}(?P<count>{SEVERAL})", _group
    yield (
        "group",
        rf"(?:{OCCUPY}|avec|with) (?:{GROUP}|environ |about )?(?P<count>{SEVERAL}) (?:{WHO})(?: busy)?",
        _group,
    )
    yield "audience", rf"(?:{OCCUPY}|avec|with) {GROUP}{OF}(?:{WHO})", _audience
    yield "audience", rf"{OCCUPY} {OF}(?:{GROUP})?{OF}(?:{WHO})(?: busy)?", _audience
    yield "audience", rf"{FOR} {OF}(?:{GROUP})?{OF}(?:{WHO})", _audience
    yield "audience", rf"(?:(?:{FOR}|avec|with|en|entre) {OF})?(?:{NAMED_BESIDE_A_DAY})", _audience_then
    yield "audience", rf"(?:{FOR} )?{OF}(?:(?:enfants|kids|children|ados|jeunes|eleves) )?(?:de |d |aged )?{AGES}", _age


# What people call a guide.
CALLED = """
    fiche fiches atelier ateliers activité activités animation animations workshop workshops activity activities guide
    guides séance tuto tutoriel tutorial cours stage stages leçon leçons formation formations lesson lessons
    sortie sorties outing outings
"""
# What is in the pool costs nothing and is free to use, and all of it is meant to be easy.
OF_ALL = """
    gratuit gratuite gratuits gratuites gratuitement libre libres facile faciles simple simples rapide rapides sympa
    petit petite petits bon bonne bien tout toute toutes tous ensemble together very easy quick little good free all
"""


def register() -> None:
    for name, pattern, filters in _patterns():
        intents.register(name, pattern, filters)  # type: ignore[arg-type]
    intents.register(
        "internet",
        r"sans (?:connexion )?(?:internet|wifi|wi fi|connexion|reseau)(?: internet)?|hors (?:ligne|connexion)"
        # What has no screen has no Internet: as near as a facet comes.
        r"|sans (?:aucun |un )?(?:ecrans?|ordinateurs?|ordis?|pc|telephones?|smartphones?|tablettes?|numerique)"
        r"|debranchee?s?|(?:without|no) (?:any |a )?(?:screens?|computers?|phones?|devices?)|screen ?free|unplugged"
        r"|deconnectee?s?|(?:without|no) (?:any )?(?:internet|wifi|connection)(?: connection| access)?|offline"
        # What needs paper and pencils alone.
        r"|(?:avec )?(?:du |un |des )?papiers?(?: et)?(?: un| des| du)? (?:crayons?|stylos?|feutres?|ciseaux)"
        r"|(?:with )?(?:pens?|pencils?) and paper|(?:with )?paper and (?:pens?|pencils?)",
        {"internet": (str(Internet.NONE),)},
    )
    hints.register(CALLED.split(), "type", "guide", had=True)
    hints.register(OF_ALL.split())
