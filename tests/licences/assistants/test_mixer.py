from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from tests.committed import committed
from tests.factories.guides import make_draft, make_guide
from tests.licences.assistants.pages import ask, text_of, texts_of

pytestmark = pytest.mark.django_db
ADDRESS = "/licences/melanger/"
NO = {"source": ["cc-by-sa-4.0", "cc-by-nc-4.0"]}


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def answer(page):
    return text_of(page, ".tool-page__answer h2")


def allowed(page):
    return texts_of(page, ".verdict--ok strong")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ({"source": "cc-by-sa-4.0"}, "Oui, elles vont ensemble"),
        ({"text": "CC BY 4.0\nCC0"}, "Oui, elles vont ensemble"),
        (NO, "Non, pas en une seule œuvre"),
        ({"source": "cc-by-nd-4.0"}, "Non, pas en une seule œuvre"),
        ({"source": "cc-by-nd-4.0", "use": "collection"}, "Oui, elles vont ensemble"),
        ({"source": "cc-by-nd-4.0", "use-cc-by-nd-4.0": "collection"}, "Oui, elles vont ensemble"),
        ({"source": "cc-by-nd-4.0", "use": "theft"}, "Non, pas en une seule œuvre"),
        ({}, ""),
    ],
)
def test_it_answers_in_a_word(client, said, answered):
    assert answer(ask(client, ADDRESS, said)) == answered


def test_licences_that_the_whole_may_carry_come_with_their_reasons(client):
    page = ask(client, ADDRESS, {"source": ["cc-by-sa-4.0", "cc-by-3.0"]})

    assert allowed(page) == ["CC BY-SA 4.0", "Licence Art Libre 1.3"]
    assert page.select_one(".verdict--ok .reasons__clause a")["href"].startswith("https://")


def test_what_blocks_is_named_with_the_ways_out(client):
    blocked = make_guide("Carnet de bord", licence="cc-by-nc-4.0")
    make_guide("Carnet libre", licence="cc-by-4.0")

    page = ask(client, ADDRESS, {"source": "cc-by-sa-4.0", "item": f"guide:{blocked.pk}"})
    names = texts_of(page, ".blocked__name")
    assert [name.split(" Licence")[0] for name in names] == ["Carnet de bord", "Licence : CC BY-SA 4.0"]
    letter = page.select_one(".blocked textarea").string
    assert "Bonjour Les Amis du sentier," in letter
    assert "«\u00a0Carnet de bord\u00a0»" in letter
    assert "sous la licence CC BY-SA 4.0" in letter
    search = page.select(".blocked__list a")[1]
    assert search["href"] == "/recherche/?licence=public-domain&licence=by&licence=by-sa"
    assert search.string == "1 contenu d’ici conviendrait"


def test_ways_out_of_works_of_one_licence_are_those_of_all(client):
    pairs = {"source": ["cc-by-sa-4.0", "cc-by-nc-3.0-fr", "cc-by-nc-sa-4.0", "cc-by-4.0"]}

    blocks = ask(client, ADDRESS, pairs).select(".blocked")

    assert ["Cela ne suffit pas" in block.get_text() for block in blocks] == [False, True, True]
    assert "sous la licence CC BY-NC-SA 4.0" in blocks[0].textarea.string
    assert "sous la licence CC BY-SA 4.0" in blocks[1].textarea.string


def test_asked_again_as_a_collection_it_may(client):
    page = ask(client, ADDRESS, NO)
    again = ask(client, ADDRESS + page.select_one(".blocked__list a")["href"])

    assert answer(again) == "Oui, elles vont ensemble"
    assert [one["value"] for one in again.select(".ingredients__use option[selected]")] == ["collection", "collection"]


def test_each_source_can_be_taken_away(client):
    page = ask(client, ADDRESS, NO)
    links = [link["href"] for link in page.select(".ingredients__remove")]

    assert links == ["?source=cc-by-nc-4.0", "?source=cc-by-sa-4.0"]


def test_database_is_asked_what_becomes_of_it(client):
    asked = {"source": "odbl-1.0"}

    assert allowed(ask(client, ADDRESS, asked)) == ["ODbL 1.0"]
    assert "CC BY 4.0" in allowed(ask(client, ADDRESS, asked | {"result-odbl-1.0": "work"}))
    assert "CC BY 4.0" not in allowed(ask(client, ADDRESS, asked | {"result-odbl-1.0": "database"}))


def test_more_than_thirty_get_a_sentence_and_no_answer(client):
    lines = "\n".join(f"rien {number}" for number in range(31))
    page = ask(client, ADDRESS, {"text": lines, "source": "cc-by-4.0"})

    assert "On mélange 30 choses au plus par question" in text_of(page, ".message--error")
    assert answer(page) == ""
    assert len(page.select_one("#id_text").string.strip().splitlines()) == 31


def test_thirty_sources_are_answered(client):
    versions = ("1.0", "2.0", "2.5", "3.0", "4.0")
    keys = [f"cc-{unit}-{version}" for unit in ("by", "by-nc", "by-sa", "by-nd", "by-nc-sa") for version in versions]
    page = ask(client, ADDRESS, {"source": [*keys, "cc0-1.0", "pdm-1.0", "etalab-2.0", "lal-1.3", "odbl-1.0"]})

    assert len(page.select(".ingredients__row")) == 30
    assert answer(page) == "Non, pas en une seule œuvre"


def a_private_guide():
    guide = make_guide("Carnet intime")
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    return guide.pk


@pytest.mark.parametrize("make", [a_private_guide, lambda: make_draft("Carnet intime").pk], ids=["private", "draft"])
def test_nothing_is_said_of_an_item_that_is_not_public(client, make):
    page = ask(client, ADDRESS, {"item": f"guide:{make()}", "q": "carnet", "source": "cc-by-4.0"})

    assert "intime" not in page.get_text()
    assert "Il n’est pas compté" in text_of(page, ".message")
    assert page.select(".ingredients__found") == []


@pytest.mark.parametrize(
    "said",
    [
        {"source": "https://creativecommons.org.evil.example/licenses/by/4.0/"},
        {"text": "CC BY 4.0, tous droits réservés"},
        {"text": "aotre-gwir 🎈\n\x00\n<script>alert(1)</script>"},
        {"source": "all-rights-reserved", "use": "adaptation"},
        {"source": "by-permission"},
        {"source": "cc-sampling+-1.0", "item": "guide:²"},
        {"q": "ש" * 500, "text": "x" * 20_000},
        {"source": "cc-devnations-2.0", "use": "reproduction"},
    ],
)
def test_whatever_is_asked_gets_a_page(client, said):
    assert ask(client, ADDRESS, said).select("main script") == []


def test_page_in_english_says_it_in_english(client):
    page = ask(client, ADDRESS, NO, language="en")

    assert answer(page) == "No, not in one work"
    assert "Would you allow me to do so" in page.select_one(".blocked textarea").string


def test_only_the_bare_page_may_be_kept(client):
    assert "private" not in client.get(ADDRESS).get("Cache-Control", "")
    assert "private" in client.get(ADDRESS, NO)["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_much_of_the_database_whatever_is_mixed(client, count, django_assert_num_queries):
    """The items, what may be seen of them, and the counts of the pool where something blocks."""
    items = [f"guide:{make_guide(f'Carnet {number}', licence='cc-by-nd-4.0').pk}" for number in range(count)]
    committed()
    ask(client, ADDRESS)

    with django_assert_num_queries(13):
        ask(client, ADDRESS, {"item": items})


@pytest.mark.parametrize(
    ("licence", "intent", "answered"),
    [
        ("cc-by-4.0", "translate", "Oui, vous pouvez"),
        ("cc-by-nd-4.0", "translate", "Non, pas sans autorisation"),
        ("cc-by-nd-4.0", "adapt-privately", "Oui, vous pouvez"),
        ("cc-by-nc-4.0", "sell", "Non, pas sans autorisation"),
        ("cc-by-nc-4.0", "project-ticket", "Demandez d’abord"),
        ("cc-by-nd-4.0", "project-ticket", "Oui, vous pouvez"),
    ],
)
def test_what_one_wants_to_do_is_answered(client, licence, intent, answered):
    assert answer(ask(client, ADDRESS, {"source": licence, "intent": intent})) == answered


def test_wish_that_is_granted_says_what_must_be_done(client):
    page = ask(client, ADDRESS, {"source": "cc-by-4.0", "intent": "hand-out"})

    assert text_of(page, ".verdict--ok strong") == "Oui, si vous faites ceci"
    assert page.select(".verdict--ok .duty-list li") != []


def test_wish_that_is_refused_comes_with_a_letter_that_says_it(client):
    page = ask(client, ADDRESS, {"source": "cc-by-nc-4.0", "intent": "sell"})

    assert "Imprimer et vendre" in page.select_one(".blocked textarea").string
    assert "licence=by&licence=by-sa" in page.select_one(".blocked__list a")["href"]


def test_wish_that_does_not_exist_counts_for_nothing(client):
    assert answer(ask(client, ADDRESS, {"source": "cc-by-4.0", "intent": "🎈"})) == "Oui, elles vont ensemble"
