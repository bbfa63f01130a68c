from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from commons.guides.models import GuidePage
from community.domain.associations import add_member
from importing import unpack as unpacking
from importing.unpack import CannotUnpack, unpack
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

TEXT = "---\ntitle: Plier un bateau\nlicence: cc-by-4.0\ncredits: [{name: Awa}]\n---\n"
TEXT += "\n## Étape : Plier (10 min)\n\nOn plie.\n"

NAMED = TEXT.replace("title:", "slug: bateau\ntitle:")


def damaged_archive():
    """A ZIP archive whose list of files is whole and whose only file is not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a.md", TEXT * 50)
    content = buffer.getvalue()
    return SimpleUploadedFile("fiches.zip", content[:40] + b"\xff\xff\xff" + content[43:])


def archive(**members: bytes) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return SimpleUploadedFile("fiches.zip", buffer.getvalue())


def send(client, upload, **data):
    return client.post(reverse("guides_import"), {"file": upload, **data})


@pytest.fixture
def editor(client):
    client.force_login(PersonFactory(groups=["editor"]))
    return client


def test_an_editor_imports_and_publishes_a_markdown_file(editor):
    response = send(editor, SimpleUploadedFile("bateau.md", TEXT.encode()), publish="on")

    assert response.context["report"].created == 1
    assert GuidePage.objects.get().live


def test_report_names_each_file_as_it_was_sent_and_says_each_thing_once(editor):
    plain = "# Plier un bateau\n\n## Déroulé\n\n### Plier (10 min)\n\nOn plie.\n"
    page = send(editor, SimpleUploadedFile("bateau.md", plain.encode())).content.decode()
    refused = send(editor, SimpleUploadedFile("casse.md", b"---\ntitle: [\n---\n")).content.decode()

    assert "(bateau.md)" in page
    assert "<strong>casse.md</strong>" in refused
    assert "sent-by" not in page + refused
    assert page.count("Aucune licence n’est indiquée") == 1
    assert "choisissez sa licence avant de publier" in page


def test_a_contributor_imports_drafts_only(client):
    client.force_login(PersonFactory(groups=["contributor"]))

    response = send(client, SimpleUploadedFile("bateau.md", TEXT.encode()), publish="on")

    assert response.context["report"].created == 1
    assert not GuidePage.objects.get().live


def test_a_contributor_writes_over_nobody_else_s_guide(client):
    others = make_draft("La fiche des autres", slug="bateau", owner=PersonFactory())
    client.force_login(PersonFactory(groups=["contributor"]))

    report = send(client, SimpleUploadedFile("bateau.md", NAMED.encode())).context["report"]

    start = "La fiche «\u00a0La fiche des autres\u00a0» est déjà ici sous ce nom ou cet «\u00a0uuid\u00a0», et vous ne pouvez pas la modifier"
    assert [row["reason"].split("\u00a0: ")[0] for row in report.refused] == [start]
    assert GuidePage.objects.get().get_latest_revision().pk == others.latest_revision_id


def test_a_contributor_brings_their_own_guide_up_to_date(client):
    person = PersonFactory(groups=["contributor"])
    make_draft("Ma fiche", slug="bateau", owner=person)
    client.force_login(person)

    report = send(client, SimpleUploadedFile("bateau.md", NAMED.encode())).context["report"]

    assert (report.updated, report.refused) == (1, [])


def test_a_newcomer_may_not_import(client):
    client.force_login(PersonFactory(groups=["newcomer"]))

    response = client.get(reverse("guides_import"))

    assert response.status_code == 302
    assert GuidePage.objects.count() == 0


def test_an_archive_brings_several_guides_and_says_what_it_refuses(editor):
    second = TEXT.replace("un bateau", "un avion").encode()
    upload = archive(**{"a/guide.md": TEXT.encode(), "b/guide.md": second, "c/guide.md": b"---\ntitle: [\n---\n"})

    report = send(editor, upload).context["report"]

    assert (report.created, [row["source"] for row in report.refused]) == (2, ["c/guide.md"])


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff"),
        SimpleUploadedFile("vide.zip", b"PK\x03\x04 cut short"),
        archive(**{"../../outside.md": b"# No"}),
        archive(**{"/etc/outside.md": b"# No"}),
        damaged_archive(),
        archive(**{"a": b"# A", "a/b.md": b"# B"}),
        archive(**{"a" * 300 + ".md": b"# A"}),
        archive(**{"a/" * 20 + "guide.md": b"# A"}),
    ],
    ids=["not a text", "cut short", "climbs out", "absolute", "damaged inside", "file and folder", "long name", "deep"],
)
def test_what_cannot_be_unpacked_is_an_error_beside_the_field(editor, upload):
    upload.seek(0)

    response = send(editor, upload)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]


def test_an_archive_that_swells_is_stopped_while_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_BYTES", 1_000_000)

    with pytest.raises(CannotUnpack):
        unpack(archive(**{"bomb.md": b"0" * 5_000_000}).file, name="bombe.zip", into=tmp_path)

    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 1_000_000


def test_the_same_file_sent_twice_is_one_guide(editor):
    send(editor, SimpleUploadedFile("bateau.md", TEXT.encode()))

    report = send(editor, SimpleUploadedFile("autre-nom.md", TEXT.encode())).context["report"]

    assert (report.unchanged, GuidePage.objects.count()) == (1, 1)


SIGNED = TEXT.replace("title:", "association: ressac\ntitle:")


def sign(client, person, **data):
    client.force_login(person)
    return send(client, SimpleUploadedFile("bateau.md", SIGNED.encode()), **data)


def test_a_file_does_not_sign_for_an_association_of_others(client):
    AssociationFactory(slug="ressac")

    report = sign(client, PersonFactory(groups=["contributor"])).context["report"]

    assert GuidePage.objects.get().association is None
    assert "Vous ne pouvez pas signer pour l’association «\u00a0ressac\u00a0»" in report.warnings[0]["reason"]


def test_a_file_signs_for_one_s_own_association(client):
    person = PersonFactory(groups=["contributor"])
    add_member(AssociationFactory(slug="ressac"), user=person)

    sign(client, person)

    assert GuidePage.objects.get().association.slug == "ressac"


def test_an_editor_signs_for_any_association_but_one_that_is_not_public(client):
    association = AssociationFactory(slug="ressac")
    person = PersonFactory(groups=["editor"])
    assert sign(client, person, association=association.pk).context["report"].created == 1

    association.unpublish()

    response = sign(client, person, association=association.pk)
    assert (response.context["report"], list(response.context["form"].errors)) == (None, ["association"])


PLAIN = "# Nouer\n\nDurée : 20 min\nAuteur : Awa\nLieu : le quai\n\n## Déroulé\n\nOn noue.\n"


def test_the_report_leads_to_the_draft_and_lists_what_was_not_understood(editor):
    page = BeautifulSoup(send(editor, SimpleUploadedFile("nouer.md", PLAIN.encode())).content, "html.parser")

    report = page.select_one("#import-report")
    guide = GuidePage.objects.get()
    assert report.select_one("a")["href"] == reverse("wagtailadmin_pages:edit", args=[guide.pk])
    assert "Nouer, créée en brouillon" in " ".join(report.get_text().split())
    assert "Ligne 5\u00a0: «\u00a0Lieu : le quai\u00a0»" in report.get_text()


def test_the_report_says_what_became_public(editor):
    response = send(editor, SimpleUploadedFile("bateau.md", TEXT.encode()), publish="on")
    assert [row["state"] for row in response.context["guides"]] == ["créée et publique"]


@pytest.mark.parametrize("raw", ["été.md".encode(), "e\u0301te\u0301.md".encode(), "été.md".encode("cp850")])
def test_names_of_an_archive_are_read_as_their_system_wrote_them(tmp_path, raw):
    placeholder = "x" * len(raw)
    content = archive(**{placeholder: TEXT.encode()}).read().replace(placeholder.encode(), raw)
    unpack(io.BytesIO(content), name="fiches.zip", into=tmp_path)
    assert [unicodedata.normalize("NFC", path.name) for path in tmp_path.iterdir()] == ["été.md"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archive_with_two_files_of_one_name_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr("a.md", "1")
        opened.writestr("a.md", "2")
    with override("en"), pytest.raises(CannotUnpack, match=r"two files under one name \(a\.md\)"):
        unpack(buffer, name="a.zip", into=tmp_path)


def test_file_that_is_not_read_is_named(editor):
    sent = archive(**{"fiches/a.md": b"# Pain\n\nUn.\n", "fiches/pad.txt": b"Couture", "LICENSE.txt": b"x"})

    response = send(editor, sent)

    assert response.context["report"].passed_over == ["fiches/pad.txt"]
    assert "<li>fiches/pad.txt</li>" in response.content.decode()


def test_text_of_a_pad_is_read_as_a_sheet(editor):
    pad = "Atelier couture\n\nDurée : 1 h\n\nÉtape 1 - couper\nUn carré.\n\nÉtape 2 - coudre\nUn bord.\n"

    response = send(editor, SimpleUploadedFile("cr.txt", pad.encode("utf-8-sig")))

    assert response.context["report"].created == 1
    guide = GuidePage.objects.get(title="Atelier couture")
    assert [block.value["title"] for block in guide.steps] == ["Couper", "Coudre"]
