"""What is told of the dates that a rhythm makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from programme.context.when import day_in_words, time_in_words
from programme.domain.recurrence import unknown_sentence

if TYPE_CHECKING:
    from datetime import datetime

    from programme.domain.recurrence import Made

LEFT_OUT_TOLD = 12


def left_out_sentences(made: Made) -> list[str]:
    """Which days a rule left out, and from when on it cannot know."""
    told = []
    if made.left_out:
        days = "; ".join(f"{day_in_words(day)} ({name})" for day, name in made.left_out[:LEFT_OUT_TOLD])
        told.append(_("Left out: %(days)s.") % {"days": days})
    return [*told, *filter(None, [unknown_sentence(made)])]


def made_in_words(start: datetime, end: datetime) -> str:
    """“mercredi 6 octobre 2027, 14 h – 16 h”, by the clock on the wall."""
    return f"{day_in_words(start.date(), with_year=True)}, {time_in_words(start)} – {time_in_words(end)}"
