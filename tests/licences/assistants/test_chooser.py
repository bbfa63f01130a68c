from __future__ import annotations

import pytest

from tests.committed import committed
from tests.factories.guides import make_draft, make_guide
from tests.licences.assistants.pages import ask, text_of, texts_of

pytestmark = pytest.mark.django_db
ADDRESS = "/licences/choisir/"
MINE = {"made": "mine"}
BY_SA = MINE | {"change": "yes", "alike": "yes", "sale": "yes"}


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def question(page):
    return text_of(page, "form h2")


def kept(page):
    return {field["name"]: field["value"] for field in page.select("main input[type=hidden]")}


def radios(page):
    return {field["value"]: field.has_attr("checked") for field in page.select("main input[type=radio]")}


def mark(page, name="text"):
    return page.select_one(f"#format-{name}").string.strip()


def test_it_begins_with_what_the_work_is_made_of(client):
    page = ask(client, ADDRESS)

    assert question(page) == "De quoi votre œuvre est-elle faite\u00a0?".replace("\u00a0", " ")
    assert radios(page) == {"mine": False, "others": False}


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (MINE, "Les autres pourront-ils changer votre œuvre ?"),
        (MINE | {"change": "yes"}, "Leurs versions devront-elles rester aussi libres que la vôtre ?"),
        (MINE | {"change": "no"}, "Pourra-t-on s’en servir contre de l’argent ?"),
        (MINE | {"change": "yes", "alike": "no", "sale": "yes"}, "Faudra-t-il toujours vous citer ?"),
        ({"made": "others"}, "Qu’avez-vous repris ?"),
    ],
)
def test_one_question_a_page(client, said, title):
    assert question(ask(client, ADDRESS, said)) == title


def test_no_step_loses_what_was_said(client):
    page = ask(client, ADDRESS, BY_SA | {"title": "Carte", "step": "alike"})

    assert question(page).startswith("Leurs versions")
    assert radios(page) == {"yes": True, "no": False}
    assert kept(page) == {"made": "mine", "change": "yes", "sale": "yes", "title": "Carte"}


def test_each_answer_can_be_changed(client):
    page = ask(client, ADDRESS, BY_SA)
    links = page.select(".answers-so-far a")

    assert len(links) == 4
    again = ask(client, ADDRESS + links[3]["href"])
    assert question(again).startswith("Pourra-t-on s’en servir")
    assert radios(again)["yes"]


def test_answers_end_with_a_licence_and_its_mark(client):
    page = ask(client, ADDRESS, BY_SA | {"title": "Carte", "author": "Awa", "address": "https://awa.example/carte"})

    assert text_of(page, "h2") == "Votre licence : CC BY-SA 4.0"
    assert mark(page) == (
        "«\u00a0Carte\u00a0» (https://awa.example/carte) par Awa, sous licence CC BY-SA 4.0 "
        "(https://creativecommons.org/licenses/by-sa/4.0/)"
    )
    assert 'src="http://localhost/licences/badges/cc-by-sa-4.0.svg"' in mark(page, "html")
    assert 'rel="license"' in mark(page, "html")


def test_mark_without_a_name_invents_none(client):
    assert mark(ask(client, ADDRESS, BY_SA)).startswith("Sous licence CC BY-SA 4.0")


def test_what_the_answer_costs_is_counted_in_the_pool(client):
    for number, licence in enumerate(["cc-by-sa-4.0", "cc-by-sa-3.0", "cc-by-4.0"]):
        make_guide(f"Carnet {number}", licence=licence)
    make_draft("Carnet secret", licence="cc-by-sa-4.0")

    page = ask(client, ADDRESS, MINE | {"change": "yes", "alike": "no"})
    assert texts_of(page, ".choice-card__cost") == ["Elle ne pourra plus être mélangée à 2 des 3 contenus d’ici."]


def test_sources_decide_what_is_offered(client):
    page = ask(
        client, ADDRESS, {"made": "others", "text": "CC BY-SA 4.0\nhttps://creativecommons.org/licenses/by/3.0/"}
    )

    assert text_of(page, "h2") == "Votre licence : CC BY-SA 4.0"
    assert "décidé par ce que vous avez repris" in text_of(page, ".answers-so-far")
    assert "/licences/crediter/?licence=cc-by-3.0" in [link["href"] for link in page.select(".tool-page__next a")]


def test_older_licence_that_reaches_only_itself_is_kept(client):
    page = ask(client, ADDRESS, {"made": "others", "source": "cc-by-sa-1.0"})

    assert text_of(page, "h2") == "Votre licence : CC BY-SA 1.0"


def test_item_of_the_pool_is_a_source(client):
    guide = make_guide("Carnet de bord", licence="cc-by-nc-4.0")

    page = ask(client, ADDRESS, {"made": "others", "item": f"guide:{guide.pk}"})
    assert question(page).startswith("Les autres pourront-ils changer")
    assert "Carnet de bord" in text_of(page, ".answers-so-far")


def test_other_licences_that_the_sources_allow_are_named(client):
    page = ask(client, ADDRESS, {"made": "others", "source": "cc-by-sa-4.0"})
    also = {link.string: link["href"] for link in page.select(".tool-page__answer > p a")}

    assert "Licence Art Libre 1.3" in also
    assert (
        text_of(ask(client, ADDRESS + also["Licence Art Libre 1.3"]), "h2") == "Votre licence : Licence Art Libre 1.3"
    )


def test_licence_that_the_sources_forbid_cannot_be_named_in_the_address(client):
    page = ask(client, ADDRESS, {"made": "others", "source": "cc-by-sa-4.0", "licence": "cc-by-4.0"})

    assert text_of(page, "h2") == "Votre licence : CC BY-SA 4.0"


def test_sources_that_do_not_go_together_lead_to_the_mixer(client):
    page = ask(client, ADDRESS, {"made": "others", "text": "CC BY-ND 4.0", "source": "cc-by-4.0"})

    assert (
        page.select_one("main .button--primary")["href"] == "/licences/melanger/?source=cc-by-4.0&source=cc-by-nd-4.0"
    )


def test_line_that_names_nothing_is_kept_and_explained(client):
    page = ask(client, ADDRESS, {"made": "others", "text": "CC BY-SA\nCC BY 4.0\naotre 🎈"})

    assert page.select_one("#id_text").string.strip() == "CC BY-SA\naotre 🎈"
    assert len(page.select(".ingredients__unread li")) == 2
    assert kept(page) == {"made": "others", "source": "cc-by-4.0"}
    offered = page.select_one(".ingredients__candidates a")
    assert kept(ask(client, ADDRESS + offered["href"]))["source"] == "cc-by-sa-4.0"


def test_pool_is_searched_inside_the_form(client):
    guide = make_guide("Carnet de bord")

    page = ask(client, ADDRESS, {"made": "others", "q": "carnet", "step": "sources", "source": "cc-by-4.0"})
    assert page.select_one(".ingredients__found input")["value"] == f"guide:{guide.pk}"
    assert kept(page)["source"] == "cc-by-4.0"


def test_draft_is_neither_found_nor_counted_nor_named(client):
    draft = make_draft("Carnet secret")

    page = ask(client, ADDRESS, {"made": "others", "q": "carnet", "step": "sources", "item": f"guide:{draft.pk}"})
    assert "secret" not in page.get_text()
    assert page.select(".ingredients__found, .ingredients__row") == []
    assert "Il n’est pas compté" in text_of(page, ".message")


@pytest.mark.parametrize(
    "said",
    [
        {"made": "🎈", "change": "<b>"},
        {"made": "others", "text": "\n".join(f"CC BY {number}" for number in range(40))},
        {"made": "others", "source": [f"rien {number}" for number in range(31)]},
        {"made": "others", "item": [f"guide:{number}" for number in range(40)]},
        {"made": "mine", "step": "sources"},
        {"made": "mine", "step": "nowhere", "licence": "cc-by-9.0"},
        BY_SA | {"title": "<script>alert(1)</script>", "author": "שם" * 400, "address": "javascript:alert(1)"},
        BY_SA | {"title": "\x00"},
        {"made": "others", "source": "all-rights-reserved"},
    ],
)
def test_whatever_is_asked_gets_a_page(client, said):
    page = ask(client, ADDRESS, said)

    assert page.select("main script") == []
    assert "javascript:" not in " ".join(link.get("href", "") for link in page.select("a"))


def test_only_the_bare_page_may_be_kept(client):
    assert "private" not in client.get(ADDRESS).get("Cache-Control", "")
    assert "private" in client.get(ADDRESS, MINE)["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("said", "queries"), [(MINE, 11), (BY_SA, 11), ({"made": "others"}, 0)])
def test_page_asks_as_much_of_the_database_whatever_the_pool_holds(
    client, count, said, queries, django_assert_num_queries
):
    items = [f"guide:{make_guide(f'Carnet {number}').pk}" for number in range(count)]
    committed()
    ask(client, ADDRESS)

    with django_assert_num_queries(queries):
        ask(client, ADDRESS, said)
    with django_assert_num_queries(13 - queries):  # what the pool holds is counted once
        ask(client, ADDRESS, {"made": "others", "item": items})
