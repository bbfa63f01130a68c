"""The pages of an archive tell what was frozen, as its files do; and whom to call is in neither."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from commons.library.models import Theme
from community.models import AssociationPage, PlacePage
from programme.archive import stored, writing
from programme.domain.freezing import freeze
from programme.models import EventPage
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_theme
from tests.factories.programme import make_event, make_place, when
from tests.programme.archive.conftest import FIRST_DAY, files_in
from web.page_cache.generation import invalidate_pages

pytestmark = pytest.mark.django_db
HERE = "/programme/2019/"
QUERIES = 26
PAGES = ("", "?vue=grille", "?vue=lieux", "?vue=associations", "carte/", "cartopartie/")
PHONE, MAIL, HOME = "02 98 77 77 77", "anne.sardine@example.org", "06 55 55 55 55"


@pytest.fixture
def place():
    return make_place(phone=PHONE, email=MAIL, website="https://corderie.example/")


@pytest.fixture
def association():
    return AssociationFactory(name="La Passerelle")


@pytest.fixture
def archived(edition, place, association, editor):
    edition.contact_email = "festival@example.org"
    edition.save_revision().publish()
    make_event(
        "Cartopartie", edition=edition, slug="cartopartie", place=place, times=(when(10, day=FIRST_DAY),),
        associations=[association], themes=[make_theme("cartes")], registration="contact",
        registration_contact=f"Anne, {HOME}",
    )  # fmt: skip
    edition.refresh_from_db()
    freeze(edition, by=editor)
    stored.ask(edition, patience=60)
    invalidate_pages()
    return edition


def changed(page, **fields):
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    invalidate_pages()


def page(client, path):
    answer = client.get(HERE + path, headers={"accept-language": "fr"})
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_page_tells_the_names_that_were_frozen(client, archived, place, association, path):
    changed(place, title="Le Quai des mots")
    changed(association, title="Le Pont neuf")
    shown = page(client, path)

    assert [name for name in ("Quai des mots", "Pont neuf") if name in shown] == []
    assert "La Corderie" in shown or "La Passerelle" in shown
    assert "Le Quai des mots" in client.get(PlacePage.objects.get(pk=place.pk).url).content.decode()


def test_place_that_moved_is_one_link_away_and_one_that_is_gone_has_none(client, archived, place):
    changed(place, slug="le-quai")
    assert 'href="/lieux/le-quai/"' in page(client, "cartopartie/")

    PlacePage.objects.get(pk=place.pk).delete()
    invalidate_pages()
    shown = page(client, "cartopartie/")
    assert ("La Corderie" in shown, "/lieux/le-quai/" in shown) == (True, False)


def test_figures_of_the_page_are_those_of_its_file(client, archived, place):
    before = client.get(f"{HERE}figures.json").json()["places"]
    PlacePage.objects.get(pk=place.pk).delete()
    invalidate_pages()
    shown = {line.key: line.value for line in client.get(HERE).context["lines"]}
    assert (before, shown["places"]) == (1, "1")


@pytest.mark.parametrize("withdrawn", ["event", "place"])
def test_what_is_withdrawn_is_on_no_page(client, archived, place, withdrawn):
    if withdrawn == "event":
        EventPage.objects.get(slug="cartopartie").unpublish()
    else:
        PageViewRestriction.objects.create(page=place, restriction_type="login")
    invalidate_pages()
    assert ("Cartopartie" if withdrawn == "event" else "La Corderie") not in page(client, "")


def test_page_of_an_archive_that_cannot_be_read_is_drawn_of_the_rows(client, archived, place, folder):
    [path] = folder.glob("*.zip")
    path.write_bytes(b"PK")
    changed(place, title="Le Quai des mots")
    assert "Le Quai des mots" in page(client, "")


@pytest.mark.parametrize("parameter", ["lieu", "association", "theme"])
def test_filter_by_an_address_of_today_is_answered(client, archived, place, association, parameter):
    if parameter == "theme":
        Theme.objects.filter(slug="cartes").update(slug="neuf")
        invalidate_pages()
    else:
        changed(place if parameter == "lieu" else association, slug="neuf")
    for name in ("programme.ics", "programme.csv", "openagenda.json", "programme.geojson", ""):
        assert "Cartopartie" in page(client, f"{name}?{parameter}=neuf")


@pytest.mark.parametrize("parameter", ["lieu", "association", "theme"])
def test_filter_by_the_address_of_then_is_answered_too(client, archived, place, association, parameter):
    before = {"lieu": place.slug, "association": association.slug, "theme": "cartes"}[parameter]
    changed(place, slug="neuf")
    changed(association, slug="neuve")
    assert "Cartopartie" in page(client, f"programme.ics?{parameter}={before}")
    assert "Cartopartie" in page(client, f"?{parameter}={before}")


def test_filter_that_nobody_knows_finds_nothing(client, archived):
    assert "Cartopartie" not in page(client, "programme.ics?lieu=nulle-part")


def test_nobody_is_to_be_called_in_an_archive(client, archived):
    found = files_in(b"".join(client.get(f"{HERE}archive.zip").streaming_content))
    private = [text.encode() for text in (PHONE, MAIL, HOME, "festival@example.org", "Sardine".lower())]

    assert [name for name, data in found.items() for text in private if text in data] == []
    assert b"https://corderie.example/" in found["fichiers/openagenda.json"]


@pytest.mark.parametrize("filename", ["programme.ics", "openagenda.json", "programme.txt", "programme.csv"])
@pytest.mark.parametrize("query", ["", "?type=workshop"])
def test_nobody_is_to_be_called_by_its_files_nor_before_it_is_written(client, archived, folder, filename, query):
    told = page(client, filename + query)
    for path in folder.iterdir():
        path.unlink()
    invalidate_pages()
    assert [text for text in (PHONE, MAIL, HOME) if text in told + page(client, filename + query)] == []


def test_archive_of_an_older_format_is_given_to_nobody_and_written_anew(client, archived, folder, monkeypatch):
    [path] = folder.glob("*.zip")
    older = path.name.replace(f"-{writing.FORMAT}.zip", "-2.zip")
    path.with_suffix(".sha256").rename(folder / older.replace(".zip", ".sha256"))
    path.rename(folder / older)
    invalidate_pages()

    assert stored.stored_archive(archived) is None
    assert client.get(f"{HERE}archive.sha256").status_code == 404
    call_command("archive_editions", verbosity=0)
    assert [one.name for one in folder.glob("*.zip")] == [path.name]


def test_association_is_named_as_it_was_where_its_page_is_gone(client, archived, association):
    AssociationPage.objects.get(pk=association.pk).delete()
    invalidate_pages()
    assert "La Passerelle" in page(client, "cartopartie/")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_page_do_not_grow_with_what_was_frozen(client, edition, editor, count, django_assert_num_queries):
    for number in range(count):
        make_event(
            f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"),
            associations=[AssociationFactory()], times=(when(9 + number, day=FIRST_DAY),),
        )  # fmt: skip
    freeze(edition, by=editor)
    stored.ask(edition, patience=60)
    client.get(HERE)
    committed()
    with django_assert_num_queries(QUERIES):
        client.get(HERE)
