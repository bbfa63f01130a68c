"""The page of a kit: what anybody may see of it, and never the title of what they may not."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.kits.bundles import bundle_of
from commons.kits.models import KitPage
from commons.library.models import MediaItem
from search.indexing import rebuild
from search.publishing import NotPublishable
from tests.factories.guides import embedded, make_guide, make_theme, material, step
from tests.factories.kits import item_row, link_row, make_kit, make_kit_draft
from tests.factories.media import make_picture

pytestmark = pytest.mark.django_db


def soup_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def close(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_page_says_what_it_holds_in_order_and_why(client):
    first, second = make_guide("Cartographier sa rue"), make_guide("Écrire à plusieurs")
    kit = make_kit(entries=[item_row(second, why="On commence par là."), item_row(first, use="adapted"), link_row()])

    page = soup_of(client, kit.url)

    assert [words(title) for title in page.select(".kit-entry__title")] == [
        "Écrire à plusieurs", "Cartographier sa rue", "Un pad",
    ]  # fmt: skip
    assert "On commence par là." in words(page.select_one(".kit-entry"))
    assert [words(use) for use in page.select(".kit-entry__how")] == ["tel quel", "adapté", "tel quel"]
    assert "licence inconnue" in words(page.select(".kit-entry")[2])


@pytest.mark.parametrize("hide", [lambda guide: guide.unpublish(), close, lambda guide: guide.delete()], ids=["withdrawn", "closed", "deleted"])  # fmt: skip
def test_item_that_is_not_public_any_more_is_gone_from_the_kit_its_title_too(client, log_in, hide):
    guide = make_guide("Le secret du phare")
    kit = make_kit(entries=[guide, make_guide("Écrire à plusieurs")])
    assert "phare" in client.get(kit.url).content.decode()

    hide(guide)

    for url in (kit.url, f"{kit.url}credits/", "/kits/", f"{kit.url}kit.md", f"/panier/?liste=guide:{guide.pk}"):
        assert "phare" not in client.get(url).content.decode().lower(), url
    log_in("editor")
    assert "1 élément de ce kit a été retiré" in client.get(kit.url).content.decode()


def test_visitor_reads_nothing_of_what_is_missing(client):
    guide = make_guide("Le secret du phare")
    kit = make_kit(entries=[guide, make_guide("Écrire à plusieurs")])
    guide.unpublish()

    assert "retiré" not in client.get(kit.url).content.decode()


def test_kit_of_nothing_public_still_answers(client):
    guide = make_guide()
    kit = make_kit(entries=[guide])
    guide.unpublish()

    assert "rien d’ouvert à tout le monde" in client.get(kit.url).content.decode()
    assert client.get(f"{kit.url}credits/").status_code == 200


@pytest.mark.parametrize("make", [make_kit_draft, lambda **fields: close(kit := make_kit(**fields)) or kit], ids=["draft", "closed"])  # fmt: skip
def test_kit_that_is_not_public_is_on_no_list(client, make):
    kit = make(title="Kit au secret", entries=[make_guide()])

    assert "Kit au secret" not in client.get("/kits/").content.decode()
    assert "Kit au secret" not in client.get("/").content.decode()
    for end in ("", "credits/", "kit.md", "kit.zip"):
        assert client.get(f"/kits/{kit.slug}/{end}").status_code in {302, 404}


@pytest.mark.parametrize(
    ("missing", "field"), [({"licence": ""}, "licence"), ({"credits": []}, "credits"), ({"entries": []}, "entries")]
)
def test_kit_that_lacks_something_is_not_published(missing, field):
    kit = make_kit_draft(**{"entries": [make_guide()], **missing})

    with pytest.raises(NotPublishable):
        kit.get_latest_revision().publish()

    assert list(kit.publication_problems()) == [field]
    assert not KitPage.objects.get(pk=kit.pk).live


def test_verdict_names_what_blocks_and_the_way_out(client):
    kit = make_kit(entries=[item_row(make_guide("Une affiche", licence="cc-by-nd-4.0"), use="adapted"), make_guide()])

    page = soup_of(client, kit.url)

    answer = page.select_one(".kit-verdict__answer--no")
    assert "Non, pas composé ainsi" in words(answer)
    assert words(answer.select_one(".blocked__name")).startswith("Une affiche")
    assert "L’utiliser tel quel" in words(answer.select_one(".blocked__list"))
    assert answer.select_one(".blocked__list a")["href"].startswith("/recherche/?licence=")
    assert "Une affiche" in answer.select_one("textarea").text


def test_letter_about_a_link_names_it_its_author_its_licence_and_the_kit(client):
    link = link_row(
        "Le petit livre",
        url="https://outils.example.org/livre",
        authors="Tournevis",
        licence="CC BY-NC-ND 4.0",
        use="adapted",
    )
    kit = make_kit("Réparer", entries=[link, make_guide()], licence="cc-by-sa-4.0")

    letter = soup_of(client, kit.url).select_one("#lettre-sharing-1").text.replace("\xa0", " ")

    assert "Bonjour Tournevis," in letter
    assert f"Je prépare un kit d’animation, « Réparer » (http://localhost{kit.url})," in letter
    assert (
        "« Le petit livre » (https://outils.example.org/livre), que vous partagez sous la licence CC BY-NC-ND 4.0"
        in letter
    )
    assert "partager le résultat sous la licence CC BY-SA 4.0" in letter


def test_letter_asks_for_what_everything_else_in_the_kit_allows(client):
    licences = ("cc-by-sa-4.0", "cc-by-nc-3.0-fr", "cc-by-nc-sa-4.0", "cc-by-4.0")
    kit = make_kit(entries=[item_row(make_guide(f"Sous {one}", licence=one), use="adapted") for one in licences])

    blocks = soup_of(client, kit.url).select("#bloque-adapting .blocked")

    assert [words(block.select_one(".blocked__name a")) for block in blocks] == [f"Sous {one}" for one in licences[:3]]
    assert ["le résultat sous la licence CC BY-NC-SA 4.0" in words(block.textarea) for block in blocks] == [
        True,
        False,
        False,
    ]
    assert ["le résultat sous la licence CC BY-SA 4.0" in words(block.textarea) for block in blocks] == [
        False,
        True,
        True,
    ]
    assert ["Cela ne suffit pas" in words(block) for block in blocks] == [False, True, True]
    assert "il faut aussi une issue pour «\xa0Sous cc-by-nc-sa-4.0\xa0»" in blocks[1].text


def test_letter_about_a_work_without_licence_names_it(client):
    kit = make_kit(entries=[link_row("Mémo", url="https://atelier.example.org/memo", authors="Atelier du Port")])

    letter = soup_of(client, kit.url).select_one("#lettre-sharing-inconnue-1").text.replace("\xa0", " ")

    assert "Bonjour Atelier du Port," in letter
    assert "« Mémo » (https://atelier.example.org/memo). Je n’y ai pas vu de licence." in letter


def test_what_blocks_for_one_reason_is_said_once_with_all_that_it_blocks(client):
    guides = [make_guide(title, licence="cc-by-nd-4.0") for title in ("Une affiche", "Un tract")]
    kit = make_kit(entries=[item_row(guide, use="adapted") for guide in guides])

    page = soup_of(client, kit.url)

    (sharing,) = page.select("#bloque-sharing .blocked")
    assert [words(name.a) for name in sharing.select(".blocked__name")] == ["Une affiche", "Un tract"]
    assert len(sharing.select(".reasons > li")) == 1
    assert [area["id"] for area in sharing.select("textarea")] == ["lettre-sharing-1", "lettre-sharing-2"]
    assert "Les utiliser tels quels" in words(sharing)
    assert "Ce qui empêche de le partager empêche aussi de le vendre." in words(page)
    assert page.select("#bloque-selling .blocked") == []


def test_something_else_on_the_same_subject_is_searched_for_where_there_is_any(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    sound, maps = make_theme("sound", name_fr="Son"), make_theme("maps", name_fr="Cartes")
    poster = make_guide("Une affiche", licence="cc-by-nd-4.0", themes=[sound, maps])
    make_guide("Une autre", licence="cc-by-4.0", themes=[sound])
    rebuild()
    kit = make_kit(entries=[item_row(poster, use="adapted")])

    links = soup_of(client, kit.url).select("#bloque-sharing .blocked__list a")

    assert [words(link) for link in links][:1] == ["1 contenu sur « Son » conviendrait"]
    assert links[0]["href"].startswith("/recherche/?theme=sound&licence=")
    assert len([link for link in links if "theme=" in link["href"]]) == 1
    assert "Une autre" in client.get(links[0]["href"]).content.decode()


def test_what_is_found_without_the_search_engine_is_counted_anew_once_it_is_back(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR, settings.PAGE_CACHE_SECONDS = tmp_path / "index", 300
    sound = make_theme("sound", name_fr="Son")
    make_guide("Une autre", licence="cc-by-4.0", themes=[sound])
    kit = make_kit(entries=[item_row(make_guide("Une affiche", licence="cc-by-nd-4.0", themes=[sound]), use="adapted")])
    rebuild()
    settings.SEARCH_URL, settings.SEARCH_FALLBACK = "opensearch://127.0.0.1:9/away", "none"
    away = client.get(kit.url)
    settings.SEARCH_URL = "embedded:"

    assert "no-store" in away["Cache-Control"]
    assert "conviendrait" not in away.content.decode()
    assert "1 contenu sur" in words(soup_of(client, kit.url).select_one("#bloque-sharing .blocked__list"))


def test_adaptation_is_offered_the_same_licences_in_a_kit_and_on_its_form(client, log_in):
    guide = make_guide("Un guide", licence="cc-by-4.0")
    kit = make_kit(entries=[item_row(guide, use="adapted")])
    log_in("contributor")

    offered = [radio["value"] for radio in soup_of(client, f"{guide.url}adapter/").select("input[name=licence]")]

    assert offered[:3] == ["cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0"]
    assert "CC BY 4.0, CC BY-SA 4.0 ou CC BY-NC 4.0" in words(soup_of(client, kit.url).select_one(".kit-entry"))


def test_kit_that_nothing_blocks_may_be_shared(client):
    kit = make_kit(entries=[make_guide(licence="cc-by-4.0")])

    answers = [words(one) for one in soup_of(client, kit.url).select(".kit-verdict__headline")]

    assert answers == ["Oui, comme recueil", "Oui", "Oui"]


def test_materials_are_added_up_for_as_many_as_one_says(client):
    guides = [make_guide(title, materials=[material("ciseaux", quantity=1, per="person")]) for title in ("Un", "Deux")]
    kit = make_kit(entries=guides, participants=4)

    assert "8 × ciseaux (pour 2 fiches, 4 au plus à la fois)" in words(
        soup_of(client, kit.url).select_one(".materials")
    )
    page = soup_of(client, f"{kit.url}?participants=6")
    assert "12 × ciseaux" in words(page.select_one(".materials"))
    assert page.select_one("#participants")["value"] == "6"


def test_credits_hold_each_item_and_each_picture_inside_it_once(client):
    picture = make_picture("Le quai", credits=[{"name": "Awa Diallo", "role": "photographer", "url": ""}])
    first = make_guide("Un", steps=[step(text=f"<p>Ici</p>{embedded(picture)}")])
    second = make_guide("Deux", cover=picture, steps=[step()])
    kit = make_kit(entries=[first, second, link_row("Un pad", authors="Bleuenn", licence="CC BY 4.0")])

    page = soup_of(client, f"{kit.url}credits/")

    listed = [words(one) for one in page.select(".kit-credits__list > li")]
    assert [line.count("Awa Diallo") for line in listed] == [1, 0, 0]
    assert "Bleuenn" in listed[2]
    assert "Ce kit contient 5 œuvres" in words(page)
    assert f"http://localhost{kit.url}credits/" in page.select_one(".kit__code").get_text()
    assert page.select_one("link[rel=license]")["href"].startswith("https://creativecommons.org/")


def test_picture_of_a_closed_collection_is_credited_nowhere(client):
    collection = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    picture = make_picture("Le quai secret", collection=collection)
    kit = make_kit(entries=[make_guide("Un", cover=picture)])

    assert "secret" not in client.get(f"{kit.url}credits/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_and_credits_ask_as_much_of_the_database_whatever_they_hold(client, count, django_assert_num_queries):
    guides = [make_guide(f"Fiche {number}", themes=[make_theme()], cover=make_picture()) for number in range(count)]
    kit = make_kit(entries=guides)
    client.get("/")

    with django_assert_num_queries(20):
        client.get(kit.url)
    with django_assert_num_queries(16):
        client.get(f"{kit.url}credits/")


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_whatever_it_holds(client, count, django_assert_num_queries):
    for number in range(count):
        make_kit(f"Kit {number}", entries=[make_guide(f"Fiche {number}")], themes=[make_theme()])
    client.get("/")

    with django_assert_num_queries(16):
        client.get("/kits/")


def test_machines_read_a_collection_with_its_parts(client):
    kit = make_kit(entries=[make_guide("Cartographier sa rue", licence="cc-by-4.0"), link_row(licence="CC0")])

    data = json.loads(soup_of(client, kit.url).select_one('script[type="application/ld+json"]').text)

    assert data["@type"] == ["Collection", "LearningResource"]
    assert [part["name"] for part in data["hasPart"]] == ["Cartographier sa rue", "Un pad"]
    assert data["hasPart"][0]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_text_of_a_link_and_of_its_reason_is_no_html(client):
    evil = "<script>alert(1)</script>"
    kit = make_kit(entries=[link_row(f"Pad {evil}", authors=evil, licence=evil, why=evil)])

    for end in ("", "credits/"):
        assert evil not in client.get(f"{kit.url}{end}").content.decode()


def test_link_that_is_no_web_address_is_not_shown(client):
    kit = make_kit(entries=[link_row("Ici", url="javascript:alert(1)"), make_guide()])

    assert "javascript:alert" not in client.get(kit.url).content.decode()


def test_page_says_about_how_large_each_file_is(client):
    """With the pictures of its guides and the media in it."""
    inside, alone = make_picture("Le marché", name="marche.png"), make_picture("Le phare", name="phare.png")
    type(inside).objects.filter(pk=inside.pk).update(file_size=4_000_000)
    MediaItem.objects.filter(pk=alone.media_item.pk).update(
        is_public=True, offered_at="2026-11-29T08:00Z", facts={"bytes": 2_050_000}
    )
    kit = make_kit(entries=[make_guide("Cartographier sa rue", cover=inside), item_row(f"media:{alone.media_item.pk}")])

    page = soup_of(client, kit.url)

    assert [link.get_text().replace("\xa0", " ") for link in page.select(".take__ways li > a")] == [
        "Toutes ses fiches (PDF), environ 790 ko",
        "Tout dans un fichier (ZIP), environ 7 Mo",
        "À lire sur téléphone ou liseuse (EPUB), environ 790 ko",
        "La liste en texte (Markdown)",
    ]


def test_kit_leaves_with_its_presentation_and_with_french_as_it_is_set():
    kit = make_kit(
        entries=[item_row(make_guide("Un"), why="D'abord :"), link_row("L'eau ?", why="Pour l'été.")],
        presentation="Un samedi par mois.\n\nPrévoyez\nl'abri.",
    )

    bundle = bundle_of(kit)

    assert bundle.presentation == ("Un samedi par mois.", "Prévoyez l’abri.")
    assert [entry.remark for entry in bundle.entries] == ["D’abord\xa0:", "Pour l’été."]
    assert bundle.entries[1].title == "L’eau\u202f?"
