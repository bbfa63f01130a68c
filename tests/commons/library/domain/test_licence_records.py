"""What was said of a licence, when and on which evidence; nothing of it is ever overwritten."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.licence_records import relicense
from commons.library.models import LicenceRecord, LicensedImage
from commons.library.models.papers import NeverOverwritten
from tests.factories.media import make_file, make_picture
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def said():
    return list(LicenceRecord.objects.values_list("licence", "kind", "change"))


def test_file_that_enters_is_recorded_with_its_evidence():
    person = PersonFactory()
    with evidence(kind=Kind.ADDRESS, address="https://example.org/photo", by=person):
        picture = make_picture()
    record = LicenceRecord.objects.get()
    assert (record.licence, record.kind, record.address, record.by) == (
        "cc-by-sa-4.0", "address", "https://example.org/photo", person,
    )  # fmt: skip
    assert record.seen_on is not None
    assert (record.uuid, record.sha256) == (picture.uuid, picture.media_item.sha256)


def test_evidence_ends_with_its_block():
    with evidence(kind=Kind.OWN):
        make_picture()
    make_file()
    assert said() == [("cc-by-sa-4.0", "own", "first"), ("cc-by-4.0", "stated", "first")]


def test_file_of_which_nothing_is_said_has_no_record():
    make_picture(licence="", credits=[])
    assert said() == []


def test_save_that_says_the_same_adds_nothing():
    picture = make_picture()
    picture.title = "Le marché du jeudi"
    picture.save()
    assert said() == [("cc-by-sa-4.0", "stated", "first")]


def test_other_credits_are_recorded():
    picture = make_picture()
    picture.credits = [{"name": "Yann Kervella", "role": "author", "url": ""}]
    picture.save()
    assert [change for _licence, _kind, change in said()] == ["first", "people"]


def test_licence_said_later_is_a_first_statement():
    picture = make_picture(licence="")
    picture.licence = "cc0-1.0"
    picture.save()
    assert [change for _licence, _kind, change in said()] == ["first", "first"]


def test_relicensing_is_an_event_with_its_reason():
    person, picture = PersonFactory(), make_picture()
    relicense(picture.media_item, "cc-by-4.0", by=person, reason="Son autrice l’ouvre davantage")
    assert said() == [("cc-by-sa-4.0", "stated", "first"), ("cc-by-4.0", "stated", "relicensed")]
    entry = ModelLogEntry.objects.get(action="library.relicense")
    assert (entry.user, entry.data["before"], entry.data["licence"]) == (person, "cc-by-sa-4.0", "cc-by-4.0")
    assert LicensedImage.objects.get().licence == "cc-by-4.0"


def test_correction_is_told_from_a_choice_of_the_author():
    picture = make_picture()
    relicense(picture.media_item, "cc-by-4.0", by=None, reason="La page disait BY", corrects=True)
    assert [change for _licence, _kind, change in said()] == ["first", "corrected"]


def test_relicensing_asks_for_a_reason():
    picture = make_picture()
    with pytest.raises(ValidationError, match="pourquoi la licence change"):
        relicense(picture.media_item, "cc0-1.0", by=None, reason=" ")
    assert LicensedImage.objects.get().licence == "cc-by-sa-4.0"


@pytest.mark.parametrize(
    "overwrite",
    [
        lambda record: record.save(),
        lambda record: record.delete(),
        lambda _record: LicenceRecord.objects.all().delete(),
        lambda record: LicenceRecord.objects.filter(pk=record.pk).update(licence="cc0-1.0"),
        lambda record: LicenceRecord.objects.bulk_update([record], ["licence"]),
    ],
)
def test_record_is_never_overwritten(overwrite):
    make_picture()
    record = LicenceRecord.objects.get()
    record.licence = "cc0-1.0"
    with pytest.raises(NeverOverwritten):
        overwrite(record)
    assert said() == [("cc-by-sa-4.0", "stated", "first")]


def test_record_outlives_the_file_and_the_account():
    person = PersonFactory()
    with evidence(kind=Kind.OWN, by=person):
        picture = make_picture()
    picture.delete()
    person.delete()
    record = LicenceRecord.objects.get()
    assert (record.item, record.by, record.title, record.licence) == (None, None, "Le marché", "cc-by-sa-4.0")
