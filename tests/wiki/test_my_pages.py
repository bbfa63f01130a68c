"""The doors of whoever writes: what one may write, and one's own pages."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.utils.html import strip_tags

from tests.committed import committed
from tests.factories.guides import make_draft, make_guide
from tests.factories.pages import guide_index
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
# One of them for the menu: whether the person is in an association, and may give their word. Two for where their guides
# were run, two for their media.
LIST_QUERIES = 21


@pytest.fixture
def writer(client):
    guide_index()
    person = PersonFactory(groups=["contributor"])
    client.force_login(person, backend=BACKEND)
    return person


def submit(guide, person):
    return guide.get_workflow().start(guide, person)


def shown(client):
    """Each heading of the page with the titles below it."""
    page = client.get("/mes-pages/").content.decode()
    found = {}
    for part in re.split(r"<h2", page.split("<main")[1])[1:]:
        heading = strip_tags(part.split(">", 1)[1].split("<span")[0]).strip()
        found[heading] = re.findall(r"<h3>(.*?)</h3>", part)
    return found


def test_guides_stand_under_what_is_next_for_them(client, writer):
    editor = PersonFactory(groups=["editor"])
    make_draft("Au brouillon", owner=writer)
    make_guide("En ligne", owner=writer)
    submit(make_draft("Chez qui relit", owner=writer), writer)
    state = submit(make_draft("À reprendre", owner=writer), writer)
    state.current_task_state.reject(user=editor, comment="Il manque la durée.")

    assert shown(client) == {
        "Des modifications sont demandées": ["À reprendre"],
        "Brouillons": ["Au brouillon"],
        "En relecture": ["Chez qui relit"],
        "Publiées": ["En ligne"],
    }
    assert "Il manque la durée." in client.get("/mes-pages/").content.decode()


def test_nothing_of_others_shows(client, writer):
    somebody = PersonFactory(groups=["contributor"])
    make_draft("Le brouillon d’une autre", owner=somebody)
    make_guide("La fiche d’une autre", owner=somebody)
    make_draft("Sans personne")
    make_draft("La mienne", owner=writer)

    assert shown(client) == {"Brouillons": ["La mienne"]}


@pytest.mark.parametrize("count", [1, 3])
def test_same_number_of_questions_however_many_guides(client, writer, count, django_assert_num_queries):
    for number in range(count):
        make_guide(f"En ligne {number}", owner=writer)
        submit(make_draft(f"Relue {number}", owner=writer), writer)
    committed()
    client.get("/mes-pages/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/mes-pages/")


def test_each_guide_has_one_click_to_go_on(client, writer):
    draft, live = make_draft("Au brouillon", owner=writer), make_guide("En ligne", owner=writer)
    page = client.get("/mes-pages/").content.decode()
    assert f'href="{draft.url}modifier/"' in page
    assert f'href="{live.url}modifier/"' in page
    assert 'href="/guides/en-ligne/"' in page


def test_published_guide_with_a_draft_over_it_says_so(client, writer):
    guide = make_guide("En ligne", owner=writer)
    guide.title = "En ligne, corrigée"
    guide.save_revision(user=writer)
    page = client.get("/mes-pages/").content.decode()
    assert "En ligne, corrigée" in page
    assert "Certaines de vos modifications ne sont pas encore publiées." in page


def test_whoever_lost_the_right_to_write_finds_no_door_that_is_closed(client, writer):
    make_guide("En ligne", owner=writer)
    writer.groups.set(Group.objects.filter(name="newcomer"))
    page = client.get("/mes-pages/").content.decode()
    assert "/modifier/" not in page.split("<main")[1]
    assert 'href="/guides/en-ligne/"' in page
    assert "Demander l’accès" in page


def test_door_to_write_leads_a_contributor_to_the_form(client, writer):
    page = client.get("/ecrire/").content.decode()
    assert 'href="/ecrire/guide/"' in page
    assert client.get("/ecrire/guide/").status_code == 200


@pytest.mark.parametrize(("old", "new"), [("/contribuer/ecrire/", "/ecrire/"), ("/compte/mes-fiches/", "/mes-pages/")])
def test_addresses_from_before_lead_to_those_of_now(client, old, new):
    assert client.get(old).headers["Location"] == new


def test_door_to_write_leads_a_newcomer_to_ask(client):
    guide_index()
    client.force_login(PersonFactory(groups=["newcomer"]), backend=BACKEND)
    assert client.get("/ecrire/").headers["Location"] == "/compte/demander-l-acces/"


@pytest.mark.parametrize("path", ["/ecrire/", "/mes-pages/"])
def test_visitor_logs_in_first(client, path):
    guide_index()
    assert client.get(path).headers["Location"] == f"/compte/login/?next={path}"


@pytest.mark.parametrize("path", ["/", "/guides/", "/guides/cartographier-sa-rue/"])
def test_readers_find_the_door(client, path):
    make_guide()
    assert 'href="/ecrire/"' in client.get(path).content.decode().split("<header", 1)[1]
