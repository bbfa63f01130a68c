"""What is in the archive of a kit comes in: the kit, its guides, its media, each with its papers; once, and whole."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from commons.guides.domain.import_options import Options
from commons.guides.models import GuidePage
from commons.kits.bundles import text_of
from commons.kits.domain.import_archive import _originals_first, import_archive
from commons.kits.models import KitPage
from commons.library.domain.import_items import ItemAttempt
from commons.library.models import LicenceRecord, LicensedMedia, MediaImport, MediaItem
from commons.lineage.domain.adapting import public_version, source_of
from commons.lineage.models import Derivation
from exporting.archive import KIT_TEXT, record_path
from tests.factories.carrying import carried, forget_everything, full_kit, packed_again
from tests.factories.guides import make_guide
from tests.factories.kits import item_row, make_kit

pytestmark = pytest.mark.django_db
HERE = Options(format="markdown", publish=True)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "library"


@pytest.fixture(scope="module")
def carried_away(shared_database, tmp_path_factory):
    """A kit of everything, carried away from a site that has since forgotten it."""
    folder = tmp_path_factory.mktemp("kit")
    with shared_database(), override_settings(MEDIA_ROOT=folder / "library"):
        return carried(full_kit(), folder)


@pytest.fixture
def archive(carried_away, tmp_path):
    return Path(shutil.copy(carried_away, tmp_path))


def counts(report):
    return report.created, report.updated, report.unchanged, len(report.refused)


def files():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def item(slug):
    return MediaItem.objects.get(slug=slug)


def test_kit_comes_in_with_its_order_its_words_and_all_that_it_holds(archive):
    done = import_archive(archive, options=HERE)

    assert [counts(one) for one in (done.guides, done.media, done.kits)] == [(2, 0, 0, 0), (4, 0, 0, 0), (1, 0, 0, 0)]
    assert done.whole.sentences() == []
    kit = KitPage.objects.get()
    adapted, original = GuidePage.objects.get(slug="ecouter-sa-plage"), GuidePage.objects.get(slug="ecouter-sa-rue")
    assert [
        (row["value"].get("item") or row["value"]["url"], row["value"]["use"], row["value"]["why"])
        for row in kit.entries.raw_data
    ] == [
        (f"guide:{adapted.pk}", "adapted", "Pour commencer"),
        (f"media:{item('la-pluie').pk}", "as_is", "À écouter d’abord"),
        (f"guide:{original.pk}", "as_is", ""),
        (f"media:{item('le-phare').pk}", "adapted", ""),
        ("https://pad.example.org/p/1", "as_is", "La liste"),
        (f"media:{item('la-fabrique').pk}", "as_is", ""),
        (f"media:{item('le-plan').pk}", "as_is", "À imprimer"),
    ]
    assert (kit.slug, kit.title, kit.participants, kit.live) == ("dehors", "Dehors", 8, True)
    assert kit.presentation == "Pour un groupe qui marche.\n\nPar beau temps."


def test_media_come_in_with_their_kind_licence_authors_and_words(archive):
    import_archive(archive, options=HERE)

    assert [
        (one.slug, one.kind, one.licence, [row["name"] for row in one.file_row.credits], one.is_public)
        for one in MediaItem.objects.order_by("slug")
    ] == [
        ("la-fabrique", "video", "cc-by-nc-4.0", ["Nolwenn"], True),
        ("la-pluie", "sound", "cc-by-4.0", ["Nolwenn"], True),
        ("le-phare", "image", "cc-by-sa-4.0", ["Awa Diallo"], True),
        ("le-plan", "document", "cc0-1.0", [], True),
    ]
    assert (item("la-pluie").transcript, item("la-pluie").language) == ("Il pleut.\n\nUne porte claque.", "br")
    assert item("la-pluie").file_row.source_url == "https://sons.example.org/pluie"
    assert item("le-phare").file_row.description == "Le phare, vu de loin"
    assert sorted(tag.name for tag in item("le-phare").tags.all()) == ["mer", "phare"]
    assert item("la-fabrique").made_with == "Un programme"


def test_papers_say_which_archive_and_which_page_a_medium_came_from(archive):
    import_archive(archive, options=HERE)

    record = LicenceRecord.objects.filter(item=item("la-pluie")).get()
    assert (record.kind, record.address, record.statement, record.licence) == (
        "import", "http://localhost/medias/la-pluie/", "kit.zip", "cc-by-4.0",
    )  # fmt: skip


def test_adaptation_remembers_its_original_which_came_in_with_it_and_its_version(archive):
    import_archive(archive, options=HERE)

    adapted, original = GuidePage.objects.get(slug="ecouter-sa-plage"), GuidePage.objects.get(slug="ecouter-sa-rue")
    source = adapted.sources[0]
    assert (source["item"], source["version"], source["title"]) == (f"guide:{original.pk}", "1", "Écouter sa rue")
    assert Derivation.objects.get().source == f"guide:{original.pk}"


def test_second_import_changes_nothing(archive):
    import_archive(archive, options=HERE)
    before = text_of(KitPage.objects.get())

    done = import_archive(archive, options=HERE)

    assert counts(done.whole) == (0, 0, 7, 0)
    assert done.whole.warnings == []
    assert text_of(KitPage.objects.get()) == before
    assert LicenceRecord.objects.exclude(item=None).count() == 4


def test_dry_run_tells_the_same_and_stores_nothing(archive):
    before = files()

    done = import_archive(archive, options=Options(format="markdown", publish=True, dry_run=True))

    assert (counts(done.whole), done.whole.sentences()) == ((7, 0, 0, 0), [])
    assert [model.objects.count() for model in (GuidePage, KitPage, MediaItem, MediaImport)] == [0, 0, 0, 0]
    assert files() == before


def test_without_publish_nothing_of_it_is_public(archive):
    import_archive(archive, options=Options(format="markdown"))
    assert not GuidePage.objects.live().exists()
    assert not KitPage.objects.live().exists()
    assert not MediaItem.objects.filter(is_public=True).exists()
    assert [row["type"] for row in KitPage.objects.get().entries.raw_data] == [*["item"] * 4, "link", *["item"] * 2]

    done = import_archive(archive, options=HERE)

    assert counts(done.whole) == (0, 7, 0, 0)
    assert MediaItem.objects.filter(is_public=True).count() == 4


def renamed(archive, uuid):
    def change(members):
        for name in members:
            if name == record_path(str(uuid)):
                members[name] = members[name].replace(b"La pluie", b"La grande pluie")

    return packed_again(archive, change)


def test_archive_that_says_otherwise_now_is_taken_over(archive):
    import_archive(archive, options=HERE)

    done = import_archive(renamed(archive, item("la-pluie").file_row.uuid), options=HERE)

    assert counts(done.media) == (0, 1, 3, 0)
    assert item("la-pluie").title == "La grande pluie"


def test_medium_that_was_edited_here_is_left_alone(archive):
    import_archive(archive, options=HERE)
    row = item("la-pluie").file_row
    row.title = "Titre d’ici"
    row.save()

    done = import_archive(renamed(archive, row.uuid), options=HERE)

    assert counts(done.media) == (0, 0, 4, 0)
    assert item("la-pluie").title == "Titre d’ici"
    assert ["modifiée" in one["reason"] for one in done.media.warnings] == [True]


def test_medium_that_was_deleted_here_does_not_come_back(archive):
    import_archive(archive, options=HERE)
    item("la-pluie").file_row.delete()

    done = import_archive(archive, options=HERE)

    assert not LicensedMedia.objects.filter(title="La pluie").exists()
    assert "Supprimé" in done.media.warnings[0]["reason"]

    asked = import_archive(archive, options=replace(HERE, bring_back=True))

    assert (counts(asked.media), asked.media.warnings) == ((1, 0, 3, 0), [])
    assert item("la-pluie").is_public
    assert f"media:{item('la-pluie').pk}" in str(KitPage.objects.get().entries.raw_data)


def test_guide_and_kit_that_were_deleted_here_do_not_come_back_by_their_archive(archive):
    import_archive(archive, options=HERE)
    GuidePage.objects.get(slug="ecouter-sa-rue").delete()
    KitPage.objects.get().delete()

    for options in (replace(HERE, dry_run=True), HERE):
        done = import_archive(archive, options=options)
        assert [counts(one) for one in (done.guides, done.kits)] == [(0, 0, 2, 0), (0, 0, 1, 0)]
        assert [row["source"] for row in done.whole.warnings if "Supprimé" in row["reason"]] == [
            "ecouter-sa-rue/guide.md", "kit.md",
        ]  # fmt: skip
    assert (GuidePage.objects.count(), KitPage.objects.count()) == (1, 0)

    import_archive(archive, options=replace(HERE, bring_back=True))

    assert (GuidePage.objects.count(), KitPage.objects.count()) == (2, 1)


def test_file_or_licence_that_is_another_now_is_told_and_not_taken_over(archive):
    import_archive(archive, options=HERE)
    uuid = str(item("la-pluie").file_row.uuid)

    def change(members):
        members["medias/pluie.wav"] += b"\0" * 4
        members[record_path(uuid)] = members[record_path(uuid)].replace(b"cc-by-4.0", b"cc-by-nd-4.0")

    done = import_archive(packed_again(archive, change), options=HERE)

    assert item("la-pluie").licence == "cc-by-4.0"
    assert ["autre licence" in one["reason"] or "autre fichier" in one["reason"] for one in done.media.warnings] == [
        True, True,
    ]  # fmt: skip


def test_item_that_is_neither_in_the_archive_nor_here_becomes_a_link_to_where_it_is(archive):
    def change(members):
        del members["medias/pluie.wav"]
        members[KIT_TEXT] = members[KIT_TEXT].replace(b"http://localhost/", b"https://ailleurs.example.org/")

    done = import_archive(packed_again(archive, change), options=HERE)

    row = KitPage.objects.get().entries.raw_data[1]
    assert (row["type"], row["value"]["url"], row["value"]["title"], row["value"]["authors"], row["value"]["licence"]) == (
        "link", "https://ailleurs.example.org/medias/la-pluie/", "La pluie", "Nolwenn", "CC BY 4.0",
    )  # fmt: skip
    assert [one["source"] for one in done.media.refused] == ["medias/pluie.wav"]
    assert "« La pluie » n’est pas ici" in done.kits.warnings[0]["reason"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"licence: cc-by-4.0", b"licence: licence du village", "licence du village"),
        (b"language: br", b"language: zz", "language"),
        (b"kind: sound", b"kind: odeur", "kind"),
    ],
)
def test_record_that_cannot_be_read_is_told(archive, old, new, said):
    def change(members):
        for name in [one for one in members if one.startswith("medias/about/")]:
            members[name] = members[name].replace(old, new)

    done = import_archive(packed_again(archive, change), options=HERE)

    assert any(said in sentence for sentence in done.whole.sentences())
    rain = MediaItem.objects.filter(slug="la-pluie").first()
    assert rain is None or (rain.licence, rain.is_public) == ("", False)


def test_file_that_is_not_what_its_name_says_is_refused_and_leaves_nothing(archive):
    def change(members):
        members["medias/pluie.wav"] = b"<script>alert(1)</script>"

    done = import_archive(packed_again(archive, change), options=HERE)

    assert [one["source"] for one in done.media.refused] == ["medias/pluie.wav"]
    assert not LicensedMedia.objects.filter(title="La pluie").exists()
    assert counts(done.kits) == (1, 0, 0, 0)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "medias/\\u202Evaw.eiulp"])
def test_path_in_a_kit_that_leads_elsewhere_names_nothing(archive, path):
    def change(members):
        members[KIT_TEXT] = members[KIT_TEXT].replace(b"file: medias/pluie.wav", f'file: "{path}"'.encode())

    done = import_archive(packed_again(archive, change), options=HERE)

    assert [one["reason"] for one in done.media.refused] == [
        "Son fichier ou son «\u00a0uuid\u00a0» n’est pas dans l’archive."
    ]
    assert not LicensedMedia.objects.filter(title="La pluie").exists()


def test_adaptation_without_its_original_has_it_in_its_exact_version_as_a_work_from_elsewhere(tmp_path):
    original = make_guide("Écouter sa rue")
    row = source_of(original, public_version(original))
    adapted = make_guide("Écouter sa plage", sources=[row], changes="Le sable")
    made = carried(make_kit("Dehors", entries=[adapted]), tmp_path)
    forget_everything()

    def change(members):
        for name in ("kit.md", "ecouter-sa-plage/guide.md"):
            members[name] = members[name].replace(b"http://localhost/", b"https://ailleurs.example.org/")

    done = import_archive(packed_again(made, change), options=HERE)

    assert done.whole.sentences() == []
    assert GuidePage.objects.get().sources == [
        row | {"item": "", "url": "https://ailleurs.example.org/guides/ecouter-sa-rue/", "uuid": str(original.uuid)}
    ]
    assert (row["version"], len(row["dated"])) == ("1", 10)


def test_whoever_stops_it_leaves_no_half_item_and_no_file(archive, monkeypatch):
    before = files()
    create = ItemAttempt._create

    def stopped(self):
        create(self)
        raise KeyboardInterrupt

    monkeypatch.setattr(ItemAttempt, "_create", stopped)
    with pytest.raises(KeyboardInterrupt):
        import_archive(archive, options=HERE)

    assert (MediaItem.objects.count(), MediaImport.objects.count(), files()) == (0, 0, before)
    monkeypatch.undo()
    assert counts(import_archive(archive, options=HERE).whole) == (5, 0, 2, 0)


def test_kit_of_another_site_comes_beside_one_of_that_address(archive):
    make_kit("Le nôtre", entries=[make_guide("Un")], slug="dehors")

    done = import_archive(archive, options=HERE)

    assert counts(done.kits) == (1, 0, 0, 0)
    assert KitPage.objects.get(title="Dehors").slug == "dehors-2"


def test_kit_that_comes_home_is_left_as_it_is(tmp_path):
    kit = full_kit()
    done = import_archive(carried(kit, tmp_path), options=HERE)

    assert (counts(done.media), counts(done.kits)) == ((0, 0, 4, 0), (0, 0, 1, 0))
    assert KitPage.objects.count() == 1
    assert MediaItem.objects.count() == 4


def test_text_beside_a_guide_is_no_guide(archive):
    def change(members):
        members["ecouter-sa-rue/files/notes.md"] = b"# Notes"
        members["medias/notes.md"] = b"# Notes"

    done = import_archive(packed_again(archive, change), options=HERE)

    assert [one["title"] for one in done.guides.items] == ["Écouter sa rue", "Écouter sa plage"]


def test_command_reports_each_kind(archive, capsys):
    call_command("import_kit", str(archive), "--publish", "--json")

    report = json.loads(capsys.readouterr().out)
    assert (report["created"], report["unchanged"], report["refused"], report["warnings"]) == (7, 0, [], [])
    assert [row["title"] for row in report["guides"]] == ["Écouter sa rue", "Écouter sa plage"]
    assert [row["source"] for row in report["media"]] == [
        "medias/pluie.wav", "medias/phare.png", "medias/film.mp4", "medias/plan.pdf",
    ]  # fmt: skip
    assert [row["title"] for row in report["kits"]] == ["Dehors"]


def test_as_many_generations_come_in_as_an_archive_holds_guides(tmp_path):
    sources = []
    for number in range(1500):
        text = tmp_path / f"{number}" / "guide.md"
        text.parent.mkdir()
        text.write_text(f"---\nuuid: u{number}\nsources: [{{uuid: u{number + 1}}}]\n---\n")
        sources.append(SimpleNamespace(path=text, name=f"{number}"))

    assert [source.name for source in _originals_first(sources)][:2] == ["1499", "1498"]


def test_guide_and_medium_that_stand_twice_in_a_kit_come_back_once_and_the_kit_with_its_rows(tmp_path):
    guide = make_guide("Aux sons", slug="aux")
    rows = [
        item_row(guide),
        item_row(guide) | {"value": item_row(guide)["value"] | {"use": "adapted", "why": "Encore"}},
    ]
    made = carried(make_kit("Deux fois", entries=rows), tmp_path)
    forget_everything()

    done = import_archive(made, options=HERE)

    assert done.whole.sentences() == []
    pk = GuidePage.objects.get().pk
    assert [(row["value"]["item"], row["value"]["use"], row["value"]["why"]) for row in KitPage.objects.get().entries.raw_data] == [
        (f"guide:{pk}", "as_is", ""), (f"guide:{pk}", "adapted", "Encore"),
    ]  # fmt: skip
