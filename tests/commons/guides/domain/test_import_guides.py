from __future__ import annotations

import json
import resource
import struct
import zlib
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image

from commons.guides.domain.conversion import guide_to_document
from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from commons.library.domain import ingest as library_module
from commons.library.models import LicensedDocument, LicensedImage
from importing.formats import ImportSource
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_theme
from tests.factories.media import picture_bytes, with_long_text
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

GUIDE = """---
title: {title}
slug: {slug}
{licence}
credits: [{{name: Awa}}]
themes: [{theme}]
{more}
---

## Étape : Accueil (10 min)

{text}
"""


@pytest.fixture(autouse=True)
def _site(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    make_theme("cartes")
    with override("en"):
        yield


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fiches").mkdir()
    return tmp_path / "fiches"


def write(
    folder, name="un.md", *, licence="licence: cc-by-sa-4.0", text="On se présente.", theme="cartes", more="", **values
):
    title = values.get("title", f"Fiche {Path(name).stem}")
    slug = values.get("slug", f"fiche-{Path(name).stem}")
    content = GUIDE.format(title=title, slug=slug, licence=licence, text=text, theme=theme, more=more)
    (folder / name).write_text(content, encoding="utf-8")


def run(folder, **options):
    return import_guides(folder, options=Options(**options))


def counts(report):
    return (report.read, report.created, report.updated, report.unchanged, len(report.refused), len(report.warnings))


def warnings(report):
    return [row["reason"] for row in report.warnings]


def files_on_disk():
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_guide_is_created_as_a_draft(folder):
    write(folder)

    assert counts(run(folder)) == (1, 1, 0, 0, 0, 0)

    guide = GuidePage.objects.get()
    assert (guide.title, guide.slug, guide.live, guide.licence) == ("Fiche un", "fiche-un", False, "cc-by-sa-4.0")
    assert [theme.slug for theme in guide.themes.all()] == ["cartes"]
    assert guide.steps[0].value["minutes"] == 10


@pytest.mark.parametrize("names", [("a-english.md", "b-french.md"), ("b-english.md", "a-french.md")])
def test_translation_finds_its_original_in_whatever_order_they_come(folder, names):
    english, french = names
    write(folder, english, slug="boat", more="language: en\ntranslation_of: bateau")
    write(folder, french, slug="bateau")

    assert counts(run(folder, publish=True)) == (2, 2, 0, 0, 0, 0)

    boat = GuidePage.objects.get(slug="boat")
    assert boat.translation_of.slug == "bateau"
    assert guide_to_document(boat).translation_of == "bateau"


def test_translation_of_nothing_is_told(folder):
    write(folder, more="translation_of: perdue")

    assert warnings(run(folder)) == ["There is no guide “perdue” here for it to be a translation of: left out."]


def test_original_that_is_no_longer_public_is_not_named_by_its_translation(folder):
    write(folder, "a.md", slug="bateau")
    write(folder, "b.md", slug="boat", more="translation_of: bateau")
    run(folder, publish=True)
    GuidePage.objects.get(slug="bateau").unpublish()

    assert guide_to_document(GuidePage.objects.get(slug="boat")).translation_of == ""


def test_publish_makes_public_what_has_all_it_needs(folder):
    write(folder)
    run(folder, publish=True)
    assert GuidePage.objects.get().live


@pytest.mark.parametrize("publish", [True, False])
def test_second_run_says_all_unchanged(folder, publish):
    write(folder, "un.md")
    write(folder, "deux.md", licence="")
    assert counts(run(folder, publish=publish))[:5] == (2, 2, 0, 0, 0)

    assert counts(run(folder, publish=publish))[:5] == (2, 0, 0, 2, 0)
    assert [guide.revisions.count() for guide in GuidePage.objects.all()] == [1, 1]


def test_changed_source_updates_its_guide(folder):
    write(folder)
    run(folder, publish=True)
    write(folder, title="Nouveau titre")

    assert counts(run(folder, publish=True)) == (1, 0, 1, 0, 0, 0)
    assert GuidePage.objects.get().title == "Nouveau titre"


def test_changed_source_updates_the_row_of_a_draft(folder):
    write(folder)
    run(folder)
    write(folder, title="Nouveau titre")
    run(folder)
    assert GuidePage.objects.get().title == "Nouveau titre"


def test_moved_folder_changes_nothing(folder, tmp_path):
    write(folder)
    run(folder)
    (tmp_path / "ailleurs").mkdir()
    moved = folder.rename(tmp_path / "ailleurs" / "fiches")
    assert counts(run(moved))[:4] == (1, 0, 0, 1)


def test_guide_edited_here_keeps_its_page_and_the_import_waits_as_a_draft(folder):
    write(folder)
    run(folder, publish=True)
    guide = GuidePage.objects.get()
    guide.title = "Corrigé ici"
    guide.save_revision().publish()
    write(folder, title="Changé là-bas")

    report = run(folder, publish=True)

    assert warnings(report) == ["It was edited here since the last import: saved as a draft, to be compared."]
    guide = GuidePage.objects.get()
    assert (guide.title, guide.get_latest_revision_as_object().title) == ("Corrigé ici", "Changé là-bas")


def test_guide_written_here_under_the_same_name_is_not_overwritten(folder):
    make_draft("Écrit ici", slug="fiche-un").get_latest_revision().publish()
    write(folder)

    report = run(folder, publish=True)

    assert warnings(report) == ["It was edited here since the last import: saved as a draft, to be compared."]
    assert GuidePage.objects.get().title == "Écrit ici"


def test_dry_run_keeps_nothing(folder):
    (folder / "images").mkdir()
    (folder / "images" / "a.png").write_bytes(picture_bytes())
    write(folder, text="![Un marché](images/a.png)")

    report = run(folder, dry_run=True, publish=True)

    assert (report.created, report.refused) == (1, [])

    assert (GuidePage.objects.count(), LicensedImage.objects.count(), files_on_disk()) == (0, 0, [])


def test_work_whose_licence_is_not_stated_is_a_draft_with_a_warning(folder):
    write(folder, licence="")
    report = run(folder, publish=True)
    assert any("Choose a licence" in warning for warning in warnings(report))
    guide = GuidePage.objects.get()
    assert (guide.live, guide.licence) == (False, "")


def test_licence_option_is_for_works_that_state_none(folder):
    write(folder, "un.md", licence="")
    write(folder, "deux.md", licence="licence: cc0-1.0")
    run(folder, licence="cc-by-4.0")
    assert list(GuidePage.objects.order_by("slug").values_list("licence", flat=True)) == ["cc0-1.0", "cc-by-4.0"]


def test_licence_option_never_replaces_a_licence_that_cannot_be_recognised(folder):
    write(folder, licence="licence: Licence des copains")
    run(folder, licence="cc-by-4.0")
    assert GuidePage.objects.get().licence == ""


def test_draft_is_published_by_a_later_run_that_gives_its_licence(folder):
    write(folder, licence="")
    run(folder, publish=True)
    assert counts(run(folder, publish=True, licence="cc-by-4.0"))[:4] == (1, 0, 1, 0)
    assert GuidePage.objects.get().live


def test_guide_is_signed_by_the_association_it_names(folder):
    association = AssociationFactory(slug="les-amis")
    write(folder, more="association: les-amis")
    run(folder)
    assert GuidePage.objects.get().association == association


@pytest.mark.parametrize(
    ("more", "theme", "warning"),
    [
        ("association: inconnue", "cartes", "“inconnue” is not an association that you may sign for here: left out."),
        ("", "inconnu", "There is no theme “inconnu” here: left out."),
    ],
)
def test_what_is_not_here_is_left_out_with_a_warning(folder, more, theme, warning):
    write(folder, more=more, theme=theme)
    assert warnings(run(folder)) == [warning]


BAD = {
    "bad_yaml.md": b"---\ntitle: [unclosed\nlicence: x\n---\n\nTexte\n",
    "binary.md": b"\x00\x01\x02",
    "latin.md": "---\ntitle: Été\nlicence: cc0-1.0\n---\n".encode("latin-1"),
    "ages.md": b"---\ntitle: Ages\nlicence: cc0-1.0\nage: {min: 12, max: 6}\n---\n\n## Un\n\nx\n",
    "empty.md": b"",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_a_reason_and_the_others_come(folder, name):
    (folder / name).write_bytes(BAD[name])
    write(folder, "zut.md")

    report = run(folder)

    assert (report.created, [row["source"] for row in report.refused]) == (1, [f"fiches/{name}"])
    assert len(report.refused[0]["reason"]) > 20
    assert GuidePage.objects.get().title == "Fiche zut"


def png_claiming(width, height):
    """A real PNG header and a little data, for a picture that would fill the memory once opened."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


NOT_TAKEN = {
    "not_a_picture.png": (b"<html>", "This file is not a picture that can be read: save it again as JPEG, PNG or WebP."),
    "bomb.png": (png_claiming(50_000, 50_000), "This picture is too large to be opened safely."),
    "large.png": (png_claiming(9_000, 9_000), "This picture is too large (9000 × 9000 pixels)."),
    "truncated.jpg": (picture_bytes(size=(400, 400), format="JPEG")[:900], "This file is not a picture that can be read: save it again as JPEG, PNG or WebP."),
    "script.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "This file is not a picture that can be read: save it again as JPEG, PNG or WebP."),
    "old.bmp": (picture_bytes(format="BMP"), "BMP pictures are not taken; save it as JPEG, PNG or WebP."),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_picture_that_cannot_be_taken_is_named_and_the_guide_comes_without_it(folder, name):
    content, reason = NOT_TAKEN[name]
    (folder / name).write_bytes(content)
    write(folder, text=f"Avant. ![Un marché]({name})")

    report = run(folder)

    assert [warning.split(": ", 1)[1] for warning in warnings(report)] == [reason]
    assert (LicensedImage.objects.count(), files_on_disk()) == (0, [])
    assert "Avant." in GuidePage.objects.get().steps[0].value["text"].source


@contextmanager
def files_limited_to(size):
    """The system refuses to write a file beyond `size` bytes, as a disk that fills up does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_guide_whose_picture_cannot_be_stored_is_refused_and_leaves_nothing_behind(folder):
    noise = BytesIO()
    Image.effect_noise((1200, 1200), 80).save(noise, "PNG")
    (folder / "bruit.png").write_bytes(noise.getvalue())
    write(folder, "lourde.md", text="![Du bruit](bruit.png)")
    write(folder, "zut.md")

    # Less than the picture, and more than what SQLite sets aside while it saves a guide.
    with files_limited_to(700_000):
        report = run(folder)

    reason = "This file is larger than the disk takes: make it smaller."
    assert report.refused == [{"source": "fiches/lourde.md", "reason": reason}]
    assert list(GuidePage.objects.values_list("title", flat=True)) == ["Fiche zut"]
    assert (LicensedImage.objects.count(), files_on_disk()) == (0, [])


def test_reader_that_fails_in_an_unforeseen_way_stops_no_other(folder, monkeypatch, caplog):
    write(folder, "un.md")
    write(folder, "zut.md")

    whole = ImportSource.read

    def broken_once(source):
        if source.name == "fiches/un.md":
            raise ZeroDivisionError
        return whole(source)

    monkeypatch.setattr(ImportSource, "read", broken_once)
    report = run(folder)

    assert [row["source"] for row in report.refused] == ["fiches/un.md"]
    assert report.created == 1
    assert "ZeroDivisionError" in caplog.text


def test_picture_outside_the_folder_is_not_taken(folder, tmp_path):
    (tmp_path / "secret.png").write_bytes(picture_bytes())
    write(folder, text="![Secret](../secret.png)")
    assert len(run(folder).warnings) == 1
    assert LicensedImage.objects.count() == 0


def test_picture_is_stored_under_an_ending_that_says_what_it_is(folder):
    (folder / "page.html").write_bytes(picture_bytes())
    write(folder, text="![Un marché](page.html)")
    run(folder)
    assert files_on_disk() == ["page.png"]


PICTURE = "pictures: {{a.png: {{alt: Un marché, licence: {licence}}}}}"


def test_same_bytes_are_one_item(folder):
    (folder / "a.png").write_bytes(picture_bytes())
    more = PICTURE.format(licence="cc-by-4.0")
    write(folder, "un.md", text="![Un marché](a.png)", more=more)
    write(folder, "deux.md", text="![Un marché](a.png)", more=more)
    run(folder)
    assert LicensedImage.objects.count() == 1


def test_same_bytes_under_two_licences_are_two_items(folder):
    (folder / "a.png").write_bytes(picture_bytes())
    write(folder, "un.md", text="![Un marché](a.png)", more=PICTURE.format(licence="cc-by-4.0"))
    write(folder, "deux.md", text="![Un marché](a.png)", more=PICTURE.format(licence="cc0-1.0"))
    run(folder)
    assert sorted(LicensedImage.objects.values_list("licence", flat=True)) == ["cc-by-4.0", "cc0-1.0"]


def test_file_of_the_kit_comes_with_its_licence(folder):
    (folder / "plan.pdf").write_bytes(b"%PDF-1.4")
    write(folder, more="files: [{path: plan.pdf, title: Plan, licence: cc0-1.0, copies: un pour deux}]")
    run(folder)
    value = GuidePage.objects.get().files[0].value
    assert (value["document"].title, value["document"].licence, value["copies"]) == ("Plan", "cc0-1.0", "un pour deux")


def test_link_to_a_file_that_is_not_there_leaves_its_words(folder):
    write(folder, text="Voir [le plan](plan.pdf) et [le site](https://example.org/).")
    run(folder)
    text = GuidePage.objects.get().steps[0].value["text"].source
    assert text == '<p>Voir le plan et <a href="https://example.org/">le site</a>.</p>'


def test_record_of_a_file_that_is_not_sound_leaves_the_file_out(folder):
    (folder / "plan.exe").write_bytes(b"MZ")
    write(folder, more="files: [{path: plan.exe, title: Plan}]")
    assert "plan.exe" in warnings(run(folder))[0]
    assert (LicensedDocument.objects.count(), files_on_disk()) == (0, [])


HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(1)> <a href="javascript:alert(1)">ici</a>
<iframe src="https://example.org/"></iframe> <p onclick="alert(1)" style="color:red">mot</p>

[lien](javascript:alert(1)) [bon](https://example.org/)
"""


def test_scripts_in_an_imported_text_never_reach_the_page(client, folder):
    write(folder, text=HOSTILE, title="Un <b>titre</b>")
    run(folder, publish=True)
    page = BeautifulSoup(client.get(GuidePage.objects.get().url).content, "html.parser").select_one(".guide__steps")
    assert page.select("script, iframe, [onerror], [onclick], [style], [href^=javascript]") == []
    assert "mot" in page.get_text()
    assert [link["href"] for link in page.select(".prose a") if link.get_text() == "bon"] == ["https://example.org/"]


def command(*arguments):
    out = StringIO()
    call_command("import_guides", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "une-page.html"])
def test_link_of_a_material_that_leads_nowhere_safe_is_refused_by_name(folder, address):
    write(folder, more=f"materials: [{{name: Ficelle, url: '{address}'}}]")

    report = run(folder)

    assert [row["reason"] for row in report.refused] == ["The link of Ficelle must be a full address, with https://."]


def test_command_prints_the_report_as_json(folder):
    write(folder)
    printed = json.loads(command(folder, "--json"))
    page = GuidePage.objects.get().pk
    assert printed == {
        "read": 1, "created": 1, "updated": 0, "unchanged": 0, "refused": [], "warnings": [],
        "guides": [{"source": "fiches/un.md", "title": "Fiche un", "outcome": "created", "page": page}], "passed_over": [],
    }  # fmt: skip


def test_command_says_the_report_in_words(folder):
    write(folder, "un.md", theme="inconnu")
    (folder / "vide.md").write_text("")
    first, draft, refused, warning = command(folder).splitlines()
    assert first == "1 read: 1 created, 0 updated, 0 unchanged, 1 refused, 1 warnings."
    assert draft == f"draft    fiches/un.md: http://localhost/admin/pages/{GuidePage.objects.get().pk}/edit/"
    assert refused.startswith("refused  fiches/vide.md: ")
    assert warning == "warning  fiches/un.md: There is no theme “inconnu” here: left out."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--licence", "cc-by-sa"], "--licence: “cc-by-sa” is not a key of the catalogue, such as cc-by-sa-4.0."),
        (["--association", "x"], "--association: there is no “x” here. Known: les-amis."),
    ],
)
def test_command_refuses_an_option_that_names_nothing(folder, arguments, sentence):
    AssociationFactory(slug="les-amis")
    with pytest.raises(CommandError) as error:
        command(folder, *arguments)
    assert str(error.value) == sentence


def test_command_says_when_there_is_nothing_at_the_path(folder):
    with pytest.raises(CommandError, match="There is nothing at"):
        command(folder / "rien")


def test_rows_that_the_editing_form_would_refuse_are_refused_with_their_place(folder):
    write(folder, text=f"Bonjour.\n\n## Étape : {'a' * 201} (20000 min)\n\nSuite.")
    write(folder, "deux.md")

    report = run(folder)

    assert report.created == 1
    assert report.refused[0]["reason"] == (
        "Step 2, Title: Ensure this value has at most 200 characters (it has 201). "
        "Step 2, Duration in minutes: Ensure this value is less than or equal to 14400."
    )


def test_what_a_draft_may_lack_is_no_fault_of_an_import(folder):
    write(folder, text="Bonjour.\n\n## Préparation\n")

    assert counts(run(folder)) == (1, 1, 0, 0, 0, 0)


def test_picture_with_a_huge_text_in_it_is_left_out_alone(folder):
    (folder / "long.png").write_bytes(with_long_text(80_000_000))
    (folder / "bon.png").write_bytes(picture_bytes())
    write(folder, text="![Un plan](long.png)\n\n![Un marché](bon.png)")

    report = run(folder)

    assert (report.created, LicensedImage.objects.count()) == (1, 1)
    assert warnings(report) == [
        "images/long.png: This file is not a picture that can be read: save it again as JPEG, PNG or WebP."
    ]


LONG = {
    "tags": "tags: [{}]".format(", ".join(f"mot{number}" for number in range(3000))),
    "objectives": "objectives: [{}]".format(", ".join(f"but{number}" for number in range(61))),
    "materials": "materials: [{}]".format(", ".join(f"outil{number}" for number in range(201))),
    "sources": "sources: [{}]".format(", ".join(f"livre{number}" for number in range(101))),
}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("tags", "A guide has at most 40 tags; this one has 3000: keep those that people would search for."),
        ("objectives", "A guide has at most 60 objectives; this one has 61."),
        ("materials", "A guide has at most 200 lines of materials; this one has 201."),
        ("sources", "A guide names at most 100 sources; this one has 101."),
    ],
)
def test_list_that_is_too_long_is_refused_by_a_sentence(folder, name, sentence):
    write(folder, more=LONG[name])
    assert run(folder).refused == [{"source": "fiches/un.md", "reason": sentence}]


def test_everything_slow_is_done_before_anything_is_locked(folder, monkeypatch):
    """What is read and opened outside the transaction is not read or opened again inside it."""
    (folder / "a.png").write_bytes(picture_bytes())
    write(folder, text="![Un marché](a.png)")
    opened = []
    check = library_module.check_picture

    def watched(content, **options):
        opened.append(connection.in_atomic_block and len(connection.savepoint_ids))
        return check(content, **options)

    monkeypatch.setattr(library_module, "check_picture", watched)
    outside = len(connection.savepoint_ids)
    run(folder)
    assert opened == [outside]
    # The same bytes, of which the sheet says something else.
    write(folder, text="![Le marché du jeudi](a.png)")
    run(folder)
    assert opened == [outside, outside]


def test_picture_described_as_any_other_is_named_after_its_guide(folder):
    (folder / "un.png").write_bytes(picture_bytes(size=(90, 60)))
    (folder / "deux.png").write_bytes(picture_bytes(size=(60, 90)))
    write(folder, title="Lire une carte", text="![Screenshot](un.png) ![La place](deux.png)")
    run(folder)
    again = run(folder)

    named = dict(LicensedImage.objects.values_list("description", "title"))
    assert named == {"Screenshot": "Image de «\u00a0Lire une carte\u00a0»", "La place": "La place"}
    assert again.unchanged == 1


def test_imported_guide_is_checked_once_with_the_pictures_it_shows(folder):
    """Once for its pictures when it is checked, once when what it links to is recorded; publishing asks nothing more."""
    (folder / "a.png").write_bytes(picture_bytes(colour="teal"))
    write(folder, text="![Un marché](a.png)", more=PICTURE.format(licence="cc-by-4.0"))
    with CaptureQueriesContext(connection) as captured:
        report = run(folder, publish=True)
    assert (counts(report), GuidePage.objects.get().live) == ((1, 1, 0, 0, 0, 0), True)
    asked = [query["sql"] for query in captured if f'FROM "{LicensedImage._meta.db_table}"' in query["sql"]]
    assert len([sql for sql in asked if '"id" IN (' in sql]) == 2


def test_sentence_that_is_too_long_is_refused_in_french_as_people_write_it(folder):
    """Before the database is asked: PostgreSQL has an error of its own for it."""
    write(folder, more=f"one_sentence: {'mot ' * 100}")
    with override("fr"):
        (refused,) = run(folder).refused
    assert refused["reason"] == (
        "En une phrase\u00a0: Assurez-vous que cette valeur comporte au plus 200 caractères (actuellement 399)."
    )
    assert not GuidePage.objects.exists()
