"""The same file under two licences: found by itself, settled by a steward."""

from __future__ import annotations

import shutil

import pytest
from django.core.exceptions import ValidationError

from commons.library.domain.conflicts import is_contested, look_for_conflicts, open_conflicts, settle
from commons.library.domain.hashes import HashOf, digest, note_hash
from commons.library.domain.ingest import Library
from commons.library.domain.twins import twin_of
from commons.library.models import LicenceConflict, LicenceRecord, MediaItem
from commons.library.record import Picture
from tests.commons.library.domain.test_hashes import encoded, scene
from tests.factories.guides import make_guide
from tests.factories.media import make_file, make_picture
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What follows a commit happens."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def steward():
    return PersonFactory(groups=["steward"])


@pytest.fixture
def conflict(committed):
    with committed():
        make_file("Le plan", licence="cc-by-4.0", content=b"un plan")
        make_file("Le même", licence="cc-by-nc-4.0", content=b"un plan")
    return LicenceConflict.objects.get()


def licences():
    return list(MediaItem.objects.order_by("pk").values_list("licence", flat=True))


def test_same_bytes_under_another_licence_are_a_conflict(conflict):
    assert (conflict.first_licence, conflict.second_licence, conflict.sameness) == (
        "cc-by-4.0", "cc-by-nc-4.0", "bytes",
    )  # fmt: skip
    assert is_contested(conflict.first)
    assert is_contested(conflict.second)


@pytest.mark.parametrize("licence", ["cc-by-4.0", ""])
def test_same_bytes_under_the_same_licence_or_none_are_no_conflict(committed, licence):
    with committed():
        make_file(licence="cc-by-4.0", content=b"un plan")
        make_file(licence=licence, content=b"un plan")
    assert not open_conflicts().exists()


def test_near_copy_under_another_licence_is_a_conflict(committed):
    with committed():
        make_picture(content=encoded(scene()), licence="cc-by-4.0")
        make_picture(
            content=encoded(scene().resize((160, 120)), "JPEG", quality=70), name="copie.jpg", licence="cc0-1.0"
        )
    assert LicenceConflict.objects.get().sameness == "near"


def test_bytes_that_were_served_of_another_item_are_a_conflict(committed):
    first = make_file(licence="cc-by-4.0", content=b"un plan")
    note_hash(first, digest(b"un plan, sa licence dedans"), of=HashOf.DOWNLOAD)
    with committed():
        make_file(licence="cc0-1.0", content=b"un plan, sa licence dedans")
    assert LicenceConflict.objects.get().first == first.media_item


def test_conflict_ends_by_itself_when_the_two_say_the_same(conflict, committed):
    row = conflict.second.file_row
    row.licence = "cc-by-4.0"
    with committed():
        row.save()
    conflict.refresh_from_db()
    assert conflict.outcome == "agreed"
    assert not is_contested(conflict.first)


def test_first_right_gives_the_other_its_licence(conflict, steward):
    settle(conflict, "first", by=steward, note="La page de l’autrice dit BY")
    assert licences() == ["cc-by-4.0", "cc-by-4.0"]
    record = LicenceRecord.objects.last()
    assert (record.kind, record.change, record.by, record.reason) == (
        "steward", "corrected", steward, "La page de l’autrice dit BY",
    )  # fmt: skip


def test_second_right_may_withdraw_the_first(conflict, steward):
    MediaItem.objects.update(offered_at="2026-11-29T08:00Z", is_public=True)
    settle(conflict, "second", by=steward, note="Jamais donnée sous BY", loser="withdraw")
    assert licences() == ["", "cc-by-nc-4.0"]
    assert list(MediaItem.objects.order_by("pk").values_list("is_public", flat=True)) == [False, True]


@pytest.mark.parametrize("outcome", ["both", "different"])
def test_both_right_changes_neither_and_is_not_asked_again(conflict, steward, outcome, committed):
    settle(conflict, outcome, by=steward, note="Vu avec son autrice")
    look_for_conflicts(conflict.first)
    assert licences() == ["cc-by-4.0", "cc-by-nc-4.0"]
    assert not open_conflicts().exists()


def test_neither_right_withdraws_both(conflict, steward):
    settle(conflict, "neither", by=steward, note="Personne ne sait")
    assert licences() == ["", ""]


def test_file_that_a_public_page_shows_is_not_withdrawn(steward, committed):
    with committed():
        picture = make_picture(content=encoded(scene()), licence="cc-by-4.0")
        make_guide("Trier ses photos", cover=picture)
        make_picture(content=encoded(scene()), licence="cc0-1.0")
    conflict = LicenceConflict.objects.get()
    with pytest.raises(ValidationError, match="Trier ses photos"):
        settle(conflict, "neither", by=steward, note="Personne ne sait")
    assert licences() == ["cc-by-4.0", "cc0-1.0"]
    assert open_conflicts().exists()


def test_conflict_is_settled_once(conflict, steward):
    settle(conflict, "both", by=steward, note="Les deux")
    with pytest.raises(ValidationError, match="tranché entre-temps"):
        settle(conflict, "neither", by=steward, note="Personne ne sait")


def test_settling_asks_for_a_note(conflict, steward):
    with pytest.raises(ValidationError, match="ce que vous avez trouvé"):
        settle(conflict, "first", by=steward, note=" ")


def test_twin_under_the_same_licence_is_offered_instead():
    person = PersonFactory()
    document = make_file("Le plan", content=b"un plan", uploaded_by_user=person)
    twin = twin_of(digest(b"un plan"), licence="cc-by-4.0", by=person)
    assert (twin.kind, twin.item) == ("same", document.media_item)
    assert (
        twin.sentence
        == "Ce fichier est déjà ici\u00a0: «\u00a0Le plan\u00a0». Utilisez celui-là, c’est le même à l’octet près."
    )


def test_twin_under_another_licence_is_told():
    person = PersonFactory()
    make_file("Le plan", content=b"un plan", uploaded_by_user=person)
    twin = twin_of(digest(b"un plan"), licence="cc0-1.0", by=person)
    assert twin.kind == "conflict"
    assert "sous CC BY 4.0" in twin.sentence


def test_twin_that_a_person_may_not_see_is_not_told():
    make_file(content=b"un plan secret")
    assert twin_of(digest(b"un plan secret"), licence="cc-by-4.0", by=PersonFactory()) is None


@pytest.mark.data
def test_two_real_pictures_of_the_same_bytes_are_a_conflict(real_inputs, tmp_path, committed):
    """Two names of one picture in the kits of multiBàO: each sheet states its own licence."""
    media = real_inputs / "multibao" / "media"
    names = ("democratie_ouverte.jpg", "democratie_ouverte_logo.jpg")
    files = [shutil.copy(media / name, tmp_path / name) for name in names]
    library = Library()
    with committed():
        for file, licence in zip(files, ("cc-by-sa-4.0", "cc-by-nc-sa-3.0"), strict=True):
            library.ingest(pictures=[Picture(path=file.name, file=file, licence=licence, alt="Le logo")])
    found = LicenceConflict.objects.get()
    assert (found.sameness, found.first.title, found.second.title) == ("bytes", "Le logo", "Le logo")


@pytest.mark.parametrize("title", ["Ajouter", "Ailleurs", "Conflits", "À relire"])
def test_item_does_not_take_the_address_of_another_page(title):
    item = make_file(title).media_item
    assert item.slug.endswith("-2")
