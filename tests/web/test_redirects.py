from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from tests.factories.guides import make_draft, make_guide
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
OLD = "/ancienne-adresse/"


def noted(page, **fields):
    return Redirect.objects.create(old_path="/ancienne-adresse", redirect_page=page, **fields)


def test_old_address_of_a_public_page_leads_to_it(client):
    guide = make_guide()
    noted(guide)
    response = client.get(OLD)
    assert (response.status_code, response["Location"]) == (301, guide.url)


def test_old_address_of_a_draft_is_not_there_and_names_nothing(client):
    noted(make_draft(slug="secrete"))
    response = client.get(OLD)
    assert (response.status_code, b"secrete" in response.content, response.has_header("Location")) == (
        404,
        False,
        False,
    )


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_old_address_of_a_restricted_page_asks_for_the_log_in_and_then_leads_there(client, kind):
    guide = make_guide(slug="secrete")
    rule = PageViewRestriction.objects.create(page=guide, restriction_type=kind)
    members = Group.objects.create(name="Les Membres")
    rule.groups.add(members)
    noted(guide)
    assert client.get(OLD)["Location"] == "/compte/login/?next=/ancienne-adresse/"

    person = PersonFactory(groups=["newcomer"])
    person.groups.add(members)
    client.force_login(person)
    assert client.get(OLD)["Location"] == guide.url


def test_old_address_of_a_page_with_a_password_asks_for_it(client):
    guide = make_guide(slug="secrete")
    PageViewRestriction.objects.create(page=guide, restriction_type="password", password="mimosa")
    noted(guide)
    response = client.get(OLD)
    said = response.content.decode()
    assert (response.status_code, 'type="password"' in said, "secrete" in said) == (200, True, False)


# Two whose addresses change at the same moment: nothing in the database keeps them from noting the same one.
def test_address_noted_twice_leads_to_what_was_noted_last(client):
    noted(make_guide("Avant"))
    after = make_guide("Après")
    noted(after)
    assert client.get(OLD)["Location"] == after.url


def test_redirect_of_the_site_comes_before_one_of_any_site(client):
    here = make_guide("Ici")
    noted(here, site=Site.objects.get())
    noted(make_guide("Partout"))
    assert client.get(OLD)["Location"] == here.url


@pytest.mark.parametrize(
    ("asked", "status"),
    [("/ancienne-adresse/?de=mail", 301), ("/ancienne-adresse/%00", 404), ("/%E2%82/", 404)],
)
def test_strange_addresses_are_answered(client, asked, status):
    noted(make_guide())
    assert client.get(asked).status_code == status


def test_address_with_accents_leads_on_in_either_spelling(client):
    Redirect.objects.create(old_path="/été", redirect_page=make_guide())
    assert client.get("/%C3%A9t%C3%A9/").status_code == 301


def test_address_that_is_not_there_costs_one_question_about_redirects(client, django_assert_max_num_queries):
    make_guide()
    client.get("/nulle-part/?de=mail")
    with django_assert_max_num_queries(20) as asked:
        client.get("/nulle-part/?de=mail")
    assert sum("redirects_redirect" in query["sql"] for query in asked.captured_queries) == 1
