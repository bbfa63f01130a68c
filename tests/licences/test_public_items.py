from __future__ import annotations

import pytest

from legaltools.catalogue import get
from legaltools.credit import Work
from licences import public_items
from licences.public_items import PublicItem


class InMemoryProvider:
    def __init__(self, type_, *licences):
        self.type = type_
        self.shelved = {
            number: PublicItem(f"{type_}:{number}", f"{type_} {number}", "/", "Objet", Work(licence=get(key)))
            for number, key in enumerate(licences, start=1)
        }

    def licence_counts(self):
        keys = [item.work.licence.key for item in self.shelved.values()]
        return {key: keys.count(key) for key in keys}

    def carrying(self, keys, *, limit):
        return [item for item in self.shelved.values() if item.work.licence.key in keys][:limit]

    def items(self, pks):
        return {pk: self.shelved[pk] for pk in pks if pk in self.shelved}

    def at(self, url):
        return next((item for item in self.shelved.values() if item.url == url), None)

    def known_as(self, uuid):
        return next((item for item in self.shelved.values() if item.uuid == uuid), None)

    def search(self, text, *, limit):
        return [item for item in self.shelved.values() if text in item.title][:limit]


@pytest.fixture(autouse=True)
def _two_shelves(monkeypatch):
    monkeypatch.setattr(public_items, "_providers", {})
    public_items.register(InMemoryProvider("map", "cc-by-4.0", "cc-by-sa-4.0"))
    public_items.register(InMemoryProvider("song", "cc-by-4.0", "cc0-1.0", "cc-by-4.0"))


def ids(items):
    return [item.id for item in items]


def test_counts_of_all_shelves_add_up():
    assert public_items.licence_counts() == {"cc-by-4.0": 3, "cc-by-sa-4.0": 1, "cc0-1.0": 1}


def test_items_that_carry_a_licence_come_from_every_shelf():
    assert ids(public_items.carrying(["cc-by-4.0"], limit=5)) == ["map:1", "song:1", "song:3"]
    assert ids(public_items.carrying(["cc-by-4.0"], limit=2)) == ["map:1", "song:1"]
    assert public_items.carrying([]) == []


@pytest.mark.parametrize("uuid", ["", "song:1", "\x00", "0a4a3c1e-58f0-4b8d-a7a5-2a6f3f5f9d10"])
def test_no_item_is_known_as_what_is_no_uuid_of_one(uuid):
    assert public_items.known_as(uuid) is None


def test_items_are_given_in_the_order_asked_each_once():
    assert list(public_items.items(["song:2", "map:1", "song:2"])) == ["song:2", "map:1"]


@pytest.mark.parametrize(
    "id_", ["", "map", "map:", "map:0", "map:01", "map:²", "map:1:2", "film:1", "map:" + "9" * 400, "🎈:1", "map:-1"]
)
def test_an_id_of_nothing_gives_nothing(id_):
    assert public_items.item(id_) is None


def test_an_item_is_given_by_its_id():
    assert public_items.item("song:2").title == "song 2"


def test_words_are_looked_for_on_every_shelf():
    assert ids(public_items.search("song")) == ["song:1", "song:2", "song:3"]
    assert ids(public_items.search("  son\x00g ", limit=1)) == []
    assert public_items.search(" \x00 ") == []


def test_a_shelf_that_is_gone_has_no_items():
    public_items.unregister("map")
    assert public_items.item("map:1") is None
