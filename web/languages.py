"""The language of the reader, and what a text is written in, said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Whole phrases: the preposition depends on the language in several of them.
PHRASES: dict[str, str | _StrPromise] = {
    "ar": _("in Arabic"),
    "br": _("in Breton"),
    "de": _("in German"),
    "en": _("in English"),
    "es": _("in Spanish"),
    "fr": _("in French"),
    "it": _("in Italian"),
    "pt": _("in Portuguese"),
    "tr": _("in Turkish"),
    "uk": _("in Ukrainian"),
}


def current_language() -> str:
    """The language of whoever is answered, French when none is active."""
    return get_language() or "fr"


def own_name(language: str) -> str:
    """The language as those who speak it call it: “Français”, “English”; its code when nobody knows it here."""
    try:
        return str(get_language_info(language)["name_local"]).capitalize()
    except KeyError:
        return language


def spoken_in(language: str) -> str:
    """“in French”; a language without a phrase is called as its speakers call it, and an unknown one by its code."""
    if language in PHRASES:
        return str(PHRASES[language])
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language
