"""What the editing forms say of a licence and of the works an item is made from."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageViewRestriction

from commons.guides.models import GuidePage
from commons.library.models import LicensedDocument
from licences.sources import source_row
from tests.commons.guides.admin.guide_posts import guide_post
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.media import make_file, make_picture

pytestmark = pytest.mark.django_db

ND = {"title": "La halle", "licence": "CC BY-ND 4.0", "kind": "translation"}
NC = {"title": "Le port", "licence": "CC BY-NC 4.0", "kind": "adaptation"}
CLAUSE = "CC BY-ND 4.0 §2(a)(1)(B)"
KEEP = {"keep_licence": "on"}


def source_post(*rows):
    parts = ("title", "authors", "url", "licence", "kind")
    return {f"sources-{index}-{part}": row.get(part, "") for index, row in enumerate(rows) for part in parts}


def create_url(index):
    return reverse("wagtailadmin_pages:add", args=("guides", "guidepage", index.pk))


def edit_url(guide):
    return reverse("wagtailadmin_pages:edit", args=(guide.pk,))


def published(*rows, **changes):
    return guide_post(action="action-publish", themes=[make_theme().pk], **changes) | source_post(*rows)


def panels_of(response):
    return BeautifulSoup(response.content, "html.parser").select(".compliance")


def panel_of(response):
    return panels_of(response)[0]


def licence_errors(response):
    return response.context["form"].errors.get("licence", [])


def test_draft_is_saved_whatever_its_sources_and_its_form_then_says_why_and_what_to_do(client, log_in, index):
    log_in("contributor")

    response = client.post(create_url(index), guide_post() | source_post(ND), follow=True)

    guide = GuidePage.objects.get()
    assert guide.sources == [source_row(title="La halle", licence="cc-by-nd-4.0", kind="translation")]
    panel = panel_of(response)
    assert "Impossible." in panel.get_text()
    assert [link.get_text() for link in panel.select("p a")] == [CLAUSE]
    assert [link["href"].split("?")[0] for link in panel.select(".compliance__ways a")] == [
        "/licences/melanger/",
        "/licences/melanger/",
        "/recherche/",
    ]


def test_translation_of_a_work_that_allows_none_is_refused_beside_the_licence(client, log_in, index):
    log_in("editor")
    response = client.post(create_url(index), published(ND))
    assert not GuidePage.objects.exists()
    assert [CLAUSE in said for said in licence_errors(response)] == [True]


def test_submitting_it_is_refused_too(client, log_in, index):
    log_in("contributor")
    posted = guide_post(action="action-submit", themes=[make_theme().pk]) | source_post(ND)
    assert licence_errors(client.post(create_url(index), posted))


def test_discouraged_licence_asks_and_is_published_once_ticked(client, log_in, index):
    person = log_in("editor")
    posted = published(NC, licence="cc-by-4.0")

    response = client.post(create_url(index), posted)
    assert not GuidePage.objects.exists()
    assert panel_of(response).select_one("input[name=keep_licence]")

    client.post(create_url(index), posted | KEEP)
    guide = GuidePage.objects.get()
    assert (guide.live, guide.licence_confirmed["by"]) == (True, person.pk)


def test_who_kept_a_licence_is_shown_and_nobody_is_asked_again(client, log_in, index):
    log_in("editor", display_name="Inès Caradec")
    posted = published(NC, licence="cc-by-4.0")
    client.post(create_url(index), posted | KEEP)
    guide = GuidePage.objects.get()

    panel = panel_of(client.get(edit_url(guide)))
    assert "Inès Caradec a gardé cette licence le" in panel.get_text()
    assert panel.select_one("input") is None
    response = client.post(edit_url(guide), posted | {"title": "Autre titre"})
    assert response.status_code == 302


def test_other_sources_ask_again(client, log_in, index):
    log_in("editor")
    client.post(create_url(index), published(NC, licence="cc-by-4.0") | KEEP)
    response = client.post(edit_url(GuidePage.objects.get()), published(NC | {"title": "La rade"}, licence="cc-by-4.0"))
    assert licence_errors(response)


def test_moderation_publishes_what_its_author_kept(client, log_in, index):
    log_in("contributor")
    posted = guide_post(action="action-submit", themes=[make_theme().pk], licence="cc-by-4.0") | source_post(NC) | KEEP
    client.post(create_url(index), posted)
    guide = GuidePage.objects.get()
    log_in("editor")
    state = guide.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(guide.pk, "approve", state.pk)), {"comment": ""})
    guide.refresh_from_db()
    assert guide.live


def test_picture_that_may_not_be_sold_is_something_to_know(client, log_in):
    guide = make_draft(cover=make_picture("Le quai", licence="cc-by-nc-4.0"))
    log_in("editor")
    of_sources, of_parts = panels_of(client.get(edit_url(guide)))[:2]
    assert of_sources.get_text(strip=True) == ""
    assert "Bon à savoir." in of_parts.get_text()
    assert "Le quai" in of_parts.get_text()


def test_picture_with_all_rights_reserved_asks_in_the_form(client, log_in):
    guide = make_draft(cover=make_picture("La une", licence="all-rights-reserved"))
    log_in("editor")
    of_sources, of_parts = panels_of(client.get(edit_url(guide)))[:2]
    assert of_sources.select_one("input") is None
    assert of_parts.select_one("input[name=keep_licence]")


def file_post(**changes):
    return {
        "title": "Plan",
        "licence": "cc-by-4.0",
        "tags": "",
        "credits-0-name": "Awa",
        "credits-0-role": "author",
    } | changes


def test_file_that_its_sources_forbid_is_refused_beside_its_licence(client, log_in):
    document = make_file()
    log_in("editor")
    response = client.post(reverse("wagtaildocs:edit", args=[document.pk]), file_post() | source_post(ND))
    assert [CLAUSE in said for said in licence_errors(response)] == [True]
    document.refresh_from_db()
    assert document.sources == []


def test_file_under_a_discouraged_licence_asks_and_keeps_the_answer(client, log_in):
    document = make_file()
    person = log_in("editor")
    url = reverse("wagtaildocs:edit", args=[document.pk])

    response = client.post(url, file_post() | source_post(NC))
    assert BeautifulSoup(response.content, "html.parser").select_one("input[name=keep_licence]")

    client.post(url, file_post() | source_post(NC) | KEEP)
    assert LicensedDocument.objects.get().licence_confirmed["by"] == person.pk


def test_picture_that_its_sources_forbid_is_refused_beside_its_licence(client, log_in):
    picture = make_picture()
    log_in("editor")
    posted = {"title": "Le marché", "description": "Des étals", "licence": "cc-by-sa-4.0", "tags": ""} | source_post(ND)
    assert licence_errors(client.post(reverse("wagtailimages:edit", args=[picture.pk]), posted))


VERDICT = "/admin/licences/avis/"


def verdict(client, *rows, licence="cc-by-4.0"):
    return BeautifulSoup(client.post(VERDICT, {"licence": licence} | source_post(*rows)).content, "html.parser")


def test_compliance_is_checked_while_a_form_is_written(client, log_in):
    log_in("contributor")
    assert CLAUSE in verdict(client, ND).get_text()
    assert verdict(client, NC).select_one("input[name=keep_licence]")
    free = {"title": "La halle", "licence": "CC0"}
    assert verdict(client, free | {"kind": "adaptation"}).get_text(strip=True) == ""
    assert "Choisissez comment" in verdict(client, free).get_text()


@pytest.mark.parametrize(
    "rows",
    [
        [{"title": "<script>alert(1)</script>", "licence": "cc-by-nd-4.0"}],
        [{"title": "La halle", "licence": "<b>gratuit</b>"}],
        [{"title": "\U0001f419" * 500, "licence": "cc-by-nd-4.0"}],
        [ND] * 30,
        [],
    ],
)
def test_compliance_check_answers_whatever_is_typed(client, log_in, rows):
    log_in("contributor")
    response = client.post(VERDICT, {"licence": "cc-by-4.0"} | source_post(*rows))
    assert response.status_code == 200
    assert not {"script", "b"} & {tag.name for tag in BeautifulSoup(response.content, "html.parser").find_all()}


@pytest.mark.parametrize("group", [None, "newcomer"])
def test_compliance_check_answers_nobody_outside_the_editor(client, log_in, group):
    if group:
        log_in(group)
    assert client.post(VERDICT, {"licence": "cc-by-4.0"} | source_post(ND)).status_code == 302


def test_guide_that_is_not_public_is_not_told_by_its_address(client, log_in):
    guide = make_guide("Carnet secret", slug="carnet", licence="cc-by-nd-4.0")
    asked = {"url": guide.full_url, "kind": "translation"}
    log_in("contributor")
    assert "Carnet secret" in verdict(client, asked).get_text()

    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    assert "Carnet secret" not in verdict(client, asked).get_text()
