"""A programme as plain values, without a database: as many occurrences as a test wants, at any hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from legaltools.credit import Author
from programme.context.figures import figures_of
from programme.context.selections import Selection, UsedWork
from programme.context.values import Access, Event, Occasion, Organiser, Place, Topic

ZONE = ZoneInfo("Europe/Paris")
CHANGED = datetime(2026, 9, 3, 12, 30, 15, tzinfo=UTC)
ROOT = "https://communs.example/"
WORKS = {
    "guide:7": UsedWork("guide:7", "guide", "Réparer une lampe", f"{ROOT}guides/lampe/", "Fiche", "", "CC BY-SA 4.0",
                        "https://creativecommons.org/licenses/by-sa/4.0/", "Réparer une lampe, Awa, CC BY-SA 4.0"),
    "media:3": UsedWork("media:3", "media", "La soirée filmée", f"{ROOT}medias/soiree/", "Vidéo", "video", "CC BY 4.0",
                        "https://creativecommons.org/licenses/by/4.0/", "La soirée filmée, Gwenn, CC BY 4.0"),
}  # fmt: skip


def local(year, month, day, hour=0, minute=0, *, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZONE, fold=fold)


def place_value(key=1, name="La Corderie", **fields):
    defaults = {
        "key": key, "slug": f"lieu-{key}", "name": name, "url": f"/lieux/lieu-{key}/", "full_url": f"{ROOT}lieux/lieu-{key}/",
        "address": "3 rue du Quai, 29200 Brest", "street_address": "3 rue du Quai", "postal_code": "29200",
        "town": "Brest", "insee_code": "29019", "neighbourhood": "Recouvrance", "latitude": 48.3833, "longitude": -4.5,
        "access": (Access("entrance", "yes", "Une rampe"), Access("hearing", "no", "")),
        "access_checked_on": date(2026, 8, 1), "opening": "", "email": "", "phone": "", "website": "",
    }  # fmt: skip
    return Place(**{**defaults, **fields})


def event_value(key=1, title="Atelier de réparation", **fields):
    defaults = {
        "key": key, "uuid": str(uuid5(NAMESPACE_URL, f"event:{key}")), "slug": f"atelier-{key}", "edition": 1,
        "title": title, "url": f"/programme/2026/atelier-{key}/", "full_url": f"{ROOT}programme/2026/atelier-{key}/",
        "one_sentence": "On répare ensemble.", "body": "<p>Venez.</p>", "text": "Venez.", "kind": "workshop",
        "topics": (Topic("numerique", "Numérique", "Numérique", "digital"),), "audience": (), "age_min": 8,
        "age_max": None, "price": "free", "price_note": "", "registration": "none", "registration_url": "",
        "registration_contact": "", "organisers": (Organiser("La Passerelle", "passerelle", "/a/", f"{ROOT}a/"),),
        "language": "fr", "licence": "cc-by-sa-4.0", "access": (), "access_note": "", "works": (),
        "carries_label": True, "image": None, "created_at": CHANGED, "changed_at": CHANGED,
        "authors": (Author("Anna Le Goff"), Author("Yann Kerouanton", role="translator")),
    }  # fmt: skip
    return Event(**{**defaults, **fields})


PLACE, EVENT = place_value(), event_value()


def occasion(key=1, start=None, end=None, *, lasting=2, event=EVENT, place=PLACE, **fields):
    start = start or local(2026, 10, 2, 14)
    number = uuid5(NAMESPACE_URL, f"occurrence:{key}")
    defaults = {
        "key": key, "uuid": str(number), "code": f"{key:06d}", "anchor": f"seance-{number.hex[:12]}", "event": event,
        "place": place, "room": "", "online_url": "", "start": start, "end": end or start + timedelta(hours=lasting),
        "all_day": False, "hours": "", "status": "confirmed", "status_note": "", "seats": None, "seats_left": "",
        "is_full": False, "sequence": 0, "previous_start": None, "created_at": CHANGED, "changed_at": CHANGED,
    }  # fmt: skip
    return Occasion(**{**defaults, **fields})


def selection(*occasions, **fields):
    defaults = {
        "title": "Brest en biens communs 2026", "url": f"{ROOT}programme/2026/", "folder": f"{ROOT}programme/2026/",
        "key": "edition-1f0c", "changed_at": CHANGED, "description": "Deux semaines, quarante associations.",
        "host": "communs.example", "site": "Communs", "acronym": "brest_communs_2026", "licence": "cc-by-sa-4.0",
        "starts_on": date(2026, 10, 2), "ends_on": date(2026, 10, 4), "works": WORKS,
        "event": occasions[0].event if occasions else EVENT,
        "figures": partial(figures_of, occasions, public=WORKS, told={}, now=CHANGED, whole=True),
    }  # fmt: skip
    return Selection(occasions=tuple(occasions), **{**defaults, **fields})


def many(count):
    """So many occurrences of fifty events at twenty places, over two weeks."""
    events = [event_value(one, f"Événement {one}") for one in range(1, 51)]
    places = [place_value(one, f"Lieu {one}") for one in range(1, 21)]
    starts = [local(2026, 10, 2 + one % 14, 8 + one % 12) for one in range(count)]
    return [
        occasion(one + 1, start, event=events[one % 50], place=places[one % 20]) for one, start in enumerate(starts)
    ]


# Every case that broke somebody's output once, by name.
HARD = {
    "accents": occasion(event=event_value(title="Fête de l’« été » à Île-Tudy : où, ça ? Ærø, œuf, 日本, 🎉", slug="a")),
    "control characters": occasion(
        event=event_value(title="Bal\x00 \x07des\x1b pompiers\x0b", text="Ligne\r\nautre\x08 \ud800ligne", one_sentence="a\x01b"),
        room="Salle\x02 2",
    ),
    "midnight": occasion(start=local(2026, 10, 3, 22), end=local(2026, 10, 4, 2)),
    "until midnight": occasion(start=local(2026, 10, 3, 20), end=local(2026, 10, 4)),
    "autumn": occasion(start=local(2026, 10, 25, 1), end=local(2026, 10, 25, 4)),
    "autumn, in the hour that comes twice": occasion(
        start=local(2026, 10, 25, 2, 30), end=local(2026, 10, 25, 2, 15, fold=1)
    ),
    "spring": occasion(start=local(2027, 3, 28, 1, 30), end=local(2027, 3, 28, 3, 30)),
    "exhibition": occasion(
        start=local(2026, 10, 2, 14), end=local(2026, 10, 16, 18), hours="du mardi au samedi, 14 h – 18 h",
        event=event_value(kind="exhibition"),
    ),
    "exhibition of whole days over a change of the clock": occasion(
        start=local(2026, 10, 20), end=local(2026, 11, 4), all_day=True, hours="tous les jours"
    ),
    "a whole day": occasion(start=local(2026, 10, 2), end=local(2026, 10, 3), all_day=True),
    "cancelled": occasion(status="cancelled", status_note="La salle est inondée ; désolés.", sequence=2),
    "postponed": occasion(status="postponed"),
    "moved": occasion(previous_start=local(2026, 10, 1, 14), sequence=1),
    "online": occasion(place=None, online_url="https://visio.example/salle?a=1&b=2,3;4"),
    "no place": occasion(place=None),
    "place that is not public": occasion(place=place_value(
        url="", full_url="", address="", street_address="", postal_code="", town="", insee_code="", neighbourhood="",
        latitude=None, longitude=None, access=(), access_checked_on=None,
    )),
    "works": occasion(event=event_value(works=(
        ("guide:7", "used", "shown", ""), ("media:3", "produced", "shown", ""), ("guide:99", "used", "shown", ""),
    ))),
    "nothing told": occasion(event=event_value(
        title="?", slug="é", one_sentence="", text="", topics=(), organisers=(), licence="", age_min=None,
    )),
    "formula": occasion(event=event_value(title='=HYPERLINK("http://x")', one_sentence="-2+3", price_note="@x")),
    "full": occasion(is_full=True, event=event_value(registration="here"), seats=10, seats_left="full"),
    "another day": occasion(start=local(2026, 11, 30, 18)),
}  # fmt: skip


def changed(one, **fields):
    return replace(one, **fields)
