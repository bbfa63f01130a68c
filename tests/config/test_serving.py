"""The page of an address is the one that Wagtail finds, and every rule about who reads it holds."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from config import serving
from home.models import PlainPage
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.pages import home_page
from tests.factories.programme import make_event

pytestmark = pytest.mark.django_db


def wagtails(path, **request):
    return Page.route_for_request(RequestFactory().get(f"/{path}", **request), path)


def ours(path, monkeypatch, **request):
    asked = RequestFactory().get(f"/{path}", **request)
    monkeypatch.setattr(serving, "serve_page", lambda request, _path: request._wagtail_route_for_request)
    return serving.serve(asked, path)


def leaves_it_to_wagtail(path, monkeypatch):
    monkeypatch.setattr(serving, "serve_page", lambda request, _path: hasattr(request, "_wagtail_route_for_request"))
    return not serving.serve(RequestFactory().get(f"/{path}"), path)


def told(route):
    if route is None:
        return None
    page, args, kwargs = route
    view = args[0].__name__ if args else ""
    return type(page), page.pk, view, list(args[1:]), kwargs


@pytest.fixture(scope="module")
def made(shared_database):
    with shared_database():
        make_site()
        committed()
        yield


@pytest.fixture
def site(made, db):
    """Pages of every kind, open and not; what a test changes is rolled back after it."""


def make_site():
    home = home_page()
    about = home.add_child(instance=PlainPage(title="À propos", slug="a-propos", body="<p>Nous.</p>", live=True))
    about.add_child(instance=PlainPage(title="La charte", slug="charte", body="<p>Règles.</p>", live=True))
    hidden = home.add_child(instance=PlainPage(title="Retirée", slug="retiree", body="<p>…</p>", live=False))
    hidden.add_child(instance=PlainPage(title="Dessous", slug="dessous", body="<p>…</p>", live=True))
    make_guide("Carte sensible")
    make_draft("Un secret")
    AssociationFactory(name="Radio", slug="radio")


@pytest.mark.parametrize(
    "path",
    [
        "", "guides/", "guides/carte-sensible/", "guides/carte-sensible/guide.md/", "guides/carte-sensible/imprimer/",
        "guides/carte-sensible/rien/", "guides/un-secret/", "guides/un-secret/guide.md/", "guides/rien/",
        "associations/radio/", "a-propos/", "a-propos/charte/", "charte/", "retiree/", "retiree/dessous/", "rien/",
        "a-propos/rien/charte/",
    ],
)  # fmt: skip
def test_page_is_the_one_that_wagtail_finds(site, path, monkeypatch):
    assert told(ours(path, monkeypatch)) == told(wagtails(path))


def test_address_deeper_than_any_is_left_to_wagtail(site, monkeypatch):
    assert leaves_it_to_wagtail("a/" * 13, monkeypatch)
    assert not leaves_it_to_wagtail("a/" * 12, monkeypatch)


def test_each_host_has_its_own_pages(site, monkeypatch):
    other = Page.objects.get(slug="a-propos")
    Site.objects.create(hostname="autre.example", port=80, root_page=other)
    for path in ("", "charte/", "guides/"):
        for host in ("autre.example", "testserver"):
            assert told(ours(path, monkeypatch, headers={"host": host})) == told(
                wagtails(path, headers={"host": host})
            ), (path, host)


def test_page_above_that_has_addresses_of_its_own_is_asked(site, monkeypatch):
    class Routed(PlainPage):
        class Meta:
            proxy = True
            app_label = "home"

        def route(self, *_asked):
            raise Http404

    monkeypatch.setattr(serving, "_model", lambda _kind: Routed)
    assert leaves_it_to_wagtail("a-propos/charte/", monkeypatch)


@pytest.mark.parametrize(
    "path",
    ["", "carte/", "nulle-part/", "coordination/", "coordination/grille/", "atelier-de-reparation/",
     "atelier-de-reparation/inscription/", "atelier-de-reparation/ailleurs/"],
)  # fmt: skip
def test_page_below_one_with_views_is_found_and_its_views_come_first(path, monkeypatch):
    make_event()
    committed()
    asked = f"programme/2027/{path}"
    try:
        found = told(wagtails(asked))
    except Http404:
        found = None
    assert told(ours(asked, monkeypatch)) == found


def test_event_is_found_in_one_query(django_assert_num_queries, monkeypatch):
    """Beside whether any page is restricted; what stands above is cached."""
    make_event()
    committed()
    ours("programme/2027/atelier-de-reparation/", monkeypatch)
    with django_assert_num_queries(2):
        ours("programme/2027/atelier-de-reparation/", monkeypatch)


@pytest.mark.parametrize("above", [False, True])
def test_restricted_page_asks_for_its_password_at_once(client, above):
    guide = make_guide("Carte sensible")
    committed()
    assert client.get(guide.url).status_code == 200
    PageViewRestriction.objects.create(
        page=guide.get_parent() if above else guide, restriction_type=PageViewRestriction.PASSWORD, password="abri"
    )
    answer = client.get(guide.url)  # not even a change that no cache has heard of is waited for
    assert "On se présente" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_alias_of_a_restricted_page_is_as_closed_as_the_page(client):
    home = home_page()
    page = home.add_child(
        instance=PlainPage(title="Réservée", slug="reservee", body="<p>Rien que pour nous</p>", live=True)
    )
    page.create_alias(parent=home, update_slug="alias")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    committed()
    assert client.get("/alias/").status_code == 302


def test_page_is_found_in_two_or_three_queries_however_deep_it_lies(client, django_assert_num_queries):
    """Where it is, the page, whether any page is restricted; the site and what stands above are cached."""
    home = home_page()
    above = home
    for name in ("un", "deux", "trois"):
        above = above.add_child(instance=PlainPage(title=name, slug=name, body="<p>…</p>", live=True))
    committed()
    for path, queries in (("/un/", 3), ("/un/deux/trois/", 2)):  # below a page of text there are none but pages of text
        client.get(path)
        # The page's own: in other languages, if public, its last change, who checked it.
        with django_assert_num_queries(queries + 4):
            assert client.get(path).status_code == 200
