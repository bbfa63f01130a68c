"""The words of the chooser: its questions, their answers, and what each answer costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from licences.domain.choosing import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from licences.domain.choosing import Cost


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. `text` says more; `cost` what it excludes, empty when it excludes nothing."""

    value: str
    label: str
    text: str
    symbol: str
    struck: bool = False
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    title: str
    help: str
    options: tuple[Option, ...]


_Words = tuple["_StrPromise", "_StrPromise"]

_ASKED: Mapping[str, tuple[_StrPromise, _StrPromise, str]] = {
    "change": (
        gettext_lazy("May others change your work?"),
        gettext_lazy("Adapt it to their group, translate it, cut it, rework it."),
        "change",
    ),
    "alike": (
        gettext_lazy("Must their versions stay as free as yours?"),
        gettext_lazy("Whoever changes it would share their version under the same licence."),
        "same",
    ),
    "sale": (
        gettext_lazy("May it be used for money?"),
        gettext_lazy("A book that is sold, a T-shirt, a record. Tickets or a paid workshop are debatable."),
        "sell",
    ),
    "credit": (
        gettext_lazy("Must people always name you?"),
        gettext_lazy("Under their version, on the poster, in the credits of the film."),
        "credit",
    ),
}
_OPTIONS: Mapping[tuple[str, str], _Words] = {
    ("change", YES): (
        gettext_lazy("Yes, they may change it"),
        gettext_lazy("They say what they changed, and name you."),
    ),
    ("change", NO): (
        gettext_lazy("No, share it as it is (ND)"),
        gettext_lazy("Nobody may share a translation or an adaptation without asking you, however useful."),
    ),
    ("alike", YES): (
        gettext_lazy("Yes, under the same licence (SA)"),
        gettext_lazy("What comes of it stays in the commons."),
    ),
    ("alike", NO): (
        gettext_lazy("No, each chooses for their own version"),
        gettext_lazy("A version may be more closed than yours; your work itself stays free."),
    ),
    ("sale", YES): (
        gettext_lazy("Yes, for money too"),
        gettext_lazy("An association may print it and sell it at cost, a town may pay for the workshop."),
    ),
    ("sale", NO): (
        gettext_lazy("No, never for commercial advantage (NC)"),
        gettext_lazy(
            "Where commerce begins is often unclear: careful people will not dare to use it, or will ask you."
        ),
    ),
    ("credit", YES): (gettext_lazy("Yes, name me (BY)"), gettext_lazy("Your name, and the name of the licence.")),
    ("credit", NO): (
        gettext_lazy("No, I give it all away (CC0)"),
        gettext_lazy("You give up your rights as far as the law allows, for ever. Many will name you all the same."),
    ),
    ("made", "mine"): (
        gettext_lazy("Everything is mine, or ours"),
        gettext_lazy("Texts, pictures, music: all made by us, and all of us agree to share it."),
    ),
    ("made", "others"): (
        gettext_lazy("I took things from others"),
        gettext_lazy("A guide that I adapted, a photograph, a map, a song, an extract."),
    ),
}


def made() -> Question:
    options = tuple(
        Option(value, answer("made", value), str(_OPTIONS["made", value][1]), symbol)
        for value, symbol in (("mine", "credit"), ("others", "share"))
    )
    return Question(
        "made", _("What is your work made of?"), _("A licence can only give away what is yours to give."), options
    )


def about(name: str, costs: Mapping[str, Cost]) -> Question:
    """One of the four questions, each answer with what it costs in the pool of today."""
    title, help_, symbol = _ASKED[name]
    options = tuple(_option(name, value, symbol, costs[value]) for value in (YES, NO))
    return Question(name, str(title), str(help_), options)


def answer(name: str, value: str) -> str:
    words = _OPTIONS.get((name, value))
    return str(words[0]) if words else ""


def _option(name: str, value: str, symbol: str, cost: Cost) -> Option:
    label, text = _OPTIONS[name, value]
    return Option(value, str(label), str(text), symbol, struck=value == NO, cost=price(cost))


def price(cost: Cost) -> str:
    """What a choice excludes, in a sentence; nothing when it excludes nothing."""
    if not cost.lost:
        return ""
    if cost.lost == cost.total:
        return _("It can no longer be mixed with anything here: %(total)d items.") % {"total": cost.total}
    return ngettext(
        "It can no longer be mixed with %(lost)d of the %(total)d items here.",
        "It can no longer be mixed with %(lost)d of the %(total)d items here.",
        cost.lost,
    ) % {"lost": cost.lost, "total": cost.total}
