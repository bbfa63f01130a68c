"""Leaving with a guide: printed, as a file, with and without JavaScript; and what comes out of the printer."""

from __future__ import annotations

import re
import subprocess
import zipfile

import pytest
from filelock import FileLock

from tests.browser.pages import GUIDE
from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
FILET = "/guides/le-filet-des-savoirs/"
RECIPE = "/guides/cuisiner-et-transmettre-une-recette/"
PRINTED = "window.print = () => { window.printed = [...document.images].every((one) => one.complete) }"


def pages_of(page, tmp_path):
    """The lines of each sheet of paper."""
    sheet = tmp_path / "sheet.pdf"
    page.pdf(path=sheet, format="A4")
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], check=True, capture_output=True, text=True).stdout
    pages = text.removesuffix("\f").split("\f")
    return [[" ".join(line.split()) for line in one.splitlines() if line.strip()] for one in pages]


@pytest.mark.parametrize("path", [GUIDE, RECIPE, "/guides/ouvrir-un-cafe-reparation/", "/guides/an-eight-page-zine/"])
def test_paper_has_no_title_alone_at_the_foot_and_no_last_page_of_three_lines(visit, tmp_path, path):
    page = visit(path)
    titles = page.locator("h2, h3").evaluate_all("found => found.map((one) => one.innerText)")
    titles = {" ".join(title.split()).partition(": ")[2] or " ".join(title.split()) for title in titles}

    pages = pages_of(page, tmp_path)

    assert 3 <= len(pages) <= 7
    assert [lines[-1] for lines in pages if lines[-1] in titles] == []
    assert len(pages[-1]) > 10
    assert min(len(lines) for lines in pages[:-1]) > 15
    assert any(line.startswith("Licence ") for line in pages[-1])
    assert path in pages[-1][-1]


def test_paper_credits_the_pictures_that_are_printed_and_no_others(visit, tmp_path):
    page = visit(RECIPE)

    text = " ".join(line for lines in pages_of(page, tmp_path) for line in lines)

    assert "Une fiche remplie" in text
    assert "La table du jeudi" not in text


def test_print_opens_the_printer_with_every_picture_fetched(visit):
    page = visit("/healthz")
    page.add_init_script(PRINTED)
    page.goto(RECIPE)

    page.get_by_role("link", name="Imprimer", exact=True).click()
    page.wait_for_function("() => window.printed")

    assert page.url.endswith(RECIPE)


def test_print_counts_for_the_number_that_stands_in_the_field(visit):
    page = visit(RECIPE)

    page.get_by_label("Pour", exact=True).fill("24")
    page.get_by_role("link", name="Imprimer", exact=True).click()
    page.wait_for_url(f"**{RECIPE}imprimer/?participants=24")

    assert page.get_by_text("La fiche pour 24 personnes, prête à imprimer.").is_visible()
    assert page.locator(".materials__list li", has_text="tablier").inner_text().startswith("24")


def test_the_sheet_without_javascript(visit, tmp_path):
    page = visit(f"{RECIPE}?participants=24", java_script_enabled=False)

    page.get_by_role("link", name="Imprimer", exact=True).click()
    page.wait_for_url(f"**{RECIPE}imprimer/?participants=24")

    assert page.get_by_text("choisissez Imprimer dans le menu").is_visible()
    assert not page.get_by_role("button", name="Imprimer").is_visible()
    pages = pages_of(page, tmp_path)
    assert any(line.startswith("Pour 24 participant") for line in pages[0])
    assert [line for lines in pages for line in lines if "prête à imprimer" in line] == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_guide_is_saved_as_a_file_under_its_name(visit, tmp_path, scripts):
    page = visit(RECIPE, width=390, java_script_enabled=scripts)

    page.get_by_role("link", name="Emporter la fiche").click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Tout dans un fichier (ZIP)").click()
    saving.value.save_as(tmp_path / "guide.zip")

    assert saving.value.suggested_filename == "cuisiner-et-transmettre-une-recette.zip"
    names = zipfile.ZipFile(tmp_path / "guide.zip").namelist()
    assert len([name for name in names if re.search(r"/images/.+\.png$", name)]) == 2
    with page.expect_download() as saving:
        page.get_by_role("link", name="Le texte seul (Markdown)").click()
    assert saving.value.suggested_filename == "cuisiner-et-transmettre-une-recette.md"


@pytest.mark.parametrize("path", [RECIPE, "/kits/le-quartier-a-pied/"])
def test_escape_closes_the_list_and_gives_focus_back_to_its_button(visit, path):
    page = visit(path)
    button = page.locator("summary", has_text="Emporter")

    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.pathname").endswith(".pdf")
    page.keyboard.press("Escape")

    assert not page.locator(".take__ways").is_visible()
    assert button.evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Escape")
    assert button.evaluate("(one) => one === document.activeElement")


def test_list_over_the_page_closes_when_focus_goes_on_and_one_in_it_stays(visit):
    page, phone = visit(RECIPE), visit(RECIPE, width=390)
    for one in (page, phone):
        one.locator("summary", has_text="Emporter").click()
        one.locator(".take__ways a").last.focus()
        one.keyboard.press("Tab")

    assert not page.locator(".take__ways").is_visible()
    assert phone.locator(".take__ways").is_visible()


def test_archive_opens_from_a_folder_without_the_internet(visit, tmp_path):
    page = visit(RECIPE)
    page.get_by_role("link", name="Emporter la fiche").click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="Tout dans un fichier (ZIP)").click()
    saving.value.save_as(tmp_path / "guide.zip")
    zipfile.ZipFile(tmp_path / "guide.zip").extractall(tmp_path / "stick")
    asked = []
    page.context.set_offline(True)
    page.on("request", lambda request: asked.append(request.url))

    page.goto((tmp_path / "stick" / "index.html").as_uri())

    assert page.get_by_role("heading", level=1).inner_text() == "Cuisiner et transmettre une recette"
    assert page.evaluate("[...document.images].every((one) => one.naturalWidth > 0) && document.images.length") == 2
    assert {url.partition(":")[0] for url in asked} == {"file"}
    assert violations(page) == []
    page.get_by_role("link", name="Crédits", exact=True).click()
    page.get_by_role("heading", name="Les licences en bref").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_long_build_shows_its_progress_and_ends_in_the_file(visit, demo, scripts):
    page = visit(FILET, java_script_enabled=scripts)
    page.get_by_role("link", name="Emporter la fiche").click()
    with page.expect_download() as saving:
        page.get_by_role("link", name="matériel seul").click()
    assert saving.value.suggested_filename == "le-filet-des-savoirs-materiel.pdf"
    built = max((demo / "exports").glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    # Another process builds it again, and takes its time; somebody else asks for it.
    page = visit(FILET, java_script_enabled=scripts)
    page.get_by_role("link", name="Emporter la fiche").click()
    with FileLock(f"{built}.lock"):
        built.unlink()
        page.get_by_role("link", name="matériel seul").click()
        page.get_by_role("heading", name="Votre fichier se prépare").wait_for()
        assert page.get_by_text("Vous pouvez fermer cette page").is_visible()
        assert not scripts or violations(page) == []
    with page.expect_download(timeout=20_000) as saving:
        pass

    assert saving.value.suggested_filename == "le-filet-des-savoirs-materiel.pdf"
    assert built.exists()
