"""What a reviewer approves from the form."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from commons.guides.models import GuidePage
from home.models import PlainPage
from tests.factories.guides import make_draft, make_guide, make_theme, material
from tests.factories.pages import home_page
from tests.wiki import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(log_in):
    writer = log_in("contributor")
    guide = make_draft(
        materials=[material("feuille", quantity="200"), material("colle", quantity="2.50")],
        themes=[make_theme()],
        owner=writer,
    )
    guide.get_workflow().start(guide, writer)
    return guide


def edit_url(guide):
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def approve(client, guide, *, action="approve", **typed):
    post = posted.of_page(client.get(edit_url(guide)))
    for name, value in typed.items():
        post[name.replace("__", "-")] = value
    post.update({"action-workflow-action": "1", "workflow-action-name": action})
    return client.post(edit_url(guide), post)


def test_approving_a_guide_with_quantities_publishes_the_version_that_was_sent(client, log_in, submitted):
    sent = submitted.latest_revision_id
    log_in("editor")

    approve(client, submitted)

    guide = GuidePage.objects.get()
    assert (guide.live, guide.live_revision_id, guide.revisions.count()) == (True, sent, 1)
    assert client.get(guide.url).status_code == 200


def test_reviewer_who_mends_a_word_while_approving_publishes_at_once(client, log_in, submitted):
    editor = log_in("editor")

    approve(client, submitted, materials__0__value__quantity="201", title="Cartographier sa rue à pied")

    guide = GuidePage.objects.get()
    assert (guide.live, guide.title) == (True, "Cartographier sa rue à pied")
    assert [row["value"]["quantity"] for row in guide.materials.raw_data] == ["201", "2.50"]
    assert guide.live_revision.user == editor
    assert not guide.workflow_in_progress


def test_comment_of_a_reviewer_who_mends_a_word_while_approving_is_kept(client, log_in):
    writer = log_in("contributor")
    page = PlainPage(title="La charte", slug="charte", body="<p>Un texte.</p>", owner=writer, live=False)
    home_page().add_child(instance=page)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    log_in("editor")
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    comment = {f"comments-{name}": value for name, value in counts.items()}
    comment |= {f"comments-0-replies-{name}": value for name, value in (counts | {"TOTAL_FORMS": "0"}).items()}
    comment |= {f"comments-0-{name}": "" for name in ("id", "position")}

    approve(client, page, title="La charte, relue",
            **comment, **{"comments-0-contentpath": "title", "comments-0-text": "Mieux ainsi"})  # fmt: skip

    page = PlainPage.objects.get()
    assert (page.live, page.title) == (True, "La charte, relue")
    assert [(one.text, one.contentpath) for one in page.wagtail_admin_comments.all()] == [("Mieux ainsi", "title")]


def told(client):
    """The messages of the next screen, on one line, with plain spaces."""
    messages = re.findall(r'<li class="success">(.*?)</li>', client.get("/admin/").content.decode(), re.DOTALL)
    return " ".join(" ".join(messages).split())


def test_reviewer_is_told_that_the_page_is_published_and_where(client, log_in, submitted):
    log_in("editor")

    approve(client, submitted)

    said = told(client)
    assert f"Approuvé : « {submitted.title} » est en ligne." in said
    assert f'href="{GuidePage.objects.get().url}"' in said
    assert "mise à jour" not in said


def test_reviewer_who_asks_for_changes_is_not_told_that_the_page_is_updated(client, log_in, submitted):
    log_in("editor")

    approve(client, submitted, action="reject")

    said = told(client)
    assert f"Vous demandez des modifications à « {submitted.title} »." in said
    assert "en ligne" not in said
    assert not GuidePage.objects.get().live


def test_page_that_is_to_be_published_later_is_not_told_as_published(client, log_in, submitted):
    log_in("editor")

    approve(client, submitted, go_live_at="2099-01-01 10:00")

    assert "en ligne" not in told(client)
    assert not GuidePage.objects.get().live


def test_author_may_not_approve_her_own_through_the_form(client, submitted):
    client.force_login(submitted.owner, backend="django.contrib.auth.backends.ModelBackend")

    approve(client, submitted)

    assert not GuidePage.objects.get().live


def test_new_version_of_a_live_guide_is_approved_untouched(client, log_in):
    writer = log_in("contributor")
    guide = make_guide(themes=[make_theme()], materials=[material("feuille", quantity="200")], owner=writer)
    guide.one_sentence = "Autrement dit."
    guide.save_revision(user=writer)
    guide.get_workflow().start(guide, writer)
    log_in("editor")

    approve(client, guide)

    assert GuidePage.objects.get().one_sentence == "Autrement dit."
    assert not GuidePage.objects.get().has_unpublished_changes
