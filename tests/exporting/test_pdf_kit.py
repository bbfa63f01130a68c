from __future__ import annotations

import io
import subprocess

import pikepdf
import pytest
from PIL import Image

from exporting.bundle import Asset, Link, Needed, Step
from exporting.options import MATERIALS, PARTICIPANTS, Options
from exporting.pdf.addresses import linked, scanned, spelled
from exporting.pdf.compiling import write_pdf
from exporting.progress import Progress
from tests.factories.bundles import kit_bundle, picture, sheet, work
from tests.factories.media import picture_bytes


def made(bundle, **options):
    into = io.BytesIO()
    write_pdf(bundle, Options(**options), into, progress=Progress())
    return into.getvalue()


def words(content, *pages):
    command = ["pdftotext", "-layout", *pages, "-", "-"]
    text = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


def figures(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            str(tag.Alt) for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary) and tag.get("/S") == "/Figure"
        ]


@pytest.fixture
def poster(tmp_path):
    path = tmp_path / "affiche.png"
    path.write_bytes(picture_bytes(size=(640, 480)))
    return picture(path, path="medias/affiche.png", title="L’affiche", alt="Une rue dessinée", remark="Pour le mur.")


SOUND = Asset(
    path="medias/pluie.ogg", file=None, work=work("La pluie"), remark="Pour ouvrir la séance.",
    url="https://communs.example.org/medias/la-pluie/",
)  # fmt: skip
QR = "QR code de l’adresse écrite à côté"


def test_pictures_of_a_kit_are_shown_with_their_credits(poster):
    content = made(kit_bundle(sheet(), poster))

    text = words(content)
    assert sorted(figures(content)) == [QR, "Une rue dessinée"]
    assert "Images L’affiche Pour le mur. « L’affiche » par Anna Le Goff, sous licence CC BY 4.0" in text


def test_guides_of_one_slug_show_each_its_own_picture(tmp_path):
    files = [tmp_path / "un.png", tmp_path / "autre.png"]
    for file, size in zip(files, [(640, 480), (320, 320)], strict=True):
        file.write_bytes(picture_bytes(size=size))
    content = made(kit_bundle(*(sheet(uuid=file.name, pictures=(picture(file),)) for file in files)))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = {
            (int(one.Width), int(one.Height))
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        }
    assert {(640, 480), (320, 320)} <= sizes


def links(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            str(one.A.URI)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary)
            and one.get("/Subtype") == "/Link"
            and "/A" in one
            and "/URI" in one.A
        ]


@pytest.mark.parametrize("long", ["я" * 2000, "a" * 9000, "地" * 300])
def test_address_too_long_for_paper_is_words_alone(long):
    address = f"https://x.example.org/{long}"
    far = work("Loin", source=address)
    link = Link(title="Un lien", url=address, work=far)
    step = Step(title="Lire", html=f'<p><a href="{address}">ceci</a> et <a href="https://example.org/é">cela</a></p>')
    bundle = kit_bundle(sheet(steps=(step,), needed=(Needed(name="colle", url=address),)), link, url=address)
    content = made(bundle)
    text = words(content)
    assert "ceci et cela" in text
    assert "Un lien" in text
    assert "https://example.org/%C3%A9" in links(content)
    assert all(len(one) <= 4000 for one in links(content))


@pytest.mark.parametrize(
    ("address", "link", "code", "shown"),
    [
        ("https://example.org/a", "https://example.org/a", "https://example.org/a", "example.org/a"),
        ("https://école.example/é", "https://xn--cole-9oa.example/%C3%A9", "https://xn--cole-9oa.example/%C3%A9", "école.example/é"),
        ("https://example.org/地", "https://example.org/%E5%9C%B0", "https://example.org/%E5%9C%B0", "example.org/%E5%9C%B0"),
        ("https://e.org/" + "a" * 900, "https://e.org/" + "a" * 900, "", "e.org/" + "a" * 113 + "…"),
        ("https://e.org/" + "a" * 4000, "", "", "e.org/" + "a" * 113 + "…"),
        ("javascript:alert(1)", "", "", "javascript:alert(1)"),
        ("https://" + "é" * 70 + ".org/", "", "", "é" * 70 + ".org/"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_address_as_a_link_as_a_code_and_as_it_is_typed(address, link, code, shown):
    assert (linked(address), scanned(address), spelled(address)) == (link, code, shown)


def test_what_paper_cannot_show_has_its_address_and_a_code(poster):
    content = made(kit_bundle(sheet(), SOUND))

    assert figures(content) == [QR, QR]
    text = words(content)
    assert "À ouvrir sur un écran La pluie Son Pour ouvrir la séance. communs.example.org/medias/la-pluie/" in text


def test_picture_that_is_lost_has_its_address(tmp_path):
    lost = picture(tmp_path / "perdue.png", path="medias/perdue.png", url="https://communs.example.org/medias/perdue/")

    text = words(made(kit_bundle(sheet(), lost)))

    assert "Le marché Image communs.example.org/medias/perdue/" in text


def test_contents_of_a_kit_say_the_page_of_each(poster):
    text = words(made(kit_bundle(sheet(), poster, sheet("Écouter sa rue", slug="ecouter"), SOUND)), "-l", "1")

    assert "1. Cartographier sa rue Fiche, page 2" in text
    assert "2. L’affiche Image, page 4 Pour le mur." in text
    assert "3. Écouter sa rue Fiche, page 3" in text
    assert "4. La pluie Son, page 4 Pour ouvrir la séance." in text


def test_many_pictures_stand_two_in_a_row(tmp_path):
    path = tmp_path / "vue.png"
    Image.new("RGB", (1200, 800), "navy").save(path)
    views = [picture(path, path=f"medias/{n}.png", title=f"Vue {n}", alt=f"Vue {n}") for n in range(1, 7)]

    text = words(made(kit_bundle(sheet(), *views)))

    assert "Vue 1 Vue 2" in text.partition("Images")[2]


@pytest.mark.parametrize(("audience", "shown"), [(PARTICIPANTS, 1), (MATERIALS, 0)])
def test_pictures_are_for_participants_too_and_not_in_a_list_to_tick(poster, audience, shown):
    assert figures(made(kit_bundle(sheet(), poster), audience=audience)).count("Une rue dessinée") == shown


def test_list_to_tick_of_a_kit_is_one_page_with_the_bag_of_each_guide():
    content = made(kit_bundle(), audience=MATERIALS)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
    text = words(content)
    assert [text.count(title) for title in ("Cartographier sa rue", "Écouter sa rue", "Pour 12 participants")] == [
        1,
        1,
        1,
    ]
    assert "CC BY-SA 4.0" in text


def test_media_are_credited_as_media_whatever_their_kind(poster):
    assert "Médias • « L’affiche » par Anna Le Goff" in words(made(kit_bundle(sheet(), poster)))


def test_kit_of_media_alone_is_a_pdf_too(poster):
    content = made(kit_bundle(poster, SOUND))

    assert sorted(figures(content)) == [QR, QR, "Une rue dessinée"]
