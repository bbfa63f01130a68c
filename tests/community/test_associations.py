from __future__ import annotations

import json
import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from community import contributions
from community.domain.associations import add_member, create_association
from community.models import AssociationPage, Membership
from community.queries import associations_one_may_sign_for
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.media import make_picture
from tests.factories.pages import association_index
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
INDEX_QUERIES = 13
PAGE_QUERIES = 20


def hide(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_association_is_published_with_its_links():
    page = create_association(
        parent=association_index(),
        name="Radio Ressac",
        one_sentence="Une radio de quartier.",
        links=[("Écouter", "https://example.org/ecouter")],
    )
    assert (page.slug, page.live, page.url) == ("radio-ressac", True, "/associations/radio-ressac/")
    assert [(link.label, link.url) for link in page.links.all()] == [("Écouter", "https://example.org/ecouter")]


def test_association_without_its_sentence_is_refused_and_nothing_is_written():
    with pytest.raises(ValidationError):
        create_association(parent=association_index(), name="Radio Ressac", one_sentence="")
    assert AssociationPage.objects.count() == 0


def test_person_is_a_member_once_and_their_role_changes():
    page, user = AssociationFactory(), PersonFactory()
    add_member(page, user=user)
    add_member(page, user=user, role="coordinator")
    assert [(member.user, member.role) for member in Membership.objects.all()] == [(user, "coordinator")]


def test_role_that_does_not_exist_is_refused():
    page, user = AssociationFactory(), PersonFactory()
    with pytest.raises(ValueError, match="chief"):
        add_member(page, user=user, role="chief")


def test_member_survives_the_publication_of_a_draft_that_was_waiting():
    page, user = AssociationFactory(), PersonFactory()
    page.territory = "Porz-Avel"
    page.save_revision()
    add_member(page, user=user)
    AssociationPage.objects.get().get_latest_revision().publish()
    page = AssociationPage.objects.get()
    assert page.territory == "Porz-Avel"
    assert [member.user for member in page.memberships.all()] == [user]


def test_adding_a_member_leaves_nothing_to_publish():
    page = AssociationFactory()
    add_member(page, user=PersonFactory())
    page.refresh_from_db()
    assert (page.has_unpublished_changes, page.live_revision_id) == (False, page.latest_revision_id)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions_however_many_associations(client, count, django_assert_num_queries):
    for _ in range(count):
        make_guide(association=AssociationFactory(logo=make_picture()))
    committed()
    client.get("/associations/")
    with django_assert_num_queries(INDEX_QUERIES):
        page = client.get("/associations/").content.decode()
    assert page.count('class="association-card"') == count
    assert page.count("1\u00a0fiche") == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_number_of_questions_however_much_was_published(client, count, django_assert_num_queries):
    links = [("Site", f"https://example.org/{n}") for n in range(count)]
    association = AssociationFactory(slug="radio", logo=make_picture(), links=links)
    for _ in range(count):
        make_guide(association=association)
        add_member(association, user=PersonFactory(), role="coordinator")
    committed()
    client.get("/associations/radio/")
    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get("/associations/radio/").content.decode()
    assert len(re.findall(r'class="guide-card[ "]', page)) == count


def test_empty_list_says_what_to_do(client):
    association_index()
    assert "Pas encore d'association ici" in client.get("/associations/").content.decode().replace("’", "'")


def test_association_that_published_nothing_says_so(client):
    AssociationFactory(slug="radio")
    assert "Rien de publié pour l'instant" in client.get("/associations/radio/").content.decode().replace("’", "'")


def test_page_names_coordinators_and_no_other_member(client):
    association = AssociationFactory(slug="radio")
    add_member(
        association, user=PersonFactory(display_name="Gwenaëlle Morvan", email="gwen@example.org"), role="coordinator"
    )
    add_member(association, user=PersonFactory(display_name="Karim Haddad"), role="member")
    page = client.get("/associations/radio/").content.decode()
    assert "Gwenaëlle Morvan" in page
    assert "Karim Haddad" not in page
    assert "gwen@example.org" not in page


def test_page_tells_machines_about_the_organisation(client):
    AssociationFactory(
        slug="radio", name="Radio </script>", territory="Porz-Avel", links=[("Site", "https://example.org/radio")]
    )
    page = client.get("/associations/radio/").content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(script)
    assert (data["@type"], data["name"], data["areaServed"]) == ("Organization", "Radio </script>", "Porz-Avel")
    assert data["sameAs"] == ["https://example.org/radio"]
    assert data["url"].endswith("/associations/radio/")


def test_page_has_one_heading_and_nothing_inline(client):
    AssociationFactory(slug="radio", name="Radio Ressac", description="<p>Deux pièces, <b>quatre micros</b>.</p>")
    page = client.get("/associations/radio/").content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == ["Radio Ressac"]
    assert "<b>quatre micros</b>" in page
    assert " style=" not in page


def test_draft_association_shows_nowhere(client):
    page = AssociationFactory(name="Encore secrète", slug="secrete")
    page.unpublish()
    assert "Encore secrète" not in client.get("/associations/").content.decode()
    assert client.get("/associations/secrete/").status_code == 404


def test_private_association_shows_nowhere(client):
    hide(AssociationFactory(name="Encore secrète", slug="secrete"))
    assert "Encore secrète" not in client.get("/associations/").content.decode()
    assert "Encore secrète" not in client.get("/associations/secrete/", follow=True).content.decode()


def test_draft_guide_does_not_show_with_its_association(client):
    association = AssociationFactory(slug="radio")
    make_guide("Un brouillon", association=association).unpublish()
    assert "Un brouillon" not in client.get("/associations/radio/").content.decode()
    assert "1\u00a0fiche" not in client.get("/associations/").content.decode()


def test_kinds_that_an_association_has_nothing_of_are_left_out(rf):
    association = AssociationFactory()
    assert contributions.of_association(association, request=rf.get("/")) == []
    make_guide(association=association)
    assert [kind.name for kind, _cards in contributions.of_association(association, request=rf.get("/"))] == ["guides"]


@pytest.fixture
def three_associations():
    """One that the public sees, one not published, one behind a password; and a member of all three."""
    shown, draft, hidden = (AssociationFactory(slug=slug) for slug in ("ressac", "brouillon", "fermee"))
    hide(hidden)
    draft.unpublish()
    return [shown, draft, hidden]


def test_a_member_signs_for_their_own_associations_that_the_public_sees(three_associations):
    AssociationFactory(slug="autre")
    person = PersonFactory(groups=["contributor"])
    for association in three_associations:
        Membership.objects.create(association=association, user=person)
    assert [page.slug for page in associations_one_may_sign_for(person)] == ["ressac"]


def test_who_publishes_signs_for_any_association_that_the_public_sees(three_associations):
    assert [page.slug for page in associations_one_may_sign_for(PersonFactory(groups=["editor"]))] == ["ressac"]


def test_who_is_in_no_association_signs_for_none(three_associations):
    assert list(associations_one_may_sign_for(PersonFactory(groups=["contributor"]))) == []
