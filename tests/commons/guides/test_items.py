from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from commons.guides.items import PROVIDER
from licences import public_items
from search.indexing import rebuild
from tests.factories.guides import make_draft, make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def a_private_guide():
    guide = make_guide("Carnet de bord")
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    return guide


HIDDEN = {"draft": lambda: make_draft("Carnet de bord"), "private": a_private_guide}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_guide_that_is_not_public_is_on_no_shelf(hide):
    guide = hide()

    assert public_items.item(f"guide:{guide.pk}") is None
    assert public_items.carrying(["cc-by-sa-4.0"]) == []
    assert public_items.search("carnet") == []
    assert public_items.licence_counts() == {}


def test_public_guide_is_an_item_of_the_pool():
    guide = make_guide("Carnet de bord", licence="cc-by-4.0")

    found = public_items.item(f"guide:{guide.pk}")
    assert (found.title, found.url, found.kind, found.language) == ("Carnet de bord", guide.url, "Fiche", "fr")
    assert (found.work.licence.key, found.work.source) == ("cc-by-4.0", guide.full_url)
    assert [author.name for author in found.work.authors] == ["Les Amis du sentier"]


def test_guides_are_counted_by_licence():
    for number, licence in enumerate(["cc-by-4.0", "cc-by-sa-4.0", "cc-by-4.0"]):
        make_guide(f"Carnet {number}", licence=licence)

    assert public_items.licence_counts() == {"cc-by-4.0": 2, "cc-by-sa-4.0": 1}


def test_newest_guide_under_a_licence_comes_first():
    for title in ("Ancien", "Récent"):
        make_guide(title)

    assert [item.title for item in public_items.carrying(["cc-by-sa-4.0"], limit=1)] == ["Récent"]


def test_guides_are_found_as_the_search_finds_them():
    make_guide("Carnet de bord")
    rebuild()

    assert [item.title for item in public_items.search("carnets")] == ["Carnet de bord"]


def test_guide_withdrawn_since_the_index_was_made_is_not_found():
    guide = make_guide("Carnet de bord")
    rebuild()
    guide.unpublish()

    assert public_items.search("carnet") == []


def test_guides_are_found_by_words_of_their_title_without_an_index():
    make_guide("Carnet de bord")

    assert [item.title for item in public_items.search("CARNET")] == ["Carnet de bord"]


QUESTIONS = {
    "counts": (2, lambda _pks: PROVIDER.licence_counts()),
    "items": (2, PROVIDER.items),
    "carrying": (4, lambda _pks: PROVIDER.carrying(["cc-by-sa-4.0"], limit=3)),
    # One more for the synonyms of stewards, until something public changes.
    "search": (3, lambda _pks: PROVIDER.search("carnet", limit=10)),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("queries", "ask"), QUESTIONS.values(), ids=QUESTIONS)
def test_shelf_asks_as_much_of_the_database_whatever_it_holds(queries, ask, count, django_assert_num_queries):
    """One question for the items, one for the pages that only some may see; twice where numbers are found first."""
    pks = [make_guide(f"Carnet {number}").pk for number in range(count)]
    rebuild()
    PROVIDER.items(pks)  # the addresses of the site are read once and cached

    with django_assert_num_queries(queries):
        ask(pks)


def test_public_guide_is_found_by_its_full_address():
    guide = make_guide("Carnet de bord")
    for url in (guide.full_url, guide.full_url.rstrip("/")):
        assert public_items.at(url).id == f"guide:{guide.pk}"


@pytest.mark.parametrize(
    "url", ["", "https://example.org/guides/carnet-de-bord/", "carnet-de-bord", "\x00", "/" * 5000]
)
def test_other_address_is_no_item(url):
    make_guide("Carnet de bord", slug="carnet-de-bord")
    assert public_items.at(url) is None


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_guide_that_is_not_public_is_not_found_by_its_address(hide):
    assert public_items.at(hide().full_url) is None
