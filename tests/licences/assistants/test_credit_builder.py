from __future__ import annotations

import pytest
from django.utils.datastructures import MultiValueDict
from wagtail.models import PageViewRestriction

from legaltools import catalogue
from legaltools.credit import Author, Work
from licences.assistants.forms import CreditForm, as_data
from licences.records.sources import source_row
from tests.committed import committed
from tests.factories.guides import make_draft, make_guide
from tests.licences.assistants.pages import ask, text_of, texts_of

pytestmark = pytest.mark.django_db
ADDRESS = "/licences/crediter/"
MAP = {
    "title": "Carte des sentiers",
    "authors-0-name": "Awa Diallo",
    "authors-0-role": "author",
    "authors-0-url": "",
    "source": "https://cartes.example.org/1",
    "licence": "CC BY-SA 3.0",
}


def lines(page, name="text"):
    return page.select_one(f"#format-{name}").string.strip()


def test_bare_page_asks_and_answers_nothing(client):
    page = ask(client, ADDRESS)

    assert text_of(page, "h1") == "Écrire un crédit"
    assert page.select(".copy-field, .message") == []


def test_credit_is_written_from_what_is_said(client):
    page = ask(client, ADDRESS, MAP)

    assert lines(page) == (
        "«\u00a0Carte des sentiers\u00a0» (https://cartes.example.org/1) par Awa Diallo, sous licence CC BY-SA 3.0 "
        "(https://creativecommons.org/licenses/by-sa/3.0/)"
    )
    assert 'rel="license"' in lines(page, "html")
    assert lines(page, "markdown").startswith("«\u00a0[Carte des sentiers](https://cartes.example.org/1)")


def test_credit_can_be_asked_in_english(client):
    page = ask(client, ADDRESS, {**MAP, "written_in": "en"})

    assert lines(page).startswith("“Carte des sentiers”")
    assert text_of(page, "h1") == "Écrire un crédit"


def test_address_of_a_licence_is_enough(client):
    page = ask(client, ADDRESS, {"licence": "https://creativecommons.org/licenses/by/4.0/"})

    assert lines(page) == "Sous licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"


def test_item_of_the_pool_fills_the_form(client):
    guide = make_guide("Carnet de bord")

    page = ask(client, ADDRESS, {"item": f"guide:{guide.pk}"})

    assert page.select_one("#id_title")["value"] == "Carnet de bord"
    assert page.select_one("#id_authors-0-name")["value"] == "Les Amis du sentier"
    assert "Carnet de bord" in lines(page)


def test_what_is_written_wins_over_the_item(client):
    guide = make_guide("Carnet de bord")

    assert "Autre" in lines(ask(client, ADDRESS, {"item": f"guide:{guide.pk}", "title": "Autre"}))


def a_private_guide():
    guide = make_guide("Carnet intime")
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    return guide.pk


NOT_THERE = {"draft": lambda: make_draft("Carnet intime").pk, "private": a_private_guide, "nothing": lambda: 999_999}


@pytest.mark.parametrize("make", NOT_THERE.values(), ids=NOT_THERE)
def test_item_that_is_not_public_is_told_as_one_that_does_not_exist(client, make):
    page = ask(client, ADDRESS, {"item": f"guide:{make()}"})

    assert "n’existe pas, ou n’est plus public" in text_of(page, ".message")
    assert "intime" not in page.get_text()
    assert page.select_one("#id_title").get("value", "") == ""


def test_two_works_one_adapted_from_the_other_are_credited_in_one_line(client):
    chain = {"o1-title": "Street map", "o1-licence": "CC BY-SA 3.0", "o2-title": "Base map", "o2-licence": "CC0"}
    credit = lines(ask(client, ADDRESS, MAP | chain))

    assert credit.index("Carte des sentiers") < credit.index("Street map") < credit.index("Base map")


def test_every_original_of_an_item_is_credited(client):
    rows = [source_row(title=title, licence="cc-by-4.0") for title in ("Premier", "Deuxième", "Troisième")]
    guide = make_guide("Carnet de bord", sources=rows)

    credit = lines(ask(client, ADDRESS, {"item": f"guide:{guide.pk}"}))
    assert credit.index("Premier") < credit.index("Deuxième") < credit.index("Troisième")


def test_room_for_another_original_comes_when_the_one_before_is_filled(client):
    assert [
        name in str(ask(client, ADDRESS, MAP | {"o1-title": "Fond"})) for name in ("id_s1-title", "id_s2-title")
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("licence", "said"), [("CC BY 4.0", 1), ("CC BY-SA 4.0", 0), ("", 0)])
def test_adaptation_that_may_not_carry_its_licence_is_told_so(client, licence, said):
    page = ask(client, ADDRESS, MAP | {"licence": licence, "o1-title": "Fond", "o1-licence": "CC BY-SA 4.0"})

    assert len(page.select("#interdit + .duty-list .duty-list__clause a")) == said


@pytest.mark.parametrize(
    ("licence", "clause"),
    [("CC BY-ND 4.0", "CC BY-ND 4.0 §2(a)(1)(B)"), ("CC BY-ND 3.0", "CC BY-ND 3.0 §3"), ("CC BY-SA 4.0", None)],
)
def test_changed_work_that_may_not_be_changed_is_no_fine_credit(client, licence, clause):
    page = ask(client, ADDRESS, MAP | {"licence": licence, "changes": "traduit"})

    shown = page.select_one("#interdit + .duty-list .duty-list__clause")
    assert (shown.get_text(strip=True).replace("\u202f", "").replace("\u00a0", " ") if shown else None) == clause
    assert ("Rien ne manque" in text_of(page, ".tool-page__answer")) is (clause is None)
    assert not clause or page.select_one("#interdit + .duty-list a")["href"] == "#id_changes"


def test_what_is_missing_is_told_with_its_clause_and_leads_to_the_field(client):
    page = ask(client, ADDRESS, {"licence": "CC BY 3.0", "authors-0-name": "Awa", "authors-0-role": "author"})

    breach = page.select_one(".tool-page__breach ~ .duty-list li")
    assert breach.select_one("a")["href"] == "#id_title"
    assert breach.select_one(".duty-list__clause a")["href"] == "https://creativecommons.org/licenses/by/3.0/legalcode"


def test_title_is_only_courtesy_since_4_0(client):
    page = ask(client, ADDRESS, {**MAP, "title": "", "licence": "CC BY 4.0"})

    assert page.select(".tool-page__breach") == []
    assert [link["href"] for link in page.select(".tool-page__answer .duty-list a[href^='#']")] == ["#id_title"]


def test_licence_without_version_is_not_guessed(client):
    page = ask(client, ADDRESS, {**MAP, "licence": "CC BY-SA"})

    assert page.select(".copy-field") == []
    assert page.select_one("#erreurs a")["href"] == "#id_licence"
    offered = page.select(".tool-page__candidates a")
    assert offered[0].string == "CC BY-SA 4.0"
    assert "CC BY-SA 4.0" in lines(ask(client, ADDRESS + offered[0]["href"]))


@pytest.mark.parametrize(
    "licence",
    [
        "aotre-gwir 🎈",
        "https://creativecommons.org.evil.example/licenses/by/4.0/",
        "CC BY 9.0",
        "CC BY 4.0 FR",
        "x" * 400,
    ],
)
def test_what_names_no_licence_is_said_and_kept(client, licence):
    page = ask(client, ADDRESS, {**MAP, "licence": licence})

    assert page.select_one("#id_licence_error").get_text(strip=True) != ""
    assert page.select_one("#id_licence")["value"] == licence
    assert page.select_one("#id_title")["value"] == "Carte des sentiers"


def test_html_in_a_title_is_text(client):
    page = ask(client, ADDRESS, {**MAP, "title": "<script>alert(1)</script> & co"})

    assert "<script>alert(1)</script> & co" in lines(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in lines(page, "html")
    assert page.select("main script") == []


@pytest.mark.parametrize(
    "said",
    [
        {"title": "\x00"},
        {"title": "ש" * 300, "authors-0-name": "محمد بن موسى", "authors-0-role": "author"},
        {"title": "x" * 5000},
        {"year": "hier", "updated": "demain"},
        {"source": "javascript:alert(1)"},
        {"authors-0-name": "", "authors-0-role": "captain", "authors-0-url": "::"},
        {"authors-0-name": "Awa", "authors-0-role": "captain"},
        {"written_in": "br"},
        {"item": "guide:" + "9" * 300},
    ],
)
def test_whatever_is_asked_gets_a_page(client, said):
    page = ask(client, ADDRESS, said)

    assert "alert(1)" not in " ".join(texts_of(page, ".copy-field"))


@pytest.mark.parametrize(
    "work",
    [
        Work(),
        Work("Carte", (Author("Awa", role="photographer"), Author("Yann", url="https://yann.example/")), year=2024),
        Work("Map", adapted_from=(Work("One"), Work("Two"), Work("Three"))),
        Work("Map", licence=catalogue.get("cc-by-3.0"), adapted_from=(Work("Base", adapted_from=(Work("Survey"),)),)),
    ],
)
def test_a_work_put_in_the_form_comes_out_the_same(work):
    assert CreditForm(MultiValueDict({name: [value] for name, value in as_data(work).items()})).to_work() == work


def test_only_the_bare_page_may_be_kept(client):
    assert "private" not in client.get(ADDRESS).get("Cache-Control", "")
    assert "private" in client.get(ADDRESS, MAP)["Cache-Control"]


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_much_of_the_database_whatever_the_pool_holds(client, count, django_assert_num_queries):
    guides = [make_guide(f"Carnet {number}") for number in range(count)]
    committed()
    ask(client, ADDRESS)

    with django_assert_num_queries(2):
        ask(client, ADDRESS, {"item": f"guide:{guides[0].pk}"})
