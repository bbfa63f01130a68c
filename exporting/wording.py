"""Our own words in a download, in its language: whoever reads a sheet in French reads its labels in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from legaltools.credit import credit_text
from markup.typography import duration

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exporting.bundle import Bundle, Sheet
    from legaltools.credit import Work


def spoken(language: str) -> str:
    """The language of the interface that goes with a text: its own where the site speaks it, else the site's first."""
    code = language.partition("-")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def in_words_of(language: str) -> AbstractContextManager[None]:
    """While it is open, `gettext` and dates speak the language that goes with a text in `language`."""
    return override(spoken(language))


def version_and_date(item: Bundle | Sheet) -> str:
    """Such as "version 2.1 · October 3, 2026", as much of it as is known."""
    parts = [_("version %(number)s") % {"number": item.version}] if item.version else []
    return " · ".join([*parts, *([date_format(item.updated, "DATE_FORMAT")] if item.updated else [])])


def minutes_in_words(minutes: int | None, language: str) -> str:
    return duration(minutes, language=spoken(language)) if minutes else ""


def credit_in_words(work: Work, language: str) -> str:
    return credit_text(work, spoken(language))
