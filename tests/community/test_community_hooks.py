"""What stewards find in the administration about people, and nobody else."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from community.models import User
from community.wagtail_hooks import access_menu_item, keep_superusers_out_of_reach
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def enter(client):
    home_page()

    def enter(**fields):
        person = PersonFactory(**fields)
        client.force_login(person, backend=BACKEND)
        return person

    return enter


@pytest.mark.parametrize(("group", "shown"), [("steward", True), ("editor", False), ("contributor", False)])
def test_menu_leads_to_requests_for_those_who_may_answer_them(rf, group, shown):
    request = rf.get("/admin/")
    request.user = PersonFactory(groups=[group])

    assert access_menu_item().is_shown(request) is shown


@pytest.mark.parametrize(("group", "status"), [("steward", 200), ("editor", 302), ("contributor", 302)])
def test_list_of_requests_opens_for_those_who_may_answer_them(client, enter, group, status):
    enter(groups=[group])

    assert client.get(reverse("community_access_requests")).status_code == status


@pytest.fixture
def superuser():
    return User.objects.create_superuser("racine@example.org", "vieux-gréement-1897", display_name="Racine")


@pytest.mark.parametrize("objects", ["superuser alone", "superuser among others"])
def test_bulk_action_on_a_superuser_is_refused(rf, superuser, objects):
    request = rf.get("/admin/")
    request.user = PersonFactory(groups=["steward"])
    chosen = [superuser] if objects == "superuser alone" else [PersonFactory(), superuser]

    with pytest.raises(PermissionDenied):
        keep_superusers_out_of_reach(request, "delete", chosen, None)


def test_bulk_action_of_a_superuser_or_on_something_else_goes_on(rf, superuser):
    request = rf.get("/admin/")
    request.user = PersonFactory(groups=["steward"])
    keep_superusers_out_of_reach(request, "delete", [PersonFactory(), home_page()], None)
    request.user = superuser

    assert keep_superusers_out_of_reach(request, "delete", [superuser], None) is None


def test_first_screen_of_a_contributor_counts_no_requests(client, enter):
    enter(groups=["contributor"])

    screen = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")

    assert "/admin/demandes/" not in {link.get("href") for link in screen.select("a")}
