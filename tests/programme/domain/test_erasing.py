"""What is known of those who proposed events goes some time after, and no draft is left of what nobody will see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.text import slugify

from community.models import PlaceIndexPage, PlacePage
from importing.models import ImportRecord
from programme.domain.erasing import forget_places, forget_proposals
from programme.domain.events import publish_event
from programme.domain.occurrences import Where, place_occurrence
from programme.models import EventPage, Submission
from search.publishing import add_draft
from tests.factories.people import PersonFactory
from tests.factories.programme import at, make_edition, make_event_draft, make_place, make_proposed

pytestmark = pytest.mark.django_db
LAST_DAY = date(2027, 10, 17)


@pytest.fixture(autouse=True)
def _stated(settings):
    settings.PROPOSALS_KEPT_DAYS = 180


@pytest.fixture
def clock(monkeypatch):
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def days_after(number):
    return at(9, day=LAST_DAY + timedelta(days=number))


def drafted(name="Le Hangar", **fields):
    home = PlaceIndexPage.objects.first()
    place = PlacePage(title=name, slug=slugify(name), live=False, **fields)
    add_draft(place, under=home)
    place.save_revision(clean=False)
    return place


def personal():
    return list(Submission.objects.values_list("name", "email", "message", "inner_note", "data"))


def test_names_and_addresses_go_after_the_stated_time_and_the_public_event_stays(clock):
    event = make_proposed(state="accepted")
    Submission.objects.update(message="Bravo", inner_note="Voir avec Awa", data={"title": "Atelier"}, phone="02")
    publish_event(event)

    clock(days_after(180))
    forget_proposals()
    assert personal()[0][:2] == ("Awa Diallo", "awa@example.org")

    clock(days_after(181))
    assert (forget_proposals(), forget_proposals()) == (1, 0)
    assert personal() == [("", "", "", "", {})]
    assert EventPage.objects.get().live


@pytest.mark.parametrize("state", ["sent", "asked", "refused", "withdrawn"])
def test_event_that_was_never_accepted_goes_whole(clock, state):
    make_proposed(state=state)
    clock(days_after(181))

    assert (forget_proposals(), EventPage.objects.count(), Submission.objects.count()) == (1, 0, 0)


def test_accepted_draft_and_page_that_nobody_proposed_stay(clock):
    edition = make_edition()
    make_proposed("Accepté", edition=edition, state="accepted")
    written = make_event_draft("Écrit par l’équipe", edition=edition)
    Submission.objects.create(edition=edition, event=written, inner_note="À relire")
    clock(days_after(181))
    forget_proposals()

    assert [one.title for one in EventPage.objects.order_by("title")] == ["Accepté", "Écrit par l’équipe"]
    assert not Submission.objects.exclude(name="", email="", inner_note="").exists()


def test_public_event_that_was_withdrawn_stays_in_its_history(clock):
    event = make_proposed(state="accepted")
    publish_event(event).unpublish()
    Submission.objects.update(state="withdrawn")
    clock(days_after(181))
    forget_proposals()

    assert EventPage.objects.count() == 1


def test_what_carries_the_label_all_year_is_counted_from_its_last_time(clock):
    edition = make_edition(all_year=True, starts_on=None, ends_on=None, slug="toute-l-annee")
    make_proposed(edition=edition, state="accepted")
    Submission.objects.update(changed_at=at(9, day=date(2027, 6, 1)))

    clock(at(16, day=date(2027, 10, 2)) + timedelta(days=179))
    forget_proposals()
    assert personal()[0][0] == "Awa Diallo"
    clock(at(16, day=date(2027, 10, 2)) + timedelta(days=181))
    forget_proposals()
    assert personal()[0][0] == ""


def test_what_was_begun_and_never_sent_goes_when_no_link_leads_to_it(clock):
    edition = make_edition(all_year=True, starts_on=None, ends_on=None, slug="toute-l-annee")
    Submission.objects.create(edition=edition, data={"title": "Peut-être"}, email="awa@example.org", origin="abc")

    clock(timezone.now() + timedelta(days=8))
    forget_proposals()
    assert list(Submission.objects.values_list("email", "origin")) == [("awa@example.org", "")]
    clock(timezone.now() + timedelta(days=401))
    forget_proposals()
    assert not Submission.objects.exists()


def test_place_that_was_described_goes_once_nothing_takes_place_there(clock):
    make_edition()
    hangar = drafted()
    event = make_proposed(place=hangar)
    clock(timezone.now() + timedelta(days=8))
    assert forget_places() == 0

    place_occurrence(event.occurrences.get(), Where(place=make_place()))
    assert (forget_places(), [one.title for one in PlacePage.objects.all()]) == (1, ["La Corderie"])


def test_place_of_an_event_that_is_erased_goes_with_it(clock):
    make_edition()
    make_proposed(place=drafted(), state="refused")
    clock(days_after(181))
    forget_proposals()

    assert (forget_places(), PlacePage.objects.count()) == (1, 0)


def test_place_that_somebody_wrote_or_completed_or_imported_or_described_today_stays(clock):
    make_edition()
    drafted("Écrit", owner=PersonFactory())
    completed = drafted("Complété")
    completed.save_revision(user=PersonFactory(), clean=False)
    imported = drafted("Importé")
    ImportRecord.objects.remember(
        imported, source="place:x", file="", digest="", revision=imported.get_latest_revision()
    )
    make_place("Retiré").unpublish()
    assert forget_places() == 0

    clock(timezone.now() + timedelta(days=8))
    drafted("D’aujourd’hui")
    PlacePage.objects.filter(title="D’aujourd’hui").update(latest_revision_created_at=timezone.now())
    assert (forget_places(), PlacePage.objects.count()) == (0, 5)
