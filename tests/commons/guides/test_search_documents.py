from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection
from wagtail.models import Page, PageViewRestriction

from commons.guides.models import GuideIndexPage, GuidePage, TaggedGuide
from commons.guides.search_documents import SOURCE, as_document
from commons.library.domain.tags import merge_tags
from commons.library.models import Tag, Theme
from community.models import AssociationPage
from search import missing
from search.indexing import rebuild
from search.query import SearchQuery
from search.service import find
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme, material, section, step
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings, monkeypatch, db):
    """An index of its own, and no wish inherited from another test to make it again."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    monkeypatch.setattr(missing, "wish", missing.Wish())
    rebuild()


@pytest.fixture
def then(django_capture_on_commit_callbacks):
    """What is done inside is committed: what waits for the commit is run, and forgotten as a real commit does."""

    @contextmanager
    def committed():
        with django_capture_on_commit_callbacks(execute=True):
            yield
        connection.run_on_commit.clear()

    return committed


def titles(text="cartographier"):
    return [hit.document.title for hit in find(SearchQuery(q=text)).hits]


def published(then):
    with then():
        guide = make_guide()
    assert titles() == ["Cartographier sa rue"]
    return GuidePage.objects.get(pk=guide.pk)


def test_guide_is_found_once_published(then):
    with then():
        draft = make_draft()
    assert titles() == []

    with then():
        draft.get_latest_revision().publish()
    assert titles() == ["Cartographier sa rue"]


def unpublish(guide):
    guide.unpublish()


def delete(guide):
    guide.delete()


def restrict(guide):
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)


def restrict_the_list(guide):
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def unpublish_the_list(guide):
    guide.get_parent().specific.unpublish()
    guide.unpublish()


def delete_the_list(guide):
    guide.get_parent().specific.delete()


def move_under_a_restricted_page(guide):
    closed = home_page().add_child(instance=GuideIndexPage(title="Fermé", slug="ferme", live=True))
    restrict(closed)
    guide.move(closed, pos="last-child")


@pytest.mark.parametrize(
    "hide",
    [unpublish, delete, restrict, restrict_the_list, unpublish_the_list, delete_the_list, move_under_a_restricted_page],
)
def test_guide_that_is_no_longer_public_is_not_found(then, hide):
    guide = published(then)
    with then():
        hide(guide)
    assert titles() == []


def test_guide_is_found_again_when_its_restriction_ends(then):
    guide = published(then)
    with then():
        restrict(guide)
    with then():
        PageViewRestriction.objects.get().delete()
    assert titles() == ["Cartographier sa rue"]


def test_words_of_a_draft_are_never_found(then):
    guide = published(then)
    guide.steps = [step("Incognito")]
    with then():
        guide.save_revision()
    assert titles("incognito") == []


def test_address_follows_a_move(then):
    guide = published(then)
    with then():
        elsewhere = home_page().add_child(instance=GuideIndexPage(title="Ailleurs", slug="ailleurs", live=True))
        guide.move(elsewhere, pos="last-child")
    assert [hit.document.url for hit in find(SearchQuery(q="cartographier")).hits] == [
        "/ailleurs/cartographier-sa-rue/"
    ]


def test_document_says_what_narrows_the_results():
    guide = make_guide(
        themes=[make_theme()], tags=["balade"], association=AssociationFactory(slug="amis", name="Les Amis"),
        steps=[step(minutes=50), step(minutes=40)],
    )  # fmt: skip
    document = as_document(guide)
    assert (document.type, document.title, document.minutes, document.licence) == (
        "guide",
        guide.title,
        90,
        "cc-by-sa-4.0",
    )
    assert document.facets == {
        "theme": ("cartes",), "audience": ("adults",), "association": ("amis",), "tag": ("balade",),
        "group": ("10", "15"), "internet": (),
    }  # fmt: skip
    assert document.cover == guide.theme != ""


@pytest.mark.parametrize(
    "fields",
    [
        {"summary": "Une girafe"},
        {"objectives": ["dessiner une girafe"]},
        {"steps": [step("La girafe")]},
        {"steps": [step(text="<p>Une<b>girafe</b></p>")]},
        {"steps": [step(note="<p>girafe</p>")]},
        {"sections": [section(text="<p>girafe</p>")]},
        {"sections": [section("other", title="Girafe")]},
        {"materials": [material("girafe")]},
        {"credits": [{"name": "Girafe", "role": "author", "url": ""}]},
    ],
)
def test_every_word_of_a_guide_is_in_its_document(fields):
    document = as_document(make_draft(**fields))
    words = " ".join((document.body, *document.words)).lower().split()
    assert "girafe" in words


@pytest.mark.parametrize("count", [1, 3])
def test_rebuilding_asks_as_much_of_the_database_whatever_it_holds(django_assert_num_queries, count):
    for n in range(count):
        make_guide(f"Fiche {n}", themes=[make_theme()], tags=["balade"], association=AssociationFactory())
    assert make_guide("Chauffe").url == "/guides/chauffe/"  # the paths of the site are kept for the whole process
    committed()
    with django_assert_num_queries(8):
        assert len(list(SOURCE.documents(list(SOURCE.public_pks())))) == count + 1


def test_renamed_theme_is_found_by_its_new_name(then):
    with then():
        make_guide(themes=[make_theme()])
    with then():
        theme = Theme.objects.get()
        theme.name_fr = "Hydrographie"
        theme.save()
    assert titles("hydrographie") == ["Cartographier sa rue"]


def test_merged_tag_is_the_one_that_narrows_the_results(then):
    with then():
        make_guide(tags=["marelle"])
        make_draft("Autre", slug="autre", tags=["balade"])
    with then():
        merge_tags(Tag.objects.get(name="marelle"), into=Tag.objects.get(name="balade"))
    assert titles("balade") == ["Cartographier sa rue"]
    assert titles("marelle") == []


def test_theme_that_goes_leaves_its_guides_without_it(then):
    with then():
        make_guide(themes=[make_theme(name_fr="Hydrographie")])
    with then():
        Theme.objects.get().delete()
    assert titles("hydrographie") == []


@pytest.mark.parametrize(
    "leave", [lambda page: page.unpublish(), lambda page: page.delete()], ids=["withdrawn", "gone"]
)
def test_association_that_leaves_is_no_longer_named(then, leave):
    with then():
        make_guide(association=AssociationFactory(name="Les Hydrographes", one_sentence="Nous mesurons."))
    assert titles("hydrographes") == ["Les Hydrographes", "Cartographier sa rue"]
    with then():
        leave(AssociationPage.objects.get())
    assert titles("hydrographes") == []


@pytest.mark.parametrize("count", [1, 3])
def test_search_page_asks_as_much_of_the_database_whatever_it_finds(client, then, django_assert_num_queries, count):
    with then():
        for number in range(count):
            association = AssociationFactory(slug=f"asso-{number}")
            themes = [make_theme(f"theme-{number}", name_fr=f"Thème {number}")]
            make_guide(f"Cartographier {number}", slug=f"fiche-{number}", themes=themes, association=association)
    rebuild()
    client.get("/recherche/?q=cartographier")

    with django_assert_num_queries(0):
        response = client.get("/recherche/?q=cartographier")
    assert response.content.decode().count('class="result-row"') == count


def test_guide_with_more_tags_than_a_question_may_name_is_indexed():
    guide = make_guide("Mille mots")
    names = [f"mot{n}" for n in range(1001)]
    Tag.objects.bulk_create(Tag(name=name, slug=name, folded=name) for name in names)
    TaggedGuide.objects.bulk_create(TaggedGuide(tag=tag, content_object=guide) for tag in Tag.objects.all())

    (document,) = SOURCE.documents([str(guide.pk)])

    assert len(document.facets["tag"]) == 1001


@pytest.mark.parametrize("count", [0, 3, 1001])
def test_any_number_of_restricted_pages_hides_what_is_under_them(count):
    """SQLite refuses a question with more than 1,000 alternatives: no page of the site would answer."""
    shown, closed, under = make_guide("Ouverte"), make_guide("Fermée"), make_guide("Dessous")
    index = shown.get_parent()
    under.move(closed, pos="last-child")
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page=page, restriction_type="login") for page in [closed] * min(1, count)
    )
    others = [
        Page(title=f"n{n}", draft_title=f"n{n}", slug=f"n{n}", path=f"{index.path}{9000 + n:04}", depth=index.depth + 1,
             url_path=f"/n{n}/", locale_id=shown.locale_id, content_type_id=shown.content_type_id)
        for n in range(count)
    ]  # fmt: skip
    Page.objects.bulk_create(others)
    PageViewRestriction.objects.bulk_create(
        PageViewRestriction(page=page, restriction_type="login") for page in Page.objects.filter(title__regex=r"^n\d+$")
    )

    public = set(SOURCE.public_pks())

    assert public == ({str(shown.pk)} if count else {str(page.pk) for page in (shown, closed, under)})
    assert GuidePage.objects.not_public().count() == (2 if count else 0)
