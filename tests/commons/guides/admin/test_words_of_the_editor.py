"""What the editor says on its main screens, in French: no English, no word of the trade, no straight apostrophe."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Comment
from django.utils.translation import gettext, override

from community.models import AccessRequest, User
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.media import make_file, make_picture
from tests.factories.people import PersonFactory
from web.admin.french import DOMAINS, catalogues, entries

pytestmark = pytest.mark.django_db

OF_THE_TRADE = re.compile(
    r"(?i)workflow|snippet|fragment|\bslug|révision|type de page|stream|tâche|resoum|soumiss|modérat|transf[eé]r|\bURL\b"
    r"|\w\((?:e|s|le|te|tte)\)|Wagtail"
)
BADLY_SET = re.compile(r"\w'\w|[\w)»](?:[!?;:])(?=\s|$)|(?<=\w) (?=[!?;:»](?:\s|$))|« |\.\.\.")
# French by chance; and what Wagtail's report of old pages says of a page that a command published.
FRENCH_TOO = {"1 page", "Permanent", "None"}
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt")
OF_A_CONTRIBUTOR = (
    "/admin/", "/admin/pages/add/guides/guidepage/{shelf}/", "/admin/pages/{shelf}/", "/admin/pages/{own}/edit/",
    "/admin/pages/{own}/history/", "/admin/pages/search/?q=rue", "/admin/images/", "/admin/images/add/",
    "/admin/images/multiple/add/", "/admin/documents/", "/admin/documents/add/", "/admin/documents/multiple/add/",
    "/admin/media/", "/admin/media/audio/add/", "/admin/account/", "/admin/fiches/importer/",
    "/admin/reports/workflow/", "/admin/reports/workflow_tasks/",
)  # fmt: skip
OF_A_STEWARD = (
    "/admin/", "/admin/pages/{guide}/edit/", "/admin/pages/{guide}/history/", "/admin/pages/{guide}/delete/",
    "/admin/pages/{guide}/unpublish/", "/admin/pages/{guide}/copy/", "/admin/pages/{guide}/move/",
    "/admin/pages/{guide}/usage/", "/admin/pages/{association}/edit/", "/admin/images/{image}/",
    "/admin/documents/edit/{file}/", "/admin/users/", "/admin/users/new/", "/admin/users/edit/{person}/",
    "/admin/snippets/search/synonymline/", "/admin/snippets/search/synonymline/add/",
    "/admin/demandes/", "/admin/demandes/{request}/", "/admin/rapports/licences/", "/admin/reports/locked/",
    "/admin/reports/site-history/", "/admin/reports/aging-pages/", "/admin/redirects/", "/admin/redirects/add/",
    "/admin/redirects/import/", "/admin/workflows/list/", "/admin/workflows/tasks/index/",
    "/admin/snippets/library/theme/", "/admin/snippets/library/theme/add/", "/admin/snippets/library/tag/",
    "/admin/snippets/library/tag/add/", "/admin/mots/{tag}/fusionner/",
    "/admin/bulk/wagtailcore/page/delete/?id={guide}", "/admin/bulk/wagtailcore/page/publish/?id={guide}",
)  # fmt: skip


@pytest.fixture
def places(index):
    """What the screens are about, by the names that stand in their addresses."""
    person = PersonFactory(groups=["contributor"], display_name="Awa")
    association = AssociationFactory(name="Les Amis du sentier")
    guide = make_guide("Carte de la rue", association=association, themes=[make_theme()], tags=["quartier"])
    request = AccessRequest.objects.create(user=person, message="Bonjour", association=association)
    return {
        "shelf": index.pk,
        "guide": guide.pk,
        "association": association.pk,
        "image": make_picture().pk,
        "file": make_file().pk,
        "person": person.pk,
        "request": request.pk,
        "tag": guide.tags.get().pk,
    }


@pytest.fixture(scope="module")
def english():
    """Sentences of Wagtail's that say something else in French."""
    said = {entry.id for domain in DOMAINS for path in catalogues(domain) for entry in entries(path)}
    with override("fr"):
        return {sentence for sentence in said if sentence and gettext(sentence) != sentence}


def strings(html):
    """Every text of a page and of what is read out in place of one."""
    soup = BeautifulSoup(html, "html.parser")
    for hidden in [*soup(["script", "style", "template", "svg"]), *soup.find_all(attrs={"hidden": True})]:
        hidden.decompose()
    yield from (text for node in soup.find_all(string=True) if not isinstance(node, Comment) and (text := _plain(node)))
    yield from (_plain(tag[name]) for name in ATTRIBUTES for tag in soup.find_all(attrs={name: True}))


def _plain(text):
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" \t\r\n")


def faults(html, english):
    return sorted(
        {
            text
            for text in strings(html)
            if (text in english and text not in FRENCH_TOO) or OF_THE_TRADE.search(text) or BADLY_SET.search(text)
        }
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>Skip to main content</p>",
        "<p>Le workflow</p>",
        "<p>L'eau</p>",
        "<p>Quoi ?</p>",
        "<p>Nouveau: Fiche</p>",
        "<p title='Publié(e)'>Bien</p>",
        "<b>Les slugs…</b>",
    ],
)
def test_a_fault_is_found(english, html):
    assert len(faults(html, english)) == 1


def test_good_french_is_no_fault(english):
    assert faults("<p>L’eau\u00a0: où\u202f? <!-- Add --><script>Add</script></p><i hidden>None</i>", english) == []


def walk(client, paths, places, english):
    found = {}
    for path in paths:
        answer = client.get(path.format(**places), follow=True)
        assert answer.status_code == 200, path
        if wrong := faults(answer.content.decode(), english):
            found[path] = wrong
    return found


def test_screens_of_a_contributor(client, log_in, places, english):
    person = log_in("contributor", display_name="Lena")
    own = make_draft("Coudre une poche", owner=person)
    own.get_workflow().start(make_draft("Nouer un filet", owner=person), person)
    assert walk(client, OF_A_CONTRIBUTOR, places | {"own": own.pk}, english) == {}


def test_screens_of_a_steward(client, log_in, places, english):
    log_in("steward", display_name="Soizic")
    assert walk(client, OF_A_STEWARD, places, english) == {}


def test_nobody_is_called_by_their_address(client, log_in):
    person = log_in("contributor", display_name="Lena")
    assert person.email not in client.get("/admin/").content.decode()
    assert User.objects.get(pk=person.pk).first_name == "Lena"
