from __future__ import annotations

import pytest
from django.urls import reverse

from commons.guides.models import GuidePage
from commons.library.domain.tags import merge_tags
from commons.library.domain.themes import load_themes
from commons.library.models import Tag, Theme
from tests.commons.admin.guide_posts import guide_post
from tests.factories.guides import make_draft, make_guide

pytestmark = pytest.mark.django_db


def tag_names(guide):
    return sorted(tag.name for tag in GuidePage.objects.get(pk=guide.pk).tags.all())


@pytest.mark.parametrize("spelling", ["Été", "été", "ETE", "ete", " Été "])
def test_tag_written_otherwise_is_the_same_tag(spelling):
    make_draft("Une", slug="une", tags=["Été"])
    second = make_draft("Deux", slug="deux", tags=[spelling])
    assert tag_names(second) == ["Été"]
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("other", ["œuvre", "OEUVRE", "oeuvre"])
def test_ligature_is_its_two_letters(other):
    make_draft("Une", slug="une", tags=["Œuvre"])
    make_draft("Deux", slug="deux", tags=[other])
    assert Tag.objects.count() == 1


def test_long_tag_that_grows_when_folded_is_kept_and_found_again():
    make_draft("Une", slug="une", tags=["œ" * 90])
    second = make_draft("Deux", slug="deux", tags=["Œ" * 90])
    assert (tag_names(second), len(Tag.objects.get().folded)) == (["œ" * 90], 100)


def test_tags_of_other_words_are_other_tags():
    make_draft(tags=["été", "étés"])
    assert Tag.objects.count() == 2


def test_tags_typed_in_the_form_find_those_that_exist(client, log_in, index):
    make_draft("Une", slug="une", tags=["Été", "carte à jouer"])
    log_in("contributor")
    url = reverse("wagtailadmin_pages:add", args=("guides", "guidepage", index.pk))
    client.post(url, guide_post(tags='ete, "Carte à jouer", nouveau'))
    assert tag_names(GuidePage.objects.get(slug="cartographier-sa-rue")) == ["carte à jouer", "nouveau", "Été"]
    assert Tag.objects.count() == 3


@pytest.mark.parametrize(
    ("typed", "suggested"), [("é", ["étude", "été"]), ("ET", ["étude", "été"]), ("etu", ["étude"]), ("x", []), ("", [])]
)
def test_tags_are_suggested_while_typing(client, log_in, typed, suggested):
    make_draft(tags=["été", "étude", "hiver"])
    log_in("contributor")
    url = reverse("wagtailadmin_tag_model_autocomplete", args=("library", "tag"))
    assert client.get(url, {"term": typed}).json() == suggested


def test_form_asks_for_suggestions_of_guide_tags(client, log_in, index):
    log_in("contributor")
    page = client.get(reverse("wagtailadmin_pages:add", args=("guides", "guidepage", index.pk))).content.decode()
    assert reverse("wagtailadmin_tag_model_autocomplete", args=("library", "tag")) in page


@pytest.fixture
def two_tags():
    make_guide("Une", slug="une", tags=["balade"])
    make_guide("Deux", slug="deux", tags=["balade", "promenade"])
    return Tag.objects.get(name="balade"), Tag.objects.get(name="promenade")


def test_merged_tag_is_carried_by_every_guide_once(two_tags):
    balade, promenade = two_tags
    assert merge_tags(promenade, into=balade) == 1
    assert [tag_names(guide) for guide in GuidePage.objects.order_by("slug")] == [["balade"], ["balade"]]
    assert list(Tag.objects.values_list("name", flat=True)) == ["balade"]


def test_draft_written_before_a_merge_carries_the_tag_that_stays(two_tags):
    balade, promenade = two_tags
    guide = GuidePage.objects.get(slug="une")
    guide.tags.set(["promenade", "nuit"])
    guide.save_revision()

    merge_tags(promenade, into=balade)

    draft = GuidePage.objects.get(slug="une").get_latest_revision_as_object()
    assert sorted(tag.name for tag in draft.tags.all()) == ["balade", "nuit"]


def test_tags_are_listed_whatever_their_accents():
    make_draft(tags=["zèbre", "été", "abri"])
    assert [tag.name for tag in Tag.objects.all()] == ["abri", "été", "zèbre"]


def test_tag_is_not_merged_into_itself(two_tags):
    with pytest.raises(ValueError, match="into itself"):
        merge_tags(two_tags[0], into=two_tags[0])


def test_steward_merges_a_tag(client, log_in, two_tags):
    balade, promenade = two_tags
    log_in("steward")
    url = reverse("library_merge_tag", args=[promenade.pk])

    assert "Fusionner" in client.get(url).content.decode()
    response = client.post(url, {"into": balade.pk}, follow=True)

    assert "1 fiche porte maintenant «\u00a0balade\u00a0»." in response.content.decode()
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("group", ["newcomer", "contributor", "editor"])
def test_only_stewards_merge_tags(client, log_in, two_tags, group):
    log_in(group)
    client.post(reverse("library_merge_tag", args=[two_tags[1].pk]), {"into": two_tags[0].pk})
    assert Tag.objects.count() == 2


def test_tag_may_not_be_merged_into_itself_in_the_form(client, log_in, two_tags):
    log_in("steward")
    response = client.post(reverse("library_merge_tag", args=[two_tags[0].pk]), {"into": two_tags[0].pk})
    assert list(response.context["form"].errors) == ["into"]


def test_second_spelling_of_a_tag_is_refused_with_a_sentence(client, log_in):
    make_draft(tags=["été"])
    log_in("steward")

    response = client.post(reverse("wagtailsnippets_library_tag:add"), {"name": "Ete"})

    assert response.context["form"].errors["name"] == [
        "C’est déjà le mot-clé «\u00a0été\u00a0»\u00a0: utilisez-le, ou fusionnez les deux."
    ]


@pytest.mark.parametrize(("group", "status"), [("contributor", 302), ("steward", 200)])
@pytest.mark.parametrize("model", ["theme", "guidetag"])
def test_only_stewards_keep_the_lists(client, log_in, group, status, model):
    log_in(group)
    assert client.get(reverse(f"wagtailsnippets_commons_{model}:list")).status_code == status


def test_steward_adds_a_theme(client, log_in):
    log_in("steward")
    client.post(
        reverse("wagtailsnippets_library_theme:add"),
        {"name_fr": "Son", "name_en": "Sound", "slug": "son", "palette": "sound", "position": "1"},
    )
    assert Theme.objects.get().get_absolute_url() == "/themes/son/"


ROWS = [
    {"slug": "son", "name_fr": "Son", "name_en": "Sound", "palette": "sound"},
    {"slug": "cartes", "name_fr": "Cartes", "name_en": "Maps"},
]


def test_themes_are_loaded_in_their_order_and_once():
    rows = [row | {"palette": row.get("palette", "maps")} for row in ROWS]
    assert (load_themes(rows), load_themes(rows)) == (2, 0)
    assert list(Theme.objects.values_list("slug", flat=True)) == ["son", "cartes"]
