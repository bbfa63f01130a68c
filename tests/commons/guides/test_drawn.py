"""The body of a guide is drawn once, shows each change at once, and holds what anybody may see alone."""

from __future__ import annotations

import re
import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from commons.guides import drawn
from commons.guides.domain.stamps import EVERYWHERE, LABELS, keys_of, marks, name_key, page_key, touch
from commons.guides.models import GuidePage, Stamp
from commons.library.models import Tag, Theme
from community.renditions import make_renditions
from config import servers
from design import release
from home.models import PlainPage
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import embedded, kit_file, make_draft, make_guide, make_theme, step
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.pages import guide_index, home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shared_guide(shared_database):
    with shared_database():
        about = home_page().add_child(instance=PlainPage(title="La charte", slug="charte", body="<p>…</p>", live=True))
        inside = make_picture("Le quai", name="quai.png")
        link = f'<p><a linktype="page" id="{about.pk}">la charte</a></p>'
        made = make_guide(
            "Plier un bateau",
            steps=[step(text=f"{embedded(inside)}{link}", files=[make_file("Le patron", name="patron.pdf")])],
            files=[kit_file(make_file("L’affiche", name="placard.pdf"))],
            cover=make_picture("Le port", name="havre.png", content=picture_bytes(size=(900, 600))),
            themes=[make_theme()],
            tags=["papier"],
            association=AssociationFactory(name="Radio Ressac", slug="radio"),
        )
        committed()
        yield made.pk


@pytest.fixture
def guide(shared_guide, db):
    return GuidePage.objects.get(pk=shared_guide)


def read(client, guide):
    return client.get(guide.url).content.decode()


def editor():
    person = PersonFactory()
    person.is_superuser = True
    person.save()
    client = Client()
    client.force_login(person)
    return client


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def save(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def translation(guide, **fields):
    return make_guide("Fold a boat", language="en", translation_of=guide, **fields)


def picture_in_the_text(guide):
    return guide.cover.__class__.objects.get(title="Le quai")


def first_file(guide):
    return guide.files[0].value["document"]


OUMOU = [{"name": "Oumou", "role": "author", "url": ""}]

# What changes, a word that the page says after it, and one that it said before.
CHANGES = {
    "title": (lambda guide: publish(guide, title="Plier un avion"), "Plier un avion", "Plier un bateau"),
    "origin": (lambda guide: publish(guide, source_url="https://exemple.fr/origine"), "exemple.fr/origine", ""),
    "cover’s credit": (lambda guide: save(guide.cover, credits=OUMOU), "Oumou", ""),
    "cover’s licence": (lambda guide: save(guide.cover, licence="cc-by-nc-4.0"), "CC BY-NC 4.0", ""),
    "cover gone": (lambda guide: guide.cover.delete(), "", "havre"),
    "credit in a text": (lambda guide: save(picture_in_the_text(guide), credits=OUMOU), "Oumou", ""),
    "file’s title": (lambda guide: save(first_file(guide), title="Le dépliant"), "Le dépliant", "L’affiche"),
    "file gone": (lambda guide: first_file(guide).delete(), "", "L’affiche"),
    "association": (lambda guide: publish(guide.association, title="Radio Marée"), "Radio Marée", "Radio Ressac"),
    "association withdrawn": (lambda guide: guide.association.unpublish(), "", "Radio Ressac"),
    "association closed": (lambda guide: restrict(guide.association), "", "Radio Ressac"),
    "theme": (lambda guide: save(guide.theme_list[0], name_fr="Plages"), "Plages", "Cartes"),
    "theme taken away": (lambda guide: publish(guide, themes=[]), "", "Cartes"),
    "theme gone": (lambda guide: guide.theme_list[0].delete(), "", "Cartes"),
    "tag": (lambda guide: save(guide.tag_list[0], name="carton"), "carton", ">papier<"),
    "tag gone": (lambda guide: guide.tag_list[0].delete(), "", ">papier<"),
    "translation": (translation, "hreflang", ""),
    "link’s page withdrawn": (lambda _guide: charter().unpublish(), "", 'href="/charte/"'),
    "link’s page elsewhere": (lambda _guide: publish(charter(), slug="regles"), 'href="/regles/"', 'href="/charte/"'),
    "link’s page closed": (lambda _guide: restrict(charter()), "", 'href="/charte/"'),
    "link’s page gone": (lambda _guide: charter().delete(), "", 'href="/charte/"'),
    "site": (lambda _guide: save(Site.objects.get(), hostname="commun.example"), "http://commun.example/", ""),
}


def charter():
    return PlainPage.objects.get(slug="charte")


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def close(item):
    closed = Collection.get_first_root_node().add_child(name="À nous")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    save(item, collection=closed)


@pytest.mark.parametrize(("change", "after", "before"), CHANGES.values(), ids=CHANGES)
def test_change_shows_at_once(client, guide, change, after, before):
    committed()
    first = body_of(client, guide)
    assert before in first
    assert not after or after not in first
    assert drawn.is_drawn(guide)
    change(guide)
    committed()
    second = body_of(client, guide)
    assert after in second
    assert not before or before not in second


def body_of(client, guide):
    page = BeautifulSoup(read(client, guide), "html.parser")
    for around in page.select("header.site-header, footer.site-footer, title"):
        around.extract()
    return str(page)


def test_index_that_takes_another_address_takes_the_guides_along(client, guide):
    committed()
    assert 'href="/guides/"' in body_of(client, guide)
    publish(guide_index(), slug="fiches")
    committed()
    moved = GuidePage.objects.get(pk=guide.pk)
    assert moved.url == "/fiches/plier-un-bateau/"
    page = body_of(client, moved)
    assert 'href="/fiches/"' in page
    assert "/guides/" not in page


def test_version_that_changes_or_leaves_is_followed(client, guide):
    other = translation(guide)
    committed()
    assert "Fold a boat" in body_of(client, guide)
    publish(other, title="Fold a ship")
    committed()
    assert "Fold a ship" in body_of(client, guide)
    publish(other, translation_of=None)
    committed()
    assert "hreflang" not in body_of(client, guide)


def test_rendition_that_was_missing_shows_once_it_is_made(client, guide):
    guide.cover.renditions.all().delete()
    committed()
    assert "max-800x1600" not in body_of(client, guide)
    make_renditions(guide.cover)
    committed()
    assert "max-800x1600" in body_of(client, guide)


@pytest.mark.parametrize("item", [lambda guide: guide.cover, picture_in_the_text, first_file])
def test_item_of_a_closed_collection_goes_at_once_and_comes_back(client, guide, item):
    committed()
    words = [re.sub(r"\W.*", "", item(guide).file.name.rpartition("/")[2]), item(guide).title]
    assert any(word in body_of(client, guide) for word in words)
    close(item(guide))
    committed()
    assert not any(word in body_of(client, guide) for word in words)
    CollectionViewRestriction.objects.get().delete()
    committed()
    assert any(word in body_of(client, guide) for word in words)


def test_pictures_moved_by_ticked_boxes_go_at_once(client, guide):
    closed = Collection.get_first_root_node().add_child(name="À nous")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    committed()
    assert "havre" in body_of(client, guide)
    url = reverse("wagtail_bulk_action", args=["library", "licensedimage", "add_to_collection"])
    answer = editor().post(f"{url}?id={guide.cover.pk}&next=/admin/", {"collection": closed.pk})
    assert answer.status_code == 302
    committed()
    assert "havre" not in body_of(client, guide)


def test_person_who_may_see_more_sees_it_and_leaves_nothing_behind(client, guide):
    close(guide.cover)
    committed()
    inside = editor()
    for _ in range(2):
        assert "havre" in body_of(inside, guide)
        assert "havre" not in body_of(client, guide)


def test_only_who_may_edit_finds_the_way_to_the_form(client, guide):
    committed()
    form = f'class="button" href="{guide.url}modifier/"'
    for _ in range(2):
        assert form in read(editor(), guide)
        assert form not in read(client, guide)


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_restricted_guide_is_read_by_nobody_else(client, guide, kind):
    committed()
    assert "Le patron" in read(client, guide)
    PageViewRestriction.objects.create(page=guide, restriction_type=kind, password="abri")
    assert "Le patron" not in read(client, guide)
    assert ("Le patron" in read(editor(), guide)) is (kind == PageViewRestriction.LOGIN)


def test_draft_and_preview_are_never_cached(client, guide):
    committed()
    guide.title = "Pas encore"
    guide.save_revision()
    committed()
    assert drawn.is_drawn(guide) is False
    assert "Pas encore" not in read(client, guide)
    assert "Pas encore" in guide.make_preview_request(preview_mode="").content.decode()
    assert "Pas encore" not in read(client, guide)
    draft = make_draft("Un secret")
    committed()
    assert drawn.draw(draft.pk) is None


def test_draft_forgets_no_body(client, guide):
    committed()
    read(client, guide)
    guide.save_revision()
    assert drawn.is_drawn(guide)


def test_other_number_of_participants_is_counted_for_one_reader(client, guide):
    committed()
    read(client, guide)
    before = caches["drawn"]._cache.copy()
    assert client.get(f"{guide.url}?participants=3").status_code == 200
    assert caches["drawn"]._cache == before


def test_body_outlives_what_it_does_not_show(client, guide):
    other = make_guide("Un autre", tags=["autre"])
    elsewhere = make_picture("Ailleurs", name="ailleurs.png")
    committed()
    read(client, guide)
    publish(other, title="Un autre encore")
    save(elsewhere, title="Plus loin")
    make_guide("Encore un", tags=["nouveau"])
    AssociationFactory(name="Une autre", slug="une-autre")
    committed()
    assert drawn.is_drawn(guide)


def test_each_language_has_its_body(client, guide):
    committed()
    french, english = (
        client.get(guide.url, headers={"accept-language": language}).content.decode() for language in ("fr", "en")
    )
    assert "Fichiers" in french
    assert "Fichiers" not in english
    assert client.get(guide.url, headers={"accept-language": "fr"}).content.decode() == french


def test_cached_body_is_the_page_that_would_be_drawn(client, guide):
    translation(guide)
    made = read(client, guide)  # amid the transaction of the test: nothing is cached
    assert not drawn.is_drawn(guide)
    committed()
    assert [read(client, guide), read(client, guide)] == [made, made]
    assert drawn.is_drawn(guide)


def test_newer_release_draws_anew(client, guide, monkeypatch):
    committed()
    read(client, guide)
    monkeypatch.setattr(drawn, "release", lambda: "another")
    assert not drawn.is_drawn(guide)


@pytest.mark.parametrize("file", ["templates/a.html", "legaltools/data/rules.json", "markup/tree.py", "licences/a.py"])
def test_release_follows_the_files_that_draw(monkeypatch, tmp_path, file):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text("a")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    first = release.release.__wrapped__()
    assert release.release.__wrapped__() == first
    (tmp_path / file).write_text("ab")
    assert release.release.__wrapped__() != first


def test_guide_of_a_restored_database_is_not_taken_for_another(client, guide):
    committed()
    read(client, guide)
    GuidePage.objects.filter(pk=guide.pk).update(translation_key=uuid.uuid4(), title="Une autre fiche")
    Stamp.objects.all().delete()
    assert "Une autre fiche" in body_of(client, guide)


def test_guide_that_changes_while_it_is_drawn_is_not_cached(client, guide, monkeypatch):
    committed()
    original = drawn.keys_of

    def changed_meanwhile(found):
        keys = original(found)
        touch(page_key(found.pk))
        return keys

    monkeypatch.setattr(drawn, "keys_of", changed_meanwhile)
    assert "Plier un bateau" in read(client, guide)
    assert not drawn.is_drawn(guide)


@pytest.mark.parametrize("key", [LABELS, EVERYWHERE, "image", "document"])
def test_what_changes_while_it_is_drawn_makes_the_body_stale(client, guide, monkeypatch, key):
    committed()
    keys = {key: key, "image": f"image:{guide.cover_id}", "document": f"document:{first_file(guide).pk}"}
    original = drawn._drawn

    def changed_meanwhile(found, **more):
        touch(keys[key])
        return original(found, **more)

    monkeypatch.setattr(drawn, "_drawn", changed_meanwhile)
    read(client, guide)
    assert not drawn.is_drawn(guide)


def test_pages_are_read_while_the_cache_of_bodies_fails(client, guide, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.CACHES = settings.CACHES | {"drawn": servers.cache("CACHE_URL", tmp_path / "file" / "drawn", most=10)}
    committed()
    for _ in range(2):
        assert "Plier un bateau" in read(client, guide)


def test_command_draws_what_is_missing_in_every_language(client, guide, capsys, django_assert_num_queries):
    make_draft("Un secret")
    committed()
    call_command("draw_guides")
    call_command("draw_guides")
    assert capsys.readouterr().out.split("\n")[:2] == ["Drawn: 1.", "Drawn: 0."]
    client.get("/charte/")  # what every page shows is at hand
    with django_assert_num_queries(6):
        read(client, guide)


def test_publishing_draws_ahead_of_the_first_reader(guide, django_capture_on_commit_callbacks):
    committed()
    with django_capture_on_commit_callbacks() as callbacks:
        publish(guide, title="Plier un avion")
    committed()
    for callback in callbacks:
        if getattr(callback, "func", None) is drawn.draw_quietly:
            callback()
    assert drawn.is_drawn(GuidePage.objects.get(pk=guide.pk))


def test_body_that_cannot_be_drawn_ahead_is_told_and_published_all_the_same(guide, monkeypatch, caplog):
    committed()
    monkeypatch.setattr(drawn, "guide_context", lambda *_a, **_m: 1 / 0)
    drawn.draw_quietly(guide.pk)
    assert "could not be drawn ahead" in caplog.text


def test_stamps_are_one_question_and_name_everything_shown(guide, django_assert_num_queries):
    other = translation(guide)
    fresh = GuidePage.objects.get(pk=guide.pk)
    with django_assert_num_queries(3):  # its versions, and one for each generation of its relatives
        keys = keys_of(fresh)
    assert {f"page:{pk}" for pk in (guide.pk, other.pk, guide.association_id, charter().pk)} <= keys
    assert {key.partition(":")[0] for key in keys} == {"page", "work", "image", "document", "labels", "everywhere"}
    assert len([key for key in keys if key.startswith("document:")]) == 2
    assert len([key for key in keys if key.startswith("image:")]) == 2
    with django_assert_num_queries(1):
        marks(keys)


def test_what_is_only_made_leaves_no_stamp():
    make_guide()
    committed()
    Stamp.objects.all().delete()
    make_picture(name="neuf.png")
    make_file(name="neuf.pdf")
    Tag.objects.create(name="neuf", slug="neuf")
    assert not Stamp.objects.exists()
    Theme.objects.create(slug="neuf", name_fr="Neuf", name_en="New", palette="maps")
    assert list(Stamp.objects.values_list("key", flat=True)) == [LABELS]


def test_the_stamp_of_a_long_title_fits_its_column():
    assert len(name_key("x" * 300)) <= Stamp._meta.get_field("key").max_length
