"""An edition that is over becomes an archive: its addresses go on, and its file opens from a folder years later."""

from __future__ import annotations

import subprocess
import zipfile

import pytest

from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
PROGRAMME = "/programme/automne-d-avant/"
# An edition that no other test reads, with all that an archive shows: a picture, a medium, a guide, a place, what is
# cancelled, what somebody told of it.
PREPARED = """
from datetime import date
from commons.guides.models import GuidePage
from commons.library.models import MediaItem
from community.models import PlacePage
from programme.domain.occurrences import set_status
from programme.enums import Status
from programme.models import EditionPage, Outcome, ProgrammeIndexPage
from search.publishing import add_and_publish
from tests.factories.programme import make_event, when
from wagtail.images import get_image_model
DAY = date(2021, 10, 5)
edition = add_and_publish(EditionPage(
    title="L’automne d’avant", slug="automne-d-avant", acronym="automne_d_avant", starts_on=date(2021, 10, 2),
    ends_on=date(2021, 10, 10), licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
    presentation="<p>Une semaine de quais.</p>",
), under=ProgrammeIndexPage.objects.get())
place = PlacePage.objects.live().get(slug="la-maison-des-communs")
guide = GuidePage.objects.get(slug="monter-une-exposition-collective")
film = MediaItem.objects.get(slug="le-ressac-sur-les-galets")
row = lambda item, role: ("item", {"item": item, "role": role, "use": "shown", "note": ""})
one = make_event("Cartes & quais : l’été", slug="cartes-et-quais", edition=edition, place=place, language="fr", licence="cc-by-sa-4.0",
                 times=[when(14, day=DAY), when(22, hours=4, day=DAY)], image=get_image_model().objects.order_by("pk").first(),
                 body="<p>On note chaque banc.</p>", works=[row(f"guide:{guide.pk}", "used"), row(f"media:{film.pk}", "produced")])
two = make_event("Le bal annulé", slug="bal-annule", edition=edition, place=place, times=[when(20, day=DAY)], licence="cc-by-sa-4.0")
set_status(two.occurrences.get(), Status.CANCELLED, text="Tempête sur la rade.")
Outcome.objects.create(occurrence=one.occurrences.first(), people=12)
"""
FILES = ("programme.ics", "schedule.xml", "schedule.json", "openagenda.json", "programme.geojson", "programme.csv",
         "programme.atom", "figures.csv")  # fmt: skip


@pytest.fixture
def from_a_folder(chromium):
    """Opens a file with neither a network nor scripts, and notes what it asks for and what is said of it."""
    context = chromium.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(error.message))
    page.on("requestfailed", lambda request: said.append(request.url))
    yield page, asked, said
    context.close()


def links_to_pages(page):
    """Where the page leads beside itself, without what stands after the number sign."""
    found = page.evaluate("[...document.links].map((one) => one.href)")
    return {address.partition("#")[0] for address in found if address.startswith("file:")}


def test_edition_that_is_over_is_a_folder_that_opens_anywhere_and_stays_at_its_addresses(
    visit, signed_in, prepare, from_a_folder, tmp_path
):
    prepare(PREPARED)
    coordinator = signed_in("edition", f"{PROGRAMME}coordination/bilan/")
    coordinator.get_by_role("button", name="En faire une archive").click()
    coordinator.get_by_text("Cette édition est maintenant une archive").wait_for()

    visitor = visit(PROGRAMME)
    with visitor.expect_download(timeout=60_000) as saving:
        visitor.get_by_role("link", name="Télécharger l’archive").click()
    assert saving.value.suggested_filename == "automne-d-avant-archive.zip"
    saving.value.save_as(tmp_path / "archive.zip")
    folder = tmp_path / "pour plus tard"
    zipfile.ZipFile(tmp_path / "archive.zip").extractall(folder)
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)

    page, asked, said = from_a_folder
    start = (folder / "index.html").as_uri()
    to_see, seen, pictures = {start}, set(), 0
    while to_see - seen:
        address = min(to_see - seen)
        seen.add(address)
        if address.endswith(".html"):
            page.goto(address)
            pictures += page.evaluate("document.images.length")
            assert page.evaluate("[...document.images].every((one) => one.complete && one.naturalWidth > 0)")
            to_see |= links_to_pages(page)
    assert {address.removeprefix(f"{folder.as_uri()}/") for address in seen} >= {
        "index.html", "CREDITS.html", "evenements/cartes-et-quais.html", "evenements/bal-annule.html",
        "lieux/la-maison-des-communs.html", *(f"fichiers/{name}" for name in FILES),
    }  # fmt: skip
    assert pictures == 1
    assert {address.partition(":")[0] for address in asked} == {"file"}
    assert said == []

    # Axe asks for styles again, which no browser gives it from a folder: nothing that it says counts.
    page.goto(start)
    assert page.get_by_role("heading", level=1).inner_text() == "L’automne d’avant"
    assert "Tempête sur la rade." in page.locator("main").inner_text()
    assert faults(page) == []
    page.get_by_role("link", name="Cartes & quais : l’été").first.click()
    page.get_by_text("On note chaque banc.").wait_for()
    assert faults(page) == []
    page.locator("main").get_by_role("link", name="Maison des communs").first.click()
    page.get_by_role("heading", level=1, name="Maison des communs").wait_for()
    assert faults(page) == []

    for name in FILES:
        answer = visitor.request.get(f"{PROGRAMME}{name}")
        assert (name, answer.status, answer.body()) == (name, 200, (folder / "fichiers" / name).read_bytes())
    visitor.goto(f"{PROGRAMME}cartes-et-quais/")
    assert "ce programme est une archive" in visitor.locator("main").inner_text().lower()
    coordinator.goto(f"{PROGRAMME}cartes-et-quais/seances/")
    assert "plus rien n’y change" in coordinator.locator("main").inner_text()
    assert coordinator.get_by_role("button", name="Enregistrer cette séance").count() == 0
