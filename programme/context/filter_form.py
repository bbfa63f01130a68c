"""The filters of a programme as a form and as chips: what may be chosen, how much of it there is, what is chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from heapq import merge
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from commons.guides.enums import Audience
from commons.library.enums import Language
from community.models.place import AccessAspect
from programme.context.filters import ASPECTS, SURE, access_of
from programme.context.when import day_in_words, month_in_words
from programme.enums import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from programme.context.filters import Filters
    from programme.context.values import Occasion, Programme


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Group:
    """As components/facet.html takes it: `name` is the parameter."""

    name: str
    label: str
    choices: tuple[Option, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    group: str
    label: str
    url: str


# By the one parameter that leaves them out, "" where none does: occasions with their place in the programme.
Held = dict[str, list[tuple[int, "Occasion"]]]


def held(programme: Programme, filters: Filters) -> Held:
    """What they take, and what one of them alone leaves out: worked out once for the list, the days and the counts."""
    found: Held = defaultdict(list)
    failures = filters.failed(programme.occasions)
    for number, (one, failed) in enumerate(zip(programme.occasions, failures, strict=True)):
        if len(failed) <= 1:
            found[failed[0] if failed else ""].append((number, one))
    return found


def matching(judged: Held, *, but_for: str = "") -> list[Occasion]:
    """What all filters take, or all but that of one parameter: what there would be to choose among."""
    taken, more = judged.get("", []), judged.get(but_for, []) if but_for else []
    return [one for _number, one in (merge(taken, more) if more else taken)]


def filter_groups(programme: Programme, filters: Filters, judged: Held) -> list[Group]:
    """What a programme can be narrowed by; a group with one choice is left out, unless something of it is chosen.

    Counts are of events, with what else is chosen.
    """
    groups = []
    for name, counts, chosen in (_group(name, filters, judged) for name in KEYS):
        keys = {key for key, count in counts.items() if count} | set(chosen)
        if len(keys) < (1 if chosen or name == "accessible" else 2):
            continue
        known = labels_of(name, programme)
        options = [Option(key, known.get(key, key), len(counts.get(key, ())), key in chosen) for key in keys]
        groups.append(Group(name, group_label(name), tuple(_in_order(name, options)), bool(chosen)))
    return groups


def _group(name: str, filters: Filters, judged: Held) -> Any:
    counts: dict[str, set[int]] = defaultdict(set)
    for one in matching(judged, but_for=name):
        for key in KEYS[name](one):
            counts[key].add(one.event.key)
    return name, counts, [value for parameter, value in filters.pairs() if parameter == name]


def _in_order(name: str, options: list[Option]) -> list[Option]:
    if name in FIXED:
        order = {key: number for number, key in enumerate(FIXED[name])}
        return sorted(options, key=lambda option: order.get(option.key, 0))
    return sorted(options, key=lambda option: option.label.casefold())


def _places(one: Occasion) -> Iterable[str]:
    return (one.place.slug,) if one.place else ()


def _neighbourhoods(one: Occasion) -> Iterable[str]:
    return (one.place.neighbourhood,) if one.place and one.place.neighbourhood else ()


def _aspects(one: Occasion) -> Iterable[str]:
    lines = access_of(one)
    return [aspect for aspect in ASPECTS if aspect in lines and lines[aspect].answer in SURE]


# What an occasion is counted under, by parameter; the order is that of the form.
KEYS: Mapping[str, Callable[[Occasion], Iterable[str]]] = {
    "theme": lambda one: (topic.slug for topic in one.event.topics),
    "public": lambda one: one.event.audience,
    "type": lambda one: (one.event.kind,),
    "quartier": _neighbourhoods,
    "lieu": _places,
    "association": lambda one: (who.slug for who in one.event.organisers if who.slug),
    "accessible": _aspects,
    "langue": lambda one: (one.event.language,),
}
LABELS = {
    "theme": gettext_lazy("Theme"), "public": gettext_lazy("For whom"), "type": gettext_lazy("Kind"),
    "quartier": gettext_lazy("Neighbourhood"), "lieu": gettext_lazy("Place"),
    "association": gettext_lazy("Association"), "accessible": gettext_lazy("Access"),
    "langue": gettext_lazy("Language"), "jour": pgettext_lazy("a filter", "Day"), "mois": gettext_lazy("Month"),
    "age": gettext_lazy("Age"), "gratuit": gettext_lazy("Price"), "en-ligne": gettext_lazy("Online"),
    "q": gettext_lazy("Words"),
}  # fmt: skip
FIXED = {"public": Audience.values, "accessible": ASPECTS}


def group_label(name: str) -> str:
    return str(LABELS[name])


def labels_of(name: str, programme: Programme) -> Mapping[str, str]:
    """What the keys of a filter are called, in the language of the moment."""
    if name == "theme":
        return {topic.slug: topic.name for one in programme.events for topic in one.topics}
    if name == "lieu":
        return {place.slug: place.name for place in programme.places}
    if name == "association":
        return {who.slug: who.name for one in programme.events for who in one.organisers if who.slug}
    choices = {"public": Audience, "type": Kind, "langue": Language, "accessible": AccessAspect}
    return {str(key): str(label) for key, label in choices[name].choices} if name in choices else {}


def chips(programme: Programme, filters: Filters, url_of: Callable[[Filters], str]) -> list[Chip]:
    """What is chosen, each with the address without it."""
    found = []
    for name, value in filters.pairs():
        label = _chip_label(name, value, programme)
        # A label that holds the name of its group does not say it twice.
        group = "" if name == "accessible" else group_label(name)
        found.append(Chip(group, label, url_of(filters.without(name, value))))
    return found


def ways_out(programme: Programme, filters: Filters, url_of: Callable[[Filters], str]) -> list[tuple[Chip, int]]:
    """Of a choice that nothing answers: how much there would be without one part of it, where there would be some."""
    counted = [
        (chip, sum(filters.without(*pair).matches(one) for one in programme.occasions))
        for pair, chip in zip(filters.pairs(), chips(programme, filters, url_of), strict=True)
    ]
    return [(chip, count) for chip, count in counted if count]


def _chip_label(name: str, value: str, programme: Programme) -> str:
    if name == "jour":
        return day_in_words(date.fromisoformat(value))
    if name == "mois":
        return month_in_words(date.fromisoformat(f"{value}-01"))
    if name == "age":
        return ngettext("%(age)d year old", "%(age)d years old", int(value)) % {"age": int(value)}
    if name in {"gratuit", "en-ligne"}:
        return _("Free") if name == "gratuit" else _("Online")
    if name == "q":
        return _("“%(words)s”") % {"words": value}
    label = labels_of(name, programme).get(value, value)
    return _("Access: %(aspect)s") % {"aspect": label} if name == "accessible" else label
