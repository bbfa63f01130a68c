"""How people say that they found a picture somewhere, and what to do: no licence is named there, so none is given.

`data/provenance.json` holds the kinds of answer, the words and the sites that lead to each, and the steps. What it says
of the terms of other sites was read about, not on them: they change, and each answer says to read them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from legaltools.languages import choose
from legaltools.recognise.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FILE = Path(__file__).parent / "data" / "provenance.json"
LONGEST = 600
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"'()]+|\b(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"'()]*)?", re.IGNORECASE)
_UNKNOWN_RIGHTS = re.compile(r"\bD\.?\s?R\.?(?=\W|$)")
_SIGN = re.compile(r"©|\(c\)|℗", re.IGNORECASE)
# Hosts that speak of licences: `recognise` answers for them.
_OF_LICENCES = ("creativecommons.org", "rightsstatements.org", "spdx.org", "gnu.org", "artlibre.org", "etalab.gouv.fr")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `key` is for whoever adds a letter or a link to it."""

    key: str
    fr: str
    en: str

    def text(self, language: str) -> str:
        return choose(language, fr=self.fr, en=self.en)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to find works that may be used."""

    name: str
    fr: str
    en: str
    url_fr: str
    url_en: str

    def text(self, language: str) -> str:
        return choose(language, fr=self.fr, en=self.en)

    def url(self, language: str) -> str:
        return choose(language, fr=self.url_fr, en=self.url_en)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a way of saying where something was found comes to: `kind` is a key of `KINDS`, `site` a name or ""."""

    kind: str
    site: str
    fr: str
    en: str
    fr_text: str
    en_text: str
    steps: tuple[Step, ...]
    terms: str = ""

    def headline(self, language: str) -> str:
        return choose(language, fr=self.fr, en=self.en)

    def text(self, language: str) -> str:
        """Say why, in two or three sentences."""
        return choose(language, fr=self.fr_text, en=self.en_text)


def find_provenance(text: str) -> Provenance | None:
    """Give what to do with something found as `text` says, in French or English; None where it says nothing of that.

    Only a short text (`LONGEST` characters) is a way of saying it. An address is known by its site, any other is "web".
    """
    if not text.strip() or len(text) > LONGEST:
        return None
    words = [folded(match[0]) for match in _WORD.finditer(text)]
    hosts = [_host(match[0]) for match in _ADDRESS.finditer(text)]
    if any("creativecommons" in host or host.endswith(_OF_LICENCES) for host in hosts):
        return None
    site = _site_of(hosts) or _site_named(words)
    if site:
        return provenance(site["kind"], site)
    kind = _kind(words, text) or ("web" if any(hosts) else "")
    return provenance(kind) if kind else None


def provenance(kind: str, site: Mapping[str, Any] | None = None) -> Provenance:
    """Give the answer of one kind. Raise KeyError for a kind that `KINDS` does not hold."""
    row = _data()["kinds"][kind]
    name = site["name"] if site else ""
    names = {"fr": name or "Un moteur de recherche", "en": name or "A search engine"}
    notes = [row["fr_text"], row["en_text"]]
    if site and "note_fr" in site:
        notes = [f"{site['note_fr']} {notes[0]}", f"{site['note_en']} {notes[1]}"]
    return Provenance(
        kind=kind,
        site=name,
        fr=row["fr"].format(site=names["fr"]),
        en=row["en"].format(site=names["en"]),
        fr_text=notes[0],
        en_text=notes[1],
        steps=tuple(Step(key, **_data()["steps"][key]) for key in row["steps"]),
        terms=site.get("terms", "") if site else "",
    )


@cache
def places(kind: str = "") -> tuple[Place, ...]:
    """Give where to look for works that may be used instead of what was found, the widest first.

    `kind` is that of a `Provenance`: music, a text and a map are looked for elsewhere than a picture.
    """
    held = kind if kind in {"music", "text", "map"} else "picture"
    rows = [row for row in _data()["places"] if held in row["holds"]]
    return tuple(Place(row["name"], row["fr"], row["en"], row["url"], row["url_en"]) for row in rows)


def kinds() -> tuple[str, ...]:
    """Give every kind of answer."""
    return tuple(_data()["kinds"])


def _kind(words: Sequence[str], text: str) -> str:
    """Give the first kind, in the order of the file, one of whose phrases stands in the text."""
    matches = {kind for phrase, kind in _phrases().items() if _stands(phrase, words)}
    if _UNKNOWN_RIGHTS.search(text):
        matches.add("rights-unknown")
    if _SIGN.search(text):
        matches.add("notice")
    return next((kind for kind in kinds() if kind in matches), "")


def _stands(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    return any(tuple(words[index : index + len(phrase)]) == phrase for index in range(len(words)))


def _host(address: str) -> str:
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _site_of(hosts: Sequence[str]) -> Mapping[str, Any] | None:
    return next((site for host in hosts for site in _data()["sites"] if _is_at(host, site["domains"])), None)


def _is_at(host: str, domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _site_named(words: Sequence[str]) -> Mapping[str, Any] | None:
    named = [site for site in _data()["sites"] if any(_stands(tuple(w.split()), words) for w in site["words"])]
    return named[0] if named else None


@cache
def _phrases() -> Mapping[tuple[str, ...], str]:
    return dict(_pairs())


def _pairs() -> Iterator[tuple[tuple[str, ...], str]]:
    for kind, phrases in _data()["phrases"].items():
        yield from ((tuple(phrase.split()), kind) for phrase in phrases)


@cache
def _data() -> Any:
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return read | {"kinds": {row["key"]: row for row in read["kinds"]}}
