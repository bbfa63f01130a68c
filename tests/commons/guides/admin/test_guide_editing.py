from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import streamfield

from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
from tests.commons.guides.admin.guide_posts import guide_post
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.media import make_picture

pytestmark = pytest.mark.django_db

NO_LICENCE = (
    "Choisissez une licence\u00a0: sans elle, personne ne peut réutiliser ce contenu, il ne peut donc pas être publié."
)
EMPTY = {
    "one_sentence": "", "objectives": "", "audience": [], "group_min": "", "difficulty": "", "licence": "", "credits": (),
    "steps": streamfield([]),
}  # fmt: skip


def create_url(index):
    return reverse("wagtailadmin_pages:add", args=("guides", "guidepage", index.pk))


def edit_url(guide):
    return reverse("wagtailadmin_pages:edit", args=(guide.pk,))


def form_errors(response):
    return {field: list(messages) for field, messages in response.context["form"].errors.items()}


def test_contributor_saves_a_draft_that_lacks_everything_but_its_title(client, log_in, index):
    log_in("contributor")

    response = client.post(create_url(index), guide_post(**EMPTY))

    guide = GuidePage.objects.get()
    assert response.headers["Location"] == edit_url(guide)
    assert (guide.live, guide.title, guide.licence) == (False, "Cartographier sa rue", "")


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ({"title": "Plier un livret", "slug": "plier-un-livret"}, "plier-un-livret-2"),
        ({"title": "Plier un livret", "slug": ""}, "plier-un-livret-2"),
        ({"title": "a" * 255, "slug": "a" * 255}, "a" * 240 + "-2"),
        ({"title": "\u6298\u308a\u7d19", "slug": ""}, "page"),
        ({"title": "?!", "slug": ""}, "page"),
        # The history of the list of guides is there.
        ({"title": "Historique", "slug": ""}, "historique-2"),
    ],
)
def test_new_guide_is_saved_whatever_other_guides_are_called(client, log_in, index, typed, given):
    make_draft(title="Plier un livret", slug="plier-un-livret")
    make_draft(title="a" * 255, slug="a" * 255)
    log_in("contributor")

    client.post(create_url(index), guide_post(**typed))

    assert GuidePage.objects.get(slug=given).title == typed["title"]


@pytest.mark.parametrize("taken", ["plier-un-livret", "discussion"])
def test_address_taken_by_another_page_or_by_the_site_is_refused_to_a_published_guide(client, log_in, index, taken):
    make_draft(title="Plier un livret", slug="plier-un-livret")
    guide = make_guide(slug="le-livret")
    log_in("editor")

    response = client.post(edit_url(guide), guide_post(slug=taken))

    assert "slug" in form_errors(response)


def test_contributor_may_not_publish(client, log_in, index):
    log_in("contributor")
    client.post(create_url(index), guide_post(action="action-publish"))
    assert not GuidePage.objects.get().live


def test_contributor_submits_and_an_editor_publishes(client, log_in, index):
    log_in("contributor")
    guide = submitted(client, index)
    log_in("editor")

    approve(client, guide)

    guide.refresh_from_db()
    assert guide.live
    assert client.get(guide.url).status_code == 200


def submitted(client, index, **changes):
    client.post(create_url(index), guide_post(action="action-submit", themes=[make_theme().pk], **changes))
    return GuidePage.objects.get()


def approve(client, guide, **options):
    state = guide.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(guide.pk, "approve", state.pk))
    return client.post(url, {"comment": ""}, **options)


def test_submitting_asks_for_what_a_reader_needs(client, log_in, index):
    log_in("contributor")

    response = client.post(create_url(index), guide_post(action="action-submit", **EMPTY))

    assert GuidePage.objects.count() == 0
    assert sorted(form_errors(response)) == [
        "audience", "credits", "difficulty", "group_min", "licence", "objectives", "one_sentence", "steps", "themes",
    ]  # fmt: skip


def test_publishing_without_a_licence_says_why_beside_the_field(client, log_in, index):
    log_in("editor")

    response = client.post(create_url(index), guide_post(action="action-publish", licence="", themes=[make_theme().pk]))

    assert form_errors(response) == {"licence": [NO_LICENCE]}
    soup = BeautifulSoup(response.content, "html.parser")
    (message,) = soup.select("#panel-child-le-fiche-licence-et-credits-licence-errors, [id$=licence-errors]")
    assert NO_LICENCE in message.get_text(" ", strip=True)


def test_editor_publishes_a_new_guide(client, log_in, index):
    log_in("editor")

    client.post(create_url(index), guide_post(action="action-publish", themes=[make_theme().pk]))

    guide = GuidePage.objects.get()
    assert guide.live
    assert guide.objectives == ["lire une carte", "prendre des notes"]
    assert guide.credits == [{"name": "Les Amis du sentier", "role": "author", "url": ""}]
    assert [theme.slug for theme in guide.themes.all()] == ["cartes"]


def test_all_that_is_missing_is_said_at_once(client, log_in, index):
    log_in("editor")
    response = client.post(
        create_url(index), guide_post(action="action-publish", one_sentence="", steps=streamfield([]))
    )
    assert sorted(form_errors(response)) == ["one_sentence", "steps", "themes"]


def test_draft_is_previewed(client, log_in, index):
    log_in("contributor")
    url = reverse("wagtailadmin_pages:preview_on_add", args=("guides", "guidepage", index.pk))

    answer = client.post(url, guide_post(licence="", title="Fiche en cours"))
    page = client.get(url)

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert "<h1>Fiche en cours</h1>" in page.content.decode()


def test_draft_that_has_only_a_title_is_previewed(client, log_in, index):
    draft = GuidePage(title="Une idée", live=False)
    index.add_child(instance=draft)
    draft.save_revision(clean=False)
    log_in("editor")

    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))

    assert "<h1>Une idée</h1>" in page.content.decode()


def test_form_is_in_french_for_a_french_reader(client, log_in, index):
    log_in("contributor", language="fr")
    page = client.get(create_url(index)).content.decode()
    for words in (
        "La fiche",
        "Plus de détails",
        "Origine et vie de la fiche",
        "En une phrase",
        "Enregistrer le brouillon",
    ):
        assert words in page, words
    form = BeautifulSoup(page, "html.parser").select_one("#page-edit-form").get_text(" ").lower()
    for jargon in ("slug", "stream", "workflow", "snippet", "révision"):
        assert jargon not in form, jargon


def test_first_tab_shows_at_most_twelve_fields(client, log_in, index):
    log_in("contributor")
    soup = BeautifulSoup(client.get(create_url(index)).content, "html.parser")
    first = soup.select_one("section[role=tabpanel]")
    assert len(first.select("[data-contentpath]")) == 12


def test_second_editor_is_told_before_overwriting_a_newer_version(client, superuser):
    guide = make_draft()
    loaded = guide.latest_revision
    client.post(edit_url(guide), guide_post(title="Première"))

    late = guide_post(title="Seconde") | {
        "loaded_revision_id": str(loaded.pk), "loaded_revision_created_at": loaded.created_at.isoformat(),
    }  # fmt: skip
    answer = client.post(edit_url(guide), late, headers={"accept": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert (
        answer.json()["error_message"]
        == "Quelqu’un a enregistré une version plus récente entre-temps\u00a0: enregistrer la remplacerait."
    )


def test_two_editors_saving_the_same_guide_are_both_in_its_history(client, superuser):
    guide = make_draft()

    client.post(edit_url(guide), guide_post(title="Première"))
    client.post(edit_url(guide), guide_post(title="Seconde"))

    titles = [revision.as_object().title for revision in Revision.objects.for_instance(guide).order_by("pk")]
    assert titles == ["Cartographier sa rue", "Première", "Seconde"]


def test_publishing_through_the_list_a_guide_without_licence_is_a_sentence(client, superuser):
    guide = make_draft(licence="")

    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={guide.pk}"
    response = client.post(url, {"include_descendants": ""}, follow=True)

    assert response.status_code == 200
    assert NO_LICENCE in response.content.decode()
    assert not GuidePage.objects.get().live


def test_approving_a_guide_whose_picture_lost_its_licence_is_a_sentence(client, log_in, index):
    log_in("contributor")
    picture = make_picture("La halle")
    guide = submitted(client, index, cover=str(picture.pk))
    LicensedImage.objects.update(licence="")
    log_in("editor")

    response = approve(client, guide)

    assert response.headers["Location"] == edit_url(guide)
    told = client.get(edit_url(guide)).content.decode()
    assert "«\u00a0Cartographier sa rue\u00a0» n’a pas été publiée. «\u00a0La halle\u00a0» n’a pas de licence." in told
    guide.refresh_from_db()
    assert not guide.live
    assert guide.workflow_in_progress


def test_approving_in_the_dialogue_leads_back_to_the_guide(client, log_in, index):
    log_in("contributor")
    picture = make_picture("La halle")
    guide = submitted(client, index, cover=str(picture.pk))
    LicensedImage.objects.update(licence="")
    log_in("editor")

    answer = approve(client, guide, headers={"x-requested-with": "XMLHttpRequest"})

    assert answer.json() == {"step": "success", "redirect": edit_url(guide)}


def test_live_guide_keeps_its_page_while_a_draft_is_written(client, superuser):
    guide = make_guide()

    client.post(edit_url(guide), guide_post(title="Autre titre", licence=""))

    guide.refresh_from_db()
    assert (guide.title, guide.licence, guide.has_unpublished_changes) == ("Cartographier sa rue", "cc-by-sa-4.0", True)


def test_an_empty_address_is_made_from_the_title(client, log_in, index):
    log_in("contributor")

    client.post(create_url(index), guide_post(slug=""))

    assert GuidePage.objects.get().slug == "cartographier-sa-rue"


def test_list_that_is_too_long_is_refused_beside_its_field_and_nothing_is_lost(client, log_in, index):
    log_in("contributor")
    tags = ", ".join(f"mot{number}" for number in range(3000))
    response = client.post(create_url(index), guide_post(tags=tags))
    errors = response.context["form"].errors["tags"]
    assert errors == [
        "Une fiche a au plus 40 mots-clés\u00a0; celle-ci en a 3000\u00a0: gardez ceux que l’on chercherait."
    ]
    assert "mot2999" in response.content.decode()
    assert GuidePage.objects.count() == 0
