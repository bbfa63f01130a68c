"""Cards with pictures, and the shelf narrowed by duration and audience."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Collection, CollectionViewRestriction

from community.renditions import specs_for
from search.indexing import rebuild
from tests.committed import committed
from tests.factories.guides import embedded, make_draft, make_guide, step
from tests.factories.media import make_picture, picture_bytes
from tests.factories.pages import guide_index

pytestmark = pytest.mark.django_db
LARGE = picture_bytes(size=(1200, 800))


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def card_of(client, url="/guides/"):
    return BeautifulSoup(client.get(url).content, "html.parser").select_one(".guide-card")


def titles(client, query=""):
    soup = BeautifulSoup(client.get(f"/guides/{query}").content, "html.parser")
    return [" ".join(one.get_text().split()) for one in soup.select(".card__title")]


def test_card_shows_the_main_picture_with_a_short_credit(client):
    make_guide(cover=make_picture("Le port", content=LARGE))

    card = card_of(client)

    assert card.select_one(".cover img")["alt"] == ""
    assert card.select_one(".cover svg") is None
    assert card.select_one(".guide-card__credit").get_text() == "Image\u00a0: Awa Diallo, CC BY-SA 4.0"


def test_card_shows_the_first_picture_of_the_steps_when_there_is_no_main_one(client):
    first, second = (make_picture(name, content=LARGE, name=f"{name}.png") for name in ("premiere", "seconde"))
    make_guide(steps=[step(text="<p>Rien.</p>"), step(text=embedded(first)), step(text=embedded(second))])

    assert "premiere" in card_of(client).select_one(".cover img")["src"]


def test_card_flies_flags_when_there_is_no_picture_or_only_a_small_one(client):
    make_guide(cover=make_picture("Icône", content=picture_bytes(size=(399, 300))))

    card = card_of(client)

    assert card.select_one(".cover img") is None
    assert card.select_one(".cover svg")
    assert card.select_one(".guide-card__credit") is None


def test_card_keeps_a_picture_of_a_restricted_collection_to_itself(client):
    closed = Collection.get_first_root_node().add_child(name="Entre nous")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    make_guide(cover=make_picture("Secrète", content=LARGE, name="secrete.png", collection=closed))

    page = client.get("/guides/").content.decode()

    assert "secrete" not in page
    assert "Awa Diallo" not in page


def test_no_size_of_a_picture_enlarges_it():
    small = make_picture("Petite", content=picture_bytes(size=(450, 100)))

    sizes = [(one.width, one.height) for one in small.get_renditions(*specs_for(small)).values()]

    assert max(width for width, _ in sizes) <= 450
    assert max(height for _, height in sizes) <= 100


def test_small_picture_in_a_text_has_one_size_and_no_width_to_fill(client):
    guide = make_guide(steps=[step(text=embedded(make_picture("Petite", content=picture_bytes(size=(120, 80)))))])

    picture = BeautifulSoup(client.get(guide.url).content, "html.parser").select_one(".figure img")

    assert (picture["width"], picture["height"]) == ("120", "80")
    assert not picture.has_attr("srcset")


def shelf():
    make_guide("Courte pour les ados", steps=[step(minutes=25)], audience=["teens"])
    make_guide("Longue pour les ados", steps=[step(minutes=150)], audience=["teens"])
    make_guide("Courte pour tout le monde", steps=[step(minutes=45)], audience=["all"])
    make_draft("Brouillon pour les ados", audience=["teens"])
    rebuild()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?duration_max=60", {"Courte pour les ados", "Courte pour tout le monde"}),
        ("?audience=teens", {"Courte pour les ados", "Longue pour les ados"}),
        ("?audience=teens&duration_max=60", {"Courte pour les ados"}),
        ("?audience=teens&audience=all&duration_max=30", {"Courte pour les ados"}),
        ("?duration_max=&audience=", {"Courte pour les ados", "Longue pour les ados", "Courte pour tout le monde"}),
        ("?duration_max=demain&type=association", {"Courte pour les ados", "Longue pour les ados", "Courte pour tout le monde"}),
    ],
)  # fmt: skip
def test_shelf_is_narrowed_as_the_search_is(client, query, found):
    shelf()

    assert set(titles(client, query)) == found


def test_a_value_counts_what_it_would_leave_and_the_search_takes_the_same_question(client):
    shelf()

    form = BeautifulSoup(client.get("/guides/?audience=teens").content, "html.parser").select_one(".shelf-filters")

    options = [" ".join(one.get_text().split()) for one in form.select("#filtre-duration option")]
    assert options == [
        "Toutes les durées",
        "30 minutes au plus (1)",
        "1 heure au plus (1)",
        "2 heures au plus (1)",
        "4 heures au plus (2)",
    ]
    assert form.select_one("#filtre-audience option[selected]")["value"] == "teens"
    assert form.select(".shelf-filters__more a")[1]["href"] == "/recherche/?type=guide&audience=teens"


def test_a_guide_withdrawn_since_the_index_was_made_is_not_shown(client):
    shelf()
    guide_index().get_children().filter(title="Courte pour les ados").update(live=False)

    assert titles(client, "?duration_max=30") == []


def test_without_an_index_the_shelf_is_whole_and_asks_nothing(client):
    make_guide("Courte")

    soup = BeautifulSoup(client.get("/guides/?duration_max=1").content, "html.parser")

    assert soup.select_one(".shelf-filters") is None
    assert len(soup.select(".guide-card")) == 1


def test_nothing_so_short_says_what_to_do(client):
    shelf()

    page = client.get("/guides/?duration_max=10").content.decode()

    assert "Aucune fiche n’est aussi courte pour ce public." in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 15), ("?duration_max=60", 14)])
def test_shelf_asks_as_much_of_the_database_whatever_it_holds(client, django_assert_num_queries, query, queries, count):
    for n in range(count):
        make_guide(f"Fiche {n}", cover=make_picture(f"Image {n}", content=LARGE, name=f"i{n}.png"))
    rebuild()
    committed()
    client.get(f"/guides/{query}")

    with django_assert_num_queries(queries):
        response = client.get(f"/guides/{query}")

    assert len(set(re.findall(r'href="(/guides/fiche-\d/)"', response.content.decode()))) == count
