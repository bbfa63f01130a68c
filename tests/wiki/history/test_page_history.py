"""The public history of a page, read by anybody: its list, and each version at its own address."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from community.models import Membership
from home.models import HomePage, PlainPage
from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from tests.factories.associations import AssociationFactory
from tests.factories.guides import embedded, make_draft, make_guide, step
from tests.factories.media import make_picture
from tests.factories.people import PersonFactory
from wiki.domain.versions import Description, described

pytestmark = pytest.mark.django_db


@pytest.fixture
def anne():
    return PersonFactory(display_name="Anne Le Gall", email="anne@example.org")


def write(page, *, user=None, kind="", summary="", is_minor=False, **fields):
    """A new version of a page, as its form would publish it."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    with described(Description(kind=kind, summary=summary, is_minor=is_minor)):
        page.save_revision(user=user, clean=False).publish()
    return type(page).objects.get(pk=page.pk)


def read(client, url):
    answer = client.get(url, headers={"accept-language": "fr"})
    assert answer.status_code == 200, url
    return BeautifulSoup(answer.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def test_history_says_who_when_what_and_why_the_last_version_first(client, anne):
    guide = make_guide()
    write(guide, user=anne, summary="Une faute corrigée", is_minor=True, title="Cartographier le quartier")

    rows = read(client, f"{guide.url}historique/").select(".history__row")

    assert [row["value"] for row in rows] == ["2", "1"]
    assert "Anne Le Gall" in words(rows[0])
    assert "Une faute corrigée" in words(rows[0])
    assert "changement mineur" in words(rows[0])
    assert rows[0].select_one("time")["datetime"]
    assert rows[0].select_one("a[href*=comparer]")["href"] == f"{guide.url}comparer/?de=1&a=2"
    assert "anne@example.org" not in words(rows[0])


def test_any_two_versions_are_chosen_without_a_script(client):
    guide = write(make_guide(), title="Deux")

    form = read(client, f"{guide.url}historique/").select_one("form.history-form")

    assert (form["method"], form["action"]) == ("get", f"{guide.url}comparer/")
    assert [(box["name"], box["value"], box.has_attr("checked")) for box in form.select("input[type=radio]")] == [
        ("de", "2", False),
        ("a", "2", True),
        ("de", "1", True),
        ("a", "1", False),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_history_asks_the_same_however_many_versions(client, django_assert_num_queries, count):
    guide = make_guide()
    for number in range(count - 1):
        guide = write(guide, title=f"Titre {number}")
    client.get(f"{guide.url}historique/")

    # Two for the versions and how many there are; five to find the page and who may read it; five for the frame of every
    # page, which are asked once a generation outside of a transaction.
    with django_assert_num_queries(10):
        client.get(f"{guide.url}historique/")


def test_long_history_is_on_several_pages(client):
    guide = make_guide()
    first = guide.versions.get()
    for number in range(2, 53):
        guide.versions.create(number=number, revision=first.revision, at=first.at)

    soup = read(client, f"{guide.url}historique/")

    assert len(soup.select(".history__row")) == 25
    assert len(read(client, f"{guide.url}historique/?page=3").select(".history__row")) == 2
    assert soup.select_one(".pagination a[rel=next]")["href"] == "?page=2"


def test_version_is_the_page_as_it_looked_then(client, anne):
    guide = make_guide(steps=[step("Accueil", text="<p>On se serre la main.</p>")])
    write(guide, user=anne, title="Autrement", steps=[step("Accueil", text="<p>On se salue.</p>")])

    old, new = read(client, f"{guide.url}historique/1/"), read(client, guide.url)

    assert (words(old.h1), words(new.h1)) == ("Cartographier sa rue", "Autrement")
    assert "On se serre la main" in words(old.main)
    assert "On se salue" not in words(old.main)
    banner = words(old.select_one(".version-banner"))
    assert "Version 1 du" in banner
    assert "Ce n’est pas la version actuelle." in banner
    assert f"http://localhost{guide.url}historique/1/" in banner
    assert new.select_one(".version-banner") is None


def test_version_is_not_for_search_engines_and_says_which_page_it_is_of(client):
    guide = write(make_guide(), title="Autrement")
    for url in (f"{guide.url}historique/", f"{guide.url}historique/1/"):
        answer = client.get(url)

        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Link"].startswith(f'<http://localhost{guide.url}>; rel="canonical"')


def test_version_tells_machines_the_licence_that_it_had(client):
    guide = write(make_guide(licence="cc-by-sa-4.0"), licence="cc-by-4.0")

    link = client.get(f"{guide.url}historique/1/")["Link"]

    assert link.endswith(', <https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"')


def test_drafts_have_no_number(client, anne):
    guide = make_guide()
    guide.title = "Jamais public"
    guide.save_revision(user=anne, clean=False)

    assert client.get(f"{guide.url}historique/2/").status_code == 404
    assert "Jamais public" not in client.get(f"{guide.url}historique/").content.decode()
    assert "Jamais public" not in client.get(f"{guide.url}historique/1/").content.decode()


@pytest.mark.parametrize("number", ["0", "01", "-1", "9999999999", "1e1", "un"])
def test_what_is_no_number_is_not_there(client, number):
    guide = make_guide()

    assert client.get(f"{guide.url}historique/{number}/").status_code == 404


def test_history_of_a_draft_or_of_an_unpublished_page_is_not_there(client):
    draft, gone = make_draft("Brouillon"), make_guide("Retirée")
    gone.unpublish()

    assert client.get(f"/guides/{draft.slug}/historique/").status_code == 404
    assert client.get(f"/guides/{gone.slug}/historique/").status_code == 404
    assert client.get(f"/guides/{gone.slug}/historique/1/").status_code == 404


def test_history_below_a_restricted_page_asks_who_reads(client):
    guide = make_guide()
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type="login")

    for rest in ("historique/", "historique/1/"):
        answer = client.get(guide.url + rest)
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_old_version_keeps_to_itself_what_is_restricted_today(client):
    """A picture, and an association that shared it, which are not public any more."""
    collection = Collection.get_first_root_node().add_child(name="Interne")
    picture = make_picture(title="Le secret des criques", collection=collection)
    association = AssociationFactory(name="Les Cachottiers")
    guide = make_guide(association=association, cover=picture, steps=[step(text=f"<p>Là.</p>{embedded(picture)}")])
    assert "Le secret des criques" in client.get(f"{guide.url}historique/1/").content.decode()
    write(guide, title="Autrement")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    association.unpublish()

    said = client.get(f"{guide.url}historique/1/").content.decode()

    assert "Cartographier sa rue" in said
    assert "Le secret des criques" not in said
    assert "Cachottiers" not in said


def test_page_of_text_may_have_a_child_called_history(client):
    home = HomePage.objects.get()
    about = PlainPage(title="À propos", slug="a-propos", body="<p>Nous.</p>")
    home.add_child(instance=about)
    about.save_revision(clean=False).publish()
    below = PlainPage(title="Notre histoire", slug="historique", body="<p>En 1998.</p>")
    home.add_child(instance=below)
    below.save_revision(clean=False).publish()

    assert words(read(client, "/historique/").h1) == "Notre histoire"
    assert words(read(client, "/a-propos/historique/").h1) == "Historique"
    assert words(read(client, "/historique/historique/1/").h1) == "Notre histoire"


def test_foot_of_every_page_leads_to_its_history(client, anne):
    guide = write(make_guide(), user=anne, title="Autrement")
    association = AssociationFactory(name="Radio Ressac")

    foot = read(client, guide.url).select_one(".last-change")

    assert words(foot).startswith("Dernière modification le ")
    assert "par Anne Le Gall" in words(foot)
    for page in (guide, association):
        foot = read(client, page.url).select_one(".last-change")
        assert f"{page.url}historique/" in [link["href"] for link in foot.select("a")]


def test_foot_of_a_guide_tells_of_the_last_version_though_its_body_is_cached(client, anne, settings):
    settings.DEBUG = False
    guide = make_guide()
    read(client, guide.url)
    write(guide, user=anne, title="Autrement")

    assert "Anne Le Gall" in words(read(client, guide.url).select_one(".last-change"))


def plain_page():
    page = PlainPage(title="Ancien titre", slug="texte", body="<p>Nous.</p>")
    HomePage.objects.get().add_child(instance=page)
    return page


def explainer():
    page = ExplainerPage(
        title="Ancien titre", slug="notion", one_sentence="Une notion.", body=[("text", "<p>Oui.</p>")],
        credits=[{"name": "Awa Diallo", "role": "author", "url": ""}],
    )  # fmt: skip
    ExplainerIndexPage.objects.get().add_child(instance=page)
    return page


@pytest.mark.parametrize("make", [plain_page, explainer, lambda: AssociationFactory(name="Ancien titre")])
def test_every_kind_of_page_is_drawn_as_it_was(client, make):
    page = make()
    if not page.live:
        page.save_revision(clean=False).publish()
    page = write(page, title="Nouveau titre")

    soup = read(client, f"{page.url}historique/1/")

    assert words(soup.h1) == "Ancien titre"
    assert "Ce n’est pas la version actuelle." in words(soup.select_one(".version-banner"))
    assert words(read(client, page.url).h1) == "Nouveau titre"
    assert "Nouveau titre" in words(read(client, f"{page.url}comparer/?de=1&a=2").main)


def test_old_version_of_an_association_names_who_coordinates_it_today(client, anne):
    association = AssociationFactory(name="Radio Ressac")
    association = write(association, territory="Le port", memberships=[Membership(user=anne, role="coordinator")])
    assert "Anne Le Gall" in words(read(client, association.url).main)
    association = write(association, title="Radio Ressac du port", memberships=[])

    said = words(read(client, f"{association.url}historique/2/").main)

    assert "Le port" in said
    assert "Anne Le Gall" not in said
