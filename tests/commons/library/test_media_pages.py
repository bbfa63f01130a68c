"""The public pages of media: the list, one item, the frame for other sites, oEmbed. Nothing private shows in them."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.models import Collection

from commons.library.domain.going_public import refresh
from commons.library.domain.offering import withdraw
from commons.library.items import MediaProvider
from commons.library.models import LicensedMedia, MediaItem
from commons.library.queries import newest_first, public_media
from commons.library.search_documents import MediaSource
from licences import public_items
from tests.factories.guides import embedded, make_draft, make_guide, step
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from tests.factories.uploads import pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return home_page()


def offered(row, **fields):
    MediaItem.objects.filter(pk=row.media_item.pk).update(offered_at=timezone.now(), **fields)
    refresh([row.media_item.pk])
    return MediaItem.objects.get(pk=row.media_item.pk)


def make_sound(title="La halle au matin", *, kind="audio", **fields):
    file = ContentFile(b"OggS halle", name="halle.ogg")
    row = LicensedMedia(title=title, type=kind, file=file, licence="cc-by-4.0", **fields)
    row.save()
    return row


def words(client, url, selector="main"):
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    return [" ".join(found.get_text(" ").split()) for found in soup.select(selector)]


def test_list_shows_public_media_newest_first_and_none_that_is_not(client):
    offered(make_picture("Le marché"))
    offered(make_sound())
    make_picture("La sardine secrète")

    titles = words(client, "/medias/", ".card__title")

    assert titles == ["La halle au matin", "Le marché"]
    assert "sardine" not in client.get("/medias/").content.decode()


def test_list_is_narrowed_to_a_kind(client):
    offered(make_picture("Le marché"))
    offered(make_sound())

    assert words(client, "/medias/?genre=sound", ".card__title") == ["La halle au matin"]
    assert words(client, "/medias/", ".media-kinds a") == ["Tous 2", "Images 1", "Sons 1"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_much_for_three_media_as_for_one(client, count, django_assert_num_queries):
    for number in range(count):
        offered(make_picture(f"Le marché {number}", content=picture_bytes(size=(500, 300), colour=(number, 9, 9))))
    client.get("/medias/")
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/medias/?page=1")


QUERIES_OF_THE_LIST = 10  # menu, foot and counts among them


@pytest.mark.parametrize(
    ("asked", "index"), [({}, "public_media_newest"), ({"kind": "sound"}, "public_media_of_a_kind")]
)
def test_newest_media_are_read_from_an_index_not_sorted(asked, index):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the size of a table, and this one is empty")

    plan = newest_first(public_media().filter(**asked)).values_list("pk", flat=True).explain()

    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_page_of_a_picture_says_what_it_is_whose_and_under_which_licence(client):
    item = offered(make_picture("Le marché"), description="Le marché de la halle, un samedi.")
    guide = make_guide(cover=item.image)

    response = client.get("/medias/le-marche/")
    text = words(client, "/medias/le-marche/")[0]

    assert response["Link"] == '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"'
    assert "Le marché de la halle, un samedi." in text
    assert "Awa Diallo" in text
    assert "Utilisé dans Cartographier sa rue" in text
    assert f'href="{guide.url}"' in response.content.decode()


def test_pdf_is_read_in_the_browser_from_its_page_and_other_files_are_not(client):
    offered(make_file("Le plan", name="plan.pdf", content=pdf_bytes()))
    offered(make_file("La liste", name="liste.csv", content=b"a,b"))

    page = BeautifulSoup(client.get("/medias/le-plan/").content, "html.parser")
    response = client.get(page.select_one(".media-item__read a")["href"])

    assert (response.getvalue()[:5], response["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert response["Content-Disposition"].startswith("inline")
    assert words(client, "/medias/la-liste/", ".media-item__read") == []


def test_page_of_a_medium_does_not_name_the_draft_that_uses_it(client):
    item = offered(make_picture("Le marché"))
    make_draft("La sardine secrète", cover=item.image)

    assert "sardine" not in client.get("/medias/le-marche/").content.decode()


def test_medium_that_is_not_public_has_no_page_no_frame_and_no_download(client):
    make_picture("Le marché")

    assert [client.get(f"/medias/le-marche/{end}").status_code for end in ("", "integrer/")] == [404, 404]


def test_medium_in_a_closed_collection_has_no_page(client):
    item = offered(make_picture("Le marché"))
    closed = Collection.get_first_root_node().add_child(name="Privé")
    closed.view_restrictions.create(restriction_type="login")
    item.image.collection = closed
    item.image.save()

    assert client.get("/medias/le-marche/").status_code == 404


def test_file_of_an_offered_medium_may_be_fetched_by_anybody(client):
    item = offered(make_sound())
    hidden = make_sound("La réunion privée")

    response = client.get(item.media.file.url)
    assert b"".join(response.streaming_content) == b"OggS halle"
    assert client.get(hidden.file.url).status_code == 404


def test_frame_may_stand_on_other_sites_and_carries_the_credit(client):
    offered(make_picture("Le marché"))

    first, cached = client.get("/medias/le-marche/integrer/"), client.get("/medias/le-marche/integrer/")

    for response in (first, cached):
        assert "X-Frame-Options" not in response
        assert "frame-ancestors 'self' *" in response["Content-Security-Policy"]
        assert "Awa Diallo" in response.content.decode()


def test_frame_has_a_heading_in_the_language_of_the_medium(client):
    offered(make_picture("The market"), language="en")
    heading = BeautifulSoup(client.get("/medias/the-market/integrer/").content, "html.parser").h1
    assert (heading.get_text(), heading["lang"]) == ("The market", "en")


def test_medium_in_another_language_says_so_in_the_list_and_on_its_page(client):
    offered(make_sound("The market hall"), language="en")
    offered(make_picture("Le marché"))
    cards = BeautifulSoup(client.get("/medias/").content, "html.parser").select(".media-card")
    said = {card.h2.get_text(strip=True): (card.a.get("lang"), card.select_one(".said-language")) for card in cards}
    assert said["The market hall"][0] == "en"
    assert said["The market hall"][1].get_text() == "en anglais"
    assert said["Le marché"] == (None, None)
    assert "Langue Anglais" in words(client, "/medias/the-market-hall/")[0]


@pytest.mark.parametrize("address", ["/medias/", "/medias/le-marche/", "/medias/ailleurs/"])
def test_file_without_a_name_may_be_checked_from_every_page_of_media(client, address):
    offered(make_picture("Le marché"))
    assert words(client, address, 'main a[href="/verifier/"]') == [
        "Vous avez un fichier et ne savez plus d’où il vient ? Vérifiez-le."
    ]


def oembed(client, **asked):
    response = client.get("/oembed", asked)
    return response.status_code, json.loads(response.content)


def test_oembed_of_a_picture_is_a_photo_with_its_licence(client):
    item = offered(make_picture("Le marché", content=picture_bytes(size=(500, 300))))
    public = public_items.item(f"media:{item.pk}")

    status, answer = oembed(client, url=public.work.source, maxwidth="450")

    assert status == 200
    assert {name: answer[name] for name in ("type", "version", "title", "author_name", "license", "width")} == {
        "type": "photo", "version": "1.0", "title": "Le marché", "author_name": "Awa Diallo",
        "license": "CC BY-SA 4.0", "width": 450,
    }  # fmt: skip


def test_frame_of_a_video_shrinks_with_what_the_other_site_has_room_for(client):
    video = public_items.item(f"media:{offered(make_sound(kind='video')).pk}")

    answer = oembed(client, url=video.work.source, maxwidth="320")[1]

    assert (answer["width"], answer["height"]) == (320, 300)
    assert 'width="320" height="300"' in answer["html"]


def test_media_of_one_page_are_related_and_those_of_a_draft_are_not(client):
    market, hall = make_picture("Le marché"), make_picture("La halle", content=picture_bytes(colour=(1, 2, 3)))
    secret = make_picture("La sardine secrète", content=picture_bytes(colour=(3, 2, 1)))
    make_guide(cover=market, steps=[step(text=embedded(hall))])
    make_draft("Brouillon", cover=market, steps=[step(text=embedded(secret))])
    MediaItem.objects.filter(pk=secret.media_item.pk).update(is_public=True, public_since=timezone.now())

    assert words(client, "/medias/le-marche/", ".card__title") == ["La halle"]


def test_oembed_of_a_sound_is_a_frame_and_of_a_guide_a_link(client):
    sound = public_items.item(f"media:{offered(make_sound()).pk}")
    guide = make_guide()

    assert oembed(client, url=sound.work.source)[1]["html"].startswith("<iframe src=")
    assert oembed(client, url=guide.full_url)[1]["type"] == "link"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"url": "https://ailleurs.example/medias/le-marche/"}, 404),
        ({"url": "http://localhost/medias/secret/"}, 404),
        ({"url": "http://localhost/medias/secret/", "format": "xml"}, 501),
    ],
)
def test_oembed_says_what_is_wrong(client, asked, status):
    make_picture("Secret")
    assert oembed(client, **asked)[0] == status


def test_tools_about_licences_know_public_media_alone():
    item = offered(make_picture("Le marché"))
    hidden = make_picture("La sardine").media_item
    provider = MediaProvider()

    assert provider.licence_counts() == {"cc-by-sa-4.0": 1}
    assert [one.title for one in provider.carrying(["cc-by-sa-4.0"], limit=5)] == ["Le marché"]
    assert list(provider.items([item.pk, hidden.pk])) == [item.pk]
    assert public_items.at(provider.items([item.pk])[item.pk].work.source).id == f"media:{item.pk}"


def test_search_knows_a_medium_by_what_it_shows_and_who_made_it():
    item = offered(make_picture("Le marché"), description="La halle un samedi")
    make_picture("La sardine")

    source = MediaSource()
    [document] = source.documents(list(source.public_pks()))

    assert (document.title, document.summary, document.url) == ("Le marché", "La halle un samedi", "/medias/le-marche/")
    assert document.facets["medium"] == ("image",)
    assert (document.body, document.words) == ("Le marché, vu de loin", ("Awa Diallo",))
    assert document.pk == str(item.pk)


def test_document_is_found_in_the_search_page(client):
    offered(make_file("Le plan de la halle"))
    assert client.get("/recherche/?q=plan&type=media").status_code == 200


def test_withdrawn_medium_leaves_the_page_cache_at_once(client, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 300
    item = offered(make_picture("Le marché"))
    assert client.get("/medias/le-marche/").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(item, by=PersonFactory(), reason="")

    assert client.get("/medias/le-marche/").status_code == 404
