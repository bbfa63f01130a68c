from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from PIL import Image

from exporting.bundle import Step
from exporting.options import Options
from exporting.pdf import booklet, compiling
from exporting.pdf.booklet import fold
from exporting.progress import Progress
from tests.factories.bundles import guide_bundle, kit_bundle, picture

HALF = 420


def made(bundle):
    into = io.BytesIO()
    compiling.write_pdf(bundle, Options(booklet=True), into, progress=Progress())
    return into.getvalue()


@pytest.fixture
def long_guide(tmp_path):
    """Seven pages, with a picture, a list, a link and a QR code."""
    path = tmp_path / "marche.png"
    Image.effect_noise((640, 480), 40).convert("RGB").save(path)
    steps = [
        Step(
            title=f"Étape {number}", html="<p>On note, on dessine, on raconte.</p>" * 6, note="<p>Prévoir du café.</p>"
        )
        for number in range(1, 13)
    ]
    shown = Step(
        title="Le marché", html='<ul><li><a href="https://example.org/">a</a></li></ul><img src="images/marche.png">'
    )
    return guide_bundle(steps=(*steps[:6], shown, *steps[6:]), pictures=(picture(path),))


def test_booklet_is_a4_sheets_of_two_pages_a_side(long_guide):
    with pikepdf.open(io.BytesIO(made(long_guide))) as pdf:
        sizes = {tuple(round(float(value) / 72 * 25.4) for value in page.MediaBox) for page in pdf.pages}
        assert sizes == {(0, 0, 297, 210)}
        assert len(pdf.pages) == 4


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (1, [[0, 1], [0, 0]]),
        (4, [[4, 1], [2, 3]]),
        (2, [[2, 1], [0, 0]]),
        (5, [[5, 1], [2, 0], [0, 3], [4, 0]]),
        (8, [[8, 1], [2, 7], [6, 3], [4, 5]]),
    ],
)
def test_fold(pages, sides):
    assert fold(pages) == sides


def test_booklet_is_read_aloud_in_the_order_of_its_text(long_guide, tmp_path, monkeypatch):
    folded = read_aloud(made(long_guide), tmp_path)
    monkeypatch.setattr(booklet, "booklet", lambda pages: pages)

    assert "Étape 12" in folded
    assert folded == read_aloud(made(long_guide), tmp_path)


def read_aloud(content, tmp_path):
    """Tags with the words in them, without the numbers of objects and the places of figures."""
    path = tmp_path / "read.pdf"
    path.write_bytes(content)
    read = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True).stdout.decode(
        errors="replace"
    )
    return "\n".join(line for line in read.splitlines() if "Object" not in line and "/BBox" not in line)


def test_each_tag_names_marked_content_of_its_own(long_guide):
    with pikepdf.open(io.BytesIO(made(long_guide))) as pdf:
        named = [(content.Pg.objgen, int(content.MCID)) for content in marked(pdf)]
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        listed = {page.obj.objgen: len(parents[int(page.obj.StructParents)]) for page in pdf.pages}

    assert len(named) == len(set(named)) == sum(listed.values())
    assert all(number < listed[page] for page, number in named)


def marked(pdf):
    """What tags hold that is no tag, with its page, as marked-content references."""

    def inside(tag, page):
        page = tag.get("/Pg", page)
        for kid in tag.get("/K", []):
            if not isinstance(kid, pikepdf.Dictionary):
                yield pikepdf.Dictionary(Pg=page, MCID=kid)
            elif "/MCID" in kid:
                yield pikepdf.Dictionary(Pg=kid.get("/Pg", page), MCID=kid.MCID)
            elif kid.get("/Type") != "/OBJR":
                yield from inside(kid, page)

    return list(inside(pdf.Root.StructTreeRoot, None))


def test_links_and_bookmarks_lead_to_where_their_page_went():
    with pikepdf.open(io.BytesIO(made(kit_bundle()))) as pdf:
        # Five pages: the last beside the first, the second, the third and the fourth beside a blank one.
        first, second, third, fourth = (page.obj for page in pdf.pages)
        links = [link for link in first.Annots if "/Dest" in link]
        assert [str(link.Dest) for link in links] == ["sheet-0", "sheet-1", "elsewhere", "elsewhere"]
        assert all(float(link.Rect[0]) > HALF for link in links)
        places = {name: (there[0].objgen, float(there[2]) > HALF) for name, there in names(pdf)}
        assert places == {
            "sheet-0": (second.objgen, False),
            "sheet-1": (third.objgen, True),
            "elsewhere": (fourth.objgen, False),
        }
        assert pdf.Root.Outlines.First.Dest[0].objgen == first.objgen
        assert float(pdf.Root.Outlines.First.Dest[2]) > HALF


def names(pdf):
    return pikepdf.NameTree(pdf.Root.Names.Dests).items()


def test_same_guide_is_the_same_booklet(long_guide):
    assert made(long_guide) == made(long_guide)


RENAMED = {("/Font", "/f0"): "/right-f0", ("/ColorSpace", "/c0"): "/right-c0", ("/XObject", "/x0"): "/right-x0"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"BT 0 Tr/f0 8.55 Tf ET", b"BT 0 Tr/right-f0 8.55 Tf ET"),
        (b"q/c0 cs 0.1 scn/x0 Do", b"q/right-c0 cs 0.1 scn/right-x0 Do"),
        (b"/f0 cs /c0 1 Tf /x0 gs", b"/f0 cs /c0 1 Tf /x0 gs"),
        (b"/Span<</MCID 9/Lang(fr)>>BDC", b"/Span<</MCID 16/Lang(fr)>>BDC"),
        (b"[(/f0 8 Tf)3(/MCID 1)]TJ/f0 8 Tf", b"[(/f0 8 Tf)3(/MCID 1)]TJ/right-f0 8 Tf"),
        (b"(\\)/c0 cs)Tj/c0 cs", b"(\\)/c0 cs)Tj/right-c0 cs"),
        (b"(a(b(/c0 cs)c)/c0 cs)Tj/c0 cs", b"(a(b(/c0 cs)c)/c0 cs)Tj/right-c0 cs"),
        (b"(a(\\(/c0 cs)\\\\)Tj/c0 cs", b"(a(\\(/c0 cs)\\\\)Tj/right-c0 cs"),
        (b"(a)(b(c)d)<2F>Tj\n/x0\nDo", b"(a)(b(c)d)<2F>Tj\n/right-x0\nDo"),
        (b"", b""),
    ],
)
def test_page_that_moves_calls_its_resources_by_new_names_and_says_the_same(content, found):
    assert booklet.renamed_content(content, RENAMED, 7) == found


def test_string_that_never_ends_is_a_fault_and_not_half_a_page():
    with pytest.raises(ValueError, match="begins at 1 never ends"):
        booklet.renamed_content(b" (a(b)", RENAMED, 7)
