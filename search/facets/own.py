"""The two facets that every document has: what it is, and its language. All others belong to apps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from search import registry
from search.facets.kinds import WordFacet
from search.understanding import intents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")


def type_labels(keys: Iterable[str]) -> Mapping[str, str]:
    """What items of each kind are called, many of them."""
    return {key: str(source.label) for key in keys if (source := registry.sources().get(key))}


def language_labels(keys: Iterable[str]) -> Mapping[str, str]:
    """The names of languages, in the language of the moment."""
    return {key: name for key in keys if (name := _language_name(key))}


def _language_name(key: str) -> str:
    try:
        return str(get_language_info(key)["name_translated"])
    except KeyError:
        return ""


TYPE = WordFacet(
    name="type",
    label=_("What"),
    description="Kinds of items; repeat for several.",
    position=10,
    open=True,
    labels=type_labels,
    keys=lambda document: (document.type,),
    choices=lambda: registry.sources().keys(),
)
LANGUAGE = WordFacet(
    name="language",
    label=_("Language"),
    description="Language codes.",
    position=80,
    labels=language_labels,
    keys=lambda document: (document.language,) if document.language else (),
    pattern=_LANGUAGE,
    counts_versions=True,
)


# How people say that they want it in a language; the same words after “traduire” say something else.
_SAID = {
    "fr": "francais|french",
    "en": "anglais|english",
    "br": "breton|brezhoneg",
    "es": "espagnol|spanish",
    "de": "allemand|german",
    "ar": "arabe|arabic",
    "uk": "ukrainien|ukrainian",
}
_IN_A_LANGUAGE = "|".join(f"(?P<{code}>{names})" for code, names in _SAID.items())
# “Mettre une fiche en anglais” is to translate it.
_TRANSLATING = re.compile(
    r"\b(?:tradui|traduct|translat|(?:mettre|passer|transcrire|convertir|reecrire|transposer|put|turn|turning|putting)\b)"
)


# “Traduite en anglais” is in English.
_DONE = r"(?:(?:deja |already )?(?:traduit|traduite|traduits|traduites|ecrite?s?|translated|written) )?"


def _language_said(said: re.Match[str]) -> Mapping[str, tuple[str, ...]]:
    if _TRANSLATING.search(f"{said.string[: said.start()]} {said.string[said.end() :]}"):
        return {}
    return {LANGUAGE.name: tuple(code for code in _SAID if said[code])}


def register() -> None:
    for facet in (TYPE, LANGUAGE):
        registry.register_facet(facet)
    intents.register("language", rf"{_DONE}(?:en|in|into|version) (?:{_IN_A_LANGUAGE})", _language_said)
