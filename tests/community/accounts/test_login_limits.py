"""How often somebody may try, and what trying tells."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import caches
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from community.accounts.adapter import AccountAdapter
from community.accounts.login_limits import LIMITS
from community.models import User
from tests.factories.guides import make_guide
from tests.factories.media import make_file
from tests.factories.pages import home_page
from tests.factories.people import PASSWORD, PersonFactory
from web.client_address import client_address

pytestmark = pytest.mark.django_db

SIGNUP = {"display_name": "Awa", "email": "awa@example.org", "password1": PASSWORD, "language": "fr"}
TOO_MANY = "Trop de tentatives"


@pytest.fixture(autouse=True)
def _home():
    home_page()


def log_in(client, password=PASSWORD, *, address="192.0.2.1", email="awa@example.org"):
    form = {"login": email, "password": password}
    return client.post("/compte/login/", form, REMOTE_ADDR=address)


def is_in(response):
    return response.status_code == 302


def test_who_fails_from_elsewhere_keeps_the_right_person_out_of_nothing():
    PersonFactory(email="awa@example.org")
    for _ in range(8):
        log_in(Client(), "faux", address="203.0.113.9")
    assert not is_in(log_in(Client(), address="203.0.113.9"))
    assert is_in(log_in(Client(), address="192.0.2.1"))


def test_an_account_tried_from_everywhere_is_closed_to_strangers_and_open_to_a_known_browser(monkeypatch):
    monkeypatch.setitem(LIMITS, "login_anywhere", "6/h/key")
    PersonFactory(email="awa@example.org")
    hers = Client()
    assert is_in(log_in(hers))
    hers.post("/compte/logout/")

    for number in range(6):
        log_in(Client(), "faux", address=f"203.0.113.{number}")

    refused = log_in(Client(), address="198.51.100.7")
    assert not is_in(refused)
    assert "compte/password/reset" in refused.content.decode()
    assert is_in(log_in(hers))


def test_known_browser_is_known_for_one_account_and_opens_nothing(client):
    PersonFactory(email="awa@example.org")
    log_in(client)
    cookie = client.cookies["known_browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/compte/", True, "Lax")
    assert "awa@example.org" not in cookie.value
    stranger = Client()
    stranger.cookies["known_browser"] = cookie.value
    assert not is_in(log_in(stranger, "faux"))
    forged = Client()
    forged.cookies["known_browser"] = "awa@example.org"
    assert not is_in(log_in(forged, "faux"))


def test_new_password_by_message_lets_the_person_in_whoever_else_tries(monkeypatch, client):
    monkeypatch.setitem(LIMITS, "login_anywhere", "2/h/key")
    PersonFactory(email="awa@example.org")
    for number in range(3):
        log_in(Client(), "faux", address=f"203.0.113.{number}")
    client.post("/compte/password/reset/", {"email": "awa@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link.partition("//")[2].partition("/")[1] + link.partition("//")[2].partition("/")[2])
    client.post(form["Location"], {"password1": "marée-haute-à-six", "password2": "marée-haute-à-six"})
    assert "_auth_user_id" in client.session
    assert "known_browser" in client.cookies


def test_searches_push_no_counter_out(client, settings):
    settings.PAGE_CACHE_SECONDS = 300
    PersonFactory(email="awa@example.org")
    for _ in range(5):
        log_in(client, "faux")
    caches["pages"].clear()
    for number in range(20):
        client.get(f"/recherche/?q=mot{number}")
    caches["pages"].clear()
    assert not is_in(log_in(Client()))


@pytest.mark.parametrize(
    ("trusted", "direct", "told", "address"),
    [
        (0, "192.0.2.1", "203.0.113.5", "192.0.2.1"),
        (1, "127.0.0.1", "203.0.113.5", "203.0.113.5"),
        (1, "127.0.0.1", "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (2, "127.0.0.1", "10.0.0.1, 203.0.113.5, 198.51.100.2", "203.0.113.5"),
        (3, "127.0.0.1", "203.0.113.5", "203.0.113.5"),
        (1, "127.0.0.1", "not an address", "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (0, "", "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (0, "", "", "unknown"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
    ],
)
def test_address_that_a_visitor_writes_counts_only_as_far_as_proxies_of_ours_added_to_it(  # noqa: PLR0917 -- a row
    rf, settings, trusted, direct, told, address
):
    settings.TRUSTED_PROXIES = trusted
    assert client_address(rf.get("/", REMOTE_ADDR=direct, headers={"x-forwarded-for": told})) == address


def test_made_up_addresses_get_no_more_attempts():
    PersonFactory(email="awa@example.org")
    for number in range(12):
        form = {"login": "awa@example.org", "password": "faux"}
        answer = Client().post("/compte/login/", form, headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert TOO_MANY in answer.content.decode()


@pytest.fixture
def hashed(monkeypatch):
    """How many passwords were hashed, which is what takes the time."""
    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: counted.append(1) or encode(*given))
    return counted


def work(hashed, ask):
    hashed.clear()
    mail.outbox.clear()
    ask()
    return len(hashed), len(mail.outbox)


def test_sign_up_costs_the_same_whether_the_address_has_an_account_or_not(hashed):
    PersonFactory(email="prise@example.org")
    new = work(hashed, lambda: Client().post("/compte/signup/", SIGNUP))
    taken = work(hashed, lambda: Client().post("/compte/signup/", SIGNUP | {"email": "prise@example.org"}))
    assert new == taken == (1, 1)


def test_logging_in_costs_the_same_whether_the_address_has_an_account_or_not(hashed):
    PersonFactory(email="awa@example.org")
    there = work(hashed, lambda: log_in(Client(), "faux"))
    nowhere = work(hashed, lambda: log_in(Client(), "faux", email="personne@example.org"))
    assert there == nowhere


def test_address_that_gets_its_account_meanwhile_is_answered_as_usual(client, monkeypatch):
    """As when one sign-up is sent several times at once: the form looked before the other had saved."""
    original = AccountAdapter.new_user

    def too_late(self, request):
        PersonFactory(email="awa@example.org")
        return original(self, request)

    monkeypatch.setattr(AccountAdapter, "new_user", too_late)
    answer = client.post("/compte/signup/", SIGNUP)
    assert (answer.status_code, answer["Location"]) == (302, "/compte/confirm-email/")
    assert [message.subject for message in mail.outbox] == ["Communs : Vous avez déjà un compte"]
    assert User.objects.count() == 1


@pytest.mark.parametrize("place", ["page", "collection"])
def test_shared_password_is_not_guessed(client, place):
    if place == "page":
        guide = make_guide()
        rule = PageViewRestriction.objects.create(page=guide, restriction_type="password", password="mimosa")
        door = f"/_util/authenticate_with_password/{rule.pk}/{guide.pk}/"
    else:
        collection = Collection.get_first_root_node().add_child(name="Interne")
        make_file(collection=collection)
        rule = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type="password", password="mimosa"
        )
        door = f"/documents/authenticate_with_password/{rule.pk}/"
    answers = [client.post(door, {"password": f"essai {n}", "return_url": "/"}).status_code for n in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert client.post(door, {"password": "mimosa", "return_url": "/"}).status_code == 429
    elsewhere = Client().post(door, {"password": "mimosa", "return_url": "/"}, REMOTE_ADDR="198.51.100.4")
    assert (elsewhere.status_code, elsewhere["Location"]) == (302, "/")


def test_link_ends_nobody_s_session(client):
    client.force_login(PersonFactory(groups=["editor"]))
    answer = client.get("/admin/logout/")
    assert (answer.status_code, answer["Location"]) == (302, "/compte/logout/")
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "name", ["Awa\nBcc: a@example.org", "Awa\rDiallo", "Awa\u2028Diallo", "Awa\u202eollaiD", "Awa\x07"]
)
def test_name_that_would_break_a_line_or_turn_the_text_is_refused(client, name):
    assert client.post("/compte/signup/", SIGNUP | {"display_name": name}).status_code == 200
    assert User.objects.count() == 0
    client.force_login(PersonFactory(display_name="Awa"))
    client.post("/compte/profil/", {"display_name": name, "language": "fr"})
    assert User.objects.get().display_name == "Awa"
