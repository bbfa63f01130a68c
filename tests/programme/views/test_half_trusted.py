"""What people with an account and some trust get of a programme that is not theirs, and the days that break a form."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from community.models import Membership
from programme.context.filters import read_filters
from programme.domain.moving import stamp
from programme.queries import coordinated_editions
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_event, make_place

pytestmark = [
    pytest.mark.django_db,
    # Of fields for addresses in the forms of the administration.
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]
BASE = "/programme/2027/"
NEVER = ("0001-01-01", "9999-12-31")


@pytest.fixture
def edition():
    return make_edition()


def member_of(association, *groups):
    person = PersonFactory(groups=groups)
    Membership.objects.create(user=person, association=association)
    return person


def offered(answer):
    """Keys of the associations that a form offers as organisers."""
    fields = BeautifulSoup(answer.content, "html.parser").select(
        'input[name="associations"], select[name="associations"]'
    )
    return {one["value"] for field in fields for one in (field.select("option") or [field]) if one.get("value")}


@pytest.mark.parametrize(("group", "count"), [("known", 0), ("editor", 1)])
def test_whoever_is_known_coordinates_no_edition_by_that(edition, group, count):
    assert len(coordinated_editions(PersonFactory(groups=(group,)))) == count


@pytest.mark.parametrize(("group", "status"), [("known", 403), ("editor", 200)])
def test_whoever_is_known_sees_nobody_who_registered(client, edition, group, status):
    event = make_event(edition=edition, registration="here")
    client.force_login(PersonFactory(groups=(group,)))
    assert client.get(f"{event.url}inscriptions/").status_code == status
    assert client.get(f"{event.url}inscriptions/tableau/").status_code == status


@pytest.mark.parametrize(("group", "is_asked"), [("known", False), ("editor", True)])
def test_whoever_is_known_names_no_coordinators(client, edition, group, is_asked):
    client.force_login(PersonFactory(groups=(group,)))
    shown = client.get(f"/admin/pages/{edition.pk}/edit/").content.decode()
    assert 'name="one_sentence"' in shown
    assert ('name="coordinators"' in shown) == is_asked


def test_nobody_makes_their_own_association_an_organiser_of_the_event_of_others(client, edition):
    theirs, own = AssociationFactory(name="La Passerelle"), AssociationFactory(name="Les Curieux")
    event = make_event(edition=edition, associations=[theirs])
    client.force_login(member_of(own, "known"))
    for address in (f"{event.url}modifier/", f"/admin/pages/{event.pk}/edit/"):
        assert offered(client.get(address)) == {str(theirs.pk)}


def test_organisers_name_others_of_theirs_beside_them(client, edition):
    one, other = AssociationFactory(name="La Passerelle"), AssociationFactory(name="Les Amis du Quai")
    event = make_event(edition=edition, associations=[one])
    person = member_of(one, "known")
    Membership.objects.create(user=person, association=other)
    client.force_login(person)
    for address in (f"{event.url}modifier/", f"/admin/pages/{event.pk}/edit/"):
        assert offered(client.get(address)) == {str(one.pk), str(other.pk)}


def test_organisers_are_offered_no_restricted_place(client, edition):
    theirs = AssociationFactory()
    event = make_event(edition=edition, associations=[theirs])
    make_place("Le local ouvert")
    PageViewRestriction.objects.create(
        page=make_place("Le local secret"), restriction_type=PageViewRestriction.LOGIN
    )  # fmt: skip
    client.force_login(member_of(theirs))
    shown = client.get(f"{event.url}seances/").content.decode()
    assert "Le local ouvert" in shown
    assert "Le local secret" not in shown


@pytest.mark.parametrize("day", NEVER)
def test_day_of_a_year_without_events_is_a_sentence_for_whoever_moves(client, edition, log_in, day):
    event = make_event(edition=edition)
    occurrence = event.occurrences.get()
    log_in("editor")
    for more in ({"start": "23:30", "end": "23:45"}, {"all_day": "on"}, {"start": "23:00", "end": "01:00"}):
        said = {"seance": occurrence.uuid.hex, "seen": stamp(occurrence), "day": day, "status": "confirmed", **more}
        assert client.post(f"{event.url}seances/", said).status_code == 422
    said = {"seen": stamp(occurrence), "day": day, "time": "23:30"}
    moved = client.post(f"{BASE}coordination/deplacer/{occurrence.uuid}/", said)
    assert moved.status_code == 302
    assert client.get(f"{BASE}coordination/grille/?jour={day}").status_code == 200
    occurrence.refresh_from_db()
    assert occurrence.sequence == 0


@pytest.mark.parametrize("month", ["0000-01", "0000-12"])
def test_month_of_no_year_is_left_out_with_a_sentence(client, edition, rf, month):
    make_event(edition=edition)
    asked, problems = read_filters(rf.get("/", {"mois": month}).GET)
    assert (asked.months, [name for name, _sentence in problems]) == ((), ["mois"])
    assert client.get(f"{BASE}?mois={month}").status_code == 200
    assert client.get(f"/api/v1/events?mois={month}").status_code == 422
