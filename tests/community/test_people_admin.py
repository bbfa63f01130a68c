from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from community.models import User
from tests.factories.associations import AssociationFactory
from tests.factories.pages import home_page
from tests.factories.people import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
LIST_QUERIES = 8


@pytest.fixture
def steward(client):
    home_page()
    user = PersonFactory(email="soizic@example.org", display_name="Soizic Le Bihan", groups=["steward"])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def test_people_are_listed_by_displayed_name_with_their_groups_in_words(client, steward):
    PersonFactory(display_name="Awa Diallo", email="awa@example.org", groups=["contributor"])
    page = client.get("/admin/users/").content.decode().split("<main")[1]
    assert page.index("Awa Diallo") < page.index("Soizic Le Bihan")
    assert "Contribution\u00a0: écrit des fiches et les soumet" in page
    assert "awa@example.org" in page


@pytest.mark.parametrize(("query", "found"), [("diallo", True), ("awa@", True), ("ressac", False)])
def test_people_are_searched_by_name_and_address(client, steward, query, found):
    PersonFactory(display_name="Diallo", email="awa@example.org")
    page = client.get("/admin/users/results/", {"q": query}).content.decode()
    assert ("awa@example.org" in page) is found


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_people_asks_the_same_number_of_questions_however_many_they_are(
    client, steward, count, django_assert_num_queries
):
    for _ in range(count):
        PersonFactory(groups=["contributor"])
    client.get("/admin/users/results/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/admin/users/results/")


def test_steward_adds_a_person_who_chooses_their_own_password(client, steward):
    editor = Group.objects.get(name="editor")
    answer = client.post(
        "/admin/users/new/",
        {
            "display_name": "Inès",
            "email": "ines@example.org",
            "language": "fr",
            "groups": [editor.pk],
            "password1": "",
            "password2": "",
        },
    )
    assert answer.headers["Location"] == "/admin/users/"
    user = User.objects.get(email="ines@example.org")
    assert (user.display_name, list(user.groups.all()), user.has_usable_password()) == ("Inès", [editor], False)
    assert user.emailaddress_set.get().verified


def test_form_to_add_a_person_opens(client, steward):
    page = client.get("/admin/users/new/").content.decode()
    assert 'name="display_name"' in page
    assert 'name="first_name"' not in page


def test_steward_changes_a_person(client, steward):
    user = PersonFactory(email="awa@example.org")
    newcomer = Group.objects.get(name="newcomer")
    assert client.get(f"/admin/users/edit/{user.pk}/").status_code == 200
    client.post(
        f"/admin/users/edit/{user.pk}/",
        {"display_name": "Awa", "email": "awa@example.org", "language": "en", "groups": [newcomer.pk], "is_active": ""},
    )
    user.refresh_from_db()
    assert (user.display_name, user.language, user.is_active, list(user.groups.all())) == (
        "Awa",
        "en",
        False,
        [newcomer],
    )
    assert user.check_password(PASSWORD)


def test_address_that_has_an_account_is_refused_with_a_sentence(client, steward):
    page = client.post(
        "/admin/users/new/",
        {"display_name": "Autre", "email": "SOIZIC@example.org", "language": "fr", "password1": "", "password2": ""},
    ).content.decode()
    assert "Cette adresse a déjà un compte." in page


def test_steward_makes_nobody_superuser(client, steward):
    client.post(
        "/admin/users/new/",
        {
            "display_name": "Inès",
            "email": "ines@example.org",
            "language": "fr",
            "is_superuser": "on",
            "password1": "",
            "password2": "",
        },
    )
    assert not User.objects.get(email="ines@example.org").is_superuser


def test_steward_does_not_change_a_superuser(client, steward):
    user = User.objects.create_superuser("admin@example.org", PASSWORD, display_name="Admin")
    client.post(
        f"/admin/users/edit/{user.pk}/",
        {
            "display_name": "Admin",
            "email": "soizic+admin@example.org",
            "language": "fr",
            "password1": "pris-au-vol-9",
            "password2": "pris-au-vol-9",
        },
    )
    user.refresh_from_db()
    assert user.email == "admin@example.org"
    assert user.check_password(PASSWORD)


def test_steward_does_not_close_the_account_of_a_superuser_from_the_list(client, steward):
    user = User.objects.create_superuser("admin@example.org", PASSWORD, display_name="Admin")
    address = f"/admin/bulk/community/user/set_active_state/?id={user.pk}"
    client.post(address, {"mark_as_active": "False"})
    user.refresh_from_db()
    assert user.is_active


def test_steward_closes_accounts_from_the_list(client, steward):
    user = PersonFactory()
    client.post(f"/admin/bulk/community/user/set_active_state/?id={user.pk}", {"mark_as_active": "False"})
    user.refresh_from_db()
    assert not user.is_active


def test_contributor_sees_no_people(client):
    home_page()
    client.force_login(PersonFactory(groups=["contributor"]), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/users/").headers["Location"] == "/admin/"


def test_own_account_in_the_administration_keeps_name_and_language(client, steward):
    assert 'name="name-display_name"' in client.get("/admin/account/").content.decode()
    answer = client.post(
        "/admin/account/",
        {
            "name-display_name": "Soizic", "name-language": "en", "theme-theme": "light", "theme-contrast": "system",
            "theme-density": "default",
        },
    )  # fmt: skip
    assert answer.headers["Location"] == "/admin/account/"
    steward.refresh_from_db()
    assert (steward.display_name, steward.language) == ("Soizic", "en")


def test_members_are_chosen_by_displayed_name_and_their_address_is_not_told(client):
    home_page()
    PersonFactory(display_name="Awa Diallo", email="awa@example.org")
    PersonFactory(display_name="Karim Haddad", email="karim@example.org")
    client.force_login(PersonFactory(groups=["contributor"]), backend="django.contrib.auth.backends.ModelBackend")
    found = client.get("/admin/person-chooser/results/", {"q": "diallo"}).content.decode()
    assert "Awa Diallo" in found
    assert "Karim Haddad" not in found
    assert "example.org" not in found
    assert "Awa Diallo" not in client.get("/admin/person-chooser/results/", {"q": "awa@"}).content.decode()


def test_superuser_opens_every_page_about_people(client):
    home_page()
    user = User.objects.create_superuser("admin@example.org", PASSWORD, display_name="Admin")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    addresses = ["", "new/", f"edit/{user.pk}/", f"history/{user.pk}/"]
    assert [client.get(f"/admin/users/{address}").status_code for address in addresses] == [200, 200, 200, 200]


def test_person_who_is_put_in_twice_is_refused_with_a_sentence(client):
    page, member = AssociationFactory(), PersonFactory()
    client.force_login(PersonFactory(groups=["editor"]), backend="django.contrib.auth.backends.ModelBackend")
    rows = [{"user": member.pk, "role": "member"}, {"user": member.pk, "role": "coordinator"}]
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "one_sentence": page.one_sentence,
            "description": rich_text("<p></p>"),
            "links": inline_formset([]),
            "memberships": inline_formset(rows),
            "comments": inline_formset([]),
            "action-publish": "",
        }
    )
    answer = client.post(f"/admin/pages/{page.pk}/edit/", data)
    assert "Corrigez les valeurs en double ci-dessous." in answer.content.decode()
    assert page.memberships.count() == 0
