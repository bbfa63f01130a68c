"""Bytes find the item that they are of; pictures find those that are nearly the same."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from commons.library.domain.hashes import (
    HashOf,
    digest,
    items_with,
    near_pictures,
    note_hash,
    note_picture,
    note_renditions,
    picture_hash,
)  # fmt: skip
from commons.library.models import MediaItem, PictureHash
from tests.factories.media import make_file, make_picture, picture_bytes


def scene(seed=1, *, size=(320, 240)):
    """A picture with light and shade of its own."""
    picture = Image.new("RGB", size, (240, 230, 200))
    draw = ImageDraw.Draw(picture)
    for number in range(12):
        x, y = (number * 67 * seed) % size[0], (number * 41 * seed) % size[1]
        draw.ellipse([x, y, x + 90, y + 60], fill=((number * 20) % 255, (seed * 50) % 255, (number * 55) % 255))
    return picture.filter(ImageFilter.GaussianBlur(4))


def encoded(picture, format="PNG", **options):  # noqa: A002 -- Pillow's own word
    out = io.BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def apart(one, other):
    return (picture_hash(io.BytesIO(one)) ^ picture_hash(io.BytesIO(other))).bit_count()


def test_picture_hash_is_that_of_a_known_picture():
    ramp = Image.new("L", (9, 8))
    ramp.putdata([255 - 20 * (place % 9) for place in range(72)])  # lighter on the left, everywhere
    assert picture_hash(io.BytesIO(encoded(ramp))) == 0xFFFFFFFFFFFFFFFF


def test_resized_and_compressed_picture_is_near():
    original = scene()
    assert apart(encoded(original), encoded(original.resize((160, 120)), "JPEG", quality=60)) <= 3


def test_turned_picture_is_near_to_one_whose_exif_turns_it():
    original = scene()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    turned = original.transpose(Image.Transpose.ROTATE_90)
    assert apart(encoded(original), encoded(turned, "JPEG", exif=exif, quality=95)) <= 3


def test_other_picture_is_far():
    assert apart(encoded(scene(1)), encoded(scene(5))) > 10


@pytest.mark.django_db
def test_bytes_find_their_item():
    document = make_file(content=b"%PDF-1.4 un plan")
    assert list(items_with(digest(b"%PDF-1.4 un plan"))) == [document.media_item]


@pytest.mark.django_db
def test_bytes_as_sent_and_as_stored_find_the_same_item():
    picture = make_picture()
    note_hash(picture, digest(b"avec sa position"), of=HashOf.SENT)
    found = {items_with(digest(sent)).get() for sent in (b"avec sa position", picture_bytes())}
    assert found == {picture.media_item}


@pytest.mark.django_db
def test_file_that_is_replaced_is_still_found_by_its_first_bytes():
    document = make_file(content=b"une version")
    document.file.save("plan.pdf", io.BytesIO(b"une autre"))
    document.refresh_from_db()
    assert list(document.media_item.hashes.values_list("of", flat=True)) == ["stored", "stored"]
    assert items_with(digest(b"une version")).get() == items_with(digest(b"une autre")).get()


@pytest.mark.django_db
def test_renditions_find_their_picture():
    picture = make_picture(content=picture_bytes(size=(900, 600)))
    rendition = picture.get_rendition("max-400x800|format-webp")
    note_renditions(picture)
    with rendition.file.open("rb") as file:
        assert items_with(digest(file.read())).get() == picture.media_item


@pytest.mark.django_db
def test_note_of_known_bytes_changes_nothing():
    document = make_file(content=b"un plan")
    note_hash(document, digest(b"un plan"), of=HashOf.SENT)
    assert document.media_item.hashes.get().of == "stored"


@pytest.mark.django_db
def test_near_copy_is_found_among_the_items():
    picture = make_picture(content=encoded(scene()))
    note_picture(picture.media_item)
    other = make_picture(content=encoded(scene(5)), name="autre.png")
    note_picture(other.media_item)
    copy = picture_hash(io.BytesIO(encoded(scene().resize((160, 120)), "JPEG", quality=70)))
    assert near_pictures(copy, size=(160, 120), among=MediaItem.objects.all()) == [picture.media_item]
    # The same light and shade in another shape is another picture.
    assert near_pictures(copy, size=(160, 40), among=MediaItem.objects.all()) == []


@pytest.mark.django_db
def test_plain_surface_is_near_to_nothing():
    picture = make_picture()
    note_picture(picture.media_item)
    assert PictureHash.objects.get().band_0 is None
    value = picture_hash(io.BytesIO(picture_bytes()))
    assert near_pictures(value, size=(64, 48), among=MediaItem.objects.all()) == []


@pytest.mark.django_db
def test_picture_hash_is_worked_out_once_for_a_file(django_assert_num_queries):
    picture = make_picture(content=encoded(scene()))
    note_picture(picture.media_item)
    with django_assert_num_queries(1):
        note_picture(picture.media_item)


@pytest.mark.django_db
def test_picture_whose_file_is_lost_has_no_perceptual_hash(caplog):
    picture = make_picture()
    picture.file.storage.delete(picture.file.name)
    assert note_picture(picture.media_item) is None
    assert "has no perceptual hash" in caplog.text
