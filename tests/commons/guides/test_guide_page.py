from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import extruct
import pytest
import rdflib
from bs4 import BeautifulSoup
from django.utils.html import escape
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
from legaltools import catalogue
from licences.records.sources import source_row
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import (
    embedded,
    kit_file,
    make_draft,
    make_guide,
    make_theme,
    material,
    section,
    step,
)
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.pages import guide_index
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

CREDIT = (
    "«\u00a0Cartographier sa rue\u00a0» (http://localhost/guides/cartographier-sa-rue/) par Les Amis du sentier, "
    "sous licence CC BY-SA 4.0"
)
BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"


def page_of(client, guide, query=""):
    return BeautifulSoup(client.get(guide.url + query).content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ").split())


def test_facts_say_what_one_must_know_before_choosing(client):
    guide = make_guide(steps=[step(minutes=50), step(minutes=40)], cost=Decimal(0), age_min=10)

    facts = {
        dt.get_text(): text_of(dt.find_next("dd")) for dt in page_of(client, guide).select(".fact-bar")[0].select("dt")
    }

    assert facts == {
        "Durée": "1 h 30", "Groupe": "6 à 12 personnes", "Public": "adultes dès 10 ans", "Niveau": "facile", "Coût": "gratuit",
    }  # fmt: skip


COUNTED = [
    material("plan", quantity=Decimal(1), per="group", group_size=4),
    material("crayon", quantity=Decimal(2), per="person"),
    material("ruban", quantity=Decimal("1.5"), per="workshop"),
    material("bonne humeur"),
]


@pytest.mark.parametrize(
    ("query", "people", "quantities"),
    [
        ("", "12", ["3", "24", "1,5", ""]),
        ("?participants=9", "9", ["3", "18", "1,5", ""]),
        ("?participants=1", "1", ["1", "2", "1,5", ""]),
        ("?participants=0", "1", ["1", "2", "1,5", ""]),
        ("?participants=500", "500", ["125", "1\u202f000", "1,5", ""]),
        ("?participants=999999999", "500", ["125", "1\u202f000", "1,5", ""]),
        ("?participants=99999999999999999999", "12", ["3", "24", "1,5", ""]),
        ("?participants=-3", "12", ["3", "24", "1,5", ""]),
        ("?participants=douze", "12", ["3", "24", "1,5", ""]),
        ("?participants=²", "12", ["3", "24", "1,5", ""]),
    ],
)
def test_materials_are_counted_for_the_number_of_people_asked(client, query, people, quantities):
    page = page_of(client, make_guide(materials=COUNTED), query)

    rows = page.select(".materials__list li")
    found = [row.select_one(".materials__quantity") for row in rows]
    assert page.select_one("#participants")["value"] == people
    assert [element.get_text() if element else "" for element in found] == quantities


def test_steps_have_anchors_that_the_rhythm_leads_to(client):
    page = page_of(client, make_guide(steps=[step("Un"), step("Deux")]))
    anchors = [element["id"] for element in page.select(".step")]
    assert anchors == ["etape-un", "etape-deux"]
    assert [link["href"] for link in page.select(".rhythm__link")] == ["#etape-un", "#etape-deux"]


def test_note_is_shown_apart_with_a_switch(client):
    page = page_of(client, make_guide(steps=[step(note="<p>Laisser parler.</p>")]))
    assert text_of(page.select_one(".step .note .prose")) == "Laisser parler."
    assert page.select_one(".note-switch input")["type"] == "checkbox"


def test_guide_without_notes_has_no_switch(client):
    assert page_of(client, make_guide()).select(".note-switch") == []


def test_sections_stand_before_or_after_the_steps(client):
    guide = make_guide(sections=[section("tips"), section("preparation"), section("other", title="Et chez vous ?")])
    headings = [text_of(heading) for heading in page_of(client, guide).select(".guide__work h2")]
    assert headings[1:5] == ["Préparation", "Déroulé", "Conseils d’animation", "Et chez vous ?"]


def test_files_are_listed_with_what_they_are_for_and_their_own_licence(client):
    guide = make_guide(files=[kit_file(make_file(), copies="un pour deux", two_sided=True)])
    row = page_of(client, guide).select_one(".file-row")
    facts, credit = text_of(row.select_one(".file-row__facts")), text_of(row.select_one(".file-row__credit"))
    assert facts == "PDF · 13 octets · à imprimer · un pour deux · recto verso"
    assert credit == "« Le plan » par Les Amis du sentier , sous licence CC BY 4.0"


def test_credits_name_everybody_with_what_they_did(client):
    credits = [
        {"name": "Awa", "role": "author", "url": "https://awa.example.org/"}, {"name": "Paul", "role": "illustrator", "url": ""},
    ]  # fmt: skip
    rows = page_of(client, make_guide(credits=credits)).select(".credits li")
    assert [text_of(row) for row in rows] == ["Awa auteur·ice", "Paul illustration"]
    assert rows[0].a["href"] == "https://awa.example.org/"


def test_caption_of_a_picture_is_its_own_credit(client):
    picture = make_picture("Le marché", licence="cc-by-4.0", content=picture_bytes(size=(900, 600)))
    page = page_of(client, make_guide(steps=[step(text=f"<p>Voir.</p>{embedded(picture, alt='Des étals')}")]))
    figure = page.select_one(".step figure")
    assert figure.img["alt"] == "Des étals"
    assert {"width", "height"} <= set(figure.img.attrs)
    assert (
        " ".join(figure.figcaption.get_text().split()) == "« Le marché », photo par Awa Diallo, sous licence CC BY 4.0"
    )


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("marche.png", None),
        ("marche", None),
        ("IMG_2041", None),
        ("DSC-0032", None),
        ("Le marché du mardi", "Le marché du mardi"),
    ],
)
def test_name_of_a_file_is_no_caption(client, title, caption):
    picture = make_picture(title, name="marche.png")
    guide = make_guide(steps=[step(text=embedded(picture))])
    LicensedImage.objects.update(licence="", credits=[])

    figure = page_of(client, guide).select_one(".figure")

    assert figure.img["src"]
    assert (figure.figcaption and text_of(figure.figcaption)) == caption


def test_decorative_picture_has_an_empty_alternative(client):
    picture = make_picture(is_decorative=True)
    page = page_of(client, make_guide(cover=picture))
    assert page.select_one(".guide__head img")["alt"] == ""


def test_licence_box_says_what_one_may_do_and_gives_the_credit(client):
    guide = make_guide()
    box = page_of(client, guide).select_one(".licence-box")
    assert text_of(box.select_one(".licence-box__name")) == "Licence CC BY-SA 4.0"
    assert len(box.select(".licence-box__lines li")) >= 4
    assert box.select_one("#credit-text").get_text().startswith(CREDIT)
    assert guide.full_url in box.select_one("#credit-markdown").get_text()


def test_page_stays_readable_when_a_picture_is_lost(client, caplog):
    picture, cover = make_picture(name="perdue.png"), make_picture(name="une.png")
    guide = make_guide(cover=cover, steps=[step(text=f"<p>Voir.</p>{embedded(picture)}")])
    for lost in (picture, cover):
        lost.file.storage.delete(lost.file.name)

    response = client.get(guide.url)

    assert response.status_code == 200
    assert "Voir." in response.content.decode()
    assert "is lost: the page is shown without it" in caplog.text


def test_association_is_named_once_its_own_page_is_public(client):
    association = AssociationFactory(name="Les Discrets", slug="les-discrets")
    guide = make_guide(association=association)
    urls = (guide.url, "/guides/")
    assert all("Les Discrets" in client.get(url).content.decode() for url in urls)
    association.unpublish()
    assert not any("Les Discrets" in client.get(url).content.decode() for url in urls)
    assert "les-discrets" not in client.get(f"{guide.url}guide.md").content.decode()


EVIL = '<script>alert("x")</script>'


def test_script_in_a_title_or_a_text_is_never_run(client):
    guide = make_guide(
        title=EVIL, one_sentence=EVIL, objectives=[EVIL], credits=[{"name": EVIL, "role": "author", "url": ""}],
        steps=[step(EVIL, text=f"<p>{escape(EVIL)}</p>")], sections=[section("other", title=EVIL)],
        materials=[material(EVIL, note=EVIL)], slug="mechant",
    )  # fmt: skip
    html = client.get(guide.url).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    inline = [
        script
        for script in soup.select("script")
        if not script.get("src") and script.get("type") != "application/ld+json"
    ]
    assert inline == []
    assert soup.select("[style]") == []


def test_json_ld_says_the_licence_the_credit_and_the_source(client):
    guide = make_guide(
        sources=[source_row(title="Original", url="https://example.org/original", licence="cc-by-4.0")],
        steps=[step("Un"), step("Deux")],
    )

    (data,) = extruct.extract(client.get(guide.url).content.decode(), syntaxes=["json-ld"])["json-ld"]

    assert data["@type"] == ["LearningResource", "HowTo"]
    assert data["license"] == BY_SA
    assert data["isBasedOn"] == [
        {
            "@type": "CreativeWork",
            "@id": "https://example.org/original",
            "url": "https://example.org/original",
            "name": "Original",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "creditText": (
                "«\u00a0Original\u00a0» (https://example.org/original), sous licence CC BY 4.0 "
                "(https://creativecommons.org/licenses/by/4.0/)"
            ),
        }
    ]
    assert data["creator"][0]["name"] == guide.credits[0]["name"]
    assert data["creditText"].startswith(CREDIT)
    assert [step["name"] for step in data["step"]] == ["Un", "Deux"]
    assert data["totalTime"] == "PT20M"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_json_ld_is_a_graph_that_holds_the_licence_triple(client):
    guide = make_guide()
    source = page_of(client, guide).select_one("script[type='application/ld+json']").get_text()
    local = json.loads(source) | {"@context": {"@vocab": "https://schema.org/", "license": {"@type": "@id"}}}

    graph = rdflib.Dataset().parse(data=json.dumps(local), format="json-ld")

    triple = (rdflib.URIRef(guide.full_url), rdflib.URIRef("https://schema.org/license"), rdflib.URIRef(BY_SA))
    assert list(graph.triples(triple)) == [triple]


def test_rdfa_of_the_credit_says_the_licence_of_this_page(client):
    guide = make_guide()
    found = extruct.extract(client.get(guide.url).content.decode(), base_url=guide.full_url, syntaxes=["rdfa"])["rdfa"]
    licences = {
        row["@id"]: value["@id"] for row in found for value in row.get("http://www.w3.org/1999/xhtml/vocab#license", [])
    }
    assert licences[guide.full_url] == BY_SA


def test_headers_link_to_the_licence_and_to_the_markdown(client):
    guide = make_guide()
    assert client.get(guide.url).headers["Link"] == (
        f'<{BY_SA}>; rel="license", <{guide.full_url}guide.md>; rel="alternate"; type="text/markdown"'
    )


def test_markdown_is_saved_under_the_name_of_the_guide(client):
    guide = make_guide()
    response = client.get(guide.url + "guide.md")
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="cartographier-sa-rue.md"'
    assert response.headers["Link"] == f'<{BY_SA}>; rel="license", <{guide.full_url}>; rel="canonical"'
    assert response.content.decode().startswith("---\ntitle: Cartographier sa rue\n")


def test_social_card_is_a_picture(client):
    response = client.get(make_guide().url + "carte.png")
    assert (response.headers["Content-Type"], response.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")


DOORS = ["", "guide.md", "guide.zip", "imprimer/", "carte.png"]


@pytest.mark.parametrize("door", DOORS)
def test_draft_is_nowhere(client, door):
    assert client.get(make_draft().url + door).status_code == 404


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("place", ["itself", "above"])
def test_restricted_guide_is_not_served(client, door, place):
    guide = make_guide(title="Secret bien gardé")
    restricted = guide if place == "itself" else guide_index()
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(guide.url + door)

    assert response.status_code == 302
    assert b"Secret" not in response.content


def test_page_shows_the_live_text_and_not_the_draft(client):
    guide = make_guide()
    guide.title = "Titre en cours"
    guide.save_revision()
    for door in ("", "guide.md", "imprimer/"):
        assert "Titre en cours" not in client.get(guide.url + door).content.decode()


def test_every_licence_of_today_draws_its_page(client):
    guide = make_guide()
    for key in catalogue.CURRENT:
        GuidePage.objects.update(licence=key)
        assert client.get(guide.url).status_code == 200, key


def full_guide(count):
    pictures = [make_picture(f"Image {n}", name=f"i{n}.png") for n in range(count)]
    files = [make_file(f"Fichier {n}", name=f"f{n}.pdf") for n in range(count)]
    return make_guide(
        steps=[step(f"Étape {n}", text=f"<p>x</p>{embedded(pictures[n])}", files=[files[n]]) for n in range(count)],
        files=[kit_file(file) for file in files],
        cover=make_picture("Couverture", name="c.png"),
        themes=[make_theme(f"theme-{n}") for n in range(count)],
        tags=[f"mot {n}" for n in range(count)],
        association=AssociationFactory(),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_guide_page_asks_as_much_of_the_database_whatever_it_holds(client, django_assert_num_queries, count):
    guide = full_guide(count)
    committed()
    client.get(guide.url)
    with django_assert_num_queries(3):  # the page, whether any page is restricted, the stamps of its body
        assert client.get(guide.url).status_code == 200
    with django_assert_num_queries(DRAWN_ANEW):
        assert client.get(f"{guide.url}?participants=7").status_code == 200


DRAWN_ANEW = 26


@pytest.mark.parametrize("count", [1, 3])
def test_markdown_asks_as_much_of_the_database_whatever_it_holds(client, django_assert_num_queries, count):
    guide = full_guide(count)
    committed()
    client.get(guide.url + "guide.md")
    with django_assert_num_queries(16):
        assert client.get(guide.url + "guide.md").status_code == 200


def shelf(count):
    theme = make_theme()
    for n in range(count):
        association = AssociationFactory(slug=f"asso-{n}")
        steps = [step(files=[make_file(name=f"f{n}.pdf")])]
        make_guide(
            f"Fiche {n}",
            themes=[theme],
            tags=["carte"],
            association=association,
            tested_on=date(2026, 10, 3),
            steps=steps,
        )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("/themes/cartes/", 10), ("/mots/carte/", 10), ("/", 3)],
    ids=["theme", "tag", "home"],
)
def test_listing_asks_as_much_of_the_database_whatever_it_holds(client, django_assert_num_queries, url, queries, count):
    shelf(count)
    committed()
    client.get(url)
    with django_assert_num_queries(queries):
        response = client.get(url)
    assert len(set(re.findall(r'href="(/guides/fiche-\d/)"', response.content.decode()))) == count


def test_listing_never_shows_a_draft_or_a_restricted_guide(client):
    make_draft("Brouillon")
    hidden = make_guide("Cachée", slug="cachee")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_guide("Visible", slug="visible", themes=[make_theme()], tags=["carte"])
    for url in ("/guides/", "/themes/cartes/", "/mots/carte/", "/"):
        content = client.get(url).content.decode()
        assert ("Visible" in content, "Cachée" in content, "Brouillon" in content) == (True, False, False), url


def test_tag_that_only_drafts_use_has_no_page(client):
    make_draft(tags=["secret"])
    assert client.get("/mots/secret/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "deux", ""])
def test_page_number_that_makes_no_sense_shows_a_page(client, page):
    make_guide()
    assert client.get("/guides/", {"page": page}).status_code == 200


def test_an_association_behind_a_restriction_is_not_named(client):
    association = AssociationFactory(name="Les Discrets")
    guide = make_guide(association=association)
    PageViewRestriction.objects.create(page=association, restriction_type=PageViewRestriction.LOGIN)
    for url in (guide.url, "/guides/", "/", f"{guide.url}guide.md"):
        assert "Discrets" not in client.get(url).content.decode(), url


def test_who_may_change_a_guide_finds_the_way_to_its_form(client):
    guide = make_guide()
    form = f'class="button" href="{guide.url}modifier/"'
    assert form not in client.get(guide.url).content.decode()
    client.force_login(PersonFactory(groups=["newcomer"]))
    assert form not in client.get(guide.url).content.decode()
    client.force_login(PersonFactory(groups=["editor"]))
    assert form in client.get(guide.url).content.decode()


def restricted_collection():
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection.add_child(name="Interne, 2026")


def test_a_file_of_a_restricted_collection_keeps_its_title_to_itself(client):
    secret = make_file("Codes du local", name="codes.pdf", collection=restricted_collection())
    text = f'<p>Voir <a linktype="document" id="{secret.pk}">la feuille</a>.</p>'
    guide = make_guide(files=[kit_file(secret), kit_file(make_file())], steps=[step(text=text, files=[secret])])

    page, markdown = client.get(guide.url).content.decode(), client.get(guide.url + "guide.md").content.decode()
    assert [("Le plan" in said, "Codes du local" in said) for said in (page, markdown)] == [
        (True, False),
        (True, False),
    ]
    assert "Voir la feuille." in markdown
    assert "codes.pdf" not in markdown


def test_a_link_to_a_step_finds_it_again_when_the_order_changes(client):
    steps = [step("Accueil"), step("Sortir !"), step("Accueil"), step("???")]
    anchors = [element["id"] for element in page_of(client, make_guide(steps=steps)).select(".step")]

    assert anchors == ["etape-accueil", "etape-sortir", "etape-accueil--2", "etape"]


@pytest.mark.parametrize(("language", "spoken"), [("br", ("br", None)), ("ar", ("ar", "rtl"))])
def test_words_in_another_language_say_which_and_which_way_they_run(client, language, spoken):
    words = page_of(client, make_guide(language=language)).select_one("h1, h1 *[lang]")
    assert (words["lang"], words.get("dir")) == spoken


def test_page_shows_where_a_guide_comes_from_and_what_was_changed(client):
    guide = make_guide(
        changes="raccourcie",
        sources=[
            source_row(title="La halle", authors="Jeanne", licence="cc-by-4.0", kind="translation"),
            source_row(title="<b>Le port</b>", kind="excerpt"),
        ],
    )
    rows = page_of(client, guide).select(".origins > div")
    assert [row.dt.get_text() for row in rows] == ["Traduit de", "Contient un extrait de", "Ce qui a changé"]
    assert [row.dd.get_text() for row in rows] == [
        "«\u00a0La halle\u00a0» par Jeanne, sous licence CC BY 4.0",
        "«\u00a0<b>Le port</b>\u00a0»",
        "raccourcie",
    ]


def test_guide_of_ones_own_comes_from_nowhere(client):
    assert page_of(client, make_guide()).select_one(".origins") is None


def test_label_leads_to_the_mixer_and_the_credit_builder(client):
    guide = make_guide()

    page = client.get(guide.url).content.decode()
    assert f'href="/licences/melanger/?item=guide%3A{guide.pk}"' in page
    assert f'href="/licences/crediter/?item=guide%3A{guide.pk}"' in page


def test_measured_materials_are_told_with_their_unit(client):
    guide = make_guide(materials=[material("argile", quantity=Decimal(200), per="person", unit="g")])

    line = page_of(client, guide, "?participants=12").select_one(".materials__list li")

    assert line.get_text().strip() == "2\u202f400\u00a0g d’argile"
