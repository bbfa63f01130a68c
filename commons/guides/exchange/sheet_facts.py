"""“Durée : 1 h”, “Public : ados dès 12 ans”, “1 brique par personne”: the facts that people write into a sheet.

A line is *understood* when all that it says has a place of its own in a guide: it may leave the text. Of a line that
says more, what is understood is taken and the line stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from commons.guides.exchange.authors import names_in
from commons.guides.exchange.document import Material
from commons.guides.exchange.licensing import settle
from commons.guides.exchange.quantities import group_of, minutes_of
from commons.library.record import Credit
from markup.inline import one_line
from markup.messages import message as _
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

_LINE = re.compile(r"\s*([^:：.!?]{2,40}?)\s*[:：](?!//)\s*(\S.*)", re.DOTALL)
_MOST_WORDS = 5
_NOTE_LENGTH, _NAME_LENGTH = 200, 200

_ABOUT = r"(?:environ |env\. ?|a peu pres |about )?"
_SPAN = r"\d{1,3} ?(?:h|heures?|min|mn|minutes?|hours?)?(?: ?\d{1,2})?(?: ?min(?:utes)?)?"
_DURATION = re.compile(rf"{_ABOUT}{_SPAN}(?: ?(?:-|a|to) ?{_SPAN})?\.?")
_GROUP_WORDS = re.compile(
    r"\d+|[-+><]|\b(?:a|de|et|plus|par|groupe|personnes?|participant\S*|enfants|jeunes|max\S*|minimum|au|moins)\b"
)
_AUDIENCES = {
    "children": r"enfants?|primaires?|ecoliers?|children|kids",
    "teens": r"ados?|adolescent\S*|jeunes|collegien\S*|lyceen\S*|teens?|teenagers?",
    "adults": r"adultes?|adults?",
    "seniors": r"seniors?|aine\S*|personnes agees|retraite\S*",
    "families": r"familles?|parents(?:[ -]enfants)?|families",
    "volunteers": r"benevoles?|volontaires?|volunteers?",
    "professionals": r"pro(?:fessionnel\S*)?s?|professionals?|salarie\S*",
    "beginners": r"debutant\S*|novices?|grands? debutant\S*|beginners?",
    "all": r"tous(?: publics?)?|tout(?:e?s?)?(?: le monde| public)?|toutes et tous|all|everybody|everyone",
}
_FROM_AGE = re.compile(
    r"(?:a partir de|des|from) (\d{1,2})(?: ?ans?)?|(\d{1,2}) ?ans? et (?:plus|\+)|\+ ?de (\d{1,2}) ?ans"
)
_AGES = re.compile(r"(?:de )?(\d{1,2}) ?(?:-|a|to) ?(\d{1,2}) ?(?:ans|years)")
_JOINING = re.compile(r"\b(?:et|ou|de|des|les?|la|d'|and|or|pour|public|publics|ans)\b|[\s,;/.()+-]")
_FREE = re.compile(r"(?:gratuit\S*|aucun\S*|nul|rien|0 ?(?:€|euros?)?|free)\.?")
_EUROS = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?) ?(?:€|euros?)\.?")

_SMALL = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "one": 1, "a": 1, "two": 2}
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?|" + "|".join(_SMALL)
_EACH = r"personne|participant\S*|enfant|jeune|tete|person|child"
_TOGETHER = r"groupe|equipe|table|binome|duo|trio|group|team|pair"
_MATERIAL = re.compile(
    rf"(?P<number>{_NUMBER}) (?P<name>\S.*?) (?:(?:par|per|/|chaque|pour chaque) ?(?P<each>{_EACH}|{_TOGETHER})"
    rf"(?: (?:de|of) (?P<size>\d{{1,3}}))?|"
    r"pour (?P<people>\d{1,3}|deux|trois|quatre|cinq|six)(?: (?:personnes|participants|enfants))?)"
)
_COUNTED = re.compile(r"(?P<number>\d{1,4}) (?P<name>\D.*)")
_UNIT = re.compile(r"(?:m|cm|mm|km|kg|g|mg|l|cl|ml|dl|metres?|litres?|grammes?|kilos?|€|euros?|h|min|x|%)\b")
_MEASURED = re.compile(rf"({_UNIT.pattern})\s*(?:de |d'|of )(\S.*)")
_LEVELS = {
    **dict.fromkeys(("tres facile", "very easy", "1/5"), 1),
    **dict.fromkeys(("facile", "easy", "2/5"), 2),
    **dict.fromkeys(("moyen", "moyenne", "intermediaire", "medium", "intermediate", "3/5"), 3),
    **dict.fromkeys(("difficile", "difficult", "hard", "4/5"), 4),
    **dict.fromkeys(("tres difficile", "very difficult", "5/5"), 5),
}
_SIZES = {"binome": 2, "duo": 2, "pair": 2, "trio": 3}


@dataclass(slots=True)
class SheetFacts:
    """Filled in as lines are read: the first line that says a thing is believed."""

    minutes: int | None = None
    preparation_minutes: int | None = None
    facilitators: int | None = None
    difficulty: int | None = None
    group: tuple[int | None, int | None] = (None, None)
    ages: tuple[int | None, int | None] = (None, None)
    audience: tuple[str, ...] = ()
    authors: list[Credit] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    objectives: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    cost: Decimal | None = None
    cost_note: str = ""
    unknown: list[str] = field(default_factory=list)

    def read(self, words: str) -> bool:
        """Take in what a line says; whether all of it was understood. A line of another form is none of ours."""
        match = _LINE.fullmatch(one_line(words))
        if not match or len(match[1].split()) > _MOST_WORDS:
            return False
        reader = self._reader_of(match[1])
        if reader is None:
            self.unknown.append(one_line(words))
            return False
        understood = reader(match[2].strip())
        if not understood:
            self.unknown.append(one_line(words))
        return understood

    def knows(self, key: str) -> bool:
        """Whether a heading is the name of a fact."""
        return self._reader_of(key) is not None

    def names_authors(self, key: str) -> bool:
        return self._reader_of(key) == self._author

    def is_list_of_sentences(self, key: str) -> bool:
        return self._reader_of(key) == self._aim

    def _reader_of(self, key: str) -> Callable[[str], bool] | None:
        plain = normalize(key).strip("*_ ")
        return next((getattr(self, f"_{name}") for name, keys in _KEYS if keys.fullmatch(plain)), None)

    def _duration(self, value: str) -> bool:
        minutes = minutes_of(value)
        if self.minutes is None:
            self.minutes = minutes
        return minutes is not None and minutes == self.minutes and bool(_DURATION.fullmatch(normalize(value)))

    def _preparation(self, value: str) -> bool:
        self.preparation_minutes = self.preparation_minutes or minutes_of(value)
        return bool(self.preparation_minutes and _DURATION.fullmatch(normalize(value)))

    def _people(self, value: str) -> bool:
        if self.group == (None, None):
            self.group = group_of(value)
        return self.group != (None, None) and not _GROUP_WORDS.sub("", normalize(value)).strip(" ,.()")

    def _public(self, value: str) -> bool:
        rest = normalize(value)
        between, least = _AGES.search(rest), _FROM_AGE.search(rest)
        if between:
            self.ages = (int(between[1]), int(between[2]))
            rest = rest.replace(between[0], " ")
        elif least:
            self.ages = (int(least[1] or least[2] or least[3]), None)
            rest = rest.replace(least[0], " ")
        audience = []
        for name, words in _AUDIENCES.items():
            rest, count = re.subn(rf"\b(?:{words})(?!\w)", " ", rest)
            audience += [name] if count else []
        self.audience = self.audience or tuple(audience)
        return bool(audience or between or least) and not _JOINING.sub("", rest)

    def _author(self, value: str) -> bool:
        names, whole = names_in(value)
        authors = {normalize(credit.name) for credit in self.authors}
        self.authors += [Credit(name) for name in names if normalize(name) not in authors]
        return bool(names) and whole

    def _material(self, value: str) -> bool:
        items = [item.strip(" .") for item in re.split(r"[,;](?![^()]*\))", value)]
        self.materials += [material_of(item) for item in items if item]
        return all(len(item) <= _NAME_LENGTH for item in items)

    def _price(self, value: str) -> bool:
        plain = normalize(value)
        euros = _EUROS.fullmatch(plain)
        if self.cost is not None or self.cost_note:
            return False
        if _FREE.fullmatch(plain):
            self.cost = Decimal(0)
        elif euros:
            self.cost = Decimal(euros[1].replace(",", "."))
        else:
            self.cost_note = value[:_NOTE_LENGTH]
        return len(value) <= _NOTE_LENGTH

    def _aim(self, value: str) -> bool:
        self.objectives += [item.strip(" .") for item in value.split(";") if item.strip(" .")]
        return True

    def _tag(self, value: str) -> bool:
        self.tags += [item.strip(" .#") for item in re.split(r"[,;]", value) if item.strip(" .#")]
        return True

    def _leaders(self, value: str) -> bool:
        number = re.fullmatch(r"(\d{1,2})(?: (?:personnes?|animat\S*))?", normalize(value))
        self.facilitators = int(number[1]) if number else self.facilitators
        return bool(number)

    def _level(self, value: str) -> bool:
        """How difficult it is, in the words that a guide has for it; “débutant” tells for whom."""
        level = _LEVELS.get(normalize(value).strip(" ."))
        self.difficulty = self.difficulty or level
        return level is not None and level == self.difficulty

    def _licence(self, value: str) -> bool:
        """The whole text gives the licence; the line may leave it when it is nothing but its name."""
        settled = settle(value, _("the sheet"))
        return bool(settled.key) and normalize(settled.words) == normalize(value).strip(" .")


_PEOPLE = (
    r"(?:(?:nombre|nb) (?:\w+ )*(?:de |d')?|number of )?(?:participant\S*|personnes|people)|effectifs?|"
    r"taille du groupe|jauge|groupes?|group(?: size)?"
)
_AUTHOR = (
    r"auteur\S*|autrice\S*|authors?|autor\S*|conception|redaction|par|by|"
    r"(?:fiche |atelier )?(?:realise|ecrit|redige|concu|propose|cree)\S* par"
)
_KEYS = tuple(
    (name, re.compile(keys))
    for name, keys in (
        ("preparation", r"(?:duree|temps) (?:de )?(?:la )?preparation|preparation"),
        ("duration", r"duree(?: .{0,25})?|temps(?: total| prevu)?|duration|time|duracion|duracao"),
        ("people", _PEOPLE),
        ("public", r"publics?(?: .{0,20})?|pour qui|audience|ages?|tranche d'age|for whom"),
        ("author", _AUTHOR),
        ("material", r"materiel(?: .{0,20})?|fournitures|a (?:apporter|prevoir)|materials?|il faut|besoins?|equipment"),
        ("price", r"couts?(?: .{0,20})?|budget|prix|tarif|cost|price"),
        ("aim", r"objectifs?(?: .{0,20})?|buts?|goals?|objectives?"),
        ("tag", r"mots?[- ]cles?|tags?|keywords?|etiquettes?|categories"),
        ("level", r"niveau|difficulte|level|difficulty"),
        ("leaders", r"animat(?:eur|rice|ion|eurs|rices)\S*|encadrement|facilitators?"),
        ("licence", r"licen[cs]e"),
    )
)


def material_of(words: str) -> Material:
    """One thing to bring: “1 brique par personne” is a quantity, for whom, and a name; other words are all its name."""
    line = one_line(words).strip(" .;")[:_NAME_LENGTH]
    plain = normalize(line)
    match = _MATERIAL.fullmatch(plain)
    if match:
        per, size = _whom(match)
        unit, name = _measured(match["name"])
        return Material(_as_in(line, name), _count(match["number"]), per=per, group_size=size, unit=unit)
    counted = _COUNTED.fullmatch(plain)
    if not counted:
        return Material(line)
    unit, name = _measured(counted["name"])
    is_measure = not unit and _UNIT.match(counted["name"])
    return Material(line) if is_measure else Material(_as_in(line, name), _count(counted["number"]), unit=unit)


def _measured(name: str) -> tuple[str, str]:
    """The unit of what is measured, and what it is: “m de ficelle”; of what is counted, no unit."""
    match = _MEASURED.fullmatch(name)
    return (match[1], match[2]) if match else ("", name)


def _whom(match: re.Match[str]) -> tuple[str, int | None]:
    if match["people"]:
        people = int(_count(match["people"]))
        return ("person", None) if people == 1 else ("group", people)
    if re.fullmatch(_EACH, match["each"]):
        return "person", None
    return "group", int(match["size"]) if match["size"] else _SIZES.get(match["each"])


def _count(words: str) -> Decimal:
    return Decimal(_SMALL[words]) if words in _SMALL else Decimal(words.replace(",", "."))


def _as_in(line: str, plain: str) -> str:
    """The part of a line that reads `plain` once normalized, as its author wrote it."""
    count = len(plain.split())
    for start in range(len(line)):
        part = " ".join(line[start:].split()[:count])
        if normalize(part) == plain:
            return part
    return plain
