"""Works that are on other sites are found among the media, with a mark, and are items for the tools about licences."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from commons.library.domain.import_media import Options, import_media
from commons.library.items import ElsewhereProvider, MediaProvider
from commons.library.models import LinkedWork
from licences import public_items
from search import indexing
from tests.commons.library.test_media_pages import offered
from tests.commons.library.test_openverse import CELLS, written
from tests.factories.media import make_picture, picture_bytes
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

TAGS = '[{"name": "Halle"}, {"name": "Marché"}]'


@pytest.fixture(autouse=True)
def site():
    return home_page()


@pytest.fixture
def work(tmp_path):
    import_media(written(tmp_path, list((CELLS | {"tags": TAGS}).values())), options=Options())
    return LinkedWork.objects.get()


def rows(client, address):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in soup.select(".result-row")]


@pytest.mark.parametrize("words", ["halle", "marché", "Ki hoon"])
def test_work_elsewhere_is_found_by_its_title_its_tags_and_its_author(client, work, words):
    indexing.rebuild()
    [row] = rows(client, f"/recherche/?q={words}&type=media")
    assert row.startswith("Une halle")
    assert "Média Image · Ki hoon sur un autre site : example.org" in row
    assert "CC BY-SA 2.0" in row


def test_media_are_narrowed_to_those_whose_file_is_here(client, work):
    offered(make_picture("La halle rouge"))
    indexing.rebuild()
    found = {held: len(rows(client, f"/recherche/?q=halle&held={held}")) for held in ("here", "elsewhere")}
    assert found == {"here": 1, "elsewhere": 1}


def test_work_elsewhere_that_goes_is_found_no_more(client, work):
    indexing.rebuild()
    work.delete()
    indexing.drain_quietly()
    assert rows(client, "/recherche/?q=halle") == []


def test_work_that_comes_in_is_found_at_once(client, tmp_path, django_capture_on_commit_callbacks):
    indexing.rebuild()
    with django_capture_on_commit_callbacks(execute=True):
        import_media(written(tmp_path, list((CELLS | {"tags": TAGS}).values())), options=Options())
    assert len(rows(client, "/recherche/?q=marché")) == 1


def test_api_gives_it_with_its_licence_and_no_language(client, work):
    indexing.rebuild()
    [result] = client.get("/api/v1/search?q=halle&held=elsewhere").json()["results"]
    assert (result["type"], result["url"], result["language"]) == ("media", work.get_absolute_url(), "")
    assert result["licence"]["key"] == "cc-by-sa-2.0"


def test_tools_about_licences_know_it(work):
    indexing.rebuild()
    provider = ElsewhereProvider()
    item = public_items.item(f"elsewhere:{work.pk}")

    assert (item.title, item.kind, item.work.source) == ("Une halle", "Image sur un autre site", work.source_url)
    assert provider.licence_counts() == {"cc-by-sa-2.0": 1}
    assert [one.id for one in provider.carrying(["cc-by-sa-2.0"], limit=5)] == [item.id]
    assert [one.id for one in provider.search("halle", limit=5)] == [item.id]
    assert MediaProvider().search("halle", limit=5) == []
    assert public_items.at(f"http://localhost{item.url}").id == item.id


def test_kits_take_it_in_from_a_result_and_from_its_page(client, work):
    indexing.rebuild()
    pages = [client.get(address).content.decode() for address in ("/recherche/?q=halle", work.get_absolute_url())]
    assert [f'value="elsewhere:{work.pk}"' in page for page in pages] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_results_ask_the_database_as_much_for_three_pictures_as_for_one(client, count, django_assert_num_queries):
    for number in range(count):
        offered(make_picture(f"La halle {number}", content=picture_bytes(size=(500, 300), colour=(number, 9, 9))))
    indexing.rebuild()
    with django_assert_num_queries(QUERIES_OF_RESULTS):
        client.get("/recherche/?q=halle&type=media")


QUERIES_OF_RESULTS = 9  # menu, foot, synonyms and labels of facets among them; two for the pictures


def test_result_shows_the_picture_and_flags_without_one(client, work):
    offered(make_picture("La halle rouge", content=picture_bytes(size=(900, 600))))
    indexing.rebuild()
    soup = BeautifulSoup(client.get("/recherche/?q=halle").content, "html.parser")
    covers = {
        " ".join(row.h2.get_text().split()): [
            tag.name for tag in row.select_one(".result-row__cover").find_all(["img", "svg"], recursive=False)
        ]
        for row in soup.select(".result-row")
    }
    assert covers == {"La halle rouge": ["img"], "Une halle": ["svg"]}


def test_extract_of_a_result_is_a_sentence_without_tags_or_names_behind_it(client):
    item = offered(make_picture("La place"), description="Un samedi de juin.")
    item.tags.set(["halle"])
    indexing.rebuild()
    [row] = rows(client, "/recherche/?q=halle")
    assert row.startswith("La place Un samedi de juin. Média")
