from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.domain.people import create_person
from community.models import User
from tests.factories.pages import home_page
from tests.factories.people import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

SIGNUP = {"display_name": "Awa", "email": "awa@example.org", "password1": PASSWORD, "language": "fr"}


@pytest.fixture(autouse=True)
def _site_without_memory_of_other_tests():
    """The limits on attempts are counted in the cache."""
    cache.clear()
    home_page()


@pytest.fixture
def client_of_the_telephone():
    return Client()


def sign_up(client, **changes):
    return client.post("/compte/signup/", SIGNUP | changes)


def link_in(message):
    return re.search(r"http://[^/]+(/compte/\S+)", message.body).group(1)


def log_in(client, email="awa@example.org", password=PASSWORD):
    return client.post("/compte/login/", {"login": email, "password": password})


def test_person_signs_up_confirms_and_logs_in(client):
    assert sign_up(client).headers["Location"] == "/compte/confirm-email/"
    (message,) = mail.outbox
    assert message.to == ["awa@example.org"]
    assert message.subject == "Communs : Bienvenue : confirmez votre adresse"
    assert "Bienvenue, Awa !" in message.body
    assert client.post(link_in(message)).headers["Location"] == "/compte/login/"
    assert log_in(client).headers["Location"] == "/"
    user = User.objects.get()
    assert (user.display_name, user.email, user.language) == ("Awa", "awa@example.org", "fr")
    assert [group.name for group in user.groups.all()] == ["newcomer"]


def test_where_a_person_wanted_to_go_travels_through_sign_up_and_its_message(client, client_of_the_telephone):
    answer = client.get("/ecrire/", follow=True)
    assert "/compte/signup/?next=%2Fecrire%2F" in answer.content.decode()
    sign_up(client, next="/ecrire/")
    link = link_in(mail.outbox[0])
    page = client_of_the_telephone.get(link).content.decode()
    (wanted,) = re.findall(r'name="next" value="([^"]+)"', page)
    answer = client_of_the_telephone.post(link, {"next": wanted})
    assert answer.headers["Location"] == "/ecrire/"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("abc", "Ce mot de passe est trop court\u00a0: il lui faut au moins 8 caractères."),
        ("password", "Ce mot de passe est trop courant\u00a0: quelqu’un pourrait le deviner."),
        (
            "awa@example.org",
            "Ce mot de passe ressemble trop à votre adresse e-mail\u00a0: quelqu’un pourrait le deviner.",
        ),
    ],
)
def test_password_that_is_refused_is_answered_with_what_to_do(client, password, said):
    assert said in sign_up(client, password1=password).content.decode()


def test_wrong_password_is_answered_with_what_to_do(client):
    sign_up(client)
    answer = log_in(client, password="autre-chose-1897")
    assert "Cette adresse et ce mot de passe ne vont pas ensemble." in answer.content.decode()


def test_message_leads_to_no_other_site(client):
    sign_up(client, next="https://ailleurs.example.org/")
    assert "ailleurs" not in mail.outbox[0].body


def test_opening_the_confirmation_asks_before_it_confirms(client):
    sign_up(client)
    page = client.get(link_in(mail.outbox[0]))
    assert "Oui, je confirme" in page.content.decode()
    assert EmailAddress.objects.get().verified is False


def test_person_who_has_not_confirmed_gets_the_message_again_instead_of_logging_in(client):
    sign_up(client)
    client.cookies.clear()
    EmailAddress.objects.get().emailconfirmation_set.all().delete()
    assert log_in(client).headers["Location"] == "/compte/confirm-email/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("email", ["awa@example.org", "AWA@example.org", "Awa@Example.ORG"])
def test_second_sign_up_with_one_address_makes_no_account_and_tells_its_owner(client, email):
    PersonFactory(email="awa@example.org")
    assert sign_up(client, email=email).headers["Location"] == "/compte/confirm-email/"
    assert User.objects.count() == 1
    assert mail.outbox[0].subject == "Communs : Vous avez déjà un compte"


@pytest.mark.parametrize("email", ["awa@example.org", "AWA@example.org", "Awa@Example.ORG"])
def test_one_address_has_one_account_whatever_its_case(email):
    PersonFactory(email="awa@example.org")
    with pytest.raises(ValidationError, match="Cette adresse a déjà un compte"):
        create_person(email=email, display_name="Une autre")


def test_logging_in_ignores_the_case_of_the_address(client):
    PersonFactory(email="awa@example.org")
    assert log_in(client, email="AWA@example.org").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"display_name": ""}, "id_display_name", "Ce champ est obligatoire."),
        ({"email": "pas une adresse"}, "id_email", "Écrivez une adresse e-mail entière, comme prenom@exemple.org."),
        ({"password1": "motdepasse"}, "id_password1", "Trois mots sans rapport tiennent mieux."),
        ({"language": "xx"}, "id_language", "xx n’en fait pas partie."),
    ],
)
def test_mistake_in_sign_up_is_listed_and_linked_to_its_field(client, changes, field, sentence):
    page = sign_up(client, **changes).content.decode()
    assert f'<li><a href="#{field}">' in page
    assert page.count(sentence) == 2  # in the list, and beside the field
    assert f'aria-describedby="{field}_' in page
    assert User.objects.count() == 0


def test_forgotten_password_is_changed_through_the_message(client):
    PersonFactory(email="awa@example.org")
    client.post("/compte/password/reset/", {"email": "awa@example.org"})
    link = client.get(link_in(mail.outbox[0])).headers["Location"]
    assert "Choisissez un mot de passe" in client.get(link).content.decode()
    done = client.post(link, {"password1": "marée-haute-à-six", "password2": "marée-haute-à-six"})
    assert done.headers["Location"] == "/"
    client.post("/compte/logout/")
    assert log_in(client, password="marée-haute-à-six").headers["Location"] == "/"


def test_forgotten_password_of_an_unknown_address_says_so_by_message_only(client):
    answer = client.post("/compte/password/reset/", {"email": "personne@example.org"})
    assert answer.headers["Location"] == "/compte/password/reset/done/"
    assert mail.outbox[0].subject == "Communs : Aucun compte à cette adresse"


def test_superuser_made_on_the_server_logs_in_without_a_message(client):
    User.objects.create_superuser("admin@example.org", PASSWORD, display_name="Admin")
    assert log_in(client, email="admin@example.org").headers["Location"] == "/"
    assert mail.outbox == []


def test_fifth_wrong_password_closes_the_door_for_a_while(client):
    PersonFactory(email="awa@example.org")
    for _attempt in range(5):
        log_in(client, password="pas celui-là")
    assert log_in(client).status_code == 200


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_doors_of_wagtail_lead_to_the_one_where_attempts_are_counted(client, door):
    person = PersonFactory(groups=["editor"])
    answer = client.post(f"{door}?next=/admin/", {"username": person.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/compte/login/?next=/admin/"


def test_page_for_people_with_an_account_leads_to_that_door(client):
    PageViewRestriction.objects.create(page=home_page(), restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/").headers["Location"] == "/compte/login/?next=/"


def test_page_with_a_password_asks_for_it_in_the_site_s_own_look(client):
    restriction = PageViewRestriction.objects.create(
        page=home_page(), restriction_type="password", password="vieux gréement"
    )
    asked = client.get("/").content.decode()
    assert ("<h1>Mot de passe nécessaire</h1>" in asked, 'class="site-header' in asked) == (True, True)

    door = f"/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
    assert client.post(door, {"password": "non", "return_url": "/"}).status_code == 200
    assert client.post(door, {"password": "vieux gréement", "return_url": "/"}).headers["Location"] == "/"
    assert "Mot de passe nécessaire" not in client.get("/").content.decode()


def test_closed_account_does_not_log_in(client):
    person = PersonFactory(email="awa@example.org")
    person.is_active = False
    person.save()
    assert "_auth_user_id" not in client.session
    log_in(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("login/", "Se connecter"),
        ("signup/", "Créer un compte"),
        ("password/reset/", "Mot de passe oublié"),
        ("password/reset/done/", "Le message est parti"),
        ("password/reset/key/done/", "Votre mot de passe est changé"),
        ("password/reset/key/1-faux/", "Ce lien ne fonctionne plus"),
        ("confirm-email/", "Regardez dans votre boîte aux lettres"),
        ("confirm-email/faux/", "Confirmez votre adresse"),
        ("inactive/", "Ce compte est fermé"),
    ],
)
def test_page_for_visitors_wears_the_site_and_has_one_heading(client, path, title):
    page = client.get(f"/compte/{path}").content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [title]
    assert 'id="contenu"' in page


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("profil/", "Mon nom et ma langue"),
        ("logout/", "Se déconnecter"),
        ("email/", "Mes adresses"),
        ("password/change/", "Changer le mot de passe"),
        ("reauthenticate/", "Est-ce bien vous ?"),
    ],
)
def test_page_of_one_s_account_wears_the_site_and_has_one_heading(client, path, title):
    client.force_login(PersonFactory(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/compte/{path}").content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [title]
    assert 'id="contenu"' in page


def test_pages_of_the_account_have_no_inline_script_or_style(client):
    client.force_login(PersonFactory(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/compte/email/").content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert " style=" not in page


def test_person_reads_the_site_in_the_language_of_their_account(client):
    client.force_login(PersonFactory(language="en"), backend="django.contrib.auth.backends.ModelBackend")
    assert '<html lang="en"' in client.get("/compte/email/").content.decode()


def test_language_chosen_by_the_link_wins_over_the_account(client):
    client.force_login(PersonFactory(language="en"), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/langue/fr/")
    assert '<html lang="fr"' in client.get("/compte/email/").content.decode()


def test_person_changes_their_name_and_their_language(client):
    person = PersonFactory(language="fr")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/compte/profil/", {"display_name": "Awa D.", "language": "en"}, follow=True).content.decode()
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("Awa D.", "en")
    assert "This is your name and your language from now on." in page


def test_language_of_the_account_chosen_last_wins_over_the_link(client):
    client.force_login(PersonFactory(language="fr"), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/langue/fr/")
    client.post("/compte/profil/", {"display_name": "Awa", "language": "en"})
    assert '<html lang="en"' in client.get("/compte/email/").content.decode()


def test_name_that_is_empty_is_refused_and_nothing_changes(client):
    person = PersonFactory(display_name="Awa")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/compte/profil/", {"display_name": "", "language": "fr"}).content.decode()
    person.refresh_from_db()
    assert '<li><a href="#id_display_name">' in page
    assert person.display_name == "Awa"


def test_visitor_who_asks_for_the_profile_logs_in_first(client):
    assert client.get("/compte/profil/").headers["Location"] == "/compte/login/?next=/compte/profil/"


def test_account_pages_offer_the_others_of_the_account(client):
    client.force_login(PersonFactory(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/compte/email/").content.decode()
    assert '<a href="/compte/email/" aria-current="page">Adresses</a>' in page
    assert '<a href="/compte/profil/">Nom et langue</a>' in page


# Python's reader of addresses raises ValueError for these.
@pytest.mark.parametrize("nowhere", ["http://[", "//[::1", "http://[x]/"])
@pytest.mark.parametrize("door", ["account_login", "account_signup", "account_logout"])
def test_way_on_that_is_no_address_leads_nowhere(client, door, nowhere):
    person = PersonFactory()
    if door == "account_logout":
        client.force_login(person)
    address = f"{reverse(door)}?{urlencode({'next': nowhere})}"
    assert client.get(address).status_code == 200
    sent = {"login": person.email, "password": PASSWORD} if door == "account_login" else {}
    response = client.post(address, sent)
    assert response.status_code in {200, 302}
    assert "[" not in response.get("Location", "")
