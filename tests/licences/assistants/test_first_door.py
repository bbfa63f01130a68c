"""The first door: two clicks, and an answer for everything that one may hold and want."""

from __future__ import annotations

import pytest

from legaltools.compat import INTENTS
from legaltools.first_door import answer, groups, holdings, wants
from tests.licences.assistants.pages import ask, text_of, texts_of

ADDRESS = "/licences/puis-je/"


def test_every_wish_of_the_mixer_stands_under_one_thing_that_people_want():
    listed = [intent.key for _want, intents in groups() for intent in intents]
    assert sorted(listed) == sorted(intent.key for intent in INTENTS)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_answer_about_a_poster_speaks_of_a_collection(language):
    for holding in holdings():
        found = answer(holding.key, "print")
        said = [found.headline(language), holding.text(language), found.want.text(language)]
        said += [intent.text(language) for intent, _replies in found.replies]
        assert not [words for words in said if "recueil" in words.lower() or "collection" in words.lower()]


@pytest.mark.parametrize("holding", [card.key for card in holdings()])
@pytest.mark.parametrize("want", [card.key for card in wants()])
def test_every_pair_has_an_answer(holding, want):
    found = answer(holding, want)
    assert found.headline("fr")
    assert found.provenance or found.replies
    assert all(len(replies) >= 6 for _intent, replies in found.replies)


@pytest.mark.parametrize(("holding", "want"), [("picture", "x"), ("", "print"), ("<script>", "print")])
def test_what_is_no_choice_has_no_answer(holding, want):
    assert answer(holding, want) is None


@pytest.mark.django_db
class TestPages:
    def test_two_clicks_lead_to_the_answer(self, client):
        page = ask(client, ADDRESS)
        assert text_of(page, "#choix") == "Qu’avez-vous en main ?"
        first = next(one for one in page.select(".path-cards__title a") if "image" in one.get_text().lower())
        page = ask(client, ADDRESS + first["href"])
        second = next(one for one in page.select(".path-cards__title a") if "affiche" in one.get_text())
        page = ask(client, ADDRESS + second["href"])
        assert text_of(page, "#reponse") == "Non, pas sans demander"
        assert page.select_one("#lettre") is not None
        assert "imprimer une affiche, un tract" in page.select_one("#lettre").get_text().lower()
        assert {"Openverse", "Wikimedia Commons"} <= set(texts_of(page, ".found__places a"))

    def test_each_licence_of_the_answer_leads_to_its_reasons(self, client):
        page = ask(client, ADDRESS, {"have": "licensed", "want": "sell"})
        links = [link["href"] for link in page.select(".first-door__tools a")]
        assert "/licences/melanger/?source=cc-by-nc-4.0&intent=sell" in links
        assert text_of(ask(client, "/licences/melanger/?source=cc-by-nc-4.0&intent=sell"), "#reponse")

    def test_ticketed_event_under_nc_is_debatable_in_the_door_as_in_the_mixer(self, client):
        page = ask(client, ADDRESS, {"have": "licensed", "want": "sell"})
        block = page.find("h3", string="Projeter en public avec une entrée payante").find_next(
            "ul", class_="verdict-list"
        )
        debated = block.select_one(".verdict--unknown")
        assert "Cela se discute" in debated.get_text()
        assert "CC BY-NC 4.0" in debated.get_text()

    def test_something_of_ones_own_asks_who_made_it_and_leads_to_the_chooser(self, client):
        page = ask(client, ADDRESS, {"have": "ours", "want": "print"})
        assert text_of(page, "#reponse") == "Oui, si toutes celles et ceux qui l’ont fait sont d’accord"
        assert page.select_one("main .button--primary")["href"] == "/licences/choisir/"

    @pytest.mark.parametrize("data", [{"have": "x"}, {"have": "picture", "want": "<b>"}, {"want": "print"}])
    def test_anything_else_asks_again(self, client, data):
        assert ask(client, ADDRESS, data).select_one("#choix") is not None

    def test_answers_enter_no_shared_cache_and_the_bare_page_does(self, client):
        assert "private" in client.get(ADDRESS, {"have": "picture"})["Cache-Control"]
        assert "private" not in client.get(ADDRESS).get("Cache-Control", "")

    def test_wishes_of_the_mixer_are_grouped(self, client):
        page = ask(client, "/licences/melanger/")
        assert [len(group.select("option")) for group in page.select("#id_intent optgroup")] == [4, 3, 5, 3, 8, 4]

    @pytest.mark.parametrize("address", ["/licences/", "/licences/choisir/", "/licences/melanger/", "/plan-du-site/"])
    def test_door_is_linked(self, client, address):
        assert f'href="{ADDRESS}"' in client.get(address).content.decode()
