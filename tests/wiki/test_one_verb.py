"""Whatever door a page is published by, its history says the same of it, and nothing of another's is written over."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from commons.guides.models import GuidePage
from importing.run import publish_imported
from search.publishing import Told, publish
from tests.commons.guides.admin.guide_posts import guide_post
from tests.factories.guides import make_draft, make_guide, make_theme, step
from tests.factories.people import PersonFactory
from tests.wiki import posted
from wiki.domain.editing import Change, save_change, send_to_review
from wiki.models import Notice, Upkeep, Version

pytestmark = pytest.mark.django_db

SAID = {"summary": "Le titre, plus juste", "is_minor": True}


@pytest.fixture
def editor():
    return PersonFactory(display_name="Anne", groups=["editor"])


@pytest.fixture
def guide():
    return make_guide("Carte", themes=[make_theme()], steps=[step("Accueil")], one_sentence="Une phrase.")


def by_the_site(guide, editor):
    content = {"title": "Carte juste"}
    save_change(guide, Change(content=content, before={"title": "Carte"}, **SAID), by=editor)


def by_the_administration(guide, editor):
    send(guide, editor, title="Carte juste", **{"wiki-summary": SAID["summary"], "wiki-minor": "1"})


def by_code(guide, editor):
    guide.title = "Carte juste"
    publish(guide, by=editor, told=Told(**SAID))


def send(guide, editor, **changes):
    client = Client()
    client.force_login(editor)
    guide.refresh_from_db()
    loaded = {
        "loaded_revision_id": str(guide.latest_revision_id),
        "loaded_revision_created_at": guide.latest_revision.created_at.isoformat(),
        "themes": [theme.pk for theme in guide.themes.all()],
    }
    post = guide_post(action="action-publish", **{**loaded, **changes})
    return client.post(f"/admin/pages/{guide.pk}/edit/", post, headers={"accept-language": "fr"})


@pytest.mark.parametrize("door", [by_the_site, by_the_administration, by_code])
def test_history_says_the_same_whatever_the_door(guide, editor, door):
    Notice.objects.all().delete()

    door(guide, editor)

    version = Version.objects.get(page=guide, number=2)
    assert (version.user, version.signature, version.kind) == (editor, "Anne", "edited")
    assert (version.summary, version.is_minor) == (SAID["summary"], True)
    assert version.patrolled_by == editor
    assert version.revision.as_object().title == "Carte juste"
    assert Notice.objects.get().version == version
    assert Upkeep.objects.filter(page=guide).exists()


def test_import_is_said_to_be_one(guide):
    guide.title = "Carte d’un fichier"

    publish_imported(guide, source="carte", digest="d")

    assert Version.objects.get(page=guide, number=2).kind == Version.Kind.IMPORTED


def test_what_is_said_of_one_page_is_not_said_of_the_next(guide, editor):
    publish(guide, by=editor, told=Told(**SAID))
    publish(guide, by=editor)

    assert Version.objects.get(page=guide, number=3).summary == ""


def test_administration_writes_over_nobody(guide, editor):
    """Opened, then somebody changes another field on the site: both are in the form, and nothing is saved yet."""
    opened = guide.latest_revision
    marie = PersonFactory(display_name="Marie", groups=["editor"])
    save_change(guide, Change(content={"one_sentence": "De Marie."}, before={"one_sentence": "Une phrase."}), by=marie)
    late = {"loaded_revision_id": str(opened.pk), "loaded_revision_created_at": opened.created_at.isoformat()}

    answer = send(guide, editor, title="Carte juste", one_sentence="Une phrase.", **late, **{"wiki-summary": "Titre"})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert "Marie a enregistré cette page entre-temps" in soup.get_text()
    assert "Vous avez changé tous les deux" not in soup.get_text()
    assert soup.select_one("[name=title]")["value"] == "Carte juste"
    assert "De Marie." in str(soup.select_one("[name=one_sentence]"))
    assert soup.select_one("[name=wiki-summary]")["value"] == "Titre"
    assert soup.select_one("[name=loaded_revision_id]")["value"] == str(guide.versions.get(number=2).revision_id)
    assert guide.versions.count() == 2


def test_administration_says_what_both_changed(guide, editor):
    opened = guide.latest_revision
    save_change(guide, Change(content={"title": "Plan"}, before={"title": "Carte"}), by=editor)
    late = {"loaded_revision_id": str(opened.pk), "loaded_revision_created_at": opened.created_at.isoformat()}

    answer = send(guide, editor, title="Carte juste", **late)

    soup = BeautifulSoup(answer.content, "html.parser")
    assert "Vous avez changé tous les deux\xa0: Titre" in soup.get_text()
    assert soup.select_one("[name=title]")["value"] == "Carte juste"
    assert guide.versions.count() == 2

    send(guide, editor, title="Carte juste")
    assert guide.versions.get(number=3).revision.as_object().title == "Carte juste"


def test_form_of_the_administration_asks_for_one_sentence(guide, editor):
    client = Client()
    client.force_login(editor)

    soup = BeautifulSoup(client.get(f"/admin/pages/{guide.pk}/edit/").content, "html.parser")

    assert soup.select_one("form#page-edit-form input[name=wiki-summary]")["maxlength"] == "250"
    assert soup.select_one("form#page-edit-form input[name=wiki-minor]")


def test_administration_keeps_what_the_wiki_knows_nothing_of(guide, editor):
    opened = guide.latest_revision
    save_change(guide, Change(content={"title": "Plan"}, before={"title": "Carte"}), by=editor)
    late = {"loaded_revision_id": str(opened.pk), "loaded_revision_created_at": opened.created_at.isoformat()}

    answer = send(guide, editor, slug="plan-du-quartier", title="Carte", **late)

    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("[name=title]")["value"] == "Plan"
    assert soup.select_one("[name=slug]")["value"] == "plan-du-quartier"


def test_autosave_that_wrote_the_same_revision_over_is_told(guide, editor):
    """Wagtail writes the revision of an autosave over, in its place: the form was opened on one that is no more."""
    opened = guide.latest_revision.created_at.isoformat()
    guide.title = "Plan de Marie"
    guide.save_revision(user=guide.latest_revision.user, overwrite_revision=guide.latest_revision)

    answer = send(guide, editor, title="Carte juste", loaded_revision_created_at=opened)

    soup = BeautifulSoup(answer.content, "html.parser")
    assert "a enregistré cette page entre-temps" in soup.get_text()
    assert "Vous avez changé tous les deux\xa0: Titre" in soup.get_text()
    assert soup.select_one("[name=title]")["value"] == "Carte juste"
    assert guide.versions.count() == 1


def test_approval_from_an_old_form_writes_over_no_newer_text(client, editor):
    author = PersonFactory(groups=["contributor"])
    draft = make_draft("Carte", themes=[make_theme()], steps=[step("Accueil")], owner=author)
    draft.save_revision(user=author)
    send_to_review(draft, by=author)
    client.force_login(editor)
    address = f"/admin/pages/{draft.pk}/edit/"
    post = posted.of_page(client.get(address))
    save_change(draft, Change(content={"title": "Carte corrigée"}, before={"title": "Carte"}), by=author)

    answer = client.post(address, post | {"action-workflow-action": "1", "workflow-action-name": "approve"})

    assert answer.status_code == 200
    assert BeautifulSoup(answer.content, "html.parser").select_one("[name=title]")["value"] == "Carte corrigée"
    assert not GuidePage.objects.get(pk=draft.pk).live
