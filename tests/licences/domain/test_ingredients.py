from __future__ import annotations

import pytest

from legaltools.catalogue import get
from legaltools.credit import Work
from licences import public_items
from licences.domain.ingredients import read_ingredients
from licences.public_items import PublicItem


class OneProvider:
    type = "guide"

    def items(self, pks):
        shelved = {1: Work("Carte", licence=get("cc-by-4.0")), 2: Work("Sans licence")}
        return {
            pk: PublicItem(f"guide:{pk}", shelved[pk].title, "/", "Fiche", shelved[pk]) for pk in pks if pk in shelved
        }


@pytest.fixture(autouse=True)
def _one_shelf(monkeypatch):
    monkeypatch.setattr(public_items, "_providers", {"guide": OneProvider()})


def test_items_and_licences_are_read_and_doubles_count_once():
    read = read_ingredients(
        lines=["CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/deed.fr", " cc-by-sa-4.0 ", ""],
        items=["guide:1", "guide:1"],
    )

    assert [one.id for one in read.usable] == ["guide:1", "cc-by-sa-4.0"]
    assert (read.unread, read.gone, read.are_too_many) == ((), (), False)


def test_item_that_is_not_there_or_says_no_licence_is_gone():
    assert read_ingredients(items=["guide:2", "guide:3", "🎈"]).gone == ("guide:2", "guide:3", "🎈")


@pytest.mark.parametrize(
    "line",
    [
        "aotre-gwir frank 🎈", "CC BY-SA", "CC BY 9.0", "CC BY 4.0 et CC BY-NC 3.0",
        "https://creativecommons.org.example.net/licenses/by/4.0/", "<b>CC</b>", "x" * 5000,
    ],
)  # fmt: skip
def test_line_that_names_no_licence_for_certain_is_kept_with_a_sentence(line):
    (unread,) = read_ingredients(lines=[line]).unread

    assert unread.text == line
    assert unread.problem


def test_line_without_version_offers_its_versions():
    (unread,) = read_ingredients(lines=["CC BY-SA"]).unread

    assert [tool.key for tool in unread.candidates][:2] == ["cc-by-sa-4.0", "cc-by-sa-3.0"]


@pytest.mark.parametrize(("count", "too_many"), [(30, False), (31, True)])
def test_more_than_thirty_are_too_many(count, too_many):
    lines = [f"nothing {number}" for number in range(count)]

    assert read_ingredients(lines=lines).are_too_many is too_many
