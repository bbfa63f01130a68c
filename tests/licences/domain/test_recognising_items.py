"""Which item of the pool a source is, as its address says, and what is remembered of it."""

from __future__ import annotations

import pytest

from legaltools import catalogue
from legaltools.credit import Author, Work
from licences import public_items
from licences.domain.recognising import with_items
from licences.public_items import PublicItem
from licences.records.sources import source_row

HERE = "https://communs.example.org/guides/halle/"
WORK = Work("La halle", (Author("Jeanne"),), HERE, catalogue.get("cc-by-4.0"))


class Halls:
    type = "hall"

    def items(self, pks):
        return {3: PublicItem("hall:3", "La halle", HERE, "Halle", WORK)} if 3 in pks else {}

    def at(self, url):
        return self.items([3])[3] if url == HERE else None


@pytest.fixture(autouse=True)
def _halls(monkeypatch):
    monkeypatch.setattr(public_items, "_providers", {"hall": Halls()})


def row(**values):
    return source_row(**{"title": "La halle", "authors": "Jeanne", "licence": "cc-by-4.0", "url": HERE} | values)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        # An address is enough.
        (source_row(url=HERE), row(item="hall:3")),
        # What was used of it stays noted.
        (row(item="hall:3", version="2", dated="2026-03-14"), row(item="hall:3", version="2", dated="2026-03-14")),
        (row(version="2", dated="2026-03-14"), row(item="hall:3", version="2", dated="2026-03-14")),
        # An item that is public no more is still the one that was used.
        (row(item="hall:9", url="https://a.example/", version="2"), row(item="hall:9", url="https://a.example/", version="2")),
        # An address that was changed names something else.
        (row(item="hall:3", url="https://a.example/", version="2", dated="2026-03-14"), row(url="https://a.example/")),
        (row(item="hall:9", version="2", dated="2026-03-14"), row(item="hall:3")),
        # Of a work from elsewhere it is that of its own site.
        (row(url="https://a.example/", version="2", dated="2026-03-14"), row(url="https://a.example/", version="2", dated="2026-03-14")),
    ],
)  # fmt: skip
def test_source_is_the_item_at_its_address_with_the_version_that_was_used(given, kept):
    assert with_items([given]) == [kept]
