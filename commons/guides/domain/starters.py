"""Guides that somebody new to writing begins from: filled in already, with what is to be said in brackets.

Each is a Markdown file in `commons/guides/starters/`, in French and in English: the text of a guide, without licence,
credits or pictures, which are its author's to give.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from commons.guides.domain.new_guides import guide_from
from commons.guides.exchange.markdown import read_markdown

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from commons.guides.domain.new_guides import NewGuide
    from commons.guides.exchange.document import Reading
    from community.models import User

_FOLDER = Path(__file__).parents[1] / "starters"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Starter:
    """What is offered: `key` names it in addresses, the rest is said to who chooses."""

    key: str
    name: _StrPromise
    description: _StrPromise


STARTERS = (
    Starter("discovery", _("One hour to discover"), _("A first try for people who have never done it.")),
    Starter("making", _("Make something"), _("Everybody makes an object and takes it home.")),
    Starter("writing", _("Debate, then write together"), _("From opinions that differ to a text that all sign.")),
    Starter("walk", _("A walk, a visit"), _("Outdoors, to look differently and bring something back.")),
)


def guide_from_starter(*, key: str, user: User, language: str = "fr") -> NewGuide:
    """A guide in memory, filled in from a starter. Raises KeyError for a key that none has."""
    return guide_from(read_starter(key, language=language), user=user)


def read_starter(key: str, *, language: str) -> Reading:
    """What a starter says, in English for a language that has none. Raises KeyError for a key that none has."""
    if key not in {starter.key for starter in STARTERS}:
        raise KeyError(key)
    name = f"{key}.{language if language in LANGUAGES else 'en'}.md"
    return read_markdown((_FOLDER / name).read_text("utf-8"), folder=None, source=name)
