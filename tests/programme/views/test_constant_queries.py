"""Pages of the programme that no other test counts ask the database the same, of one event and of three."""

from __future__ import annotations

import pytest

from programme.domain.occurrences import Where, add_occurrence
from programme.domain.releasing import release
from programme.models import Release, Submission
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.factories.programme import make_event, make_place, make_proposed, when

pytestmark = pytest.mark.django_db
EDITION = "/programme/2027/"


QUERIES = {f"{EDITION}emporter/": 4, f"{EDITION}integrer/": 3, f"{EDITION}versions/{{release}}/": 9, "/": 3}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", QUERIES)
def test_page_of_an_edition(client, edition, address, count, django_assert_num_queries):
    for number in range(count):
        make_event(
            f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"),
            associations=[AssociationFactory()],
        )  # fmt: skip
    release(edition, "version du 3 septembre")
    committed()
    url = address.format(release=Release.objects.get().pk)
    client.get(url)

    with django_assert_num_queries(QUERIES[address]):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_form_of_a_registration_for_many_dates(client, edition, count, django_assert_num_queries):
    event = make_event("Atelier", edition=edition, times=[], registration="here")
    for number in range(count):
        add_occurrence(event, when(9 + number), Where(place=make_place(f"Lieu {number}")))
    committed()
    client.get(f"{event.url}inscription/")

    with django_assert_num_queries(14):
        assert client.get(f"{event.url}inscription/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_what_somebody_proposed(client, edition, count, django_assert_num_queries):
    person = PersonFactory()
    for number in range(count):
        make_proposed(f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"))
    Submission.objects.update(account=person)
    client.force_login(person)
    committed()
    client.get("/proposer-un-evenement/mes-evenements/")

    with django_assert_num_queries(6):
        page = client.get("/proposer-un-evenement/mes-evenements/").text
    assert page.count("Atelier ") >= count
