from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from rocrate.rocrate import ROCrate

from exporting.archive import credits_text, packing, stream, write_core
from exporting.bundle import Link
from exporting.crate import referred
from exporting.names import Names, is_safe_path, safe_name
from exporting.options import Options
from exporting.progress import Progress
from exporting.received import receive
from legaltools.credit import Work
from tests.factories.bundles import BY, document, guide_bundle, kit_bundle, picture, sheet, work
from tests.factories.media import picture_bytes


def archive(bundle, tmp_path):
    core = tmp_path / "core.zip"
    with core.open("wb") as into:
        write_core(bundle, Options(), into, progress=Progress())
    size, pieces = stream(core, bundle)
    content = b"".join(pieces)
    assert len(content) == size
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.fixture
def market(tmp_path):
    path = tmp_path / "marche.png"
    path.write_bytes(picture_bytes(size=(64, 48)))
    return path


@pytest.fixture
def grid(tmp_path):
    path = tmp_path / "grille.pdf"
    path.write_bytes(b"%PDF-1.7 une grille")
    return path


def kit(market, grid):
    one = sheet(pictures=(picture(market),), files=(document(grid),), remark="Pour commencer.")
    sound = picture(grid, path="medias/la pluie.ogg", title="La pluie", alt="")
    return kit_bundle(one, sheet("Écouter", slug="ecouter"), sound, updated=None)


def test_crate_describes_every_file_with_its_checksum(market, grid, tmp_path):
    opened = archive(kit(market, grid), tmp_path)
    graph = {entity["@id"]: entity for entity in json.loads(opened.read("ro-crate-metadata.json"))["@graph"]}

    described = {unquote(key): entity for key, entity in graph.items() if entity["@type"] == "File"}
    assert set(described) == set(opened.namelist()) - {"ro-crate-metadata.json"}
    for path, entity in described.items():
        content = opened.read(path)
        assert entity["sha256"] == hashlib.sha256(content).hexdigest()
        assert entity["contentSize"] == str(len(content))
    assert described["medias/la pluie.ogg"]["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert graph["https://creativecommons.org/licenses/by/4.0/"]["identifier"] == "CC-BY-4.0"
    assert graph["cartographier-sa-rue/"]["@type"] == "Dataset"


def test_crate_keeps_to_the_specification(market, grid, tmp_path):
    """RO-Crate 1.1: "RO-Crate Metadata Document" and "Root Data Entity"; what each MUST or SHOULD."""
    data = json.loads(archive(kit(market, grid), tmp_path).read("ro-crate-metadata.json"))

    assert set(data) == {"@context", "@graph"}
    assert data["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    ids = [entity["@id"] for entity in data["@graph"]]
    assert len(ids) == len(set(ids))
    assert all(entity.get("@type") for entity in data["@graph"])
    assert set(referred(data)) - set(ids) == {"https://w3id.org/ro/crate/1.1"}
    graph = dict(zip(ids, data["@graph"], strict=True))
    descriptor = graph["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert descriptor["about"] == {"@id": "./"}
    root = graph["./"]
    assert root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", root["datePublished"])
    assert {"name", "description", "license", "hasPart"} <= set(root)
    reached = {part["@id"] for key in ("./", "cartographier-sa-rue/", "ecouter/") for part in graph[key]["hasPart"]}
    assert {key for key in ids if graph[key]["@type"] in {"File", "Dataset"}} - {"./"} == reached


def test_another_reader_of_crates_opens_it(market, grid, tmp_path):
    archive(kit(market, grid), tmp_path).extractall(tmp_path / "out")

    read = ROCrate(tmp_path / "out")

    assert read.root_dataset["name"] == "Ma rue en trois ateliers"
    assert {entity["name"] for entity in read.data_entities} >= {"Le marché", "La grille", "Cartographier sa rue"}


def test_page_opens_from_a_memory_stick(market, grid, tmp_path):
    shown = {"pictures": (picture(market),), "files": (document(grid),), "cover": "images/marche.png"}
    opened = archive(guide_bundle(**shown), tmp_path)
    page = BeautifulSoup(opened.read("index.html"), "html.parser")

    assert page.html["lang"] == "fr"
    assert page.h1.get_text() == "Cartographier sa rue"
    loaded = [tag.get("src") or tag.get("href") for tag in page.select("[src], link[href]")]
    assert loaded == ["fonts.css", *["cartographier-sa-rue/images/marche.png"] * 2]
    assert page.select("script, iframe") == []
    assert "url(" not in page.style.get_text()
    linked = [unquote(link["href"]) for link in page.select("a[href]") if "://" not in link["href"]]
    assert set(linked) - set(opened.namelist()) == set()
    assert "cartographier-sa-rue/files/grille.pdf" in linked


def test_kit_has_a_page_a_guide_and_each_leads_back(market, grid, tmp_path):
    opened = archive(kit(market, grid), tmp_path)
    first = BeautifulSoup(opened.read("index.html"), "html.parser")
    inside = BeautifulSoup(opened.read("cartographier-sa-rue/index.html"), "html.parser")

    assert [link["href"] for link in first.select(".entries h3 a")] == [
        "cartographier-sa-rue/index.html", "ecouter/index.html", "medias/la%20pluie.ogg",
    ]  # fmt: skip
    assert [image["src"] for image in inside.select("img")] == ["images/marche.png"]
    assert inside.nav.a["href"] == "../index.html"
    assert "Ce recueil peut être partagé." in first.get_text()


def test_kit_shows_its_pictures_and_plays_its_sounds_and_videos(market, grid, tmp_path):
    media = [
        picture(market, path="medias/rue.png", alt="La rue"),
        picture(grid, path="medias/pluie.ogg"),
        picture(grid, path="medias/film.mp4"),
        picture(grid, path="medias/plan.pdf"),
    ]
    page = BeautifulSoup(archive(kit_bundle(*media), tmp_path).read("index.html"), "html.parser")

    assert [(tag.name, tag["src"]) for tag in page.select("main [src]")] == [
        ("img", "medias/rue.png"), ("audio", "medias/pluie.ogg"), ("video", "medias/film.mp4"),
    ]  # fmt: skip
    assert [link["href"] for link in page.select(".entries h3 a")][-1] == "medias/plan.pdf"


def test_credits_name_every_work_in_french_and_in_english(market, grid, tmp_path):
    opened = archive(kit(market, grid), tmp_path)

    french, english = (opened.read(f"CREDITS.{language}.txt").decode() for language in ("fr", "en"))
    for title in ("Ma rue en trois ateliers", "Cartographier sa rue", "Écouter", "Le marché", "La grille", "La pluie"):
        assert f"« {title} »" in french.replace("\u00a0", " ")
        assert f"“{title}”" in english
        assert title in opened.read("CREDITS.fr.html").decode()
    assert "sous licence CC BY 4.0" in french
    assert "licensed under CC BY 4.0" in english


def test_a_work_without_credit_is_named_all_the_same():
    nobody = picture(path="images/x.png", title="")
    unknown = guide_bundle(
        pictures=(type(nobody)(path="images/x.png", file=None, work=work("", author="", licence=None)),)
    )

    assert "- x.png · " in credits_text(unknown, "fr")


def test_licences_lie_beside_the_works_in_short(market, grid, tmp_path):
    opened = archive(kit(market, grid), tmp_path)

    text = opened.read("LICENCES/CC-BY-4.0.fr.txt").decode()
    assert text.startswith("CC BY 4.0\nAttribution 4.0 International\n")
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert "- créditer les autrices et auteurs" in text
    assert {name for name in opened.namelist() if name.startswith("LICENCES/")} == {
        f"LICENCES/{name}.{language}.txt" for name in ("CC-BY-4.0", "CC-BY-SA-4.0") for language in ("fr", "en")
    }


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "images/../../x",
        "/etc/passwd",
        "images/a\x00b.png",
        "images/\u202egnp.exe",
        "images/con",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_left_out_and_named(path, market, tmp_path):
    bundle = guide_bundle(pictures=(picture(market, path=path),))

    opened = archive(bundle, tmp_path)

    assert not [name for name in opened.namelist() if ".." in name or "\x00" in name or "\u202e" in name]
    assert packing(bundle)[0] == []
    note = opened.read("MANQUE.txt").decode()
    assert len(note.splitlines()) == 2
    assert "\u202e" not in note


def test_what_is_lost_is_named_and_the_rest_is_there(grid, tmp_path):
    opened = archive(guide_bundle(pictures=(picture(tmp_path / "rien.png"),), files=(document(grid),)), tmp_path)

    assert "cartographier-sa-rue/images/marche.png" in opened.read("MANQUE.txt").decode()
    assert "cartographier-sa-rue/files/grille.pdf" in opened.namelist()
    assert "marche.png" not in opened.read("index.html").decode()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\plan.pdf", "plan.pdf"),
        ("a\x00b\u202egnp.exe", "abgnp.exe"),
        ("NUL.txt", "_NUL.txt"),
        ("a:b?.png", "a-b-.png"),
        ("..", "fichier"),
        ("", "fichier"),
        ("e\u0301té.jpg", "été.jpg"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
        ("x" * 119 + " et plus", "x" * 119),
        ("con." + "x" * 300, "_con." + "x" * 115),
        ("地" * 100 + ".png", "地" * 83 + ".png"),
    ],
)
def test_safe_names(name, safe):
    assert safe_name(name) == safe
    assert is_safe_path(f"images/{safe}")


@given(st.text(st.characters(codec="utf-8"), max_size=300) | st.text("aA.- é地", max_size=300))
def test_safe_name_is_its_own_safe_name(name):
    assert is_safe_path(safe_name(name))
    assert len(safe_name(name).encode()) <= 255


def names_of(*names):
    folder = Names(("medias",))
    return [folder.take(name) for name in names]


def test_names_of_one_folder_differ_where_capitals_are_not_known():
    assert names_of("Phare.png", "phare.png", "PHARE.PNG", "Medias") == [
        "Phare.png", "phare-2.png", "PHARE-3.PNG", "Medias-2",
    ]  # fmt: skip
    assert [len(name) for name in names_of("a" * 300 + ".png", "a" * 300 + ".png")] == [120, 120]


def everything_in(made, folder):
    """The archive laid out as another site lays it out."""
    into = folder / "received"
    into.mkdir()
    receive(made.fp, into=into)
    return {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}


@pytest.mark.parametrize("slug", ["a" * 240, "aux", "地" * 240, "medias", "licences"])
def test_guide_of_any_address_leaves_whole_and_is_read_back(market, tmp_path, slug):
    one = sheet(slug=slug, uuid="1", pictures=(picture(market),))
    for bundle in (kit_bundle(one, slug=slug), guide_bundle(slug=slug, pictures=(picture(market),))):
        into = tmp_path / bundle.title
        into.mkdir()
        here = everything_in(archive(bundle, tmp_path), into)
        assert [path for path in here if path.endswith("/images/marche.png")]
        assert "MANQUE.txt" not in here


def test_two_guides_of_one_slug_keep_each_its_texts_and_its_pictures(market, tmp_path):
    other = tmp_path / "autre.png"
    other.write_bytes(picture_bytes(size=(16, 16)))
    twins = sheet(uuid="1", pictures=(picture(market),)), sheet("Autre", uuid="2", pictures=(picture(other),))
    opened = archive(kit_bundle(*twins), tmp_path)

    assert opened.read("cartographier-sa-rue/images/marche.png") == market.read_bytes()
    assert opened.read("cartographier-sa-rue-2/images/marche.png") == other.read_bytes()
    assert b"title: Autre" in opened.read("cartographier-sa-rue-2/guide.md")
    links = BeautifulSoup(opened.read("index.html"), "html.parser").select(".entries h3 a")
    assert [link["href"] for link in links] == ["cartographier-sa-rue/index.html", "cartographier-sa-rue-2/index.html"]
    graph = json.loads(opened.read("ro-crate-metadata.json"))["@graph"]
    assert len({one["@id"] for one in graph}) == len(graph)


def test_media_whose_names_differ_by_capitals_are_read_back(market, grid, tmp_path):
    large, small = (picture(file, path=path, uuid=path) for file, path in ((market, "Phare.png"), (grid, "phare.png")))
    here = everything_in(archive(kit_bundle(large, small), tmp_path), tmp_path)
    assert {"medias/Phare.png", "medias/phare-2.png"} <= here


def test_item_that_stands_twice_in_a_kit_leaves_once_with_all_that_is_said_of_it(market, tmp_path):
    rain = picture(market, path="pluie.png", uuid="2")
    bundle = kit_bundle(
        sheet(uuid="1", remark="Pour commencer."), rain, sheet(uuid="1", remark="À refaire."), sheet(uuid="1"), rain
    )
    assert [one.remark for one in bundle.entries] == ["Pour commencer. · À refaire.", ""]
    graph = json.loads(archive(bundle, tmp_path).read("ro-crate-metadata.json"))["@graph"]
    assert len({one["@id"] for one in graph}) == len(graph)


def test_same_version_is_the_same_core(market, grid, tmp_path):
    first, second = (io.BytesIO() for _ in range(2))
    for into in (first, second):
        write_core(guide_bundle(pictures=(picture(market),)), Options(), into, progress=Progress())
    assert first.getvalue() == second.getvalue()
    assert BY.spdx == "CC-BY-4.0"


def test_credits_say_of_what_nobody_knows_the_licence(market, grid, tmp_path):
    pad = Link(title="Un pad", url="https://pad.example.org/", work=work("Un pad", licence=None))
    nameless = picture(market, path="medias/photo.png", alt="")
    nameless = replace(nameless, work=Work())
    opened = archive(kit_bundle(sheet(), nameless, pad), tmp_path)

    french, english = (opened.read(f"CREDITS.{language}.txt").decode() for language in ("fr", "en"))
    french = french.replace("\u00a0", " ")
    assert "- photo.png · licence et auteurs inconnus" in french
    pad_line = next(line for line in french.split("\n") if "Un pad" in line)
    assert pad_line.endswith(" · licence inconnue : demandez avant de vous en servir")
    assert "licence unknown: ask before using it" in english
    assert french.count("inconnu") == 2
    for page in ("CREDITS.fr.html", "index.html"):
        told = BeautifulSoup(opened.read(page), "html.parser").get_text().replace("\u00a0", " ")
        assert told.count("licence inconnue : demandez avant de vous en servir") == 1, page


def test_kit_and_its_media_leave_with_the_text_that_brings_them_back(market, tmp_path):
    one = replace(picture(market, path="medias/rue.png"), uuid="u-1", record="---\ntitle: La rue\n---\n")
    opened = archive(kit_bundle(replace(sheet(), number=3), one, markdown="---\ntitle: Ma rue\n---\n"), tmp_path)

    assert opened.read("kit.md").decode() == "---\ntitle: Ma rue\n---\n"
    assert opened.read("medias/about/u-1.md").decode() == "---\ntitle: La rue\n---\n"
    graph = {entity["@id"]: entity for entity in json.loads(opened.read("ro-crate-metadata.json"))["@graph"]}
    assert graph["cartographier-sa-rue/"]["versionNumber"] == "3"


def test_every_page_is_set_in_the_faces_of_the_site(market, grid, tmp_path):
    opened = archive(kit(market, grid), tmp_path)
    pages = [name for name in opened.namelist() if name.endswith(".html")]
    sheets = {
        name: BeautifulSoup(opened.read(name), "html.parser").select_one("link[rel=stylesheet]")["href"]
        for name in pages
    }

    assert sheets == {
        "index.html": "fonts.css",
        "cartographier-sa-rue/index.html": "../fonts.css",
        "ecouter/index.html": "../fonts.css",
        "CREDITS.fr.html": "fonts.css",
        "CREDITS.en.html": "fonts.css",
    }
    faces = opened.read("fonts.css").decode()
    assert re.findall(r'font-family: "(.*?)"', faces) == ["Bricolage Grotesque", "Atkinson Hyperlegible Next"]
    assert set(re.findall(r'url\("(.*?),', faces)) == {"data:font/woff2;base64"}
    assert faces.count("SIL Open Font License 1.1") == 2


def test_first_page_of_a_kit_begins_with_its_presentation(tmp_path):
    bundle = kit_bundle(sheet(), presentation=("Un samedi par mois.", "Prévoyez un lieu <sec>."))
    page = BeautifulSoup(archive(bundle, tmp_path).read("index.html"), "html.parser")

    assert [words.get_text() for words in page.select("main > p")] == ["Un samedi par mois.", "Prévoyez un lieu <sec>."]


def test_credits_are_set_as_french_is(tmp_path):
    bundle = guide_bundle(work=work("L'eau : mode d'emploi"))
    opened = archive(bundle, tmp_path)

    said = "«\xa0L’eau\xa0: mode d’emploi\xa0»"
    assert said in BeautifulSoup(opened.read("index.html"), "html.parser").get_text()
    assert said in opened.read("CREDITS.fr.txt").decode()
