"""A guide leaves one site and enters another, which has a database of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commons.guides.domain.export import text_of
from commons.guides.models import GuidePage
from commons.kits.bundles import text_of as kit_text
from commons.library.models import MediaItem
from tests.factories.carrying import carried, full_kit
from tests.factories.downloads import archive_of
from tests.factories.guides import embedded, kit_file, make_guide, material, section, step
from tests.factories.media import make_file, make_picture, picture_bytes

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
# What the other site says of what came in.
TELL = """
import json
from pathlib import Path
from commons.guides.domain.export import text_of
from commons.guides.models import GuidePage
from commons.library.models import LicensedDocument, LicensedImage
guide = GuidePage.objects.get()
rows = [*LicensedImage.objects.all(), *LicensedDocument.objects.all()]
said = [[str(row.uuid), row.title, row.licence, row.credits, Path(row.file.path).read_bytes().hex()] for row in rows]
print("SAID" + json.dumps([text_of(guide), guide.live, said]))
"""


# The same of a kit, on a site whose address is another.
THERE = "https://ailleurs.example.org"
MOVE = f"from wagtail.models import Site; Site.objects.update(hostname='{THERE[8:]}', port=443)"
TELL_KIT = """
import json
from pathlib import Path
from commons.guides.domain.export import text_of as guide_text
from commons.guides.models import GuidePage
from commons.kits.bundles import text_of
from commons.kits.models import KitPage
from commons.library.models import LicenceRecord, MediaItem
guides = [[guide.slug, guide.live, guide_text(guide)] for guide in GuidePage.objects.order_by("slug")]
media = [
    [str(one.file_row.uuid), one.slug, one.kind, one.licence, one.file_row.credits, one.transcript, one.is_public,
     Path(one.file_row.file.path).read_bytes().hex()]
    for one in MediaItem.objects.order_by("slug")
]
papers = list(LicenceRecord.objects.order_by("title").values_list("title", "kind", "address", "statement"))
sources = [guide.sources for guide in GuidePage.objects.filter(slug="ecouter-sa-plage")]
print("SAID" + json.dumps([text_of(KitPage.objects.get()), guides, media, papers, sources]))
"""


BRING_IN = """
import io
import json
from django.core.management import call_command
def brought_in(archive):
    said = io.StringIO()
    call_command("import_kit", archive, "--publish", "--json", stdout=said)
    return json.loads(said.getvalue())
"""


def elsewhere(folder, archive, tell, *, before=""):
    """What a site whose database and files are in `folder` reports of an archive, of the same again, and has then."""
    twice = f"print('REPORTS' + json.dumps([brought_in({str(archive)!r}) for _ in range(2)]))"
    said = in_its_shell(folder, f"{before}\n{BRING_IN}\n{twice}\n{tell}")
    first, again = json.loads(said.partition("REPORTS")[2].splitlines()[0])
    return first, again, json.loads(said.partition("SAID")[2].splitlines()[0])


def in_its_shell(folder, code):
    told = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "VAR_DIR": str(folder), "DATABASE_URL": ""}
    told |= {"BASE_URL": THERE}
    environment = {key: value for key, value in os.environ.items() if key not in {"MEDIA_ROOT", "SEARCH_URL"}} | told
    run = [sys.executable, "manage.py", "shell", "--no-imports"]
    return subprocess.run(run, cwd=ROOT, env=environment, input=code, capture_output=True, text=True, check=True).stdout


def full_guide():
    picture = make_picture(
        "Le marché", name="marche.png", content=picture_bytes(), description="Un marché",
        credits=[{"name": "Anna Le Goff", "role": "photographer", "url": "https://anna.example.org/"}],
    )  # fmt: skip
    return make_guide(
        cover=picture,
        steps=[step(text=f"<p>Regarder.</p>{embedded(picture)}", note="<p>Prévoir du café.</p>")],
        sections=[section()],
        materials=[material("carnet", quantity=1, per="person")],
        files=[kit_file(make_file("Le plan", name="plan.pdf"), copies="une par personne")],
        sources=[
            {
                "title": "Carte",
                "authors": "Nolwenn",
                "url": "",
                "licence": "cc-by-4.0",
                "kind": "adaptation",
                "item": "",
            }
        ],
    )


def records(guide):
    document = guide.files[0].value["document"]
    return [
        [str(row.uuid), row.title, row.licence, row.credits, Path(row.file.path).read_bytes().hex()]
        for row in (guide.cover, document)
    ]


def test_a_guide_goes_to_another_database_with_its_pictures_files_licences_and_authors(client, tmp_path, migrated):
    guide = full_guide()
    (tmp_path / "guide.zip").write_bytes(archive_of(client, guide).fp.getvalue())
    site = tmp_path / "elsewhere"
    migrated(site)

    report, again, (text, live, rows) = elsewhere(site, tmp_path / "guide.zip", TELL)

    assert (report["created"], report["refused"], report["warnings"], report["passed_over"]) == (1, [], [], [])
    assert (again["created"], again["unchanged"]) == (0, 1)
    assert live
    assert text == text_of(guide)
    assert rows == records(guide)


def test_a_kit_goes_to_another_database_with_all_that_it_holds(tmp_path, migrated):
    kit = full_kit()
    archive = carried(kit, tmp_path)
    site = tmp_path / "elsewhere"
    migrated(site)

    report, again, told = elsewhere(site, archive, TELL_KIT, before=MOVE)

    assert (report["created"], report["refused"], report["warnings"]) == (7, [], [])
    assert (again["created"], again["unchanged"], again["warnings"]) == (0, 7, [])
    text, guides, media, papers, [sources] = told
    assert text == moved(kit_text(kit))
    assert guides == [[guide.slug, True, moved(text_of(guide))] for guide in GuidePage.objects.order_by("slug")]
    assert [[one[1], one[2], one[3], [row["name"] for row in one[4]], one[5], one[6]] for one in media] == [
        ["la-fabrique", "video", "cc-by-nc-4.0", ["Nolwenn"], "", True],
        ["la-pluie", "sound", "cc-by-4.0", ["Nolwenn"], "Il pleut.\n\nUne porte claque.", True],
        ["le-phare", "image", "cc-by-sa-4.0", ["Awa Diallo"], "", True],
        ["le-plan", "document", "cc0-1.0", [], "", True],
    ]
    rows = [one.file_row for one in MediaItem.objects.order_by("slug")]
    assert [[one[0], one[-1]] for one in media] == [
        [str(row.uuid), Path(row.file.path).read_bytes().hex()] for row in rows
    ]
    assert papers[1] == ["La pluie", "import", "http://localhost/medias/la-pluie/", "kit.zip"]
    assert [(row["url"], row["version"], row["title"], row["authors"]) for row in sources] == [
        (f"{THERE}/guides/ecouter-sa-rue/", "1", "Écouter sa rue", "Les Amis du sentier"),
    ]


def moved(text):
    """The text as another site writes it: what is here is there."""
    return text.replace("http://localhost/", f"{THERE}/")


def test_an_archive_that_was_changed_on_its_way_imports_nothing(client, tmp_path):
    guide = full_guide()
    changed = tmp_path / "guide.zip"
    with zipfile.ZipFile(changed, "w") as made, archive_of(client, guide) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            made.writestr(name, content.replace(b"Regarder", b"Regarde!") if name.endswith("guide.md") else content)
    guide.delete()

    with pytest.raises(CommandError, match="n’est pas le fichier qui a été emballé"):
        call_command("import_kit", str(changed), stdout=io.StringIO())

    assert not GuidePage.objects.exists()


@pytest.mark.parametrize(
    ("name", "sentence"), [("rien.zip", "Il n’y a rien"), ("", "import_guides"), ("texte.zip", "ne s’ouvre pas")]
)
def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path, name, sentence):
    (tmp_path / "texte.zip").write_text("bonjour")
    with pytest.raises(CommandError, match=sentence):
        call_command("import_kit", str(tmp_path / name), stdout=io.StringIO())
