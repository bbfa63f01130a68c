"""The front matter of a sheet, for whatever it was written: Pandoc, Jekyll, Hugo, a pad, or a person's own French."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.guides.exchange.authors import clean_name, names_in
from commons.library.record import Credit
from legaltools.languages import base
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.guides.exchange.fields import Fields
    from commons.guides.exchange.sheet_facts import SheetFacts

LANGUAGE_KEYS = ("language", "langue", "lang", "locale")
DESCRIPTION_KEYS = ("description", "abstract", "excerpt", "resume", "summary", "chapo", "subtitle", "sous-titre")
_LANGUAGES = {"francais": "fr", "french": "fr", "anglais": "en", "english": "en", "breton": "br", "brezhoneg": "br",
              "espagnol": "es", "espanol": "es", "portugais": "pt", "portugues": "pt"}  # fmt: skip
_NAMES, _ADDRESSES = ("name", "nom", "prenom"), ("url", "site", "website", "homepage")


def first_line(fields: Fields, keys: tuple[str, ...]) -> str:
    """The first of these keys that says something, on one line; the others count as unknown."""
    return next((fields.loose(key) for key in keys if key in fields and fields.loose(key)), "")


def language_of(fields: Fields, *, otherwise: str = "fr") -> str:
    """The language of the text by its code, though people write its name; `otherwise` when nothing is said."""
    name = first_line(fields, LANGUAGE_KEYS)
    return _LANGUAGES.get(normalize(name)) or base(name or otherwise)


def licence_of(fields: Fields) -> str:
    """What the front matter says of the licence, in its own words, whether it is a text or a group of keys."""
    return fields.loose("licence") if "licence" in fields else ""


def take(fields: Fields, values: Mapping[str, Any], own: SheetFacts) -> None:
    """The facts among the keys. One that is not understood, or not wholly, stays unknown for the report to name."""
    for key in [key for key, _line in fields.unknown()]:
        value = values.get(key)
        if own.names_authors(key) and isinstance(value, (list, dict)):
            people = [_person(one) for one in (value if isinstance(value, list) else [value])]
            own.authors += [credit for credits in people for credit in credits]
            understood = all(people) and all(isinstance(one, str) for one in value)
        else:
            words = _words(value, between="; " if own.is_list_of_sentences(key) else ", ")
            understood = bool(words) and own.read(f"{key} : {words}")
        if understood:
            fields.loose(key)
    own.unknown.clear()


def _words(value: Any, *, between: str) -> str:
    if isinstance(value, list):
        return between.join(value) if all(isinstance(item, str) for item in value) else ""
    return value if isinstance(value, str) else ""


def _person(value: Any) -> list[Credit]:
    if isinstance(value, str):
        return [Credit(name) for name in names_in(value)[0]]
    if not isinstance(value, dict):
        return []
    entries = {normalize(str(key)): inner for key, inner in value.items() if isinstance(inner, str)}
    name = clean_name(next((entries[key] for key in _NAMES if key in entries), ""))
    address = next((entries[key] for key in _ADDRESSES if key in entries), "")
    return [Credit(name, url=address if address.startswith(("http://", "https://")) else "")] if name else []
