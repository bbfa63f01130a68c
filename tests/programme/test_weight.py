"""Five hundred events, a thousand dates: what a page of the programme weighs on its way to a phone.

As sent: the page as the server answers a browser, compressed, and each style sheet and script that it names, compressed
as the server in front does (gzip, level 6). Pictures are not counted, nor is what a browser asks for later.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from programme.context import values
from programme.context.values import Programme
from tests.factories.programme import make_edition
from tests.factories.programme_values import event_value, local, occasion, place_value
from web.page_cache.generation import invalidate_pages

pytestmark = pytest.mark.django_db
MOST = 100_000
WORDS = [
    "atelier", "carte", "quartier", "mémoire", "réparation", "commun", "logiciel", "jardin", "récit", "mer", "archive",
    "école", "vélo", "semence", "atlas", "photographie", "quai", "fontaine", "lumière", "partage", "données", "podcast",
    "cuisine", "bibliothèque", "rivage", "tisser", "bois", "métal", "encre", "voix",
]  # fmt: skip


def words(seed, count):
    """Others for each event, and the same each time: what is the same everywhere would weigh nothing."""
    digest = sha256(seed.encode()).digest()
    return " ".join(WORDS[digest[one % len(digest)] % len(WORDS)] for one in range(count))


def five_hundred():
    places = [
        place_value(
            one, f"{words(f'lieu {one}', 3)} {one}", neighbourhood=words(f"quartier {one % 9}", 1),
            latitude=48.35 + one / 400, longitude=-4.55 + one / 300,
        )
        for one in range(1, 41)
    ]  # fmt: skip
    events = [
        event_value(
            one, f"{words(f'titre {one}', 5)} {one}".capitalize(), one_sentence=f"{words(f'phrase {one}', 14)}."
        )
        for one in range(1, 501)
    ]
    found = []
    for one in range(1000):
        start = local(2027, 10, 2 + one % 16, 9 + one % 11, 15 * (one % 4))
        found.append(occasion(one + 1, start, event=events[one % 500], place=places[one % 40]))
    return tuple(sorted(found, key=lambda one: (one.start, one.key)))


@pytest.fixture
def large(monkeypatch):
    """An edition whose programme is so large, without a row of it."""
    edition = make_edition()
    read = values._programme(edition)

    def made(_edition):
        occasions = five_hundred()
        events, places = (
            {one.event.key: one.event for one in occasions},
            {one.place.key: one.place for one in occasions},
        )
        return replace(read, occasions=occasions, events=tuple(events.values()), places=tuple(places.values()))

    monkeypatch.setattr(values, "_programme", made)
    invalidate_pages()
    assert isinstance(made(edition), Programme)
    return edition


def sent(client, url):
    """Bytes of the page, and of all: see above."""
    answer = client.get(url, headers={"accept-encoding": "gzip", "accept-language": "fr"})
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    page = gzip.decompress(answer.content).decode()
    named = re.findall(r'(?:href|src)="/static/([^"?]+\.(?:css|js))', page)
    files = [Path(finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name))) for name in dict.fromkeys(named)]
    return (
        len(answer.content),
        len(answer.content) + sum(len(gzip.compress(file.read_bytes(), 6)) for file in files),
        files,
    )


VIEWS = [
    "", "?vue=liste", "?vue=grille", "?vue=lieux", "?vue=themes", "?vue=associations", "?jour=2027-10-03",
    "?jour=2027-10-03&vue=grille", "?theme=numerique", "?gratuit=oui&vue=lieux", "?q=atelier", "?quand=maintenant", "carte/",
    "emporter/", "versions/", "favoris/", "integrer/",
]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_page_of_five_hundred_events_weighs_less_than_a_hundred_thousand_bytes(client, large, view):
    page, whole, files = sent(client, f"/programme/2027/{view}")
    assert (page < MOST, whole < MOST, len(files) > 0 or view == "integrer/") == (True, True, True), (page, whole)


def test_so_does_the_list_of_all_that_somebody_chose(client, large):
    chosen = ",".join(one.uuid for one in five_hundred()[:100])
    page, whole, _files = sent(client, f"/programme/2027/favoris/?seances={chosen}")
    assert (page < MOST, whole < MOST) == (True, True), (page, whole)


def test_so_does_the_front_page_of_the_programme(client, large):
    page, whole, _files = sent(client, "/programme/")
    assert (page < MOST, whole < MOST) == (True, True), (page, whole)
