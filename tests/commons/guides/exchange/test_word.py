"""Word documents, as Word writes them and as people fill them."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from commons.guides.exchange import word as words
from commons.guides.exchange.word import word_to_markdown
from markup.messages import Unreadable
from tests.commons.guides.word_documents import line_break, note, paragraph, picture, run, word
from tests.factories.pictures import square

SENTENCE = "Prenez la règle."


def _markdown(tmp_path, *paragraphs, **parts):
    return word_to_markdown(word(*paragraphs, **parts), folder=tmp_path)


def _refusal(tmp_path, content):
    with pytest.raises(Unreadable) as caught:
        word_to_markdown(content, folder=tmp_path)
    return str(caught.value)


def _with_part(name, text):
    out = BytesIO(word(paragraph(SENTENCE)))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def test_styles_lists_marks_and_lines_come_as_markdown(tmp_path):
    text, warnings = _markdown(
        tmp_path,
        paragraph("Un nichoir", style="Titre"),
        paragraph("Sommaire 3", style="TM1"),
        paragraph("Matériel", style="Titre1"),
        paragraph("une scie", bullet=1),
        paragraph("un clou", bullet=1),
        paragraph("Déroulement", style="Titre1"),
        paragraph("Mesurer", style="Titre2"),
        paragraph("D’abord", bullet=2),
        paragraph(content=run("Avec ") + run("soin", bold=True) + line_break() + run("Encore", italic=True)),
    )

    assert text == (
        "# Un nichoir\n\n## Matériel\n\n- une scie\n- un clou\n\n## Déroulement\n\n### Mesurer\n\n1. D’abord\n\n"
        "Avec **soin**\\\n*Encore*"
    )
    assert warnings == []


def test_one_heading_of_the_first_level_is_the_title(tmp_path):
    text, _ = _markdown(
        tmp_path,
        paragraph("Un nichoir", style="Titre1"),
        paragraph("Matériel", style="Titre2"),
        paragraph("Étape", style="Titre3"),
    )
    assert text == "# Un nichoir\n\n## Matériel\n\n### Étape"


def test_several_headings_of_the_first_level_are_chapters(tmp_path):
    text, _ = _markdown(tmp_path, paragraph("Matériel", style="Titre1"), paragraph("Déroulement", style="Titre1"))
    assert text == "## Matériel\n\n## Déroulement"


def test_footnotes_are_footnotes_and_no_list_of_steps(tmp_path):
    text, _ = _markdown(
        tmp_path,
        paragraph("Prenez la règle", content=note(2) + run(" et le crayon") + note(3) + run(".")),
        notes=("Graduée.", "Bien taillé."),
    )
    assert text == "Prenez la règle[^1] et le crayon[^2].\n\n[^1]: Graduée.\n\n[^2]: Bien taillé."


def test_pictures_are_written_beside_the_text_with_what_a_person_said_of_them(tmp_path):
    content = square()
    text, warnings = _markdown(
        tmp_path,
        paragraph(content=picture(1, alt="Une règle posée sur une planche")),
        paragraph(content=picture(2, alt="Une image contenant texte\n\nDescription générée automatiquement")),
        paragraph(content=picture(3, alt="DSC_2034.JPG")),
        pictures=(("png", content),) * 3,
    )
    assert text == (
        "![Une règle posée sur une planche](images/image-1.png)\n\n![](images/image-2.png)\n\n![](images/image-3.png)"
    )
    assert (tmp_path / "images/image-1.png").read_bytes() == content
    assert warnings == []


def test_drawings_that_no_browser_shows_are_left_out_and_said(tmp_path):
    text, warnings = _markdown(
        tmp_path, paragraph(SENTENCE), paragraph(content=picture()), pictures=(("x-emf", b"\1\0\0\0"),)
    )
    assert text == SENTENCE
    assert warnings == [
        "Drawings and pictures that browsers do not show were left out (1): save them as JPEG or PNG, and add them here."
    ]


def test_beyond_the_most_pictures_the_others_are_left_out_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "MOST_PICTURES", 1)
    text, warnings = _markdown(tmp_path, paragraph(content=picture(1) + picture(2)), pictures=(("png", square()),) * 2)
    assert text == "![](images/image-1.png)"
    assert warnings == ["The document has more than 1 pictures: the others were left out."]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "file:///etc/photo.png", "https://example.org/photo.png"])
def test_a_picture_that_is_elsewhere_is_never_fetched(tmp_path, address):
    drawing = picture().replace('r:embed="picture1"', 'r:link="far"')
    content = word(paragraph(SENTENCE), paragraph(content=drawing))
    relation = f'<Relationship Id="far" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{address}" TargetMode="External"/>'
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(b"</Relationships>", relation.encode() + b"</Relationships>"))

    text, warnings = word_to_markdown(out.getvalue(), folder=tmp_path)

    assert text == SENTENCE
    assert len(warnings) == 1
    assert not (tmp_path / "images").exists()


CANNOT_OPEN = "This file cannot be opened as a Word document: save it again as .docx, without a password."
TOO_LARGE = "This document is too large to be read: make its pictures smaller, or make two guides of it (at most 100 MB once opened)."


def test_what_is_no_document_is_refused_with_a_sentence(tmp_path):
    whole = word(paragraph(SENTENCE * 50))
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as other:
        other.writestr("lettre.txt", "Bonjour")
    for content in (b"", b"Bonjour", whole[: len(whole) // 2], archive.getvalue(), b"\xd0\xcf\x11\xe0" + b"\0" * 600):
        assert _refusal(tmp_path, content) == CANNOT_OPEN


@pytest.mark.parametrize("damage", [b"<w:document", b"<a><b></a>", b"\xff\xfe\0", b""])
def test_a_document_whose_text_is_broken_is_refused(tmp_path, damage):
    content = word(paragraph(SENTENCE))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, damage if name == "word/document.xml" else before.read(name))
    assert _refusal(tmp_path, out.getvalue()) == CANNOT_OPEN


def test_a_part_that_would_fill_the_memory_is_refused_before_it_is_opened(tmp_path):
    assert _refusal(tmp_path, _with_part("word/more.xml", " " * (words.LARGEST_PART + 1))) == TOO_LARGE


def test_a_part_of_a_million_tags_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "MOST_TAGS", 1_000)
    assert _refusal(tmp_path, _with_part("word/more.xml", "<w:r/>" * 1_001)) == TOO_LARGE


def test_an_archive_that_would_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "MAX_BYTES", 1_000_000)
    assert _refusal(tmp_path, _with_part("word/media/image.png", b"\0" * 1_000_001)).startswith(
        "This document is too large"
    )


def test_entities_that_multiply_are_refused(tmp_path):
    laughs = '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><lol>&b;</lol>'
    for encoding in ("utf-8", "utf-16"):
        assert _refusal(tmp_path, _with_part("word/settings.xml", laughs.encode(encoding))) == CANNOT_OPEN


def test_a_text_nested_too_deeply_is_refused(tmp_path):
    deep = "<w:ins>" * 5_000 + "</w:ins>" * 5_000
    assert (
        _refusal(tmp_path, word(paragraph(SENTENCE, content=deep))) == "This document is nested too deeply to be read."
    )


def test_a_styled_script_is_words(tmp_path):
    text, _ = _markdown(tmp_path, paragraph("<script>alert(1)</script>"))
    assert text == "\\<script>alert(1)\\</script>"
