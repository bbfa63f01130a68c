"""What history must keep to itself: every role at every door, for every way in which something is not public.

Each page carries a word of its own; whoever is answered with it was told of the page.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage, PlainPage
from tests.factories.guides import make_draft, make_guide
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import write
from wiki.domain.hiding import hide_version
from wiki.models import Version

pytestmark = pytest.mark.django_db

WORD, BEFORE = "gambaszq", "crevettezq"
ROLES = (None, "newcomer", "contributor", "editor", "steward")
OF_A_PAGE = ("historique/", "historique/1/", "historique/2/", "historique/3/", "comparer/?de=1&a=2",
             "comparer/?de=2&a=3", "historique/qui-a-ecrit/")  # fmt: skip
OF_THE_SITE = ("modifications-recentes/", "modifications-recentes/flux.atom", "modifications-recentes/flux.json",
               "modifications-recentes/?personne=Gaston", "modifications-recentes/flux.json?genre=guide")  # fmt: skip
POSTS = ("historique/1/retablir/", "historique/2/annuler/")


@pytest.fixture
def gaston():
    return PersonFactory(display_name="Gaston", email="adressezq@example.org", groups=["contributor"])


def twice(page, gaston):
    """A page that was live twice, with the word in both versions, and signed by somebody who has an address."""
    return write(page, user=gaston, one_sentence=f"{WORD} deux")


def restrict(page, **fields):
    restriction = PageViewRestriction.objects.create(page=page, **fields)
    if fields["restriction_type"] == "groups":
        restriction.groups.add(Group.objects.get(name="steward"))


def never_live(_gaston):
    page = make_draft(f"Fiche {BEFORE}", slug="fiche", one_sentence=WORD)
    page.save_revision(clean=False)
    return f"/guides/{page.slug}/"


def unpublished(gaston):
    page = twice(make_guide(f"Fiche {BEFORE}", slug="fiche", one_sentence=WORD), gaston)
    page.unpublish()
    return "/guides/fiche/"


def closed(**fields):
    def make(gaston):
        page = twice(make_guide(f"Fiche {BEFORE}", slug="fiche", one_sentence=WORD), gaston)
        restrict(page, **fields)
        return page.url

    return make


def below_a_closed_one(gaston):
    above = PlainPage(title="Dessus", slug="dessus", body="<p>Là.</p>")
    HomePage.objects.get().add_child(instance=above)
    above.save_revision(clean=False).publish()
    page = PlainPage(title=f"Fiche {BEFORE}", slug="dessous", one_sentence=WORD, body="<p>Ici.</p>")
    above.add_child(instance=page)
    page.save_revision(clean=False).publish()
    page = twice(page, gaston)
    restrict(above, restriction_type="groups")
    return page.url


LOGGED_IN = set(ROLES) - {None}
# How a page is not public, and who may read it all the same.
STATES = {
    "never live": (never_live, set()),
    "unpublished": (unpublished, set()),
    "for those who log in": (closed(restriction_type="login"), LOGGED_IN),
    "for a group": (closed(restriction_type="groups"), {"steward"}),
    "behind a password": (closed(restriction_type="password", password="mimosa"), set()),
    "below a page for a group": (below_a_closed_one, {"steward"}),
}


def as_role(role):
    client = Client(headers={"accept-language": "fr"})
    if role:
        person = PersonFactory(groups=(role,))
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("state", STATES)
def test_history_tells_of_a_page_only_to_those_who_may_read_it(state, gaston):
    make, readers = STATES[state]
    url = make(gaston)
    count = Version.objects.count()

    told = {}
    for role in ROLES:
        client = as_role(role)
        answers = {door: client.get(url + door) for door in OF_A_PAGE}
        answers |= {door: client.get(f"/{door}") for door in OF_THE_SITE}
        answers |= {door: client.post(url + door) for door in POSTS if role not in {"editor", "steward"}}
        said = {door: answer.content.decode() + str(answer.headers) for door, answer in answers.items()}
        told[role] = {door for door, words in said.items() if WORD in words or BEFORE in words}
        assert [door for door, words in said.items() if "adressezq" in words] == []

    assert {role for role, doors in told.items() if doors} == readers
    assert {door for doors in told.values() for door in doors if door in OF_THE_SITE} == set()
    assert Version.objects.count() == count


def test_draft_of_a_public_page_is_told_to_nobody(gaston):
    guide = twice(make_guide("Fiche", slug="fiche"), gaston)
    guide.title = f"Fiche {BEFORE}"
    guide.save_revision(user=gaston, clean=False)

    for role in ROLES:
        client = as_role(role)
        answers = [client.get(guide.url + door) for door in OF_A_PAGE] + [
            client.get(f"/{door}") for door in OF_THE_SITE
        ]
        assert [answer.request["PATH_INFO"] for answer in answers if BEFORE in answer.content.decode()] == []
        assert client.get(f"{guide.url}historique/3/").status_code == 404
        assert client.get(f"{guide.url}comparer/?de=2&a=3").status_code == 404
        assert client.post(f"{guide.url}historique/3/retablir/").status_code in {302, 404}
    assert guide.versions.count() == 2


def test_public_page_is_told_to_everybody(gaston):
    """What the tests above look for is there to be found."""
    guide = twice(make_guide(f"Fiche {BEFORE}", slug="fiche", one_sentence=WORD), gaston)

    for role in ROLES:
        client = as_role(role)
        for door in (*OF_A_PAGE, *OF_THE_SITE):
            url = f"/{door}" if door in OF_THE_SITE else guide.url + door
            if "3" not in door:
                assert BEFORE in client.get(url).content.decode(), (role, url)
            assert "adressezq" not in client.get(url).content.decode()


def test_hidden_version_is_told_to_stewards_alone(gaston):
    """The word was in version 2 alone, which is hidden: nothing else than its row is told to the others."""
    guide = make_guide("Fiche", slug="fiche", one_sentence="Un.")
    guide = write(guide, user=gaston, summary=WORD, one_sentence=f"{WORD} deux")
    guide = write(guide, user=gaston, one_sentence="Trois.")
    hide_version(guide.versions.get(number=2), by=PersonFactory(groups=("steward",)), reason="Un nom")

    told = {}
    for role in ("known", *ROLES):
        client = as_role(role)
        doors = {door: client.get(guide.url + door) for door in OF_A_PAGE}
        doors |= {door: client.get(f"/{door}") for door in (*OF_THE_SITE, "moderation/", "api/v1/guides/")}
        doors |= {door: client.post(guide.url + door, follow=True) for door in POSTS if role != "steward"}
        told[role] = {door for door, answer in doors.items() if WORD in answer.content.decode()}

    assert {role for role, doors in told.items() if doors} == {"steward"}
    assert told["steward"] == {"historique/", "historique/2/", "comparer/?de=1&a=2", "comparer/?de=2&a=3"}
