"""A guide begun from a file or a text: in memory, filled in as its author would, and nothing published."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation

from commons.guides.domain import new_guides
from commons.guides.domain.new_guides import CannotRead, guide_from_text, guide_from_upload
from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
from tests.commons.guides.word_documents import note, paragraph, picture, run, word
from tests.factories.guides import make_guide, make_theme
from tests.factories.people import PersonFactory
from tests.factories.pictures import square
from wiki.content import content_of, fill
from wiki.kinds import kind_of

pytestmark = pytest.mark.django_db

WITH_STYLES = (
    paragraph("Fabriquer un nichoir", style="Titre"),
    paragraph("Public : enfants dès 8 ans"),
    paragraph("Objectifs", style="Titre1"),
    paragraph("Scier droit", bullet=1),
    paragraph("Matériel", style="Titre1"),
    paragraph("1 planche par personne", bullet=1),
    paragraph("Déroulement", style="Titre1"),
    paragraph("Étape 1 : Mesurer (20 min)", style="Titre2"),
    paragraph("Prenez la règle", content=note() + run(".")),
    paragraph(content=picture(alt="Une règle sur une planche")),
    paragraph("Étape 2 : Scier (30 min)", style="Titre2"),
    paragraph("Doucement."),
)
IN_BOLD = (
    paragraph("Fabriquer un nichoir", bold=True),
    paragraph("Public : enfants dès 8 ans"),
    paragraph("Objectifs :", bold=True),
    paragraph("Scier droit", bullet=1),
    paragraph("MATÉRIEL", bold=True),
    paragraph("1 planche par personne", bullet=1),
    paragraph("Déroulement", bold=True),
    paragraph("Mesurer (20 min)", bold=True),
    paragraph("Prenez la règle", content=note() + run(".")),
    paragraph(content=picture(alt="Une règle sur une planche")),
    paragraph("Scier (30 min)", bold=True),
    paragraph("Doucement."),
)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def user():
    return PersonFactory()


def _from(name, content, user, **options):
    return guide_from_upload(name=name, content=content, user=user, **options)


def _refusal(name, content, user):
    with pytest.raises(CannotRead) as caught:
        _from(name, content, user)
    return str(caught.value)


@pytest.mark.parametrize("paragraphs", [WITH_STYLES, IN_BOLD], ids=["with styles", "in bold"])
def test_word_document_fills_its_steps_materials_and_objectives(user, paragraphs):
    content = word(*paragraphs, pictures=(("png", square()),), notes=("Graduée.",))

    guide = _from("Mon atelier.docx", content, user).guide

    assert (guide.title, guide.language, guide.minutes) == ("Fabriquer un nichoir", "fr", 50)
    assert (guide.objectives, guide.age_min, guide.audience) == (["Scier droit"], 8, ["children"])
    assert [(row.value["name"], row.value["quantity"], row.value["per"]) for row in guide.materials] == [
        ("planche", Decimal(1), "person")
    ]
    assert [(row.value["title"], row.value["minutes"]) for row in guide.steps] == [("Mesurer", 20), ("Scier", 30)]
    (image,) = LicensedImage.objects.all()
    assert guide.steps[0].value["text"].source == (
        '<p>Prenez la règle<a href="#note-1"><sup>1</sup></a>.</p>'
        f'<embed embedtype="image" format="fullwidth" id="{image.pk}" alt="Une règle sur une planche"/>'
        '<p><a href="#renvoi-1"><sup>1</sup></a> Graduée.</p>'
    )
    assert (image.licence, image.description, image.uploaded_by_user) == ("", "Une règle sur une planche", user)


def test_nothing_is_saved_but_pictures_and_nothing_is_published(user):
    guide = _from("a.docx", word(*WITH_STYLES, pictures=(("png", square()),), notes=("Graduée.",)), user).guide

    assert (guide.pk, guide.live, guide.owner) == (None, False, user)
    assert GuidePage.objects.count() == 0


def test_nobody_is_told_of_lines_that_they_cannot_see(user):
    new = _from("a.docx", word(paragraph("Un nichoir", style="Titre"), paragraph("Niveau : pour les grands")), user)

    assert new.warnings == ("No licence is stated for the sheet.",)


def test_warnings_are_said_in_the_language_of_who_reads_them(user):
    with translation.override("fr"):
        new = _from("a.docx", word(paragraph("Un nichoir", style="Titre"), paragraph("Bonjour.")), user)
        refused = _refusal("a.docx", b"", user)

    assert new.warnings == ("Aucune licence n’est indiquée pour la fiche.",)
    assert refused == (
        "Ce fichier ne s’ouvre pas comme un document Word\u00a0: enregistrez-le de nouveau en .docx, sans mot de passe."
    )


def test_guide_of_another_site_comes_with_its_facts_and_as_a_new_one(user):
    make_theme("cartes")
    uuid = str(make_guide().uuid)
    text = f"---\ntitle: Un nichoir\nslug: cartographier-sa-rue\nuuid: {uuid}\nlicence: cc-by-4.0\nthemes: [cartes]\ntags: [bois]\ncredits: [{{name: Awa, role: author}}]\n---\n## Étape 1 : Scier (30 min)\n\nDoucement.\n"

    new = _from("guide.md", text.encode(), user)

    assert (new.guide.title, new.guide.slug, new.guide.licence) == ("Un nichoir", "", "cc-by-4.0")
    assert str(new.guide.uuid) != uuid
    assert [theme.slug for theme in new.guide.themes.all()] == ["cartes"]
    assert [tag.name for tag in new.guide.tags.all()] == ["bois"]
    assert new.warnings == ()


def test_archive_of_one_guide_comes_with_its_pictures(user):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "nichoir/guide.md",
            "---\ntitle: Un nichoir\nlicence: cc0-1.0\n---\n## Étape 1 : Scier\n\n![Une scie](images/scie.png)\n",
        )
        archive.writestr("nichoir/images/scie.png", square())

    new = _from("nichoir.zip", out.getvalue(), user)

    assert (new.guide.title, LicensedImage.objects.count()) == ("Un nichoir", 1)


def test_archive_of_two_guides_is_refused(user):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("un.md", "# Un")
        archive.writestr("deux.md", "# Deux")

    assert (
        _refusal("a.zip", out.getvalue(), user)
        == "The archive must hold one guide with its pictures; this one holds 2."
    )


def test_pasted_text_without_a_title_has_none(user):
    text = "Matériel\n- une scie\n\nDéroulement\n\nÉtape 1 : Mesurer\nTracez.\n\nÉtape 2 : Scier\nDoucement.\n"

    guide = guide_from_text(text=text, user=user).guide

    assert guide.title == ""
    assert [row.value["title"] for row in guide.steps] == ["Mesurer", "Scier"]


def test_file_without_a_title_is_called_by_its_name(user):
    assert _from("C:\\fiches\\mon_nichoir.txt", b"- une scie\n- un clou\n", user).guide.title == "Mon nichoir"


def test_text_is_in_the_language_of_its_author_unless_it_says_its_own(user):
    assert guide_from_text(text="# A nest box\n\nSaw.", user=user, language="en").guide.language == "en"
    assert (
        guide_from_text(
            text="---\nlangue: français\n---\n# Un nichoir\n\nSciez.", user=user, language="en"
        ).guide.language
        == "fr"
    )


REFUSED = {
    "fiche.pdf": (b"%PDF-1.7", "“fiche.pdf” cannot be read here: send a Word document (.docx), a Markdown file (.md) or a text (.txt). Most word processors can “save as” .docx."),
    "fiche.odt": (b"PK", "“fiche.odt” cannot be read here: send a Word document (.docx), a Markdown file (.md) or a text (.txt). Most word processors can “save as” .docx."),
    "vide.md": (b" \n", "There is no text in it."),
    "vide.docx": (word(paragraph()), "There is no text in it."),
    "image.md": (b"\0\1", "“image.md” is not a text file."),
    "fiche.zip": (b"PK", "Send a Markdown file (.md), or a ZIP archive of a folder with its pictures."),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_guide_is_refused_with_a_sentence(user, name):
    content, sentence = REFUSED[name]
    assert _refusal(name, content, user) == sentence


def test_text_and_file_that_are_too_long_are_refused(user, monkeypatch):
    monkeypatch.setattr(new_guides, "MAX_TEXT", 10)
    monkeypatch.setattr(new_guides, "MAX_BYTES", 30)
    with pytest.raises(CannotRead, match="The text is longer than 10 characters"):
        guide_from_text(text="# Un nichoir", user=user)
    assert _refusal("a.md", b"a" * 31, user) == "This file is larger than 0 MB."


def test_guide_of_too_many_steps_is_refused(user):
    text = "# Un nichoir\n\n## Déroulement\n\n" + "".join(
        f"### Étape {number} : Scier\n\nEncore.\n\n" for number in range(1, 152)
    )

    with pytest.raises(CannotRead, match="A guide has at most 150 steps; this one has 151"):
        guide_from_text(text=text, user=user)


def test_when_it_cannot_be_filled_in_no_picture_stays(user, tmp_path):
    text = '---\ntitle: Un nichoir\nlicence: cc0-1.0\nmaterials: [{name: scie, url: "javascript:alert(1)"}]\n---\n## Étape 1 : Scier\n\n![Une scie](images/scie.png)\n'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("guide.md", text)
        archive.writestr("images/scie.png", square())

    assert "scie" in _refusal("a.zip", out.getvalue(), user)
    assert LicensedImage.objects.count() == 0
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_form_of_the_site_is_filled_with_what_was_read(user):
    make_theme("cartes")
    fields = kind_of(GuidePage()).fields
    text = "---\ntitle: Un nichoir\nthemes: [cartes]\ntags: [bois]\ncost: 2.50\nmaterials: [{name: scie, quantity: 1}]\n---\n## Étape 1 : Scier (30 min)\n\nDoucement.\n\n## Variantes\n\nAvec du carton.\n"

    content = content_of(guide_from_text(text=text, user=user).guide, fields)
    again = GuidePage()
    fill(again, json.loads(json.dumps(content)))

    assert content_of(again, fields) == content
    assert (content["title"], content["tags"], content["cost"]) == ("Un nichoir", ["bois"], "2.5")
    assert [row["value"]["title"] for row in content["steps"]] == ["Scier"]
    assert [row["value"]["name"] for row in content["materials"]] == ["scie"]
    assert [row["value"]["kind"] for row in content["sections"]] == ["variants"]
