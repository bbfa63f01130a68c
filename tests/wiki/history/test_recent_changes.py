"""The last changes of the whole site: what anybody may read, narrowed, followed, watched over."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki.models import Version

pytestmark = pytest.mark.django_db
URL = "/modifications-recentes/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def gaston():
    return PersonFactory(display_name="Gaston", email="gaston@example.org", groups=["contributor"])


def shown(client, query=""):
    return [words(row.h3.a) for row in read(client, URL + query).select(".history__row")]


def test_last_change_of_any_page_comes_first(client, gaston):
    guide = make_guide("Une carte")
    AssociationFactory(name="Radio Ressac")
    write(guide, user=gaston, summary="Le nord ajouté", title="Une carte du port")

    row = read(client, URL).select_one(".history__row")

    assert shown(client)[:2] == ["Une carte du port", "Radio Ressac"]
    assert "Gaston" in words(row)
    assert "Le nord ajouté" in words(row)
    assert row.select_one("a[href*=comparer]")["href"] == f"{guide.url}comparer/?de=1&a=2"


def test_changes_are_narrowed(client, gaston):
    association = AssociationFactory(name="Radio Ressac", slug="radio")
    make_guide("Une carte", themes=[make_theme()])
    write(make_guide("Un son", association=association), user=gaston, one_sentence="Écouter.")

    assert shown(client, "?theme=cartes") == ["Une carte"]
    assert shown(client, "?association=radio") == ["Un son", "Un son", "Radio Ressac"]
    assert shown(client, "?genre=association") == ["Radio Ressac"]
    assert shown(client, "?personne=Gaston") == ["Un son"]
    assert shown(client, "?genre=rien") == shown(client, "?theme=rien") == shown(client, "?personne=Marie") == []


def test_what_not_everybody_may_read_is_not_among_the_changes(client, gaston, log_in):
    make_draft("Brouillon")
    gone, login, below = make_guide("Retirée"), make_guide("Réservée"), make_guide("Publique")
    gone.unpublish()
    PageViewRestriction.objects.create(page=login, restriction_type="login")
    assert shown(client) == ["Publique"]

    PageViewRestriction.objects.create(page=below.get_parent(), restriction_type="password", password="mimosa")

    assert shown(client) == []
    log_in("steward")
    assert shown(client) == []


def test_changes_are_paged_by_date_and_none_is_shown_twice(client):
    guide = make_guide()
    first = guide.versions.get()
    moment = timezone.now()
    for number in range(2, 120):  # several at the same moment
        guide.versions.create(number=number, revision=first.revision, at=moment + timedelta(seconds=number // 7))

    numbers, url = [], URL
    while url:
        soup = read(client, url)
        numbers += [int(re.search(r"(?:a=|historique/)(\d+)", row.select_one(".history__ways a")["href"])[1]) for row in soup.select(".history__row")]  # fmt: skip
        older = soup.select_one("a[rel=next]")
        url = older["href"] if older else ""

    assert numbers == list(range(119, 0, -1))


@pytest.mark.parametrize("count", [1, 3])
def test_changes_ask_the_same_however_many(client, django_assert_num_queries, count):
    for number in range(count):
        make_guide(f"Fiche {number}")
    client.get(URL)

    # The changes and the restricted pages; three for the themes and associations to choose; the rest for the frame of
    # every page.
    with django_assert_num_queries(9):
        client.get(URL)


@pytest.mark.parametrize("count", [1, 3])
def test_changes_ask_the_same_of_an_editor(client, log_in, gaston, django_assert_num_queries, count):
    log_in("editor")
    for number in range(count):
        write(make_guide(f"Fiche {number}"), user=gaston, one_sentence="Changée.")
    client.get(URL)

    with django_assert_num_queries(15):
        client.get(URL)


def entries(client, query=""):
    feed = ET.fromstring(client.get(f"{URL}flux.atom{query}", headers={"accept-language": "fr"}).content)  # noqa: S314 -- ours
    return feed, feed.findall(f"{ATOM}entry")


def test_atom_feed_has_what_atom_asks_for(client, gaston):
    guide = write(make_guide("Une carte"), user=gaston, summary="Le nord & l’est", title="Une carte <b>")
    answer = client.get(f"{URL}flux.atom")
    feed, found = entries(client)

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated")] == [True] * 3
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith("/modifications-recentes/flux.atom")
    entry = {child.tag.removeprefix(ATOM): child for child in found[0]}
    assert entry["title"].text == "Une carte <b>"
    assert entry["id"].text == f"http://localhost{guide.url}historique/2/"
    assert entry["link"].get("href") == f"http://localhost{guide.url}comparer/?de=1&a=2"
    assert entry["summary"].text == "Le nord & l’est"
    assert entry["author"].find(f"{ATOM}name").text == "Gaston"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", entry["updated"].text)
    assert len({one.find(f"{ATOM}id").text for one in found}) == len(found)


def test_json_feed_has_what_json_feed_asks_for(client, gaston):
    guide = write(make_guide("Une carte"), user=gaston, title="Une carte du port")
    answer = client.get(f"{URL}flux.json?personne=Gaston", headers={"accept-language": "fr"})
    feed = json.loads(answer.content)

    assert answer["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].endswith("/modifications-recentes/flux.json?personne=Gaston")
    assert feed["language"] == "fr"
    assert feed["items"] == [
        {
            "id": f"http://localhost{guide.url}historique/2/",
            "url": f"http://localhost{guide.url}comparer/?de=1&a=2",
            "title": "Une carte du port",
            "content_text": "Version 2",
            "date_published": guide.versions.get(number=2).at.isoformat(),
            "authors": [{"name": "Gaston"}],
        }
    ]


def test_feeds_are_narrowed_and_hide_as_the_page_does(client):
    make_guide("Une carte", themes=[make_theme()])
    hidden = make_guide("Un son")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    for query, titles in (("", ["Une carte"]), ("?theme=cartes", ["Une carte"]), ("?theme=rien", [])):
        assert [entry.find(f"{ATOM}title").text for entry in entries(client, query)[1]] == titles
        assert [item["title"] for item in client.get(f"{URL}flux.json{query}").json()["items"]] == titles


def test_visitors_get_page_and_feeds_from_the_cache(client, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 300
    make_guide()
    for rest in ("?theme=cartes", "flux.atom?theme=cartes", "flux.json"):
        client.get(URL + rest)
        with django_assert_num_queries(0):
            client.get(URL + rest)


def test_editor_sees_what_nobody_has_checked_and_checks_it_in_one_click(client, log_in, gaston):
    guide = write(make_guide(), user=gaston, title="Changée")
    assert "pas encore vérifié" not in words(read(client, URL).main)
    editor = log_in("editor", display_name="Awa Diallo")
    row = read(client, URL).select_one(".history__row")
    assert "pas encore vérifié" in words(row)

    answer = client.post(row.select_one("form[action*=verifier]")["action"], {"next": f"{URL}?genre=guide"})

    assert answer["Location"] == f"{URL}?genre=guide"
    assert guide.versions.get(number=2).patrolled_by == editor
    assert "vérifié par Awa Diallo" in words(read(client, URL).select_one(".history__row"))


@pytest.mark.parametrize(("group", "status"), [(None, 302), ("newcomer", 403), ("contributor", 403)])
def test_nobody_else_checks_a_change(client, log_in, gaston, group, status):
    version = write(make_guide(), user=gaston, title="Changée").versions.get(number=2)
    if group:
        log_in(group)

    assert client.post(f"{URL}{version.pk}/verifier/").status_code == status
    assert Version.objects.get(pk=version.pk).patrolled_at is None
    assert read(client, URL).select("main form[method=post]") == []


def test_editor_undoes_a_change_in_one_click(client, log_in, gaston):
    guide = write(make_guide("Un"), user=gaston, title="Deux")
    log_in("editor")
    form = read(client, URL).select_one("form[action*=annuler]")

    answer = client.post(form["action"], {"next": form.select_one("[name=next]")["value"]})

    assert answer["Location"] == URL
    assert words(read(client, guide.url).h1) == "Un"


def test_steward_undoes_all_that_a_person_changed(client, log_in, gaston):
    guides = [write(make_guide(f"Fiche {number}"), user=gaston, title="ACHETEZ") for number in range(3)]
    mended = write(write(make_guide("À la main"), user=gaston, title="ACHETEZ"), title="Corrigée")
    log_in("steward")
    url = f"{URL}personne/{gaston.pk}/"
    assert read(client, URL).select_one(f"a[href='{url}']") is not None
    assert "4 changements de pages publiées" in words(read(client, url).main)

    answer = client.post(url, headers={"accept-language": "fr"})

    said = answer.content.decode()
    assert "3 changements sont annulés." in said
    assert "Les mêmes mots ont encore changé depuis" in said
    assert "gaston@example.org" not in said
    assert [words(read(client, guide.url).h1) for guide in (*guides, mended)] == [
        "Fiche 0",
        "Fiche 1",
        "Fiche 2",
        "Corrigée",
    ]


@pytest.mark.parametrize(("group", "status"), [(None, 302), ("contributor", 403), ("editor", 403)])
def test_only_stewards_undo_all_that_a_person_changed(client, log_in, gaston, group, status):
    guide = write(make_guide("Un"), user=gaston, title="ACHETEZ")
    if group:
        log_in(group)

    assert client.get(f"{URL}personne/{gaston.pk}/").status_code == status
    assert client.post(f"{URL}personne/{gaston.pk}/").status_code == status
    assert guide.versions.count() == 2


def test_filters_that_make_no_sense_do_no_harm(client):
    make_guide("Une carte")

    for query in (
        "?avant=x",
        "?avant=9999999999999999999999",
        "?avant=123456",
        f"?personne={'a' * 5000}",
        "?genre[]=x",
    ):
        assert client.get(URL + query).status_code == 200
