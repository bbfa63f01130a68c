"""The picture of an event in what goes out: with its credit, and only where anybody may see it and pass it on."""

from __future__ import annotations

import json
from pathlib import Path

import extruct
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from jsonschema import Draft6Validator
from lxml import etree
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.models import LicensedImage, MediaItem
from programme.archive.frozen import read_told, write_told
from programme.context.selections import told_of
from tests.committed import committed
from tests.factories.media import make_picture
from tests.factories.programme import make_edition, make_event, make_place, when
from web.page_cache.generation import invalidate_pages

pytestmark = pytest.mark.django_db
BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"
FILES = ("programme.ics", "openagenda.json", "schedule.json", "schedule.xml", "programme.geojson", "banc/evenement.ics")


@pytest.fixture(autouse=True)
def library(settings, tmp_path):
    """A library of its own: no name is taken."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def edition():
    return make_edition()


def closed():
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Fermée"))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection


def restricted():
    return make_picture("Le banc", name="banc.png", collection=closed())


def reserved():
    return make_picture("Le banc", name="banc.png", licence="all-rights-reserved")


def lost():
    picture = make_picture("Le banc", name="banc.png")
    Path(picture.file.path).unlink()
    return picture


@pytest.fixture
def event(edition):
    picture = make_picture("Le banc", name="banc.png", description="Un banc rouge")
    MediaItem.objects.filter(pk=picture.media_item.pk).update(is_public=True)
    return make_event("Peindre le banc", edition=edition, slug="banc", image=picture, place=make_place())


def address(event):
    return f"http://localhost{event.image.file.url}"


def got(client, name):
    response = client.get(f"/programme/2027/{name}", headers={"accept-language": "fr"})
    assert response.status_code == 200
    return response.content


def dates(content):
    return Calendar.from_ical(content).walk("VEVENT")


def nodes(client, name="banc/"):
    (found,) = extruct.extract(got(client, name).decode(), syntaxes=["json-ld"])["json-ld"]
    return found["@graph"]


@pytest.mark.parametrize("name", ["programme.ics", "banc/evenement.ics"])
def test_calendar_shows_it_beside_the_title_and_names_who_took_it(client, event, name):
    (one,) = dates(got(client, name))

    assert one["IMAGE"] == address(event)
    assert dict(one["IMAGE"].params) == {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"}
    assert [(image.uri, image.display, image.fmttype) for image in one.images] == [
        (address(event), "BADGE", "image/png")
    ]
    assert "Image : « Le banc » " in one["DESCRIPTION"].replace("\xa0", " ")
    assert "par Awa Diallo" in one["DESCRIPTION"].replace("\xa0", " ")


def test_openagenda_has_its_address_in_two_parts_and_its_credit(client, event):
    (one,) = json.loads(got(client, "openagenda.json"))["events"]

    assert one["image"]["base"] + one["image"]["filename"] == one["image"]["url"] == address(event)
    assert one["image"]["size"] == {"width": 64, "height": 48}
    assert "Awa Diallo" in one["imageCredits"]
    assert "CC BY-SA 4.0" in one["imageCredits"]


def test_long_credit_is_cut_after_a_word(client, event):
    picture = LicensedImage.objects.get(pk=event.image.pk)
    picture.credits = [
        {"name": f"Photographe numéro {number}", "role": "photographer", "url": ""} for number in range(9)
    ]
    picture.save()
    (one,) = json.loads(got(client, "openagenda.json"))["events"]

    assert len(one["imageCredits"]) <= 255
    assert one["imageCredits"].endswith("…")
    assert one["imageCredits"].removesuffix("…").split()[-1] in {"Photographe", "numéro", *"012345678", "et"}


def test_frab_has_it_as_the_logo_of_the_event_and_stays_valid(client, event, real_inputs):
    data, root = json.loads(got(client, "schedule.json")), etree.fromstring(got(client, "schedule.xml"))
    (talk,) = data["schedule"]["conference"]["days"][0]["rooms"]["La Corderie"]
    folder = real_inputs / "programme" / "frab"

    assert (talk["logo"], root.findtext(".//event/logo")) == (address(event), address(event))
    assert "par Awa Diallo" in talk["description"].replace("\xa0", " ")
    assert list(Draft6Validator(json.loads((folder / "schema.json").read_text())).iter_errors(data)) == []
    etree.XMLSchema(etree.parse(folder / "schedule.xml.xsd")).assertValid(root)


def test_point_of_a_map_has_its_address_and_its_credit(client, event):
    (point,) = json.loads(got(client, "programme.geojson"))["features"]
    assert point["properties"]["image"] == address(event)
    assert "Awa Diallo" in point["properties"]["image_credit"]


def test_page_tells_machines_whose_it_is_under_which_licence_and_where_to_take_it(client, event):
    (node,) = nodes(client)
    credit = node["image"].pop("creditText")

    assert node["image"] == {
        "@type": "ImageObject", "@id": address(event), "contentUrl": address(event), "encodingFormat": "image/png",
        "width": 64, "height": 48, "name": "Le banc", "description": "Un banc rouge", "license": BY_SA,
        "creator": [{"@type": "Role", "roleName": "photographer", "creator": {"name": "Awa Diallo"}}],
        "acquireLicensePage": f"http://localhost{event.image.media_item.get_absolute_url()}",
    }  # fmt: skip
    assert "Awa Diallo" in credit


def test_programs_get_it_with_its_credit(client, event):
    (one,) = client.get("/api/v1/events").json()["results"]
    assert (one["image"]["url"], one["image"]["media_type"], one["image"]["alt"]) == (
        address(event), "image/png", "Un banc rouge",
    )  # fmt: skip
    assert "Awa Diallo" in one["image"]["credit"]


@pytest.mark.parametrize("picture", [restricted, reserved, lost], ids=lambda make: make.__name__)
def test_what_not_everybody_may_see_or_pass_on_and_what_is_lost_leaves_its_field_out(client, edition, picture):
    event = make_event("Peindre le banc", edition=edition, slug="banc", image=picture(), place=make_place())
    name = event.image.file.name.encode()

    assert [file for file in FILES if name in got(client, file)] == []
    assert [file for file in FILES if "Awa Diallo" in got(client, file).decode()] == []
    assert "IMAGE" not in dates(got(client, "programme.ics"))[0]
    assert {"image", "imageCredits"}.isdisjoint(json.loads(got(client, "openagenda.json"))["events"][0])
    assert "image" not in nodes(client)[0]
    assert client.get("/api/v1/events").json()["results"][0]["image"] is None


def test_file_names_an_address_that_gives_the_picture_to_anybody(client, event):
    answer = client.get(event.image.file.url)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_address_stays_when_other_sizes_are_drawn(client, event):
    before = got(client, "programme.ics")
    event.image.get_rendition("max-400x800|format-webp")
    committed()
    assert got(client, "programme.ics") == before


@pytest.mark.parametrize("name", ["programme.ics", "openagenda.json", "banc/"])
def test_queries_do_not_grow_with_the_pictures(client, event, name):
    def queries():
        client.get(f"/programme/2027/{name}")
        committed()
        invalidate_pages()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/programme/2027/{name}")
        return len(captured)

    one = queries()
    for number in range(2):
        make_event(
            f"Encore {number}", edition=event.edition, times=(when(9 + number),),
            image=make_picture(f"Image {number}", name=f"encore{number}.png"),
        )  # fmt: skip
    assert queries() == one


def test_archive_names_the_pictures_of_the_day_when_it_was_frozen(edition, event):
    told = told_of(edition)
    assert list(told.pictures) == [event.image.pk]
    assert read_told(write_told(told)).pictures == told.pictures
    before = json.loads(write_told(told))
    del before["pictures"]
    assert read_told(json.dumps(before)).pictures == {}
