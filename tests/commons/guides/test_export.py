"""What one leaves with: the text, the archive, the sheet to print."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Collection, CollectionViewRestriction

from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from tests.factories.downloads import archive_of
from tests.factories.guides import embedded, kit_file, make_guide, material, step
from tests.factories.media import make_file, make_picture, picture_bytes

pytestmark = pytest.mark.django_db


def full_guide():
    picture = make_picture("Le marché", name="marche.png", content=picture_bytes(size=(640, 480)))
    return make_guide(
        steps=[step(text=f"<p>Regarder.</p>{embedded(picture)}")],
        files=[kit_file(make_file("Le plan", name="plan.pdf"))],
    )


def test_archive_holds_the_page_the_sheet_the_text_the_files_and_the_rights(client):
    archive = archive_of(client, full_guide())

    plan, picture = sorted(name for name in archive.namelist() if re.search(r"/(files|images)/", name))
    assert re.fullmatch(r"cartographier-sa-rue/files/plan\w*\.pdf", plan)
    assert re.fullmatch(r"cartographier-sa-rue/images/marche\w*\.png", picture)
    assert sorted(set(archive.namelist()) - {plan, picture}) == [
        "CREDITS.en.html", "CREDITS.en.txt", "CREDITS.fr.html", "CREDITS.fr.txt",
        "LICENCES/CC-BY-4.0.en.txt", "LICENCES/CC-BY-4.0.fr.txt",
        "LICENCES/CC-BY-SA-4.0.en.txt", "LICENCES/CC-BY-SA-4.0.fr.txt",
        "cartographier-sa-rue.pdf", "cartographier-sa-rue/guide.md", "fonts.css", "index.html",
        "ro-crate-metadata.json",
    ]  # fmt: skip
    assert archive.read("cartographier-sa-rue/guide.md").startswith(b"---\ntitle: Cartographier sa rue\n")
    assert archive.testzip() is None


def test_archive_is_read_back_as_the_same_guide(client, tmp_path):
    guide = full_guide()
    archive_of(client, guide).extractall(tmp_path)
    guide.delete()

    report = import_guides(tmp_path, options=Options(format="markdown", publish=True))

    assert (report.created, report.refused, report.warnings) == (1, [], [])
    again = GuidePage.objects.get(slug="cartographier-sa-rue")
    assert again.files[0].value["document"].title == "Le plan"
    assert 'embedtype="image"' in again.steps[0].value["text"].source


def test_a_lost_picture_is_named_in_the_archive(client, caplog):
    guide = full_guide()
    picture = make_picture("Perdue", name="perdue.png", content=picture_bytes(colour=(1, 2, 3)))
    guide.cover = picture
    guide.save_revision().publish()
    picture.file.storage.delete(picture.file.name)

    archive = archive_of(client, guide)

    note = archive.read("MANQUE.txt").decode()
    assert note.startswith("Ces éléments ne sont pas dans l’archive")
    assert note.splitlines()[1:] == ["cartographier-sa-rue/images/perdue.png"]


def test_what_does_not_fit_is_named_in_the_archive(client, monkeypatch):
    monkeypatch.setattr("exporting.archive.MOST_BYTES", 20)

    archive = archive_of(client, full_guide())

    assert [name for name in archive.namelist() if name.endswith(".png")] == []
    assert "images/" in archive.read("MANQUE.txt").decode()


def test_a_file_of_a_restricted_collection_is_in_no_archive(client):
    closed = Collection.get_first_root_node().add_child(name="Entre nous")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    guide = make_guide(files=[kit_file(make_file("Liste des membres", name="membres.pdf", collection=closed))])

    archive = archive_of(client, guide)

    assert "cartographier-sa-rue/guide.md" in archive.namelist()
    for name in archive.namelist():
        assert "membres" not in name
        assert b"membres" not in archive.read(name)


def test_every_format_is_offered_the_sheet_first(client):
    page = BeautifulSoup(client.get(make_guide().url).content, "html.parser")

    links = [link["href"].rpartition("/")[2] for link in page.select(".take__ways a")]
    assert links == [
        "guide.pdf", "guide.pdf?pour=participants", "guide.pdf?pour=materiel", "guide.pdf?format=livret",
        "guide.pdf?encre=eco", "guide.zip", "guide.epub", "guide.md",
    ]  # fmt: skip


def test_what_is_carried_away_is_counted_for_the_number_of_people_asked(client):
    guide = make_guide(materials=[material("carnet", quantity=1, per="person")])
    page = BeautifulSoup(client.get(f"{guide.url}?participants=9").content, "html.parser")

    links = [link["href"].rpartition("/")[2] for link in page.select(".take__ways a")]
    assert links[0] == "guide.pdf?participants=9"
    assert links[1] == "guide.pdf?pour=participants&participants=9"
    assert links[-1] == "guide.md"


def test_the_sheet_to_print_is_counted_for_the_number_of_people_asked(client):
    guide = make_guide(materials=[material("carnet", quantity=1, per="person")])

    page = BeautifulSoup(client.get(f"{guide.url}?participants=9").content, "html.parser")
    address = page.select_one(".take a[data-print]")["href"]
    sheet = BeautifulSoup(client.get(address).content, "html.parser")

    assert address == f"{guide.url}imprimer/?participants=9"
    assert sheet.select_one(".materials__list").get_text(" ", strip=True).startswith("9 ")
    assert sheet.select_one('link[rel="canonical"]')["href"] == guide.full_url
    assert sheet.select_one('meta[name="robots"]')["content"] == "noindex"
    assert sheet.select_one(".site-header") is None


def test_page_says_about_how_large_each_file_is(client, tmp_path):
    picture, file = make_picture(name="marche.png"), make_file("La grille", name="grille.pdf")
    for row, size in ((picture, 4_000_000), (file, 1_500_000)):
        type(row).objects.filter(pk=row.pk).update(file_size=size)
    guide = make_guide(cover=picture, files=[kit_file(file)], language="fr")

    page = BeautifulSoup(client.get(guide.url).content, "html.parser")

    said = [link.get_text().replace("\xa0", " ") for link in page.select(".take__ways li > a")]
    assert said == [
        "La fiche (PDF), environ 440 ko",
        "Tout dans un fichier (ZIP), environ 6,1 Mo",
        "À lire sur téléphone ou liseuse (EPUB), environ 440 ko",
        "Le texte seul (Markdown)",
    ]
