"""A medium is found by what it is used for, and the index follows the pages that use it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.tasks import update_reference_index_task

from commons.guides.models import GuideIndexPage, GuidePage
from commons.library.domain import uses
from commons.library.models import MediaItem
from commons.library.search_documents import MediaSource
from search import indexing
from search.comparing import differences
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find
from search.why import why
from tests.commons.library.test_media_pages import offered
from tests.factories.guides import embedded, make_draft, make_guide, step
from tests.factories.kits import item_row, make_kit
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.pages import guide_index, home_page
from web.tasks import each_task_once

pytestmark = pytest.mark.django_db

HERBS = "Compter les herbes du trottoir"


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"
    return home_page()


@pytest.fixture
def sheet():
    """A form that stays public whatever uses it."""
    row = make_file("Grille")
    offered(row)
    return row


@pytest.fixture
def other():
    row = make_file("Étiquettes", content=b"%PDF-1.4 autre")
    offered(row)
    return row


def titles_on(row):
    """What its document has beside the name of its author."""
    [document] = MediaSource().documents([str(row.media_item.pk)])
    return document.words[1:]


def using(*rows):
    return {"steps": [step(files=rows)]}


def found(q):
    return [hit.document.title for hit in find(SearchQuery(q=q, filters={"type": ("media",)})).hits]


def noted():
    return set(PendingDocument.objects.filter(type="media").values_list("pk_text", flat=True))


def key(row):
    return str(row.media_item.pk)


# What a document holds


def test_form_of_a_step_is_found_by_the_title_of_its_guide(sheet):
    make_guide(HERBS, **using(sheet))
    indexing.rebuild()

    assert found("grille pour compter les herbes") == ["Grille"]
    assert found("herbes trottoir") == ["Grille"]


def test_cover_picture_of_a_text_and_medium_of_a_kit_are_found_by_it_too():
    cover, shown, held = (make_picture(f"Image {n}", content=picture_bytes(colour=(n, 9, 9))) for n in range(3))
    make_guide(HERBS, cover=cover, steps=[step(text=embedded(shown))])
    offered(held)
    make_kit("Une matinée au jardin", entries=[item_row(f"media:{key(held)}")])

    assert [titles_on(row) for row in (cover, shown, held)] == [(HERBS,), (HERBS,), ("Une matinée au jardin",)]


def draft(row):
    make_draft(HERBS, **using(row))


def draft_title(row):
    guide = make_guide("Publique", **using(row))
    guide.title = HERBS
    guide.save_revision()


def draft_use(row):
    guide = make_guide(HERBS)
    guide.cover = None
    guide.steps = make_draft("Autre brouillon", **using(row)).steps
    guide.save_revision()


def withdrawn(row):
    make_guide(HERBS, **using(row)).unpublish()


def restricted(row):
    guide = make_guide(HERBS, **using(row))
    PageViewRestriction.objects.create(page=guide, restriction_type="login")


def below_restricted(row):
    make_guide(HERBS, **using(row))
    PageViewRestriction.objects.create(page=guide_index(), restriction_type="password", password="x")


@pytest.mark.parametrize("hide", [draft, draft_title, draft_use, withdrawn, restricted, below_restricted])
def test_title_that_nobody_may_read_finds_nothing(sheet, hide):
    hide(sheet)
    indexing.rebuild()

    assert HERBS not in titles_on(sheet)
    assert found("herbes trottoir") == []


def test_five_titles_at_most_those_in_the_language_of_the_medium_first(sheet):
    for number in range(4):
        make_guide(f"Fiche {number}", **using(sheet))
        make_guide(f"A guide {number}", language="en", **using(sheet))
    assert titles_on(sheet) == ("Fiche 0", "Fiche 1", "Fiche 2", "Fiche 3", "A guide 0")

    MediaItem.objects.filter(pk=sheet.media_item.pk).update(language="en")
    assert titles_on(sheet) == ("A guide 0", "A guide 1", "A guide 2", "A guide 3", "Fiche 0")


def test_page_that_uses_a_medium_many_times_is_named_once(sheet):
    make_guide(HERBS, steps=[step(files=[sheet]) for _ in range(3)])
    make_guide(HERBS, **using(sheet))

    assert titles_on(sheet) == (HERBS,)


def test_page_that_uses_too_many_media_finds_none_of_them(sheet, other, monkeypatch):
    monkeypatch.setattr("commons.library.used_in.MOST_OF_A_PAGE", 1)
    make_guide("Une seule", **using(sheet))
    make_guide("Deux", **using(sheet, other))

    assert (titles_on(sheet), titles_on(other)) == (("Une seule",), ())


@pytest.mark.parametrize("count", [1, 3])
def test_documents_ask_the_database_as_much_for_three_media_as_for_one(count, django_assert_num_queries):
    rows = [make_picture(f"Image {n}", content=picture_bytes(colour=(n, 9, 9))) for n in range(count)]
    for row in rows:
        make_guide(f"Fiche {row.title}", cover=row)
    keys = [key(row) for row in rows]
    list(MediaSource().documents(keys))

    with django_assert_num_queries(QUERIES_OF_DOCUMENTS):
        documents = list(MediaSource().documents(keys))

    assert sorted(document.words[1:] for document in documents) == [(f"Fiche Image {n}",) for n in range(count)]


# The media, closed collections, their themes, their tags; references, closed pages and pages of the titles
QUERIES_OF_DOCUMENTS = 7


# What the index follows


def rename(guide, _other):
    guide.title = "Recenser les mousses"
    guide.save_revision().publish()


def rename_by_a_save(guide, _other):
    guide.title = "Recenser les mousses"
    guide.save()


def rename_as_a_page(guide, _other):
    page = Page.objects.get(pk=guide.pk)
    page.title = "Recenser les mousses"
    page.save()


def other_use(guide, other):
    guide.steps = make_draft("Modèle", **using(other)).steps
    guide.save_revision().publish()


def other_use_at_the_end(guide, other):
    guide.steps = make_draft("Modèle", **using(other)).steps
    with each_task_once():
        guide.save_revision().publish()


def one_more_use(guide, other):
    make_guide("Une autre fiche", **using(other, guide.steps[0].value["files"][0]))


def import_many(guide, other):
    with indexing.paused():
        one_more_use(guide, other)


def unpublish(guide, _other):
    guide.unpublish()


def expire(guide, _other):
    Page.objects.filter(pk=guide.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")


def restrict(guide, _other):
    PageViewRestriction.objects.create(page=guide, restriction_type="login")


def restrict_the_list(guide, _other):
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type="login")


def move_below_restricted(guide, _other):
    closed = home_page().add_child(instance=GuideIndexPage(title="Entre nous", slug="entre-nous", live=True))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    guide.move(closed, pos="last-child")


def move_its_list_below_restricted(guide, _other):
    closed = home_page().add_child(instance=GuideIndexPage(title="Entre nous", slug="entre-nous", live=True))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    guide.get_parent().specific.move(closed, pos="last-child")


def delete(guide, _other):
    guide.delete()


def delete_as_a_page(guide, _other):
    Page.objects.get(pk=guide.pk).delete()


def delete_its_list(guide, _other):
    guide.get_parent().specific.delete()


def translate(guide, _other):
    guide.language = "en"
    guide.save()


CHANGES = {
    rename: ("Recenser les mousses",),
    rename_by_a_save: ("Recenser les mousses",),
    rename_as_a_page: ("Recenser les mousses",),
    other_use: (),
    other_use_at_the_end: (),
    one_more_use: (HERBS, "Une autre fiche"),
    import_many: (HERBS, "Une autre fiche"),
    unpublish: (),
    expire: (),
    restrict: (),
    restrict_the_list: (),
    move_below_restricted: (),
    move_its_list_below_restricted: (),
    delete: (),
    delete_as_a_page: (),
    delete_its_list: (),
    translate: (HERBS,),
}


@pytest.mark.parametrize(("change", "titles"), CHANGES.items(), ids=[change.__name__ for change in CHANGES])
def test_index_and_database_are_equal_after(sheet, other, change, titles):
    guide = make_guide(HERBS, **using(sheet))
    indexing.rebuild()
    PendingDocument.objects.all().delete()

    change(guide, other)
    was_noted = key(sheet) in noted()
    indexing.drain()

    assert was_noted
    assert titles_on(sheet) == titles
    assert differences() == {}


def test_what_a_page_uses_now_and_what_it_used_before_are_noted(sheet, other):
    guide = make_guide(HERBS, **using(sheet))
    PendingDocument.objects.all().delete()

    other_use(guide, other)

    assert noted() == {key(sheet), key(other)}


def test_page_that_opens_again_finds_its_media_again(sheet):
    guide = make_guide(HERBS, **using(sheet))
    closed = PageViewRestriction.objects.create(page=guide, restriction_type="login")
    indexing.rebuild()

    closed.delete()
    indexing.drain()

    assert found("herbes") == ["Grille"]
    assert differences() == {}


def test_references_that_are_read_later_are_followed(sheet, other):
    """By whichever task, after the page was saved and its notes were handled."""
    guide = make_guide(HERBS, **using(sheet))
    indexing.rebuild()
    stored = GuidePage._meta.get_field("steps").get_prep_value(make_draft("Modèle", **using(other)).steps)
    GuidePage.objects.filter(pk=guide.pk).update(steps=stored)
    indexing.drain()

    update_reference_index_task.enqueue("guides", "guidepage", str(guide.pk))
    indexing.drain()

    assert (titles_on(sheet), titles_on(other)) == ((), (HERBS,))
    assert differences() == {}


def test_references_that_a_command_reads_again_are_followed(sheet, other, django_capture_on_commit_callbacks):
    make_guide(HERBS, **using(sheet))
    make_guide("Une autre fiche", **using(other))
    of_sheet = ReferenceIndex.objects.filter(
        to_object_id=str(sheet.pk), to_content_type=ContentType.objects.get_for_model(sheet)
    )
    of_sheet.delete()
    indexing.rebuild()
    PendingDocument.objects.all().delete()
    assert (found("herbes"), differences()) == ([], {})

    call_command("rebuild_references_index", verbosity=0)

    assert noted() == {key(sheet)}
    indexing.drain()
    assert (found("herbes"), differences()) == (["Grille"], {})


def test_command_that_reads_references_as_they_were_notes_nothing(sheet):
    make_guide(HERBS, **using(sheet))
    PendingDocument.objects.all().delete()

    call_command("rebuild_references_index", verbosity=0)

    assert noted() == set()


def test_comparison_tells_of_references_that_were_lost(sheet):
    make_guide(HERBS, **using(sheet))
    indexing.rebuild()
    PendingDocument.objects.all().delete()

    ReferenceIndex.objects.all().delete()

    assert differences() == {f"media:{key(sheet)}": "outdated"}


def test_draft_that_is_saved_notes_no_media(sheet, other):
    guide = make_guide(HERBS, **using(sheet))
    PendingDocument.objects.all().delete()

    guide.title = "Autre titre"
    guide.steps = make_draft("Modèle", **using(other)).steps
    guide.save_revision()
    make_draft("Jamais publiée", **using(sheet)).save_revision()

    assert key(sheet) not in noted()


def test_page_that_uses_too_many_media_notes_none_of_them_and_those_it_named_until_now(sheet, other, monkeypatch):
    for module in ("commons.library.used_in", "commons.library.domain.uses"):
        monkeypatch.setattr(f"{module}.MOST_OF_A_PAGE", 1)
    guide = make_guide(HERBS, **using(sheet))
    indexing.rebuild()
    PendingDocument.objects.all().delete()

    guide.steps = make_draft("Modèle", **using(sheet, other)).steps
    guide.save_revision().publish()
    assert noted() == {key(sheet)}

    indexing.drain()
    guide.title = "Autre titre"
    guide.save_revision().publish()
    assert noted() == set()
    assert differences() == {}


def test_pages_of_a_list_are_asked_together(sheet, django_assert_num_queries):
    keys = [make_guide(f"Fiche {number}", **using(sheet)).pk for number in range(3)]
    uses.types()
    with django_assert_num_queries(2):
        assert uses.items_on(keys) == {sheet.media_item.pk}


# Why


def test_reason_of_a_medium_found_by_its_guide_is_told(sheet):
    make_guide(HERBS, **using(sheet))
    indexing.rebuild()
    [document] = MediaSource().documents([key(sheet)])

    told = why(SearchQuery(q="grille trottoir"), document)

    assert [(field.label, field.words) for field in told.fields] == [
        ("Titre", ("Grille",)),
        ("Mots associés (mots-clés, noms, pages qui l’utilisent)", ("trottoir",)),
    ]
