"""Which pictures are taken: what people have on their telephones and in their folders."""

from __future__ import annotations

import logging
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from commons.library.domain.picture_formats import Checked, FileRefused, check_picture
from commons.library.models import LicensedImage
from community.renditions import make_renditions
from tests.factories.media import make_picture
from tests.factories.pages import home_page
from tests.factories.uploads import zip_bytes


def bytes_of(kind, *, mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, (64, 48)).save(out, kind, **options)
    return out.getvalue()


def frames(kind):
    return bytes_of(
        kind, save_all=True, append_images=[Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    )


# Several pictures in one JPEG, as many telephones save a photo with its depth.
PHONE = frames("MPO")
TAKEN = {
    "of a telephone": (PHONE, "JPEG"),
    "for a printer": (bytes_of("JPEG", mode="CMYK"), "JPEG"),
    "in grey": (bytes_of("JPEG", mode="L"), "JPEG"),
    "in black and white": (bytes_of("PNG", mode="1"), "PNG"),
    "of a scanner": (bytes_of("PNG", mode="I;16"), "PNG"),
    "see-through": (bytes_of("PNG", mode="LA"), "PNG"),
    "moving PNG": (frames("PNG"), "PNG"),
    "moving GIF": (frames("GIF"), "GIF"),
    "moving WebP": (frames("WEBP"), "WEBP"),
    "AVIF": (bytes_of("AVIF"), "AVIF"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_picture_is_known_by_its_bytes(name):
    content, format_ = TAKEN[name]
    assert check_picture(content) == Checked(format_)


@pytest.mark.parametrize(
    ("path", "named"),
    [("images/IMG.jpg", "IMG.jpg"), ("IMG.JPEG", "IMG.JPEG"), ("IMG.jfif", "IMG.jpg"), ("a/IMG.png", "IMG.jpg"),
     ("IMG", "IMG.jpg"), ("IMG.png.html", "IMG.png.jpg")],
)  # fmt: skip
def test_file_of_a_picture_ends_as_what_it_is(path, named):
    assert Checked("JPEG").named(path) == named


UNREADABLE = "This file is not a picture that can be read: save it again as JPEG, PNG or WebP."
TWO = "This file is two at once, GIF and ZIP: save it again from the program that made it."
MOVING = "AVIF pictures that move are not taken: save it as GIF or WebP, or as a video."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", UNREADABLE),
        (b"%PDF-1.4", UNREADABLE),
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"\0" * 64, UNREADABLE),
        (PHONE[:400], UNREADABLE),
        (bytes_of("AVIF")[:-20], UNREADABLE),
        (bytes_of("WEBP")[:-20], UNREADABLE),
        (bytes_of("GIF")[:-12], UNREADABLE),
        (frames("AVIF"), MOVING),
        (bytes_of("GIF") + zip_bytes(a=b"b"), TWO),
        (bytes_of("TIFF"), "TIFF pictures are not taken; save it as JPEG, PNG or WebP."),
    ],
    ids=["empty", "PDF", "HEIC", "cut JPEG", "cut AVIF", "cut WebP", "cut GIF", "moving AVIF", "GIF and ZIP", "TIFF"],
)
def test_what_cannot_be_shown_is_refused_with_what_to_do(content, sentence):
    with override("en"), pytest.raises(FileRefused) as caught:
        check_picture(content)
    assert str(caught.value) == sentence


@pytest.fixture
def _library(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    home_page()


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize("name", TAKEN)
def test_picture_that_is_taken_can_be_drawn(name, caplog):
    content, format_ = TAKEN[name]
    picture = make_picture(content=content, name=Checked(format_).named("photo"))

    with caplog.at_level(logging.ERROR):
        assert make_renditions(picture)
    assert caplog.messages == []
    assert {item.file.name.rsplit(".", 1)[1] for item in picture.renditions.all()} == {"webp"}


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("content", "sent", "kept"),
    [
        (PHONE, "IMG_2034.JPG", ".JPG"),
        (bytes_of("JPEG"), "photo.png", ".jpg"),
        (bytes_of("JPEG"), "photo.jfif", ".jpg"),
    ],
    ids=["of a telephone", "renamed by hand", "as a browser on Windows saves it"],
)
def test_form_takes_a_photo_whatever_its_machine_called_it(client, log_in, content, sent, kept):
    log_in("contributor")
    client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Le marché", "description": "Des étals", "licence": "cc0-1.0", "collection": "1", "tags": "",
            "file": SimpleUploadedFile(sent, content, "image/jpeg"),
        },
    )  # fmt: skip

    assert LicensedImage.objects.get().file.name.endswith(kept)
