"""The form that a person meets who begins a guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override

from commons.guides.admin.guide_panels import essential
from commons.guides.models import GuidePage
from community.domain.associations import add_member
from tests.commons.admin.guide_posts import guide_post
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import make_picture
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
PAGE_FOR_NEWCOMERS = ROOT / "demo" / "pages" / "20-contribuer.md"


@pytest.fixture
def add_url(index):
    return f"/admin/pages/add/commons/guidepage/{index.pk}/"


@pytest.fixture
def form(client, add_url):
    """The form for a new guide, as it is drawn."""

    def drawn(url=add_url):
        return BeautifulSoup(client.get(url).content, "html.parser")

    return drawn


def headings(soup):
    """The headings of the fields in the first tab, not of those inside another field."""
    panels = soup.select("#tab-la_fiche section.w-panel")
    outer = [panel for panel in panels if not panel.find_parent("section", class_="w-panel")]
    return [panel.select_one("[data-panel-heading-text]").get_text(strip=True) for panel in outer]


def test_the_first_tab_has_ten_fields(form, log_in):
    log_in("contributor")
    assert len(essential) == 10
    assert len(headings(form())) == 10


def test_the_page_for_newcomers_names_the_fields_in_their_order(form, log_in):
    log_in("contributor")
    promised = re.findall(r"^\d+\. \*\*(.+?)\.\*\*", PAGE_FOR_NEWCOMERS.read_text(encoding="utf-8"), re.MULTILINE)
    assert promised == headings(form())


def test_every_page_that_counts_the_fields_says_ten():
    told = [
        (path.relative_to(ROOT), count)
        for folder in ("templates", "demo", "docs", "home", "commons")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".html", ".md", ".yml", ".py"}
        for count in re.findall(r"\b(\w+) (?:fields?|champs)\b", path.read_text(encoding="utf-8"))
        if count.lower() in {"nine", "ten", "eleven", "twelve", "neuf", "dix", "onze", "douze"}
    ]
    assert {count.lower() for _path, count in told} == {"ten", "dix"}


def test_title_has_a_label_in_sight(form, log_in):
    log_in("contributor")
    panel = form().find("input", {"name": "title"}).find_parent("section")
    assert "title" not in panel["class"]
    assert panel.select_one("label[for=id_title]").get_text(strip=True).startswith("Titre")


@pytest.mark.parametrize("model", ["home/plainpage", "community/associationpage"])
def test_title_of_other_pages_too(form, superuser, model, index):
    parent = index.get_parent() if model.startswith("home") else AssociationFactory().get_parent()
    panel = form(f"/admin/pages/add/{model}/{parent.pk}/").find("input", {"name": "title"}).find_parent("section")
    assert "title" not in panel["class"]


def test_thirteen_choices_of_licence_and_a_place_to_type_another(form, log_in):
    log_in("contributor")
    soup = form()
    assert len(soup.select("select[name=licence] option[value]:not([value=''])")) == 13
    assert soup.find("label", {"for": "id_licence-other"}).get_text(strip=True).startswith("Une autre licence")


@pytest.mark.parametrize("path", ["/admin/images/add/", "/admin/documents/add/"])
def test_pictures_and_files_offer_the_same_licences(form, log_in, path):
    log_in("contributor")
    assert len(form(path).select("select[name=licence] option[value]:not([value=''])")) == 13


def test_licence_that_was_typed_is_stored(client, log_in, add_url):
    log_in("contributor")
    client.post(add_url, guide_post(licence="another") | {"licence-other": "CC BY-SA 3.0"})
    assert GuidePage.objects.get().licence == "cc-by-sa-3.0"


def test_licence_that_is_not_certain_keeps_what_was_typed(client, log_in, add_url):
    log_in("contributor")
    answer = client.post(add_url, guide_post(licence="another") | {"licence-other": "CC BY-SA"})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.find("input", {"name": "licence-other"})["value"] == "CC BY-SA"
    assert soup.find("input", {"name": "title"})["value"] == "Cartographier sa rue"


def test_sending_for_proofreading_is_in_sight(form, log_in):
    log_in("contributor")
    foot = form().select_one("footer.footer")
    (button,) = foot.select("button[name=action-submit]")
    assert button.get_text(strip=True) == "Envoyer en relecture"
    assert button.find_parent(attrs={"data-controller": "w-dropdown"}) is None


def test_whoever_may_publish_sees_that_button_first(form, log_in):
    log_in("editor")
    button = form().select_one("footer.footer button[name=action-publish]")
    assert button.find_parent(attrs={"data-controller": "w-dropdown"}) is None


def test_guide_sent_back_is_sent_again_in_those_words(form, log_in):
    person = log_in("contributor")
    guide = make_draft(owner=person)
    state = guide.get_workflow().start(guide, person)
    state.current_task_state.reject(user=PersonFactory(groups=["editor"]))
    (button,) = form(f"/admin/pages/{guide.pk}/edit/").select("footer.footer button[name=action-submit]")
    assert button.get_text(strip=True) == "Renvoyer en relecture"


# In whose name


def choices(soup):
    return [option.get_text() for option in soup.select("select[name=association] option[value]:not([value=''])")]


def chosen(soup):
    return [option.get_text() for option in soup.select("select[name=association] option[selected]:not([value=''])")]


def test_association_is_filled_in_when_a_person_has_one(form, log_in):
    person = log_in("contributor")
    AssociationFactory(name="La Cale")
    add_member(AssociationFactory(name="Le Quai"), user=person)
    soup = form()
    assert (choices(soup), chosen(soup)) == (["Le Quai"], ["Le Quai"])


def test_association_of_an_editor_is_filled_in_among_all(form, log_in):
    person = log_in("editor")
    AssociationFactory(name="La Cale")
    add_member(AssociationFactory(name="Le Quai"), user=person)
    soup = form()
    assert (choices(soup), chosen(soup)) == (["La Cale", "Le Quai"], ["Le Quai"])


def test_nothing_is_filled_in_for_a_member_of_two(form, log_in):
    person = log_in("contributor")
    for name in ("La Cale", "Le Quai"):
        add_member(AssociationFactory(name=name), user=person)
    soup = form()
    assert (choices(soup), chosen(soup)) == (["La Cale", "Le Quai"], [])


def test_guide_that_nobody_signs_stays_so_when_it_is_opened(form, log_in):
    person = log_in("contributor")
    add_member(AssociationFactory(name="Le Quai"), user=person)
    guide = make_draft(owner=person)
    assert chosen(form(f"/admin/pages/{guide.pk}/edit/")) == []


@pytest.mark.parametrize("state", ["published", "unpublished", "restricted"])
def test_nobody_signs_for_an_association_that_is_not_theirs(client, log_in, add_url, state):
    log_in("contributor")
    association = AssociationFactory(name="La Cale")
    if state == "unpublished":
        association.unpublish()
    if state == "restricted":
        association.view_restrictions.create(restriction_type="password", password="sel")
    answer = client.post(add_url, guide_post(association=str(association.pk)))
    assert not GuidePage.objects.exists()
    assert "Sélectionnez un choix valide" in answer.content.decode()
    assert "La Cale" not in answer.content.decode()


def test_guide_that_an_editor_signed_keeps_its_association_when_its_author_saves(client, log_in):
    person = log_in("contributor")
    association = AssociationFactory(name="La Cale")
    guide = make_draft(owner=person, association=association)
    post = guide_post(association=str(association.pk))
    client.post(f"/admin/pages/{guide.pk}/edit/", post)
    assert guide.get_latest_revision_as_object().association == association


def test_copy_of_a_guide_that_an_editor_signed_is_signed_by_nobody(client, log_in, index):
    guide = make_guide(owner=log_in("contributor"), association=AssociationFactory(name="La Cale"))
    client.post(
        f"/admin/pages/{guide.pk}/copy/",
        {"new_title": "Copie", "new_slug": "copie", "new_parent_page": index.pk, "copy_subpages": "", "alias": ""},
    )
    copy = GuidePage.objects.get(slug="copie")
    assert (copy.association, copy.get_latest_revision_as_object().association) == (None, None)
    guide.refresh_from_db()
    assert guide.association.title == "La Cale"


# Nothing is answered for the person


def test_new_file_and_new_section_are_not_said_to_be_anything():
    with override("fr"):
        assert GuidePage.files.field.stream_block.child_blocks["file"].child_blocks["role"].get_default() is None
        assert GuidePage.sections.field.stream_block.child_blocks["section"].child_blocks["kind"].get_default() is None


def insertion(client, picture, **known):
    answer = client.get(f"/admin/images/chooser/{picture.pk}/select_format/", known)
    soup = BeautifulSoup(answer.json()["html"], "html.parser")
    box = soup.find("input", {"name": "image-chooser-insertion-image_is_decorative"})
    return soup, box.has_attr("checked")


@pytest.mark.parametrize(
    ("fields", "known", "ticked"),
    [
        ({"description": ""}, {}, False),
        ({"description": "Un marché"}, {}, False),
        ({"description": "", "is_decorative": True}, {}, True),
        ({"description": "Un marché"}, {"alt_text": ""}, True),
        ({"description": ""}, {"alt_text": "Un port"}, False),
    ],
)
def test_picture_is_decorative_only_when_somebody_said_so(client, log_in, fields, known, ticked):
    log_in("editor")
    assert insertion(client, make_picture(**fields), **known)[1] is ticked


def test_width_that_no_page_draws_is_not_asked(client, log_in):
    log_in("editor")
    soup, _ticked = insertion(client, make_picture())
    assert soup.select("input[type=radio]") == []
    assert soup.find("input", {"name": "image-chooser-insertion-format"})["value"] == "fullwidth"


def test_picture_goes_into_a_text_with_its_description(client, log_in):
    log_in("editor")
    answer = client.post(
        f"/admin/images/chooser/{make_picture().pk}/select_format/",
        {"image-chooser-insertion-format": "fullwidth", "image-chooser-insertion-alt_text": "Un port"},
    )
    assert answer.json()["result"]["alt"] == "Un port"
