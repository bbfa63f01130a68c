"""The basket: filled without an account, shared by its address, saved as a kit."""

from __future__ import annotations

import itertools
import re

import pytest
from bs4 import BeautifulSoup
from django.core.signing import Signer

from commons.kits.limits import MOST_IN_BASKET
from commons.kits.models import KitPage
from commons.library.models import MediaItem
from tests.factories.guides import make_draft, make_guide
from tests.factories.kits import kit_index, make_kit, make_kit_draft
from tests.factories.media import make_file, make_picture, picture_bytes
from wiki.models import Draft

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}


def offered(row):
    """The public media item of a file."""
    MediaItem.objects.filter(pk=row.media_item.pk).update(is_public=True, offered_at="2026-11-29T08:00Z")
    return row.media_item


@pytest.fixture(autouse=True)
def _site():
    kit_index()


def add(client, *items, **headers):
    ids = [item if isinstance(item, str) else f"guide:{item.pk}" for item in items]
    return client.post("/panier/ajouter/", {"item": ids}, headers={**HERE, **headers})


def press(client, do):
    return client.post("/panier/changer/", {"do": do}, headers=HERE)


def titles(client, url="/panier/"):
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [" ".join(title.get_text(" ").split()) for title in page.select(".kit-entry__title")]


def test_visitor_fills_a_basket_without_an_account(client):
    first, second = make_guide("Un"), make_guide("Deux")

    answer = add(client, first)
    add(client, second)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/panier/?ajoute=guide%3A{first.pk}")
    assert "« Un » est dans votre panier" in client.get(answer.headers["Location"]).content.decode().replace(
        "\xa0", " "
    )
    assert titles(client) == ["Un", "Deux"]
    assert "sessionid" not in client.cookies


def test_script_is_told_how_many_there_are(client):
    answer = add(client, make_guide(), Accept="application/json")

    assert answer.json() == {"count": 1, "told": "C’est dans votre panier."}


@pytest.mark.parametrize("item", ["guide:999", "kit:1", "person:1", "guide:x", "", "guide:1\x00"])
def test_what_is_no_public_item_does_not_enter(client, item):
    add(client, item)

    assert titles(client) == []


def test_draft_does_not_enter(client):
    add(client, make_draft("Brouillon secret"))

    assert titles(client) == []


def test_cookie_of_another_hand_says_nothing(client):
    guide = make_guide()
    for value in (
        f"guide:{guide.pk}",
        f"guide:{guide.pk}:false",
        Signer(salt="other").sign(f"guide:{guide.pk}"),
        "\x00",
    ):
        client.cookies["panier"] = value
        assert titles(client) == []


def test_page_of_another_site_fills_nobodys_basket(client):
    guide = make_guide()

    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example.org"}, {}):
        answer = client.post("/panier/ajouter/", {"item": f"guide:{guide.pk}"}, headers=headers)
        assert (answer.status_code, "panier" in answer.cookies) == (403, False)
        assert client.post("/panier/changer/", {"do": "empty:"}, headers=headers).status_code == 403


def test_full_basket_says_what_to_do_and_stays(client):
    guide = make_guide("Une de trop")
    line = ".".join(f"guide:{guide.pk + number}" for number in range(1, MOST_IN_BASKET + 1))
    client.cookies["panier"] = Signer(salt="kits.basket").sign(line)

    answer = add(client, guide)

    assert f"Votre panier est plein : il contient {MOST_IN_BASKET} éléments" in client.get(
        answer.headers["Location"]
    ).content.decode().replace("\xa0", " ")
    assert client.cookies["panier"].value.rpartition(":")[0] == line


def test_buttons_put_it_in_order_and_take_out(client):
    guides = [make_guide(title) for title in ("Un", "Deux", "Trois")]
    add(client, *guides)

    press(client, f"up:guide:{guides[2].pk}")
    assert titles(client) == ["Un", "Trois", "Deux"]
    answer = press(client, f"down:guide:{guides[0].pk}")
    assert titles(client) == ["Trois", "Un", "Deux"]
    there = BeautifulSoup(client.get(answer.headers["Location"]).content, "html.parser")
    assert there.select_one("[autofocus]")["value"] == f"down:guide:{guides[0].pk}"
    press(client, f"out:guide:{guides[1].pk}")
    assert titles(client) == ["Trois", "Un"]
    press(client, "empty:")
    assert titles(client) == []
    assert client.cookies["panier"].value == ""


def in_script(client, do, **values):
    answer = client.post("/panier/changer/", {"do": do, **values}, headers={**HERE, "Accept": "application/json"})
    assert answer.status_code == 200
    said = answer.json()
    return said, BeautifulSoup(said["html"], "html.parser")


def plain(text):
    return " ".join(text.split())


def test_script_gets_the_list_as_it_is_now_with_the_button_to_go_on_from(client):
    guides = [make_guide(title) for title in ("Un", "Deux", "Trois")]
    add(client, *guides)

    said, page = in_script(client, f"up:guide:{guides[2].pk}")

    assert plain(said["told"]) == "« Trois » est maintenant en position 2 sur 3."
    assert said["count"] == 3
    assert [title.text.strip() for title in page.select(".kit-entry__title")] == ["Un", "Trois", "Deux"]
    assert page.select_one("[autofocus]")["value"] == f"up:guide:{guides[2].pk}"
    said, page = in_script(client, f"adapted:guide:{guides[2].pk}")
    assert plain(said["told"]) == "« Trois » est maintenant utilisé : adapté."
    assert page.select_one("[autofocus]")["value"] == f"as_is:guide:{guides[2].pk}"


def test_what_was_taken_out_comes_back_where_it_was(client):
    guides = [make_guide(title) for title in ("Un", "Deux", "Trois")]
    add(client, *guides)

    said, page = in_script(client, f"out:guide:{guides[0].pk}")
    assert plain(said["told"]) == "« Un » a quitté votre panier."
    assert page.select_one("[autofocus]")["value"] == f"out:guide:{guides[1].pk}"
    said, page = in_script(client, "back:", liste=page.select_one("[name=liste]")["value"])

    assert plain(said["told"]) == "Votre panier est revenu comme avant."
    assert titles(client) == ["Un", "Deux", "Trois"]


def test_basket_that_was_emptied_comes_back_without_a_script(client):
    guides = [make_guide(title) for title in ("Un", "Deux")]
    add(client, *guides)

    emptied = client.get(press(client, "empty:").headers["Location"])
    page = BeautifulSoup(emptied.content, "html.parser")
    assert page.select_one(".basket__undo p").text == "2 éléments ont quitté votre panier."
    assert page.select_one("[autofocus]")["value"] == "back:"
    add(client, make_guide("Trois"))
    undone = client.post(
        "/panier/changer/", {"do": "back:", "liste": page.select_one("[name=liste]")["value"]}, headers=HERE
    )

    assert undone.status_code == 303
    assert titles(client) == ["Un", "Deux", "Trois"]


def test_what_comes_back_into_a_basket_that_was_filled_since_says_that_it_is_full(client):
    guide = make_guide()
    fill = ".".join(f"guide:{guide.pk + number}" for number in range(1, MOST_IN_BASKET + 1))
    client.cookies["panier"] = Signer(salt="kits.basket").sign(fill)

    _said, page = in_script(client, "back:", liste=f"guide:{guide.pk}")

    assert "Votre panier est plein" in page.select_one("[role=alert]").text
    assert client.cookies["panier"].value.rpartition(":")[0] == fill


def test_what_is_there_already_is_said(client):
    guide = make_guide("Un")
    add(client, guide)

    assert add(client, guide, Accept="application/json").json()["told"] == "C’était déjà dans votre panier."
    again = add(client, guide).headers["Location"]
    assert again == f"/panier/?ajoute=guide%3A{guide.pk}&deja=1"
    assert "était déjà dans votre panier" in client.get(again).content.decode()


def test_media_are_called_by_their_kind_and_pictures_are_shown(client):
    picture, sheet = (
        offered(make_picture("Le quai", content=picture_bytes(size=(800, 400)))),
        offered(make_file("Un plan")),
    )
    add(client, f"media:{picture.pk}", f"media:{sheet.pk}")

    page = BeautifulSoup(client.get("/panier/").content, "html.parser")

    assert page.select_one(".lead").text.strip() == "1\xa0image, 1\xa0document"
    first, second = page.select(".kit-entry__flag")
    assert (first.img["alt"], first.svg) == ("", None)
    assert (second.img, second.svg["aria-hidden"]) == (None, "true")


@pytest.mark.parametrize("url", ["/panier/", "/panier/?liste={line}"])
def test_headings_leave_no_level_out_and_the_verdict_comes_before_the_list(client, url):
    guide = make_guide("Un", licence="cc-by-nd-4.0")
    add(client, guide)

    page = BeautifulSoup(client.get(url.format(line=f"guide:{guide.pk}~a")).content, "html.parser").select_one("main")

    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [one["id"] for one in page.select("h2")]
    assert ids[:2] == ["verdict", "contenu-du-panier"]


def test_verdict_follows_how_an_item_is_used(client):
    guide = make_guide("Une affiche", licence="cc-by-nd-4.0")
    add(client, guide)
    assert "Oui, comme recueil" in client.get("/panier/").content.decode()

    press(client, f"adapted:guide:{guide.pk}")

    assert "Non, pas composé ainsi" in client.get("/panier/").content.decode()


def test_address_shares_it_and_changes_nothing_of_ones_own(client):
    mine, theirs = make_guide("Le mien"), make_guide("Le sien")
    add(client, mine)

    url = f"/panier/?liste=guide:{theirs.pk}~a.guide:999999.rien"

    assert titles(client, url) == ["Le sien"]
    assert "1 élément n’est plus ici" in client.get(url).content.decode()
    assert titles(client) == ["Le mien"]

    client.post("/panier/ajouter/", {"liste": f"guide:{mine.pk}~a.guide:{theirs.pk}~a"}, headers=HERE)

    assert client.cookies["panier"].value.rpartition(":")[0] == f"guide:{mine.pk}.guide:{theirs.pk}~a"


def test_address_that_the_basket_gives_opens_it_elsewhere(client):
    guide = make_guide("Un")
    add(client, guide)
    press(client, f"adapted:guide:{guide.pk}")

    shared = BeautifulSoup(client.get("/panier/").content, "html.parser").select_one("#adresse-du-panier").text.strip()
    client.cookies.clear()

    assert shared == f"http://localhost/panier/?liste=guide:{guide.pk}~a"
    assert titles(client, shared.removeprefix("http://localhost")) == ["Un"]


def test_pages_that_visitors_share_hold_no_number_and_the_basket_is_never_cached(client, settings):
    settings.PAGE_CACHE_SECONDS = 300
    guide = make_guide("Un")
    before = client.get(guide.url).content
    add(client, guide)

    assert client.get(guide.url).content == before
    assert re.search(rb"data-basket-count></span>", before)
    assert {"private", "no-store"} <= set(client.get("/panier/").headers["Cache-Control"].split(", "))
    client.cookies.clear()
    assert titles(client) == []


def test_button_stands_on_a_guide_and_not_on_a_kit(client):
    guide = make_guide()
    kit = make_kit(entries=[guide])

    assert f'name="item" value="guide:{guide.pk}"' in client.get(guide.url).content.decode()
    assert 'name="item" value="kit:' not in client.get(kit.url).content.decode()


def test_whoever_is_not_logged_in_comes_back_to_their_basket(client):
    add(client, make_guide("Un"))

    assert client.post("/panier/enregistrer/").headers["Location"] == "/compte/login/?next=/panier/"
    assert titles(client) == ["Un"]


def test_basket_becomes_a_kit_in_its_form(client, log_in):
    guide = make_guide("Un")
    add(client, guide, make_guide("Deux"))
    person = log_in("contributor")

    answer = client.post("/panier/enregistrer/")

    draft = Draft.objects.get(user=person)
    assert answer.headers["Location"] == f"/ecrire/kit/{draft.pk}/"
    assert [row["value"]["item"] for row in draft.start["entries"]][:1] == [f"guide:{guide.pk}"]
    form = BeautifulSoup(client.get(answer.headers["Location"]).content, "html.parser")
    assert [" ".join(row.get_text().split()) for row in form.select(".form-row .form-field__help a")] == ["Un", "Deux"]
    assert titles(client) == []


def test_newcomer_is_told_how_to_get_access(client, log_in):
    add(client, make_guide("Un"))
    log_in("newcomer")

    assert client.post("/panier/enregistrer/").status_code == 302
    assert Draft.objects.count() == 0
    assert titles(client) == ["Un"]


def test_basket_goes_to_the_end_of_ones_own_kit(client, log_in):
    person = log_in("editor")
    held, new = make_guide("Un"), make_guide("Deux")
    kit = make_kit(entries=[held], owner=person)
    add(client, held, new)

    answer = client.post("/panier/enregistrer/", {"kit": str(kit.pk)})

    assert answer.headers["Location"] == kit.url
    assert titles(client, kit.url) == ["Un", "Deux"]
    assert KitPage.objects.get(pk=kit.pk).versions.latest("number").summary == "Ajout depuis un panier"


def test_basket_goes_into_no_kit_of_somebody_else(client, log_in):
    kit = make_kit_draft(entries=[make_guide("Un")])
    log_in("contributor")
    add(client, make_guide("Deux"))

    client.post("/panier/enregistrer/", {"kit": str(kit.pk)})

    assert len(KitPage.objects.get(pk=kit.pk).get_latest_revision_as_object().entries) == 1
    assert titles(client) == ["Deux"]
