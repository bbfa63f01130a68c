"""Words and numbers as people and programs write them, for every format alike."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from commons.library.enums import Language
from markup.messages import message as _
from markup.normalize import composed, key_of
from markup.plain import plain_text
from programme.enums import Kind, Status

if TYPE_CHECKING:
    from markup.messages import Message

LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_BODY = 200, 200, 50_000
LONGEST_URL = 500
NORTHMOST, EASTMOST = 90, 180  # degrees
# Category Cc but tab and newline, and what Unicode says is no character.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_MARK = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")  # the end of a comment is not looked for from each of its beginnings
_SENTENCE = re.compile(r"(.{20,}?[.!?…])(?:\s|$)", re.DOTALL)
# What programs write before a title, since many show nothing else of a state.
_STATE = re.compile(
    r"^(?:(?P<off>annulée?s?|cancell?ed|abgesagt)|(?P<later>reportée?s?|postponed|verschoben))\s*[-–—:]\s*",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
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
    if value is None:
        return ""
    words = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return composed(_CONTROL.sub("", words))[:most].strip()


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
    found = KINDS.get(key) or KINDS.get(key.removesuffix("s"))
    return str(found) if found else ""


def language_of(value: Any) -> str:
    """A language that works here may be in; empty for another."""
    code = text_of(value, most=20).replace("_", "-").split("-", maxsplit=1)[0].lower()
    return code if code in Language.values else ""


def date_of(value: str) -> date | None:
    """“2027-10-02” or “02/10/2027”; None for anything else. Day before month, as in French."""
    words = value.strip()
    if found := _ISO_DATE.fullmatch(words):
        year, month, day = found.groups()
    elif found := _FRENCH_DATE.fullmatch(words):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def hour_of(value: str) -> time | None:
    """“14:30”, “14h30”, “14 h”; None for anything else."""
    found = _HOUR.fullmatch(value.strip())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def number_of(value: Any, *, most: int) -> int | None:
    """A whole number from 1 to `most`; None for anything else."""
    try:
        number = int(str(value).strip())
    except (TypeError, ValueError):
        return None
    return number if 1 <= number <= most else None


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
        north, east = round(float(latitude), 6), round(float(longitude), 6)
    except (TypeError, ValueError, OverflowError):
        return None, None
    if not (abs(north) <= NORTHMOST and abs(east) <= EASTMOST):
        said = {"latitude": text_of(latitude, most=20), "longitude": text_of(longitude, most=20)}
        return None, _("Its place lies outside the world (%(latitude)s, %(longitude)s): left out.", **said)
    return (None if not north and not east else (north, east)), None
