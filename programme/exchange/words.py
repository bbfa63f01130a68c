"""Words and numbers as people and programs write them, for every format alike."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from commons.library.enums import Language
from markup.messages import message as _
from markup.normalize import composed, key_of, normalize
from markup.plain import plain_text
from programme.enums import Kind, Price, Status

if TYPE_CHECKING:
    from django.db import models

    from markup.messages import Message

LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_BODY = 200, 200, 50_000
LONGEST_URL = 500
NORTHMOST, EASTMOST = 90, 180  # degrees
# Category Cc but tab and newline, and what Unicode says is no character.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_MARK = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")  # the end of a comment is not looked for from each of its beginnings
_PAGE = re.compile(r"</?(?:html|body|meta|o:p)\b[^<>]*>|<!DOCTYPE[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|head|title)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(.{20,}?[.!?…])(?:\s|$)", re.DOTALL)
# What programs write before a title, since many show nothing else of a state.
_STATE = re.compile(
    r"^(?P<open>[\[(])?(?:(?P<off>annul[ée]e?s?|cancell?ed|abgesagt)|(?P<later>report[ée]e?s?|postponed|verschoben))"
    r"(?:(?(open)[\])])\s*[-–—:]\s*|(?(open)[\])]|(?!))\s*)",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_FRENCH_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_WORDY_DATE = re.compile(r"(?:[a-z]+_)*(\d{1,2})(?:er|st|nd|rd|th)?_([a-z]+)_(\d{4})")  # in `key_of`
_MONTHS = {
    name: number
    for number, names in enumerate((
        "janvier janv january jan", "fevrier fevr february feb", "mars march mar", "avril avr april apr", "mai may",
        "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept september sep",
        "octobre oct october", "novembre nov november", "decembre dec december",
    ), start=1)
    for name in names.split()
}  # fmt: skip
_LANGUAGES = ("fr", "br", "en")
_AMOUNT = re.compile(r"(\d+)(?:[.,](\d+))?\s*(?:€|euros?\b|eur\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)\s*(?:\+|ans?|years?|places?|personnes?|seats?|people)?", re.IGNORECASE)
_HALF_DAY = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap])\.?m\.?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})\s*(?:[hH:]\s*(\d{1,2})?\s*(?:min|mn)?)(?::\d\d)?")
_ADDRESS = re.compile(r"^(?P<street>.*?)[\s,]*\b(?P<code>\d{5})\b[\s,]*(?P<town>[^,]*)", re.DOTALL)

KINDS = {
    "atelier": Kind.WORKSHOP, "workshop": Kind.WORKSHOP, "stage": Kind.WORKSHOP, "initiation": Kind.WORKSHOP,
    "conference": Kind.TALK, "talk": Kind.TALK, "lecture": Kind.TALK, "causerie": Kind.TALK, "presentation": Kind.TALK,
    "table_ronde": Kind.ROUND_TABLE, "round_table": Kind.ROUND_TABLE, "panel": Kind.ROUND_TABLE,
    "debat": Kind.ROUND_TABLE, "discussion": Kind.ROUND_TABLE,
    "projection": Kind.SCREENING, "cine_debat": Kind.SCREENING, "screening": Kind.SCREENING, "cinema": Kind.SCREENING,
    "visite": Kind.TOUR, "tour": Kind.TOUR, "balade": Kind.TOUR, "visite_guidee": Kind.TOUR,
    "cartopartie": Kind.MAPPING, "mapping_party": Kind.MAPPING, "mapping": Kind.MAPPING,
    "rencontre": Kind.MEETING, "reunion": Kind.MEETING, "meeting": Kind.MEETING, "meetup": Kind.MEETING,
    "fete": Kind.PARTY, "concert": Kind.PARTY, "banquet": Kind.PARTY, "party": Kind.PARTY,
    "exposition": Kind.EXHIBITION, "exhibition": Kind.EXHIBITION, "expo": Kind.EXHIBITION,
    "portes_ouvertes": Kind.OPEN_DAY, "open_day": Kind.OPEN_DAY, "stand": Kind.STAND, "film_making": Kind.FILM_MAKING,
}  # fmt: skip


def text_of(value: Any, *, most: int = LONGEST_BODY) -> str:
    """Lines of text: control characters out, newlines plain, accents on their letters, `most` characters."""
    if isinstance(value, dict):
        value = said_of(value)
    if value is None or isinstance(value, (list, tuple)):
        return ""
    words = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return composed(without_control(words))[:most].strip()


def body_of(value: Any) -> str:
    """A longer text: of a whole page of HTML what is in it, without the scripts."""
    return _PAGE.sub("", _without_hidden(text_of(value))).strip()


def _without_hidden(words: str) -> str:
    """Without the elements of a page that nobody reads. One that is never closed is looked for once, and stays."""
    parts, at, unclosed = [], 0, set()
    for opening in _HIDDEN.finditer(words):
        name = opening[1].lower()
        if opening.start() < at or name in unclosed:
            continue
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(words, opening.end())
        if closing is None:
            unclosed.add(name)
            continue
        parts.append(words[at : opening.start()])
        at = closing.end()
    return "".join([*parts, words[at:]])


def without_control(words: str) -> str:
    return _CONTROL.sub("", words)


def said_of(value: dict[str, Any]) -> str:
    """Of words in several languages those in French where they are, else in another."""
    found = [value.get(code) for code in _LANGUAGES] + list(value.values())
    return next((one for one in found if isinstance(one, str) and one.strip()), "")


def line_of(value: Any, *, most: int = LONGEST_TITLE) -> str:
    """One line of text, without the marks of HTML; what is too long ends with an ellipsis."""
    words = text_of(value)
    words = plain_text(words) if _MARK.search(words) else " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def title_of(value: Any) -> tuple[str, str]:
    """A title without the state that is written before it (“ANNULÉ – Bal”), and that state; empty for none."""
    line = line_of(value)
    found = _STATE.match(line)
    if not found or found.end() == len(line):
        return line, ""
    return line[found.end() :], str(Status.CANCELLED if found["off"] else Status.POSTPONED)


def sentence_of(body: str) -> str:
    """The first sentence of a text, where it fits; empty otherwise."""
    for paragraph in body.split("\n\n"):
        found = _SENTENCE.match(line_of(paragraph, most=LONGEST_BODY))
        if found:
            return found[1] if len(found[1]) <= LONGEST_SENTENCE else ""
    return ""


def url_of(value: Any) -> str:
    """An address of the web; empty for anything else."""
    words = text_of(value, most=LONGEST_URL + 1)
    words = f"https://{words}" if words.lower().startswith("www.") else words
    if len(words) > LONGEST_URL or any(char.isspace() for char in words):
        return ""
    try:
        parts = urlsplit(words)
    except ValueError:
        return ""
    return words if parts.scheme in {"http", "https"} and parts.hostname else ""


def kind_of(value: Any) -> str:
    """The kind of event that these words name; empty when they name none."""
    key = key_of(text_of(value, most=60))
    if key.replace("_", "-") in Kind.values:
        return key.replace("_", "-")
    found = KINDS.get(key) or KINDS.get(key.removesuffix("s")) or labels_of(Kind).get(key)
    return str(found) if found else ""


@cache
def labels_of(choices: type[models.TextChoices]) -> dict[str, str]:
    """Values by what this site calls them in each of its languages, in `key_of`: it reads what it writes."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {key_of(str(label)): str(value) for value, label in choices.choices}
    return found


def language_of(value: Any) -> str:
    """A language that works here may be in; empty for another."""
    code = text_of(value, most=20).replace("_", "-").split("-", maxsplit=1)[0].lower()
    return code if code in Language.values else ""


def date_of(value: str) -> date | None:
    """“2027-10-02”, “02/10/2027”, “samedi 2 octobre 2027”; None for anything else. Day before month, as in French."""
    words = value.strip()
    if found := _ISO_DATE.fullmatch(words):
        year, month, day = map(int, found.groups())
    elif found := _FRENCH_DATE.fullmatch(words):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if len(found[4]) == len("27") else 0
    elif (found := _WORDY_DATE.fullmatch(key_of(words))) and found[2] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hour_of(value: str) -> time | None:
    """“14:30”, “14h30”, “14 h”, “2:30 p.m.”; None for anything else."""
    words = value.strip()
    found = _HOUR.fullmatch(words)
    try:
        if half := _HALF_DAY.fullmatch(words):
            return time(int(half[1]) % 12 + 12 * (half[3].lower() == "p"), int(half[2] or 0))
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def number_of(value: Any, *, most: int) -> int | None:
    """A whole number from 1 to `most` (“8”, “8 ans”); None for anything else."""
    found = _NUMBER.fullmatch(str(value).strip()[:20])
    return int(found[1]) if found and 1 <= int(found[1]) <= most else None


def ages_said(words: str) -> tuple[str, str]:
    """The lower and the upper age of “dès 8 ans”, “de 8 à 12 ans”, “jusqu’à 12 ans”; empty for what is not said."""
    line = normalize(words)
    numbers = re.findall(r"\d+", line)
    if len(numbers) == 1 and re.search(r"jusqu|moins de|up to|under|at most", line):
        return "", numbers[0]
    if len(numbers) == 1:
        return numbers[0], "" if re.search(r"des |a partir|from|and up|over|\+|plus", line) else numbers[0]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else ("", "")  # noqa: PLR2004 -- from, to


def ages_of(least: Any, most: Any) -> tuple[int | None, int | None, Message | None]:
    """Ages from nought to 120, the lower one first; a sentence where one is none, or where they were turned."""
    low, high = (0 if str(age).strip() == "0" else number_of(age, most=120) for age in (least, most))
    said = [text_of(age, most=20) for age, read in ((least, low), (most, high)) if read is None and text_of(age)]
    if low is not None and high is not None and high < low:
        return high, low, _("Its ages are the wrong way round: they were turned.")
    return low, high, _("Its ages cannot be read: “%(said)s”.", said=", ".join(said)) if said else None


def price_of(said: str) -> tuple[str, str, bool]:
    """The key of a price, what more is said of it, and whether it is known; free is what is said of most."""
    head, _comma, rest = said.partition(",")
    for part, more in ((said, ""), (head, rest.strip())):
        if found := labels_of(Price).get(key_of(part)):
            return found, more, True
    line = normalize(said)
    if "prix libre" in line or "participation libre" in line or "au chapeau" in line:
        return Price.CHOSEN, said, True
    free = is_free(said)
    return Price.PAID if free is False else Price.FREE, said, free is not None


def is_free(words: str) -> bool | None:
    """Whether conditions say that it costs nothing; None where they do not say. An amount counts more than a word."""
    line = normalize(words)
    amounts = [int(whole) + int(rest or 0) for whole, rest in _AMOUNT.findall(line)]
    if any(amounts):
        return False
    if amounts:
        return True
    if re.search(r"\b(?:payante?s?|tarifs?|non gratuit|pas gratuit)\b", line):
        return False
    return True if re.search(r"\b(?:gratuite?s?|gratuitement|entree libre|acces libre|free)\b", line) else None


def address_of(words: str) -> dict[str, str]:
    """Street, postcode and town of one line such as “3 rue du Quai, 29200 Brest”; nothing where no postcode is."""
    found = _ADDRESS.match(line_of(words, most=300))
    if not found:
        return {}
    street, town = found["street"].strip(" ,"), found["town"].strip(" ,")
    return {"street_address": street[:200], "postal_code": found["code"], "town": town[:120]}


def degrees_of(latitude: Any, longitude: Any) -> tuple[tuple[float, float] | None, Message | None]:
    """Coordinates, six digits; None with a sentence for a point outside the world, or where both are nought."""
    try:
        north, east = (round(float(str(degree).strip().replace(",", ".")), 6) for degree in (latitude, longitude))
    except (TypeError, ValueError, OverflowError):
        return None, None
    if not (abs(north) <= NORTHMOST and abs(east) <= EASTMOST):
        said = {"latitude": text_of(latitude, most=20), "longitude": text_of(longitude, most=20)}
        return None, _("Its place lies outside the world (%(latitude)s, %(longitude)s): left out.", **said)
    return (None if not north and not east else (north, east)), None
