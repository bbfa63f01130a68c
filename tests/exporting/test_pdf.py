from __future__ import annotations

import io
import re
import subprocess

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exporting.bundle import Link, Passage, Step
from exporting.epub import write_epub
from exporting.options import ANIMATION, MATERIALS, PARTICIPANTS, Options
from exporting.pdf import compiling
from exporting.pdf.compiling import NotTypeset, compiled, write_pdf
from exporting.pdf.glyphs import UNKNOWN, drawable
from exporting.progress import Progress
from tests.factories.bundles import document, guide_bundle, kit_bundle, picture, sheet, work
from tests.factories.media import picture_bytes

# What Typst would read as markup, code, a package of the network or a file of the machine.
HOSTILE = [
    '#include "/etc/passwd"', '#import "@preview/cetz:0.3.4"', "#panic()", "*gras* _penché_ `code` $x$", "= Titre",
    "\\u{1f600} \\", "@label <label>", "//comment", "/* comment", "#{", "]", "[", '"', "~ -- ---", '#read("data.json")',
    "http://example.org//a", "\u202egnp.exe", "\x00", "\ufffe", "👩‍🔧 ✅ 漢字", "e\u0301", "\ud800",
]  # fmt: skip


def made(bundle, **options):
    into = io.BytesIO()
    write_pdf(bundle, Options(**options), into, progress=Progress())
    return into.getvalue()


def words(content):
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


def structure(content, tmp_path):
    """The tags of a PDF in reading order, as poppler reads them."""
    path = tmp_path / "read.pdf"
    path.write_bytes(content)
    read = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, check=True).stdout.decode(errors="replace")
    return re.findall(r"^ *([A-Z][A-Za-z0-9]*)\b", read, re.MULTILINE)


@pytest.fixture
def market(tmp_path):
    path = tmp_path / "marche.png"
    path.write_bytes(picture_bytes(size=(640, 480)))
    return path


def test_text_that_typst_does_not_end_with_ends_its_process_alone(monkeypatch, tmp_path):
    (tmp_path / "endless.typ").write_text("#let x = 0\n#for i in range(99999) { for j in range(99999) { x += j } }")
    (tmp_path / "endless-in-memory.typ").write_text("#range(1000000000)")
    (tmp_path / "wrong.typ").write_text("#panic()")
    real = compiling.subprocess.run
    monkeypatch.setattr(compiling.subprocess, "run", lambda *args, **options: real(*args, **options | {"timeout": 2}))
    for endless in ("endless.typ", "endless-in-memory.typ"):
        with pytest.raises(subprocess.TimeoutExpired):
            compiled(tmp_path, endless)
    with pytest.raises(NotTypeset, match="panicked"):
        compiled(tmp_path, "wrong.typ")


def test_facilitators_sheet_is_a_tagged_pdf_ua_in_french(market, tmp_path):
    content = made(guide_bundle(pictures=(picture(market),), files=(document(),)))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == "Cartographier sa rue"
            assert xmp["dc:creator"] == ["Les Amis du sentier"]
        assert fonts_of(pdf) <= {"AtkinsonHyperlegibleNext", "BricolageGrotesque", "DejaVuSans", "NotoEmoji"}
        assert alternatives(pdf) == ["Un marché", "QR code de l’adresse écrite à côté"]
    tags = structure(content, tmp_path)
    assert tags[:2] == ["Document", "H1"] or "H1" in tags[:4]
    assert tags.count("H1") == 1
    assert {"H2", "H3", "L", "LI", "Figure", "Link", "P"} <= set(tags)


def fonts_of(pdf):
    names = (str(obj.BaseFont) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/BaseFont" in obj)
    return {name.lstrip("/").partition("+")[2].partition("-")[0] for name in names}


def alternatives(pdf):
    """Alternative texts in the order of the document."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if "/Alt" in node and str(node.S) == "/Figure":
                found.append(str(node.Alt))
            walk(node.get("/K", None))

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_sheet_says_version_date_credits_and_address():
    text = words(made(guide_bundle(pictures=(), files=(document(),))))

    assert "Cartographier sa rue · version 2.1 · 3 octobre 2026 · Communs" in text
    assert "1/2" in text.replace(" ", "")
    assert "2/2" in text.replace(" ", "")
    assert "« La grille » par Les Amis du sentier, sous licence CC BY-SA 4.0" in text
    assert "communs.example.org/guides/cartographier-sa-rue/" in text


def test_credits_say_of_what_nobody_knows_the_licence():
    pad = Link(title="Un pad", url="https://pad.example.org/", work=work("Un pad", licence=None))

    assert "licence inconnue : demandez avant de vous en servir" in words(made(kit_bundle(sheet(), pad)))


@pytest.mark.parametrize(
    ("audience", "there", "not_there"),
    [
        (ANIMATION, ["Prévoir du café", "Repérer la rue", "crayons", "On se présente"], []),
        (PARTICIPANTS, ["On se présente", "lire une carte"], ["Prévoir du café", "Repérer la rue", "crayons"]),
        (MATERIALS, ["crayons", "Pour 12 participant"], ["On se présente", "Prévoir du café"]),
    ],
)
def test_each_audience_reads_what_is_for_it(audience, there, not_there):
    text = words(made(guide_bundle(), audience=audience))

    assert [words for words in there if words not in text] == []
    assert [words for words in not_there if words in text] == []
    assert "CC BY-SA 4.0" in text


def test_qr_code_of_a_kit_leads_to_its_credits():
    text = words(made(kit_bundle()))

    assert "communs.example.org/kits/ma-rue/credits/" in text
    assert "Pour ouvrir la séance." in text
    assert "Ce recueil peut être partagé." in text
    assert "« La pluie » par Les Amis du sentier" in text


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"audience": PARTICIPANTS},
        {"audience": MATERIALS},
        {"eco": True},
        {"booklet": True},
        {"booklet": True, "audience": MATERIALS, "eco": True},
    ],
)
@pytest.mark.parametrize("bundle", [guide_bundle(), kit_bundle()], ids=["guide", "kit"])
def test_every_variant_is_a_tagged_pdf_ua(bundle, options):
    with pikepdf.open(io.BytesIO(made(bundle, **options))) as pdf, pdf.open_metadata() as xmp:
        assert pdf.Root.MarkInfo.Marked
        assert xmp["pdfuaid:part"] == "1"
        assert alternatives(pdf)[-1] == "QR code de l’adresse écrite à côté"


def test_little_ink_is_without_colour(tmp_path, market):
    path = tmp_path / "eco.pdf"
    path.write_bytes(made(guide_bundle(pictures=(picture(market),)), eco=True))

    page = subprocess.run(["pdftoppm", "-r", "30", "-png", path], capture_output=True, check=True).stdout
    saturation = Image.open(io.BytesIO(page)).convert("HSV").getchannel("S")
    assert saturation.getextrema() == (0, 0)


def test_little_ink_takes_less_than_half_of_it_for_a_dark_picture(tmp_path):
    dark = tmp_path / "nuit.png"
    Image.new("RGB", (1200, 800), (20, 20, 40)).save(dark)
    bundle = guide_bundle(pictures=(picture(dark),), cover="images/marche.png")

    assert ink(made(bundle, eco=True)) < ink(made(bundle)) / 2


def ink(content):
    """How much of its first page is dark."""
    page = subprocess.run(["pdftoppm", "-r", "30", "-gray", "-l", "1"], input=content, capture_output=True, check=True)
    histogram = Image.open(io.BytesIO(page.stdout)).histogram()
    return sum((255 - level) * count for level, count in enumerate(histogram)) / sum(histogram)


def test_a_lost_or_damaged_picture_leaves_the_rest(tmp_path, caplog):
    damaged = tmp_path / "faux.png"
    damaged.write_bytes(b"<svg onload=alert(1)>")

    text = words(made(guide_bundle(pictures=(picture(damaged),))))

    assert "On note." in text
    assert "faux.png is left out" in caplog.text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_never_read_as_markup(text):
    shown = guide_bundle(title=f"A {text} b", steps=(Step(title=text, html=f"<p>{html(text)}</p>"),))

    content = made(shown)

    drawn = "".join(drawable(text).split()).replace("\xad", "")
    assert drawn in "".join(words(content).split()) or UNKNOWN in drawn or not drawn.isascii()


def html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


TYPED = st.text(max_size=40) | st.sampled_from(HOSTILE)
TAGS = st.sampled_from([
    "p", "h3", "h4", "ul", "ol", "li", "b", "i", "sup", "code", "pre", "blockquote", "table", "tr", "th", "td", "a",
])  # fmt: skip
TREES = st.recursive(
    TYPED.map(html),
    lambda inside: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inside, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=60)
@given(title=TYPED, lead=TYPED, body=TREES, note=TREES)
def test_any_text_becomes_a_tagged_pdf(title, lead, body, note):
    bundle = guide_bundle(
        title=title,
        lead=lead,
        before=(Passage(title=title, html=body),),
        steps=(Step(title=title, html=body, note=note),),
    )
    assert made(bundle).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("œuvre\u202f!", "œuvre\u00a0!"),
        ("a\x00b\u202ec", "abc"),
        ("漢", UNKNOWN),
        ("e\u0301té", "été"),
        ("✅→☐👉", "✅→☐👉"),
        ("❤️", "❤"),
    ],
)
def test_what_no_font_draws_is_a_square(text, drawn):
    assert drawable(text) == drawn


@pytest.mark.parametrize("write", [write_pdf, write_epub], ids=["PDF", "EPUB"])
def test_progress_does_not_go_past_its_end_for_pictures_that_are_not_there(market, write):
    told = []
    names = ["marche", *(f"perdue-{number}" for number in range(5))]
    html = "".join(f'<p><img src="images/{name}.png" alt=""></p>' for name in names)
    shown = guide_bundle(pictures=(picture(market),), steps=(Step(title="Sortie", html=html),))

    write(shown, Options(), io.BytesIO(), progress=Progress(lambda done, of: told.append((done, of))))

    assert told
    assert all(done <= of for done, of in told)
