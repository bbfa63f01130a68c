from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia
from tests.factories.guides import embedded, make_draft, make_guide, step
from tests.factories.media import make_picture, picture_bytes, with_long_text
from tests.factories.uploads import PLACE, drawing, film_bytes, pdf_bytes, sound_bytes
from wiki.pool import Answers, Refused, pool

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def licensed(prefix="", **changes):
    values = {
        "title": "Le marché", "licence": "cc-by-4.0", "credits-0-name": "Awa", "credits-0-role": "photographer",
        "credits-0-url": "https://awa.example.org/", "collection": "1", "tags": "",
    }  # fmt: skip
    return {prefix + name: value for name, value in (values | changes).items()}


AWA = [{"name": "Awa", "role": "photographer", "url": "https://awa.example.org/"}]


def test_picture_enters_with_its_licence_and_credits(client, log_in):
    log_in("contributor")
    file = SimpleUploadedFile("marche.png", picture_bytes(), "image/png")
    client.post(reverse("wagtailimages:add"), licensed(description="Des étals", file=file))
    picture = LicensedImage.objects.get()
    assert (picture.licence, picture.credits, picture.description) == ("cc-by-4.0", AWA, "Des étals")


def test_credits_are_shown_again_and_kept_without_javascript(client, log_in):
    log_in("editor")
    picture = make_picture(credits=AWA)
    url = reverse("wagtailimages:edit", args=[picture.pk])
    page = client.get(url).content.decode()
    assert 'value="Awa"' in page
    assert 'value="https://awa.example.org/"' in page

    client.post(
        url,
        licensed(
            licence="cc-by-sa-4.0",
            **{"description": "x", "credits-1-name": "Paul", "credits-1-role": "editor", "credits-1-url": ""},
        ),
    )

    picture.refresh_from_db()
    assert picture.credits == [*AWA, {"name": "Paul", "role": "editor", "url": ""}]


def test_link_that_is_not_an_address_is_refused_beside_the_credits_and_nothing_is_lost(client, log_in):
    log_in("contributor")
    file = SimpleUploadedFile("marche.png", picture_bytes(), "image/png")
    response = client.post(reverse("wagtailimages:add"), licensed(file=file, **{"credits-0-url": "awa"}))
    errors = response.context["form"].errors
    assert errors == {"credits": ["Le lien de Awa doit être une adresse complète, avec https://."]}
    assert 'value="awa"' in response.content.decode()


def test_several_pictures_enter_at_once_and_each_gets_its_licence(client, log_in):
    log_in("editor")
    file = SimpleUploadedFile("marche.png", picture_bytes(), "image/png")
    added = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "marche", "files[]": file, "collection": "1"},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert added["success"]
    picture = LicensedImage.objects.get()
    assert "Licence" in added["form"]

    prefix = f"image-{picture.pk}-"
    answer = client.post(
        reverse("wagtailimages:edit_multiple", args=[picture.pk]),
        licensed(prefix),
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()

    assert answer["success"], answer
    picture.refresh_from_db()
    assert (picture.licence, picture.credits) == ("cc-by-4.0", AWA)


@pytest.mark.parametrize(
    "content",
    [
        b"<html>",
        picture_bytes()[:40],
        picture_bytes(size=(400, 400), format="JPEG")[:900],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        with_long_text(80_000_000),
    ],
)
def test_file_that_is_no_whole_picture_is_refused_with_a_sentence(client, log_in, content):
    log_in("contributor")
    file = SimpleUploadedFile("marche.png", content, "image/png")
    response = client.post(reverse("wagtailimages:add"), licensed(file=file))
    assert list(response.context["form"].errors) == ["file"]
    assert LicensedImage.objects.count() == 0


def test_picture_with_a_huge_text_among_several_is_refused_alone(client, log_in):
    log_in("editor")
    file = SimpleUploadedFile("marche.png", with_long_text(80_000_000), "image/png")
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "marche", "files[]": file, "collection": "1"},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert (answer["success"], LicensedImage.objects.count()) == (False, 0)
    assert "enregistrez-le de nouveau en JPEG, PNG ou WebP" in answer["error_message"]


def test_document_enters_with_its_licence(client, log_in):
    log_in("contributor")
    file = SimpleUploadedFile("plan.pdf", pdf_bytes(), "application/pdf")
    client.post(reverse("wagtaildocs:add"), licensed(title="Le plan", file=file))
    document = LicensedDocument.objects.get()
    assert (document.title, document.licence, document.credits) == ("Le plan", "cc-by-4.0", AWA)


def test_program_is_not_a_document(client, log_in):
    log_in("contributor")
    file = SimpleUploadedFile("virus.exe", b"MZ", "application/octet-stream")
    response = client.post(reverse("wagtaildocs:add"), licensed(title="Virus", file=file))
    assert "file" in response.context["form"].errors
    assert LicensedDocument.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "name", "content"), [("audio", "marche.wav", sound_bytes()), ("video", "marche.mp4", film_bytes())]
)
def test_sound_or_video_enters_with_its_licence_and_without_its_place(client, log_in, kind, name, content):
    log_in("contributor")
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    response = client.post(reverse("wagtailmedia:add", args=[kind]), licensed(file=file))
    assert response.status_code == 302, response.context["form"].errors
    media = LicensedMedia.objects.get()
    assert (media.type, media.licence, media.credits) == (kind, "cc-by-4.0", AWA)
    with media.file.open() as stored:
        assert PLACE not in stored.read()


@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.pdf", pdf_bytes(javascript=True)), ("plan.pdf", b"<html>"), ("plan.svg", drawing("<script>1</script>"))],
)
def test_document_that_runs_something_or_lies_is_refused_here_too(client, log_in, name, content):
    log_in("contributor")
    file = SimpleUploadedFile(name, content, "application/pdf")
    response = client.post(reverse("wagtaildocs:add"), licensed(title="Le plan", file=file))
    assert list(response.context["form"].errors) == ["file"]
    with pytest.raises(Refused):
        pool().take_file(content, name, user=log_in("known"), answers=Answers(whose="mine", shows="Le plan"))
    assert LicensedDocument.objects.count() == 0


def test_form_of_a_picture_is_in_french(client, log_in):
    log_in("contributor", language="fr")
    page = client.get(reverse("wagtailimages:add")).content.decode()
    for words in ("Choisir une licence", "une autre", "photographie", "Décorative"):
        assert words in page, words


@pytest.mark.parametrize("place", ["cover", "text"])
def test_picture_of_a_published_page_keeps_a_licence(client, log_in, place):
    log_in("editor")
    picture = make_picture()
    make_guide(**{"cover": picture} if place == "cover" else {"steps": [step(text=embedded(picture))]})

    response = client.post(reverse("wagtailimages:edit", args=[picture.pk]), licensed(licence=""))

    assert response.context["form"].errors == {
        "licence": [
            "Une page publiée montre cet élément\u00a0: choisissez une licence, ou retirez-le d’abord de cette page."
        ]
    }
    picture.refresh_from_db()
    assert picture.licence == "cc-by-sa-4.0"


def test_picture_of_a_draft_may_lose_its_licence(client, log_in):
    log_in("editor")
    picture = make_picture()
    make_draft(cover=picture)
    client.post(reverse("wagtailimages:edit", args=[picture.pk]), licensed(licence=""))
    picture.refresh_from_db()
    assert picture.licence == ""
