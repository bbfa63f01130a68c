from __future__ import annotations

import pytest
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from commons.guides.models import GuidePage
from search import indexing
from tests.factories.guides import make_guide
from tests.factories.media import make_picture
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from web.middleware import PublicPageCache

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache_on(settings):
    settings.PAGE_CACHE_SECONDS = 300
    cache.clear()


@pytest.fixture
def guide():
    return make_guide("Avant")


def change_unseen(guide, title="Après"):
    """As no save would: without a signal, so that only a page made anew shows it."""
    GuidePage.objects.filter(pk=guide.pk).update(title=title, draft_title=title)


def shows(client, guide, title, **request):
    return title in client.get(guide.url, **request).content.decode()


def test_page_read_without_an_account_is_cached(client, guide):
    client.get(guide.url)
    change_unseen(guide)

    assert shows(client, guide, "Avant")
    assert not shows(client, guide, "Après")


def test_cached_page_is_told_with_the_same_headers(client, guide):
    made, cached = client.get(guide.url), client.get(guide.url)

    assert dict(cached.items()) == dict(made.items())


def test_frame_for_other_sites_stays_open_to_them_when_it_is_cached(client):
    make_picture("Le marché")
    made, cached = client.get("/medias/le-marche/integrer/"), client.get("/medias/le-marche/integrer/")

    assert "frame-ancestors 'self' *" in made["Content-Security-Policy"]
    assert cached["Content-Security-Policy"] == made["Content-Security-Policy"]


def test_cached_pages_are_invalidated_when_something_is_published(client, guide, django_capture_on_commit_callbacks):
    client.get(guide.url)
    guide.title = "Après"
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()

    assert shows(client, guide, "Après")


def test_cached_pages_are_invalidated_when_something_is_withdrawn(client, guide, django_capture_on_commit_callbacks):
    client.get(guide.url)
    with django_capture_on_commit_callbacks(execute=True):
        guide.unpublish()

    assert client.get(guide.url).status_code == 404


def test_cached_pages_are_invalidated_when_a_person_changes_their_name(
    client, guide, django_capture_on_commit_callbacks
):
    person = PersonFactory()
    client.get(guide.url)
    change_unseen(guide)
    person.display_name = "Quelqu’un d’autre"
    with django_capture_on_commit_callbacks(execute=True):
        person.save()

    assert shows(client, guide, "Après")


def test_logging_in_forgets_nothing(client, guide, django_capture_on_commit_callbacks):
    person = PersonFactory()
    client.get(guide.url)
    change_unseen(guide)
    with django_capture_on_commit_callbacks(execute=True):
        Client().force_login(person)

    assert shows(client, guide, "Avant")


def test_saving_a_draft_forgets_nothing(client, guide, django_capture_on_commit_callbacks):
    client.get(guide.url)
    change_unseen(guide)
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision()

    assert shows(client, guide, "Avant")


def test_each_language_has_its_copy(client, guide):
    french = client.get(guide.url, headers={"accept-language": "fr"}).content.decode()
    english = client.get(guide.url, headers={"accept-language": "en"}).content.decode()

    assert '<html lang="fr"' in french
    assert '<html lang="en"' in english


def test_person_who_is_logged_in_never_reads_a_cached_page(client, guide):
    client.get(guide.url)
    change_unseen(guide)
    client.force_login(PersonFactory())

    assert shows(client, guide, "Après")


def test_page_made_for_a_person_is_never_cached(client, guide):
    client.force_login(PersonFactory())
    client.get(guide.url)
    client.logout()
    change_unseen(guide)

    assert shows(client, guide, "Après")


def test_page_for_some_people_only_is_never_cached(client, guide):
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    reader = PersonFactory()
    client.force_login(reader)
    assert shows(client, guide, "Avant")
    client.logout()

    assert client.get(guide.url).status_code == 302


def test_headers_asked_alone_keep_no_empty_page(client, guide):
    client.head(guide.url)

    assert shows(client, guide, "Avant")


def test_headers_asked_alone_come_from_the_cached_page(client, guide):
    client.get(guide.url)
    with_body = client.get(guide.url)

    assert dict(client.head(guide.url).items()) == dict(with_body.items())


def test_nothing_is_cached_when_the_cache_is_off(client, guide, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.get(guide.url)
    change_unseen(guide)

    assert shows(client, guide, "Après")


def with_cookie(response):
    response.set_cookie("choice", "1")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda: with_cookie(HttpResponse("one")), id="sets a cookie"),
        pytest.param(lambda: HttpResponse("one", headers={"Cache-Control": "private"}), id="private"),
        pytest.param(lambda: HttpResponse("one", headers={"Cache-Control": "max-age=0, no-store"}), id="no-store"),
        pytest.param(lambda: HttpResponse("one", status=404), id="not found"),
        pytest.param(lambda: HttpResponse("one", status=203), id="not a plain 200"),
        pytest.param(lambda: StreamingHttpResponse(["one"]), id="streamed"),
    ],
)
def test_response_that_may_not_be_shared_is_made_again(answer):
    made = []

    def respond(request):
        made.append(request)
        return answer()

    pages = PublicPageCache(respond)
    pages(RequestFactory().get("/"))
    pages(RequestFactory().get("/"))

    assert len(made) == 2


@pytest.fixture
def cached_addresses(monkeypatch):
    """The addresses that may go into the cache; none does."""
    found, allowed = [], PublicPageCache.may_be_shared

    def shared(request, response):
        if allowed(request, response):
            found.append(request.get_full_path())
        return False

    monkeypatch.setattr(PublicPageCache, "may_be_shared", staticmethod(shared))
    return found


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/compte/login/", "/compte/signup/", "/compte/password/reset/", "/compte/profil/", "/compte/encore-la/",
     "/compte/textes-gardes/", "/documents/1/plan.pdf", "/healthz", "/langue/en/"],
)  # fmt: skip
def test_private_pages_are_never_cached(client, cached_addresses, path):
    home_page()
    client.get(path)

    assert cached_addresses == []


def test_bytes_that_a_server_in_front_sends_are_never_cached(client, cached_addresses, settings, tmp_path):
    settings.MEDIA_ROOT, settings.MEDIA_ACCEL = tmp_path, "/inside/"
    picture = make_picture("Le port")
    make_guide("Le port", cover=picture)

    assert client.get(picture.file.url)["X-Accel-Redirect"].startswith("/inside/")
    assert cached_addresses == []


@pytest.fixture
def _index(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    home_page()
    indexing.rebuild()


@pytest.mark.parametrize(
    ("address", "cached"),
    [
        ("/comprendre/", True),
        ("/recherche/?q=atelier", True),
        ("/recherche/suggestions/?q=atelier", True),
        ("/api/v1/search?q=atelier", True),
        ("/comprendre/?quiz=1&q1=2", False),
        ("/licences/?q=by-sa", False),
        ("/licences/donnees/licences.json", True),
        ("/licences/donnees/licences.json?x=1", False),
        ("/api/v1/licences/mix?source=cc-by-4.0", False),
    ],
)
@pytest.mark.usefixtures("_index")
def test_query_strings_are_cached_for_searches_only(client, cached_addresses, address, cached):
    assert client.get(address).status_code == 200
    assert cached_addresses == ([address] if cached else [])


def test_what_other_sites_may_read_is_so_from_the_cache_too(client):
    home_page()
    made, cached = (client.get("/licences/badges/cc-by-4.0.svg") for _ in range(2))

    assert [answer["Access-Control-Allow-Origin"] for answer in (made, cached)] == ["*", "*"]


def test_page_seen_with_a_form_s_cookie_is_not_cached(settings):
    made = []

    def respond(request):
        made.append(request)
        return HttpResponse(f"secret {len(made)}")

    request = RequestFactory().get("/")
    request.COOKIES[settings.CSRF_COOKIE_NAME] = "mine"
    pages = PublicPageCache(respond)
    pages(request)

    assert pages(RequestFactory().get("/")).content == b"secret 2"
