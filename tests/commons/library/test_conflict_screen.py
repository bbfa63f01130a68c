"""The screen where a steward settles which licence of a file is right; what readers are told meanwhile and after."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from commons.library.context.licence_timeline import stays, timeline_of
from commons.library.domain.conflicts import look_for_conflicts
from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.licence_records import relicense
from commons.library.enums import LicenceChange
from commons.library.models import LicenceConflict, LicenceRecord, MediaItem
from legaltools import catalogue
from tests.factories.media import make_file, make_picture
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return home_page()


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def conflict():
    person = PersonFactory(display_name="Maëlle Riou")
    with evidence(kind=Kind.ADDRESS, address="https://example.org/plan", by=person):
        first = make_file("Le plan", licence="cc-by-4.0", content=b"un plan", uploaded_by_user=person)
    second = make_file("Le même plan", licence="cc-by-nc-4.0", content=b"un plan")
    MediaItem.objects.update(is_public=True, offered_at="2026-11-29T08:00Z")
    look_for_conflicts(first.media_item)
    assert second
    return LicenceConflict.objects.get()


@pytest.fixture
def steward(client):
    person = PersonFactory(groups=["steward"], language="en")
    client.force_login(person)
    return person


def words(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_steward_sees_both_sides_and_what_was_said(client, steward, conflict):
    said = words(client.get("/medias/conflits/"))
    assert "Le plan CC BY 4.0 / CC BY-NC 4.0" in said
    said = words(client.get(conflict.get_absolute_url()))
    assert "The first: CC BY 4.0" in said
    assert "The second: CC BY-NC 4.0" in said
    assert "https://example.org/plan" in said
    assert "Maëlle Riou" in said


def test_conflict_is_among_what_waits_for_stewards_and_for_nobody_else(client, steward, conflict):
    said = words(client.get("/a-relire/"))
    assert "1 conflict of licences to settle" in said
    assert "No page and no message waits: only what is named above." in said
    assert "everything is read" not in said

    client.force_login(PersonFactory(groups=["editor"], language="en"))
    assert "conflict" not in words(client.get("/a-relire/"))


def test_nothing_waits_when_no_conflict_does(client, steward):
    assert "Nothing waits: everything is read." in words(client.get("/a-relire/"))


def test_steward_settles_and_the_log_says_so(client, steward, conflict):
    answers = {"outcome": "first", "loser": "relicense", "note": "La page de Maëlle dit BY"}
    response = client.post(conflict.get_absolute_url(), answers, follow=True)
    assert "It is settled." in words(response)
    assert "There is none" in words(response)
    said = words(client.get("/medias/conflits/?etat=tranches"))
    assert "The first is right" in said
    said = words(client.get(conflict.get_absolute_url()))
    assert "La page de Maëlle dit BY" in said
    assert set(MediaItem.objects.values_list("licence", flat=True)) == {"cc-by-4.0"}


def test_medium_of_which_nothing_is_on_record_has_a_page(client, conflict):
    LicenceRecord.objects.all()._raw_delete("default")
    assert "Le plan" in words(client.get("/medias/le-plan/"))


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"outcome": "first", "note": ""}, "Say what you found"),
        ({"outcome": "agreed", "note": "x"}, "Choose what is right."),
        ({"note": "x"}, "Choose what is right."),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_lost(client, steward, conflict, answers, problem):
    response = client.post(conflict.get_absolute_url(), answers)
    assert response.status_code == 422
    assert problem in words(response)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find("textarea", id="note").get_text(strip=True) == answers["note"]
    assert LicenceConflict.objects.get().settled_at is None


@pytest.mark.parametrize("group", [None, "contributor", "editor"])
def test_nobody_else_sees_the_screen(client, conflict, group):
    if group:
        client.force_login(PersonFactory(groups=[group]))
    for address in ("/medias/conflits/", conflict.get_absolute_url()):
        assert client.get(address).status_code == (403 if group else 302)
    assert client.post(conflict.get_absolute_url(), {"outcome": "neither", "note": "x"}).status_code in {302, 403}
    assert LicenceConflict.objects.get().settled_at is None


def test_readers_are_told_that_a_licence_is_being_checked(client, conflict):
    said = words(client.get("/medias/le-plan/"))
    assert "Its licence is being checked: another copy of this file says otherwise." in said
    assert "Settle it" not in said


def test_steward_is_led_from_the_item_to_the_conflict(client, steward, conflict):
    assert "Settle it" in words(client.get("/medias/le-plan/"))


def test_item_without_conflict_says_nothing_of_one(client, conflict):
    make_file("Une carte", content=b"une carte")
    MediaItem.objects.update(is_public=True)
    assert "being checked" not in words(client.get("/medias/une-carte/"))


def test_licence_that_becomes_narrower_stays_for_copies_received_before(client):
    picture = make_picture(licence="cc-by-4.0")
    relicense(picture.media_item, "cc-by-nc-4.0", by=None, reason="Son autrice le veut ainsi")
    now, before = timeline_of(picture.media_item)
    assert (now.licence.key, now.until, now.stays, now.reason) == (
        "cc-by-nc-4.0", None, False, "Son autrice le veut ainsi",
    )  # fmt: skip
    assert (before.licence.key, before.stays, before.corrected) == ("cc-by-4.0", True, False)
    MediaItem.objects.update(is_public=True)
    assert "Copies received in that time stay under this licence" in words(client.get("/medias/le-marche/"))


def test_licence_of_today_is_told_after_sixty_changes_of_other_things():
    item = make_picture(licence="cc-by-4.0").media_item
    said = {"item": item, "uuid": item.file_row.uuid, "licence": "cc-by-4.0", "change": LicenceChange.PEOPLE}
    LicenceRecord.objects.bulk_create(LicenceRecord(**said) for _number in range(60))
    relicense(item, "cc-by-nc-nd-4.0", by=None, reason="Son autrice le veut ainsi")

    assert [period.licence.key for period in timeline_of(item)] == ["cc-by-nc-nd-4.0", "cc-by-4.0"]


def test_licence_that_was_a_mistake_does_not_stay():
    picture = make_picture(licence="cc-by-4.0")
    relicense(picture.media_item, "cc-by-nc-4.0", by=None, reason="Mal lu", corrects=True)
    assert [(period.corrected, period.stays) for period in timeline_of(picture.media_item)] == [
        (False, False), (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("cc-by-4.0", "cc-by-nc-4.0", True), ("cc-by-4.0", "cc-by-sa-4.0", True), ("cc0-1.0", "cc-by-4.0", True),
        ("cc-by-sa-4.0", "all-rights-reserved", True), ("cc-by-4.0", "", True),
        ("cc-by-nc-4.0", "cc-by-4.0", False), ("cc-by-sa-4.0", "cc-by-4.0", False), ("cc-by-4.0", "cc0-1.0", False),
        ("all-rights-reserved", "cc-by-4.0", False),
    ],
)  # fmt: skip
def test_what_stays_of_an_earlier_licence(before, now, expected):
    assert stays(catalogue.get(before), catalogue.by_key().get(now)) is expected


def test_names_of_accounts_that_do_not_sign_in_public_are_not_told(client):
    shown = PersonFactory(display_name="Maëlle Riou")
    hidden = PersonFactory(display_name="Nom Secret", email="secret@example.org")
    hidden.name_in_history = "none"
    hidden.save()
    with evidence(kind=Kind.OWN, by=shown):
        make_picture("La halle")
    with evidence(kind=Kind.EMAIL, by=hidden, statement="De secret@example.org : oui, en CC BY-SA"):
        make_picture("Le quai")
    MediaItem.objects.update(is_public=True)
    assert "said by whoever made it · Maëlle Riou" in words(client.get("/medias/la-halle/"))
    page = client.get("/medias/le-quai/").content.decode()
    assert "written in a letter to the site" in page
    assert "Nom Secret" not in page
    assert "secret@example.org" not in page


def test_timeline_is_one_query(django_assert_num_queries):
    picture = make_picture(licence="cc-by-4.0")
    relicense(picture.media_item, "cc0-1.0", by=PersonFactory(), reason="Plus ouvert")
    with django_assert_num_queries(1):
        timeline_of(picture.media_item)
