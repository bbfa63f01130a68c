"""A programme of five hundred events and a thousand dates, without a row of it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from tests.factories.programme_values import event_value, local, occasion, place_value

WORDS = [
    "atelier", "carte", "quartier", "mémoire", "réparation", "commun", "logiciel", "jardin", "récit", "mer", "archive",
    "école", "vélo", "semence", "atlas", "photographie", "quai", "fontaine", "lumière", "partage", "données", "podcast",
    "cuisine", "bibliothèque", "rivage", "tisser", "bois", "métal", "encre", "voix",
]  # fmt: skip


def words(seed, count):
    """Others for each event, and the same each time: what is the same everywhere would weigh nothing."""
    digest = sha256(seed.encode()).digest()
    return " ".join(WORDS[digest[one % len(digest)] % len(WORDS)] for one in range(count))


def five_hundred(edition=1):
    places = [
        place_value(
            one, f"{words(f'lieu {one}', 3)} {one}", neighbourhood=words(f"quartier {one % 9}", 1),
            latitude=48.35 + one / 400, longitude=-4.55 + one / 300,
        )
        for one in range(1, 41)
    ]  # fmt: skip
    events = [
        event_value(
            one, f"{words(f'titre {one}', 5)} {one}".capitalize(), one_sentence=f"{words(f'phrase {one}', 14)}.",
            edition=edition,
        )
        for one in range(1, 501)
    ]  # fmt: skip
    found = []
    for one in range(1000):
        start = local(2027, 10, 2 + one % 16, 9 + one % 11, 15 * (one % 4))
        found.append(occasion(one + 1, start, event=events[one % 500], place=places[one % 40]))
    return tuple(sorted(found, key=lambda one: (one.start, one.key)))


def enlarged(programme):
    """The same edition with all of them."""
    occasions = five_hundred(programme.key)
    events, places = {one.event.key: one.event for one in occasions}, {one.place.key: one.place for one in occasions}
    return replace(programme, occasions=occasions, events=tuple(events.values()), places=tuple(places.values()))
