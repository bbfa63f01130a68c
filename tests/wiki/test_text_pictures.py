"""The address that the script of the panel for pictures asks."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.models import LicensedImage
from tests.factories.media import make_picture, picture_bytes
from tests.factories.people import PersonFactory
from wiki.forms.rich_text import RichTextFormField, share_references

pytestmark = pytest.mark.django_db

ADDRESS = "/ecrire/image/"
MINE = {"picture-whose": "mine", "picture-shows": "Le marché", "own-licence": "cc-by-4.0", "language": "fr"}


def logged_in(*groups: str) -> Any:
    client = Client()
    client.force_login(PersonFactory(groups=groups or ["contributor"]))
    return client


def sent(client: Any, content: bytes | None = None, **fields: str) -> Any:
    upload = SimpleUploadedFile("IMG_2034.png", content or picture_bytes(), "image/png")
    return client.post(ADDRESS, {**MINE, **fields, "picture": upload})


def test_picture_is_taken_and_told() -> None:
    answer = sent(logged_in())
    picture = LicensedImage.objects.get()
    assert answer.status_code == 200
    assert answer.json() == {"address": f"images/{picture.pk}", "src": picture.file.url, "alt": "Le marché"}
    assert (picture.licence, picture.title) == ("cc-by-4.0", "Le marché")


@pytest.mark.parametrize(
    ("licence", "kept"),
    [("", "cc-by-sa-4.0"), ("CC BY 3.0", "cc-by-3.0"), ("nonsense", ""), ("x" * 5_000, "")],
)
def test_licence_of_the_page_is_that_of_ones_own_picture(licence: str, kept: str) -> None:
    assert sent(logged_in(), **{"own-licence": licence}).status_code == 200
    assert LicensedImage.objects.get().licence == kept


def test_each_problem_is_told_by_its_input() -> None:
    answer = sent(logged_in(), **{"picture-whose": "", "picture-shows": ""})
    assert (answer.status_code, list(answer.json()["problems"])) == (400, ["whose", "shows"])
    assert not LicensedImage.objects.exists()


@pytest.mark.parametrize("groups", [None, ["newcomer"]])
def test_who_may_add_none_is_told_so(groups: list[str] | None) -> None:
    client = logged_in(*groups) if groups else Client()
    answer = sent(client)
    assert answer.status_code == (400 if groups else 401)
    assert list(answer.json()["problems"]) == ["picture"]
    assert not LicensedImage.objects.exists()


def test_session_is_needed_to_look_too() -> None:
    make_picture("Le phare")
    answer = Client().get(ADDRESS, {"words": "phare"})
    assert answer.status_code == 401
    assert "Le phare" not in answer.content.decode()


def test_pool_is_searched_among_what_the_person_may_choose() -> None:
    make_picture("Le Phare d'Éole")
    secret = make_picture("Le phare secret d'Éole")
    closed = Collection.get_first_root_node().add_child(name="Fermée")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="password", password="mot")
    LicensedImage.objects.filter(pk=secret.pk).update(collection=closed)

    html = logged_in().get(ADDRESS, {"words": "phare eole", "name": "steps-1-text-picture"}).content.decode()
    assert "Le Phare d&#x27;Éole</span>" in html
    assert 'name="steps-1-text-picture-chosen"' in html
    assert "secret" not in html


def test_words_and_names_that_are_hostile_stay_words() -> None:
    html = logged_in().get(ADDRESS, {"words": "<script>\x00" * 99, "name": '"><script>'}).content.decode()
    assert "<script>" not in html


def test_at_most_a_dozen_are_shown() -> None:
    for number in range(14):
        make_picture(f"Phare {number}", content=picture_bytes(colour=(number, 0, 0)))
    assert logged_in().get(ADDRESS, {"words": "phare"}).content.decode().count("<li>") == 12


@pytest.mark.parametrize(
    ("address", "licence", "authors", "words"),
    [
        ("Jeanne Riou, CC BY 4.0, via Wikimedia Commons", "cc-by-4.0", "Jeanne Riou", "CC BY 4.0"),
        ("https://www.pinterest.fr/pin/1", "", "", "Pinterest"),
        ("https://example.org/", "", "", ""),
        ("\x00" * 9_999, "", "", ""),
    ],
)
def test_address_gets_a_proposal_without_asking_anybody(address: str, licence: str, authors: str, words: str) -> None:
    told = logged_in().get(ADDRESS, {"address": address}, headers={"accept-language": "fr"}).json()
    assert (told["licence"], told["authors"]) == (licence, authors)
    assert words in told["sentence"]


def test_place_where_a_picture_was_taken_is_not_published() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (48.0, 23.0, 0.0)}
    out = BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=exif)
    assert sent(logged_in(), out.getvalue()).status_code == 200
    with LicensedImage.objects.get().file.open() as kept:
        assert 0x8825 not in Image.open(kept).getexif()


def test_looking_up_forty_texts_asks_as_much_as_looking_up_one() -> None:
    picture = make_picture()
    text = f'<p>a</p><embed embedtype="image" format="fullwidth" id="{picture.pk}" alt="b"/>'

    def asked(texts: int) -> int:
        names = [f"text{number}" for number in range(texts)]
        fields = {name: RichTextFormField(features=["image"]) for name in names}
        form = type("Form", (forms.Form,), fields)(initial=dict.fromkeys(names, text))
        share_references(form, user=PersonFactory(groups=["contributor"]), texts=[text])
        with CaptureQueriesContext(connection) as queries:
            assert str(form).count(f'data-address="images/{picture.pk}"') == texts
        return len(queries)

    assert asked(1) == asked(40) == 4
