"""Pictures are drawn when they are saved; reading writes nothing."""

from __future__ import annotations

import errno
import io
import zlib

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from PIL import Image, PngImagePlugin
from PIL.Image import DecompressionBombError

from commons.library.models import LicensedImage, LicensedRendition
from community.renditions import CARD, drawn, make_renditions_later
from tests.factories.associations import AssociationFactory
from tests.factories.guides import embedded, make_guide, step
from tests.factories.media import make_picture, picture_bytes
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
DRAWN = ["max-320x320|format-webp", "max-400x800|format-webp"]
CARDS = ["fill-480x240|format-webp", "fill-800x400|format-webp"]


def specs(picture):
    return sorted(picture.renditions.values_list("filter_spec", flat=True))


def saved(capture, **fields):
    with capture(execute=True):
        return make_picture(**fields)


def refuse(*_arguments, **_more):
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.fixture
def read_only(monkeypatch):
    """Uploads that can be read and not written."""
    monkeypatch.setattr(FileSystemStorage, "_save", refuse)
    monkeypatch.setattr(FileSystemStorage, "delete", refuse)


def test_picture_is_drawn_when_it_is_saved(django_capture_on_commit_callbacks):
    assert specs(saved(django_capture_on_commit_callbacks)) == DRAWN
    large = saved(django_capture_on_commit_callbacks, content=picture_bytes(size=(1300, 900)), name="grande.png")
    assert specs(large) == [
        *CARDS,
        "max-1200x2400|format-webp", "max-320x320|format-webp", "max-400x800|format-webp", "max-800x1600|format-webp",
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/guides/", "guide", "guide.md", "association", "/associations/"])
def test_page_is_read_while_uploads_cannot_be_written(client, read_only, monkeypatch, address):
    monkeypatch.undo()
    picture = make_picture(name="neuve.png")
    association = AssociationFactory(name="Les Amis")
    association.logo = picture
    association.save_revision().publish()
    guide = make_guide(cover=picture, steps=[step(text=embedded(picture))], association=association)
    monkeypatch.setattr(FileSystemStorage, "_save", refuse)
    addresses = {"guide": guide.url, "guide.md": guide.url + "guide.md", "association": association.url}

    response = client.get(addresses.get(address, address))

    assert response.status_code == 200
    assert LicensedRendition.objects.count() == 0
    if address in {"guide", "association"}:
        shown = f'src="{picture.file.url}"'
        assert shown in response.content.decode()
        assert 'width="64" height="48"' in response.content.decode()


@pytest.mark.parametrize("address", ["guide", "association"])
def test_reading_a_page_writes_nothing(client, address, django_capture_on_commit_callbacks):
    picture = saved(django_capture_on_commit_callbacks)
    association = AssociationFactory(name="Les Amis")
    association.logo = picture
    association.save_revision().publish()
    guide = make_guide(cover=picture, association=association)
    written = []

    def watch(execute, sql, params, many, context):
        written.extend([sql] if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"} else [])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        response = client.get({"guide": guide.url, "association": association.url}[address])
    assert response.status_code == 200
    assert written == []
    assert ".webp" in response.content.decode()


def test_publishing_draws_what_could_not_be_drawn_before(django_capture_on_commit_callbacks):
    picture = make_picture()
    assert specs(picture) == []
    with django_capture_on_commit_callbacks(execute=True):
        make_guide(cover=picture)
    assert specs(picture) == DRAWN


def test_command_draws_what_is_missing_and_says_how_many(capsys, caplog):
    there, lost = make_picture(), make_picture(name="perdue.png")
    default_storage.delete(lost.file.name)
    call_command("make_renditions")
    assert (specs(there), specs(lost)) == (DRAWN, [])
    assert capsys.readouterr().out == "Drawn: 1. Could not be: 1.\n"
    assert "perdue.png) cannot be drawn" in caplog.text
    call_command("make_renditions", verbosity=0)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("error", [MemoryError(), zlib.error("bad"), DecompressionBombError("large")])
def test_picture_that_cannot_be_drawn_in_whatever_way_is_saved_all_the_same(
    monkeypatch, caplog, django_capture_on_commit_callbacks, error
):
    def fails(*_specs):
        raise error

    picture = make_picture()
    monkeypatch.setattr(picture, "get_renditions", fails)

    with django_capture_on_commit_callbacks(execute=True):
        make_renditions_later(picture)

    assert [line.split(": ")[0] for line in caplog.messages] == [
        f"Picture {picture.pk} ({picture.file.name}) cannot be drawn"
    ]


def form_of(picture, **changes):
    return {
        "title": picture.title, "description": picture.description, "licence": picture.licence, "collection": picture.collection_id,
        "tags": "", "focal_point_x": "", "focal_point_y": "", "focal_point_width": "", "focal_point_height": "",
        "credits-TOTAL_FORMS": "0", "source_url": "", "year": "", "changes": "", **changes,
    }  # fmt: skip


def test_new_file_of_a_picture_is_drawn_again(client, django_capture_on_commit_callbacks):
    picture = saved(django_capture_on_commit_callbacks)
    client.force_login(PersonFactory(groups=["editor"]))
    new = SimpleUploadedFile("autre.png", picture_bytes(size=(600, 300)), "image/png")
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("wagtailimages:edit", args=[picture.pk]), form_of(picture, file=new))
    assert response.status_code == 302, response.context["form"].errors
    picture.refresh_from_db()
    assert (picture.width, specs(picture)) == (600, CARDS + DRAWN)
    assert {rendition.width for rendition in picture.renditions.all()} == {320, 400, 480, 600}


def test_upload_on_a_disk_that_is_full_says_that_nothing_was_saved(client, read_only):
    client.raise_request_exception = False
    client.force_login(PersonFactory(groups=["contributor"]))
    file = SimpleUploadedFile("neuve.png", picture_bytes(), "image/png")
    form = {
        "title": "Neuve",
        "file": file,
        "collection": 1,
        "tags": "",
        "licence": "cc0-1.0",
        "description": "Une carte",
    }
    response = client.post(reverse("wagtailimages:add"), form)
    assert response.status_code == 503
    assert "ce n’est pas enregistré" in response.content.decode()
    assert response["Retry-After"] == "120"
    assert LicensedImage.objects.count() == 0


HOSTILE = {
    "huge text chunk": lambda: png_with_text(b"x" * 3_000_000),
    "torn": lambda: picture_bytes(size=(400, 300))[:200],
    "bomb": lambda: bilevel_picture(12_000),
    "not a picture": lambda: b"%PDF-1.4",
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_hostile_picture_is_refused_with_a_sentence_at_the_door(client, made):
    client.force_login(PersonFactory(groups=["contributor"]))
    content = made()
    file = SimpleUploadedFile("piege.png", content, "image/png")
    form = {"title": "Piège", "file": file, "collection": 1, "tags": "", "licence": "cc0-1.0", "description": "Rien"}
    for door in ("wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"):
        file.seek(0)
        fields = {f"image-chooser-upload-{name}": value for name, value in form.items()} if "chooser" in door else form
        more = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"} if "multiple" in door else {}
        data = {"files[]": file} if "multiple" in door else fields
        response = client.post(reverse(door), data, **more)
        assert response.status_code == 200, door
    assert LicensedImage.objects.count() == 0


def bilevel_picture(side):
    """Of one bit a pixel: many of them are drawn at once."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def png_with_text(text):
    """A picture that says a lot compressed in one chunk, as a bomb does."""
    info, out = PngImagePlugin.PngInfo(), io.BytesIO()
    info.add_text("Comment", text.decode(), zip=True)
    Image.new("RGB", (64, 48)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def test_card_is_cut_anew_around_another_point_of_interest(client, django_capture_on_commit_callbacks):
    picture = saved(django_capture_on_commit_callbacks, content=picture_bytes(size=(900, 900)), name="large.png")
    before = {item.url for item in drawn(picture, CARD)}
    client.force_login(PersonFactory(groups=["editor"]))
    point = {"focal_point_x": "100", "focal_point_y": "100", "focal_point_width": "50", "focal_point_height": "50"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailimages:edit", args=[picture.pk]), form_of(picture, **point))
    after = {item.url for item in drawn(LicensedImage.objects.get(pk=picture.pk), CARD)}
    assert (len(before), len(after), before & after) == (2, 2, set())
