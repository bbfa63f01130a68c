"""A table of events: CSV with French or English headers, as a spreadsheet saves it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import key_of
from programme.enums import Price, Registration, Status
from programme.exchange import words
from programme.exchange.record import BROKEN, EventRecord, PlaceRecord, Reading, TimeRecord, joined_by_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from markup.messages import Message

    Row = Mapping[str, str]

# What a column may be called, in `key_of`.
COLUMNS = {
    "uid": ("uid", "id", "identifiant", "identifier", "uuid", "guid"),
    "title": ("titre", "title", "nom", "name", "evenement", "event", "intitule", "summary"),
    "date": ("date", "jour", "day", "premier_jour", "first_day", "date_de_debut", "date_debut", "start_date", "le"),
    "start": ("debut", "heure", "heure_de_debut", "heure_debut", "start", "start_time", "begin", "de"),
    "end_date": ("last_day", "date_de_fin", "date_fin", "end_date", "dernier_jour", "au"),
    "end": ("fin", "heure_de_fin", "heure_fin", "end", "end_time", "a"),
    "hours": ("horaires_de_chaque_jour", "hours_of_each_day", "horaires", "hours"),
    "place": ("lieu", "place", "location", "venue", "salle_lieu"),
    "room": ("salle", "room"),
    "address": ("adresse", "address", "rue"),
    "postal_code": ("code_postal", "cp", "postcode", "postal_code", "zip"),
    "town": ("ville", "commune", "town", "city"),
    "neighbourhood": ("quartier", "neighbourhood", "district"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "online": ("en_ligne", "address_online", "online", "lien_en_ligne", "adresse_en_ligne", "online_url", "visio"),
    "one_sentence": ("en_une_phrase", "in_one_sentence", "une_phrase", "resume", "accroche", "one_sentence", "sentence",
                     "abstract", "chapo", "chapeau"),
    "body": ("description", "presentation", "texte", "text", "body"),
    "kind": ("type", "genre", "kind", "nature", "forme"),
    "topics": ("themes", "theme", "mots_cles", "keywords", "topics", "categories", "categorie"),
    "audience": ("public", "publics", "audience"),
    "age_min": ("age_min", "age_minimum", "des", "from_age"),
    "ages": ("ages", "age"),
    "changed": ("modifie_le", "changed_on"),
    "age_max": ("age_max", "age_maximum", "to_age"),
    "price": ("prix", "tarif", "price", "tarifs", "gratuit"),
    "price_note": ("precisions_de_prix", "price_note", "conditions"),
    "registration": ("inscription", "inscriptions", "registration", "reservation"),
    "capacity": ("places", "jauge", "capacite", "capacity", "seats"),
    "organisers": ("organisation", "organisateur", "organisateurs", "organisatrice", "organisatrices", "association",
                   "associations", "organiser", "organisers", "organizer", "organizers", "structure", "porteur"),
    "authors": ("auteurs_et_autrices_du_texte", "authors_of_the_text", "auteurs", "autrices", "authors"),
    "language": ("langue", "language", "lang"),
    "licence": ("licence", "license"),
    "status": ("statut", "etat", "status", "state"),
    "status_note": ("a_propos_de_l_etat", "about_the_state", "precisions", "status_note", "note"),
    "access_note": ("accessibilite", "acces", "access", "accessibility", "access_note"),
    "full": ("complet", "full"),
    "url": ("page_web", "web_page", "lien", "url", "site", "page", "website", "adresse_web"),
}  # fmt: skip
_NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
_STATUS = {
    "annule": Status.CANCELLED, "annulee": Status.CANCELLED, "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED, "reporte": Status.POSTPONED, "reportee": Status.POSTPONED,
    "postponed": Status.POSTPONED, "a_confirmer": Status.TENTATIVE, "tentative": Status.TENTATIVE,
    "to_be_confirmed": Status.TENTATIVE, "a_preciser": Status.TENTATIVE,
}  # fmt: skip
_AUDIENCE = {
    "tous_publics": "all", "tout_public": "all", "tous": "all", "everybody": "all", "enfants": "children",
    "enfant": "children", "children": "children", "ados": "teens", "adolescents": "teens", "teenagers": "teens",
    "jeunes": "teens", "adultes": "adults", "adults": "adults", "seniors": "seniors", "familles": "families",
    "famille": "families", "families": "families", "debutants": "beginners", "debutantes": "beginners",
    "beginners": "beginners", "benevoles": "volunteers", "volunteers": "volunteers",
    "grands_debutants_et_debutantes": "beginners", "complete_beginners": "beginners",
    "professionnels_et_professionnelles": "professionals", "professionnels": "professionals",
    "professionals": "professionals",
    "pros": "professionals",
}  # fmt: skip
_NO = {"non", "no", "sans", "sans_inscription", "aucune", "none", "libre", "entree_libre",
       "no_registration_come_as_you_are", "sans_inscription_venez_comme_vous_etes"}  # fmt: skip
_USUAL_STATES = {"confirme", "confirmee", "confirmed", "ok", "maintenu", "maintenue", "non", "no"}
_FULL = {"complet", "full", "oui", "yes"}
_FREE = {"gratuit", "free", "0", "0_eur", "oui", "yes", "entree_libre", "libre_et_gratuit"}
_CHOSEN = {"prix_libre", "chosen", "participation_libre", "pay_what_you_want", "au_chapeau"}
_LIST = re.compile(r"[|;\n]")
_LONGEST_FIELD = 200_000
_MOST_COLUMNS = 500
_LONGEST_TIME = 100
_SEPARATOR = re.compile(r"\s*sep=.[^\S\n]*\n", re.IGNORECASE)
_DATED = re.compile(r"(.*?\d)(?:\s*,\s*|\s+)(?:(?:à|a|de|at|from)\s+)?(\d{1,2}\s*(?:[hH:]|[ap]\.?m).*)")
_RANGE = re.compile(r"(?:de\s+|from\s+)?(\d.*?)\s*(?:[-–—→]|\bà\b|\ba\b|\bto\b)\s*(\d.*)")
# What a spreadsheet would take for a formula is text here; the apostrophe that a careful program put before it goes.
_GUARDED = re.compile(r"^'(?=[=+\-@\t])")


def read(text: str, *, most: int) -> Reading:
    """The events of a table; rows of one identifier, or of one title where there is none, are times of one event.

    Raises Unreadable for a table without the columns that it takes.
    """
    reading = Reading()
    rows = list(_rows(text, most, reading))
    groups: defaultdict[str, list[tuple[int, Row]]] = defaultdict(list)
    for number, row in rows:
        groups[row.get("uid") or row.get("title") or f"?{number}"].append((number, row))
    for uid, group in groups.items():
        try:
            reading.events.append(_event(uid, group, reading))
        except Unreadable as error:
            reading.refused.append((_called(*group[0]), error.message))
        except BROKEN:
            reading.refused.append((_called(*group[0]), _("A line of this event cannot be read.")))
    reading.events = joined_by_page(reading.events)
    return reading


def _called(number: int, row: Row) -> str:
    title = words.line_of(row.get("title"), most=80)
    return f"{title} [{number}]" if title else f"[{number}]"


def _rows(text: str, most: int, reading: Reading) -> Iterator[tuple[int, Row]]:
    """Rows with their line, by the names of `COLUMNS`. The separator is the one that the header has most of."""
    said = _SEPARATOR.match(text)  # what Excel reads before the header
    text = text[said.end() :] if said else text
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max((";", ",", "\t"), key=head.count)
    limit = csv.field_size_limit(_LONGEST_FIELD)
    try:
        table = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=separator), most + 1))
    except csv.Error as error:
        raise Unreadable(_("This table is broken: %(reason)s.", reason=str(error)[:120])) from None
    finally:
        csv.field_size_limit(limit)
    table = [row[:_MOST_COLUMNS] for row in table if any(cell.strip() for cell in row)]
    header = table[0] if table else []
    names = [_NAMES.get(key_of(name), "") for name in header]
    unread = [
        words.line_of(name, most=60) for name, read in zip(header, names, strict=True) if name.strip() and not read
    ]
    if unread:
        reading.notes.append(
            _("Columns that nobody knows here, and were not read: %(names)s.", names=", ".join(unread))
        )
    if "title" not in names or not {"date", "start"} & set(names):
        raise Unreadable(_("This table has no column for the title or the date: name two of them “titre” and “date”."))
    for number, row in enumerate(table[1:], start=2):
        given: dict[str, str] = {}
        for name, cell in zip(names, row, strict=False):
            if name and cell.strip():
                given.setdefault(name, _GUARDED.sub("", words.text_of(cell)))
        yield number, given


def _event(uid: str, group: list[tuple[int, Row]], reading: Reading) -> EventRecord:
    row = group[0][1]
    title, told = words.title_of(row.get("title"))
    if not title:
        raise Unreadable(_("It has no title."))
    notes: list[Message] = []
    times = []
    for number, one in group:
        try:
            time_ = _time(one, notes)
            status = told if told and time_.status == Status.CONFIRMED else time_.status
            times.append(replace(time_, status=status, key=uid[:300] if "uid" in one and len(group) == 1 else ""))
        except Unreadable as error:
            if len(group) == 1:
                raise
            reading.refused.append((_called(number, one), error.message))
    if not times:
        raise Unreadable(_("It has no date that can be read."))
    if "uid" not in row:
        notes.append(_("It has no identifier: it is known again by its title, as long as that stays the same."))
    notes += _other_titles(group, title)
    body = row.get("body", "")
    audience = tuple(dict.fromkeys(filter(None, map(_audience_of, _listed(row, "audience")))))
    least, most = words.ages_said(row.get("ages", ""))
    low, high, problem = words.ages_of(row.get("age_min", least), row.get("age_max", most))
    notes += [problem] if problem else []
    notes += _not_taken(row, audience)
    return EventRecord(
        uid=uid[:300], title=title, times=tuple(times), body=body,
        one_sentence=words.line_of(row.get("one_sentence"), most=words.LONGEST_SENTENCE) or words.sentence_of(body),
        kind=words.kind_of(row.get("kind")), topics=tuple(_listed(row, "topics")), audience=audience,
        age_min=low, age_max=high, **_price(row, notes), **_registration(row),
        organisers=tuple(_listed(row, "organisers")), authors=tuple(_listed(row, "authors")),
        capacity=words.number_of(row.get("capacity"), most=100_000), language=words.language_of(row.get("language")),
        licence=words.line_of(row.get("licence"), most=100), url=words.url_of(row.get("url")),
        access_note=words.line_of(row.get("access_note"), most=300), notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _other_titles(group: Iterable[tuple[int, Row]], title: str) -> list[Message]:
    others = {words.title_of(row.get("title"))[0] for _number, row in group} - {title, ""}
    return [
        _("Some of its times have another title, “%(title)s”: only the first was taken.", title=other)
        for other in sorted(others)
    ]


def _audience_of(said: str) -> str:
    return _AUDIENCE.get(key_of(said), "")


def _listed(row: Row, name: str) -> list[str]:
    """Several values of one cell, between bars, semicolons or lines; between commas where there is none of these."""
    value = row.get(name, "")
    parts = _LIST.split(value) if _LIST.search(value) else value.split(",")
    return [said for part in parts if (said := words.line_of(part, most=120))]


def _time(row: Row, notes: list[Message]) -> TimeRecord:
    first, start, until = _moment(row.get("date", ""), row.get("start", ""))
    if first is None:
        raise Unreadable(_("Its date cannot be read: “%(said)s”. Write 2027-10-02 or 02/10/2027.",
                           said=words.line_of(row.get("date"), most=40)))  # fmt: skip
    last, end, _none = _moment(row.get("end_date", ""), row.get("end", ""))
    end = end or until
    place = _place(row, notes)
    state = key_of(row.get("status", ""))
    status = next((value for said, value in _STATUS.items() if state.startswith(said)), Status.CONFIRMED)
    is_full = state in _FULL or key_of(row.get("full", "")) in _FULL
    common: dict[str, Any] = {
        "place": place, "room": words.line_of(row.get("room"), most=80), "online_url": words.url_of(row.get("online")),
        "status": status, "status_note": words.line_of(row.get("status_note"), most=300), "is_full": is_full,
        "hours": words.line_of(row.get("hours"), most=200),
    }  # fmt: skip
    if start is None:
        days = timedelta(days=1)
        ends = datetime.combine(last or first, time()) + days
        return TimeRecord(starts_at=datetime.combine(first, time()), ends_at=ends, all_day=True, **common)
    starts_at = datetime.combine(first, start)
    if end is None:
        notes.append(_("It does not say when it ends: one hour was assumed."))
        return TimeRecord(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), **common)
    ends_at = datetime.combine(last or first, end)
    if last is None and ends_at <= starts_at and end < time(8):
        ends_at += timedelta(days=1)
        notes.append(_("It ends before it starts by the clock: it was taken to end in the night after."))
    return TimeRecord(starts_at=starts_at, ends_at=ends_at, **common)


def _moment(day: str, hour: str) -> tuple[date | None, time | None, time | None]:
    """A day and an hour, from two cells or from one that has both (“2027-10-02T14:30”, “02/10/2027 14h30”), and the
    second hour of a span (“14h-16h”). An hour with an offset carries it. Raises Unreadable for an hour that is none.
    """
    day, hour = day.strip()[:_LONGEST_TIME], hour.strip()[:_LONGEST_TIME]
    if not day and (words.date_of(hour) or "T" in hour or _DATED.fullmatch(hour)):
        day, hour = hour, ""
    if "T" in day and (moment := _iso(day)):
        return moment.date(), words.hour_of(hour) or moment.timetz(), None
    if found := _DATED.fullmatch(day):
        day, hour = found[1], hour or found[2]
    start, until = words.hour_of(hour), None
    if start is None and (found := _RANGE.fullmatch(hour)):
        start, until = words.hour_of(found[1]), words.hour_of(found[2])
    if hour and start is None:
        raise Unreadable(_("Its hour cannot be read: “%(said)s”. Write 14:30 or 14h30.",
                           said=words.line_of(hour, most=40)))  # fmt: skip
    return words.date_of(day), start, until


def _iso(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _not_taken(row: Row, audience: Iterable[str]) -> Iterator[Message]:
    """A sentence for each cell whose words mean nothing here."""
    known = {
        "kind": not row.get("kind") or words.kind_of(row["kind"]),
        "audience": len(set(audience)) >= len(_listed(row, "audience")),
        "registration": not row.get("registration") or _registration(row) or key_of(row["registration"]) in _NO,
        "status": not row.get("status") or _is_status(row["status"]),
        "language": not row.get("language") or words.language_of(row["language"]),
        "url": not row.get("url") or words.url_of(row["url"]),
        "online": not row.get("online") or words.url_of(row["online"]),
    }
    for name in (name for name, is_taken in known.items() if not is_taken):
        yield _("What its column “%(column)s” says means nothing here, “%(said)s”: it was left out.",
                column=COLUMNS[name][0].replace("_", " "), said=words.line_of(row[name], most=80))  # fmt: skip


def _is_status(said: str) -> bool:
    state = key_of(said)
    return state in _FULL or state in _USUAL_STATES or any(state.startswith(word) for word in _STATUS)


def _place(row: Row, notes: list[Message]) -> PlaceRecord | None:
    coordinates, problem = words.degrees_of(
        row.get("latitude", "").replace(",", "."), row.get("longitude", "").replace(",", ".")
    )
    notes += [problem] if problem else []
    latitude, longitude = coordinates or (None, None)
    name = words.line_of(row.get("place"))
    if not name:
        return None
    line = words.line_of(row.get("address"), most=300)
    given = words.address_of(line) or {"street_address": line[:200]}
    given |= {key: words.line_of(row[key], most=120) for key in ("postal_code", "town") if row.get(key)}
    if re.fullmatch(r"\d{4}", given.get("postal_code", "")):
        given["postal_code"] = f"0{given['postal_code']}"  # a spreadsheet takes it for a number
    if not re.fullmatch(r"\d{5}", given.get("postal_code", "00000")):
        del given["postal_code"]
    neighbourhood = words.line_of(row.get("neighbourhood"), most=120)
    return PlaceRecord(name=name, neighbourhood=neighbourhood, latitude=latitude, longitude=longitude, **given)


def _price(row: Row, notes: list[Message]) -> dict[str, Any]:
    said, note = words.line_of(row.get("price"), most=200), words.line_of(row.get("price_note"), most=200)
    key = key_of(said)
    if not said:
        return {"price_note": note}
    if key in _FREE:
        return {"price": Price.FREE, "price_note": note}
    if key in _CHOSEN:
        return {"price": Price.CHOSEN, "price_note": note}
    if key in {"paid", "payant", "non", "no"}:
        return {"price": Price.PAID, "price_note": note}
    price, more, is_known = words.price_of(said)
    if not is_known and any(char.isdecimal() for char in said):
        price, is_known = Price.PAID, True
    if not is_known:
        notes.append(_("Nothing says whether it is free, “%(said)s”: it was taken to be. Check its price.", said=said))
    return {"price": price, "price_note": note or more}


def _registration(row: Row) -> dict[str, Any]:
    said = words.line_of(row.get("registration"), most=500)
    if address := words.url_of(said):
        return {"registration": Registration.ELSEWHERE, "registration_url": address}
    if "@" in said or sum(char.isdecimal() for char in said) >= 8:  # noqa: PLR2004 -- digits of a phone
        return {"registration": Registration.CONTACT, "registration_contact": said[:200]}
    if key_of(said) in {"here", "ici", "sur_ce_site"}:
        return {"registration": Registration.HERE}
    return {}
