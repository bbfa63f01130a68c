"""What somebody wants to see of a programme, as an address says it: for pages, calendars and every other output.

Values of one parameter are alternatives, those of different ones must all hold; of `accessible` each must hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from commons.guides.enums import Audience
from commons.library.enums import Language
from community.models.place import AccessAnswer, AccessAspect
from markup.normalize import normalize
from programme.enums import Kind
from programme.models.event import OLDEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.http import QueryDict

    from programme.context.values import Access, Event, Occasion, Programme

# A parameter and a sentence for whoever sent it.
Problem = tuple[str, str]

MOST_VALUES = 30
LONGEST_WORDS = 100
SLUG = re.compile(r"[-\w]{1,255}")
MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YES = ("oui", "1", "on")
# What somebody who comes alone may count on: “in part” is what one learns at the door.
SURE = frozenset({AccessAnswer.YES, AccessAnswer.ASKED})
# Of no weight for whoever stays at home.
OF_A_BUILDING = frozenset({AccessAspect.ARRIVAL, AccessAspect.ENTRANCE, AccessAspect.LIFT, AccessAspect.TOILETS})
ASPECTS = tuple(key for key in AccessAspect.values if key not in {AccessAspect.ARRIVAL, AccessAspect.OTHER})

# The parameter of each field that holds several values, in the order of an address.
SEVERAL = {
    "days": "jour", "months": "mois", "places": "lieu", "neighbourhoods": "quartier", "themes": "theme",
    "kinds": "type", "audiences": "public", "associations": "association", "languages": "langue",
    "access": "accessible",
}  # fmt: skip
PARAMETERS = (*SEVERAL.values(), "age", "gratuit", "en-ligne", "q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`days` are those from four to four (`Occasion.day`), `months` keys such as “2026-11”, `access` keys of
    `AccessAspect`; places, themes and associations are slugs. Nothing chosen takes everything.
    """

    days: tuple[date, ...] = ()
    months: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    age: int | None = None
    free: bool = False
    online: bool = False
    q: str = ""

    def __bool__(self) -> bool:
        return bool(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that ask for it, always in the same order: the reverse of `read_filters`."""
        found = [
            (parameter, value.isoformat() if isinstance(value, date) else value)
            for name, parameter in SEVERAL.items()
            for value in getattr(self, name)
        ]
        single = {"age": "" if self.age is None else str(self.age), "gratuit": self.free and "oui",
                  "en-ligne": self.online and "oui", "q": self.q}  # fmt: skip
        return found + [(parameter, str(value)) for parameter, value in single.items() if value]

    def query(self, more: Iterable[tuple[str, str]] = ()) -> str:
        """The query of an address, without its question mark; `more` comes first."""
        return urlencode([*more, *self.pairs()])

    def without(self, parameter: str, value: str = "") -> Filters:
        """Without one value of a parameter, or without all of it."""
        name = next((name for name, known in SEVERAL.items() if known == parameter), "")
        if name:
            left = tuple(one for one in getattr(self, name) if value and str(one) != value)
            several: dict[str, Any] = {name: left}
            return replace(self, **several)
        changes: dict[str, dict[str, Any]] = {
            "age": {"age": None}, "gratuit": {"free": False}, "en-ligne": {"online": False}, "q": {"q": ""},
        }  # fmt: skip
        return replace(self, **changes[parameter])

    def matches(self, occasion: Occasion) -> bool:
        return all(takes(self, occasion) for takes in TESTS.values())

    def failed(self, occasions: Iterable[Occasion]) -> Iterable[list[str]]:
        """Of each, the parameters that leave it out: what is counted for a choice has only that of the choice here."""
        asked = {parameter for parameter, _value in self.pairs()}
        tests = [(name, takes) for name, takes in TESTS.items() if name in asked]
        for one in occasions:
            yield [name for name, takes in tests if not takes(self, one)]

    def unknown_in(self, programme: Programme) -> list[Problem]:
        """Sentences for what is chosen and nobody knows here: an address that was mistyped, a place that has gone."""
        chosen = {
            "lieu": self.places, "quartier": self.neighbourhoods, "theme": self.themes, "association": self.associations
        }  # fmt: skip
        message = _("Nothing in this programme is filed under “%(value)s”.")
        problems = []
        for parameter, values in chosen.items():
            known = _known(parameter, programme) if values else set()
            problems += [(parameter, message % {"value": value[:40]}) for value in values if value not in known]
        return problems


def _known(parameter: str, programme: Programme) -> set[str]:
    if parameter == "lieu":
        return {one.slug for one in programme.places}
    if parameter == "quartier":
        return {one.neighbourhood for one in programme.places}
    if parameter == "theme":
        return {topic.slug for one in programme.events for topic in one.topics}
    return {who.slug for one in programme.events for who in one.organisers}


def read_filters(data: QueryDict) -> tuple[Filters, list[Problem]]:
    """What an address asks for, and a sentence for each part of it that says nothing: it is left out.

    Slugs are taken as they are, known or not: a calendar of an association that has no event yet is empty, not wrong.
    """
    reader = _Reader(data)
    filters = Filters(
        days=reader.days(),
        months=reader.several("mois", lambda value: MONTH.fullmatch(value) is not None, _not_a_month),
        places=reader.slugs("lieu"),
        neighbourhoods=reader.several("quartier", lambda value: len(value) <= LONGEST_WORDS, _not_a_choice),
        themes=reader.slugs("theme"),
        kinds=reader.among("type", Kind.values),
        audiences=reader.among("public", Audience.values),
        associations=reader.slugs("association"),
        languages=reader.among("langue", Language.values),
        access=reader.access(),
        age=reader.age(),
        free=reader.yes("gratuit"),
        online=reader.yes("en-ligne"),
        q=reader.words(),
    )
    return filters, reader.problems


def access_of(occasion: Occasion) -> dict[str, Access]:
    """Lines of access by aspect: what the event says stands before what its place says."""
    place = {line.aspect: line for line in occasion.place.access} if occasion.place else {}
    return place | {line.aspect: line for line in occasion.event.access}


def _not_a_choice(value: str) -> str:
    return _("“%(value)s” is not a value of this filter.") % {"value": value[:40]}


def _not_a_month(value: str) -> str:
    return _("“%(value)s” is not a month: write it as 2026-11.") % {"value": value[:40]}


class _Reader:
    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def several(self, parameter: str, takes: Any, refusal: Any) -> tuple[str, ...]:
        asked = tuple(dict.fromkeys(value for value in self.data.getlist(parameter) if value))
        taken = [value for value in asked if takes(value)]
        self.problems += [(parameter, refusal(value)) for value in asked[:MOST_VALUES] if value not in taken]
        if len(asked) > MOST_VALUES:
            self.problems.append((parameter, _("Choose %(count)d values at most.") % {"count": MOST_VALUES}))
        return tuple(taken[:MOST_VALUES])

    def slugs(self, parameter: str) -> tuple[str, ...]:
        return self.several(parameter, lambda value: SLUG.fullmatch(value) is not None, _not_a_choice)

    def among(self, parameter: str, known: Collection[str]) -> tuple[str, ...]:
        return self.several(parameter, lambda value: value in known, _not_a_choice)

    def days(self) -> tuple[date, ...]:
        def refusal(value: str) -> str:
            return _("“%(value)s” is not a day: write it as 2026-11-24.") % {"value": value[:40]}

        return tuple(map(date.fromisoformat, self.several("jour", _is_day, refusal)))

    def access(self) -> tuple[str, ...]:
        """“oui” asks for the first thing that stops somebody: the entrance."""
        keys = self.several("accessible", lambda value: value in ASPECTS or value in YES, _not_a_choice)
        return tuple(dict.fromkeys(AccessAspect.ENTRANCE.value if key in YES else key for key in keys))

    def age(self) -> int | None:
        value = self.data.get("age", "").strip()
        if not value:
            return None
        if re.fullmatch(r"[0-9]{1,3}", value) and int(value) <= OLDEST:
            return int(value)
        message = _("“%(value)s” is not an age: write a whole number of years, %(most)d at most.")
        self.problems.append(("age", message % {"value": value[:40], "most": OLDEST}))
        return None

    def yes(self, parameter: str) -> bool:
        value = self.data.get(parameter, "")
        if value and value not in YES:
            message = _("Write “oui” for this filter, or leave it out: “%(value)s” says nothing.")
            self.problems.append((parameter, message % {"value": value[:40]}))
        return value in YES

    def words(self) -> str:
        return " ".join(self.data.get("q", "").replace("\0", " ").split())[:LONGEST_WORDS]


def _is_day(value: str) -> bool:
    try:
        return DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _on_its_days(filters: Filters, one: Occasion) -> bool:
    return not filters.days or any(one.day <= day <= one.last_day for day in filters.days)


def _in_its_months(filters: Filters, one: Occasion) -> bool:
    if not filters.months:
        return True
    first, last = f"{one.day:%Y-%m}", f"{one.last_day:%Y-%m}"
    return any(first <= month <= last for month in filters.months)


def _at_its_place(filters: Filters, one: Occasion) -> bool:
    return not filters.places or bool(one.place and one.place.slug in filters.places)


def _around_there(filters: Filters, one: Occasion) -> bool:
    return not filters.neighbourhoods or bool(one.place and one.place.neighbourhood in filters.neighbourhoods)


def _for_these_people(filters: Filters, one: Occasion) -> bool:
    """What is for everybody is for each."""
    chosen = filters.audiences
    return not chosen or not {*chosen, Audience.ALL}.isdisjoint(one.event.audience)


def _for_this_age(filters: Filters, one: Occasion) -> bool:
    """An event that says no age takes all of them."""
    age, event = filters.age, one.event
    return age is None or (event.age_min or 0) <= age <= (OLDEST if event.age_max is None else event.age_max)


def _one_gets_in(filters: Filters, one: Occasion) -> bool:
    if not filters.access:
        return True
    asked = set(filters.access) - (OF_A_BUILDING if one.attendance == "online" else set())
    lines = access_of(one)
    return all(aspect in lines and lines[aspect].answer in SURE for aspect in asked)


def _says_the_words(filters: Filters, one: Occasion) -> bool:
    if not filters.q:
        return True
    said = normalize(" ".join(_words_of(one.event, one)))
    return all(word in said for word in normalize(filters.q).split())


def _words_of(event: Event, one: Occasion) -> Iterable[str]:
    yield from (event.title, event.one_sentence, one.room, event.kind_label)
    yield from (who.name for who in event.organisers)
    yield from (topic.name_fr or topic.name for topic in event.topics)
    if one.place:
        yield from (one.place.name, one.place.neighbourhood, one.place.town)


TESTS = {
    "jour": _on_its_days,
    "mois": _in_its_months,
    "lieu": _at_its_place,
    "quartier": _around_there,
    "theme": lambda filters, one: (
        not filters.themes or not {topic.slug for topic in one.event.topics}.isdisjoint(filters.themes)
    ),
    "type": lambda filters, one: not filters.kinds or one.event.kind in filters.kinds,
    "public": _for_these_people,
    "association": lambda filters, one: (
        not filters.associations or not {who.slug for who in one.event.organisers}.isdisjoint(filters.associations)
    ),
    "langue": lambda filters, one: not filters.languages or one.event.language in filters.languages,
    "accessible": _one_gets_in,
    "age": _for_this_age,
    "gratuit": lambda filters, one: not filters.free or one.event.is_free,
    "en-ligne": lambda filters, one: not filters.online or bool(one.online_url),
    "q": _says_the_words,
}
