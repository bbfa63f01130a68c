"""A media item is public when its licence allows it and somebody offered it, or a public page shows it."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, PageViewRestriction

from commons.library.domain.going_public import may_be_shared, refresh
from commons.library.models import LicensedMedia, MediaItem
from commons.library.queries import public_media
from tests.factories.guides import embedded, make_draft, make_guide, step
from tests.factories.media import make_file, make_picture
from tests.factories.pages import guide_index

pytestmark = pytest.mark.django_db


def public(row):
    return MediaItem.objects.get(pk=row.media_item.pk).is_public


def publish(guide):
    guide.save_revision().publish()


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("cc-by-4.0", True),
        ("cc-by-nc-nd-4.0", True),
        ("cc0-1.0", True),
        ("pdm-1.0", True),
        ("etalab-2.0", True),
        ("all-rights-reserved", False),
        ("", False),
        ("nothing-of-the-kind", False),
    ],
)
def test_what_others_may_pass_on_may_be_in_the_pool(licence, expected):
    assert may_be_shared(licence) is expected


def test_each_file_of_the_library_has_one_media_item_with_the_hash_of_its_bytes():
    picture = make_picture("Le marché")
    file = make_file("Le plan", content=b"%PDF-1.4 plan")

    assert (picture.media_item.slug, picture.media_item.kind) == ("le-marche", "image")
    assert (file.media_item.slug, file.media_item.kind) == ("le-plan", "document")
    assert file.media_item.sha256 == "ff306942528c22fec24a3515d4fa35545f253e040364f6c05a6f44c7fdfb0b0d"


def test_two_files_of_one_title_have_two_addresses():
    assert [make_picture().media_item.slug, make_file("Le marché").media_item.slug] == ["le-marche", "le-marche-2"]


def test_picture_that_nobody_offered_and_no_page_shows_is_not_public():
    assert not public(make_picture())


def test_picture_of_a_published_guide_is_public_until_the_guide_is_withdrawn():
    picture = make_picture()
    guide = make_guide(steps=[step(text=embedded(picture))])
    assert public(picture)
    guide.unpublish()
    assert not public(picture)


def test_picture_of_a_draft_is_not_public():
    picture = make_picture()
    make_draft(steps=[step(text=embedded(picture))])
    assert not public(picture)


def test_picture_taken_out_of_a_published_guide_leaves_the_pool():
    picture = make_picture()
    guide = make_guide(cover=picture)
    guide.cover = None
    publish(guide)
    assert not public(picture)


def test_offered_picture_stays_when_the_guide_that_shows_it_goes():
    picture = make_picture()
    guide = make_guide(cover=picture)
    MediaItem.objects.filter(pk=picture.media_item.pk).update(offered_at=timezone.now())
    guide.delete()
    refresh([picture.media_item.pk])
    assert public(picture)


def test_picture_of_a_guide_that_is_deleted_leaves_the_pool():
    picture = make_picture()
    guide = make_guide(cover=picture)
    guide.delete()
    assert not public(picture)


def test_picture_under_a_page_that_closes_leaves_the_pool_and_comes_back():
    picture = make_picture()
    make_guide(cover=picture)
    closed = PageViewRestriction.objects.create(page=guide_index(), restriction_type="login")
    assert not public(picture)
    closed.delete()
    assert public(picture)


def offered(row):
    MediaItem.objects.filter(pk=row.media_item.pk).update(offered_at=timezone.now())
    refresh([row.media_item.pk])
    return row


def test_reserved_picture_is_not_in_the_pool_though_somebody_offered_it():
    assert not public(offered(make_picture(licence="all-rights-reserved")))


def test_licence_given_later_makes_it_public():
    picture = offered(make_picture(licence=""))
    picture.licence = "cc-by-4.0"
    picture.save()
    assert public(picture)


def test_picture_in_a_restricted_collection_is_seen_by_nobody_else():
    picture = make_picture()
    make_guide(cover=picture)
    closed = Collection.get_first_root_node().add_child(name="Privé")
    closed.view_restrictions.create(restriction_type="login")
    assert list(public_media()) == [picture.media_item]
    picture.collection = closed
    picture.save()
    assert list(public_media()) == []


def test_sound_and_video_are_told_apart():
    sound = LicensedMedia.objects.create(title="La halle", type="audio", file="media/halle.ogg")
    video = LicensedMedia.objects.create(title="La halle", type="video", file="media/halle.webm")
    assert [sound.media_item.kind, video.media_item.kind] == ["sound", "video"]


def test_replaced_file_has_another_hash():
    file = make_file(content=b"%PDF-1.4 un")
    before = file.media_item.sha256
    file.file = ContentFile(b"%PDF-1.4 deux", name="deux.pdf")
    file.save()
    assert MediaItem.objects.get(document=file).sha256 != before
