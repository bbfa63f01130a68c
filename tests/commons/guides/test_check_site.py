"""What a process that stopped half way leaves, found and mended."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from wagtail.models import Page

from commons.guides.models import GuideIndexPage, GuidePage
from commons.library.models import LicensedImage, LicensedRendition
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import make_file, make_picture
from tests.factories.pages import guide_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def check(*options):
    out = StringIO()
    try:
        call_command("check_site", *options, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def grow_old(name, *, hours=48):
    path = Path(settings.MEDIA_ROOT) / name
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def leave(name):
    """A file that no row names, as a process that was killed left it."""
    default_storage.save(name, ContentFile(b"left"))
    grow_old(name)


def test_whole_site_has_nothing_to_say():
    make_guide(association=AssociationFactory())
    make_draft("Brouillon").save_revision()
    make_picture()

    assert check() == "Everything is whole.\n"


def test_new_page_is_a_draft_until_it_is_published():
    """Wagtail's editor adds it first, and publishes its revision in another transaction."""
    page = guide_index().add_child(instance=GuidePage(title="Nouvelle"))

    page.refresh_from_db()
    assert page.live is False


def test_public_page_without_revision_gets_one():
    guide = make_guide("Balade")
    guide.versions.all().delete()  # else its public history protects it
    guide.revisions.all().delete()
    guide.refresh_from_db()
    assert (guide.live, guide.live_revision, guide.latest_revision) == (True, None, None)

    assert f"guidepage {guide.pk} “Balade”: public, without a revision" in check()
    assert check("--repair").endswith("(mended)\nEverything is whole.\n")

    guide.refresh_from_db()
    assert guide.live_revision == guide.latest_revision
    assert guide.live_revision.as_object().title == "Balade"
    assert guide.has_unpublished_changes is False
    assert check() == "Everything is whole.\n"


def test_mending_keeps_a_newer_draft_the_newest():
    guide = make_guide("Balade")
    guide.title = "Balade à pied"
    draft = guide.save_revision()
    GuidePage.objects.filter(pk=guide.pk).update(live_revision=None)

    check("--repair")

    guide = GuidePage.objects.get(pk=guide.pk)
    assert guide.get_latest_revision() == draft
    assert guide.live_revision.as_object().title == "Balade"
    assert guide.live_revision.created_at < draft.created_at
    assert (guide.title, guide.has_unpublished_changes) == ("Balade", True)


def test_draft_without_revision_gets_one():
    guide = make_draft("Balade")
    guide.revisions.all().delete()

    assert "a draft without a revision" in check()
    check("--repair")

    guide.refresh_from_db()
    assert guide.latest_revision.as_object().title == "Balade"
    assert guide.live is False


def test_page_that_its_parent_does_not_count_is_found_again():
    guide = make_guide()
    GuideIndexPage.objects.update(numchild=0)
    assert list(Page.objects.get(pk=guide.get_parent().pk).get_children()) == []

    assert "the counts of the tree are wrong" in check()
    check("--repair")

    assert guide.get_parent(update=True).numchild == 1
    assert check() == "Everything is whole.\n"


def test_public_guide_without_licence_is_for_a_person():
    guide = make_guide("Balade")
    GuidePage.objects.filter(pk=guide.pk).update(licence="")

    told = check("--repair")

    assert f"guidepage {guide.pk} “Balade”: " in told
    assert told.endswith("1 must be looked at by a person.")


@pytest.mark.parametrize("folder", ["original_images", "images", "documents", "media", "media_thumbnails"])
def test_file_that_no_row_names_is_removed(folder):
    leave(f"{folder}/left.png")

    assert f"{folder}/left.png: no row names this file" in check()
    assert check("--repair") == f"{folder}/left.png: no row names this file (mended)\nEverything is whole.\n"

    assert not default_storage.exists(f"{folder}/left.png")


def test_file_that_is_being_uploaded_is_left_alone():
    default_storage.save("original_images/new.png", ContentFile(b"new"))

    assert check("--repair") == "Everything is whole.\n"
    assert default_storage.exists("original_images/new.png")
    assert "new.png" in check("--repair", "--grace", "0")


def test_files_in_use_and_files_of_others_are_left_alone():
    picture, document = make_picture(), make_file()
    rendition = picture.get_rendition("width-32")
    leave("avatar_images/face.png")
    leave("logo.png")
    kept = [picture.file.name, document.file.name, rendition.file.name, "avatar_images/face.png", "logo.png"]
    for name in kept:
        grow_old(name)

    check("--repair")

    assert [name for name in kept if not default_storage.exists(name)] == []


def test_row_whose_file_is_gone_is_for_a_person():
    picture = make_picture()
    name = picture.file.name
    default_storage.delete(name)

    assert check("--repair") == (
        f"licensedimage {picture.pk}: its file {name} is gone\n1 must be looked at by a person."
    )
    assert LicensedImage.objects.filter(pk=picture.pk).exists()


def test_rendition_whose_file_is_gone_is_drawn_again():
    picture = make_picture()
    default_storage.delete(picture.get_rendition("width-32").file.name)

    assert "(mended)" in check("--repair")

    assert LicensedRendition.objects.count() == 0
    assert default_storage.exists(picture.get_rendition("width-32").file.name)
