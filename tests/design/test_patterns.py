from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from design.views import WHOLE_PAGES

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "templates" / "components"
# What base.html and the site's own pages show already.
FURNITURE = {"site_header", "site_footer", "footer_links", "copy_script"}
IN_PYTHON = re.compile(r'"components/(\w+)\.html"')
INCLUDED = re.compile(r'(?:include|drawn_once) "components/(\w+)\.html"')


def included(path: Path) -> set[str]:
    return set(INCLUDED.findall(path.read_text()))


def test_the_pattern_page_shows_every_component():
    shown = included(ROOT / "templates" / "design" / "components.html")
    inside = {name for component in shown for name in included(COMPONENTS / f"{component}.html")}

    assert {path.stem for path in COMPONENTS.glob("*.html")} - shown - inside - FURNITURE == set()


def test_every_component_is_drawn_by_a_page_of_the_site():
    """One that only the patterns show would look right there and nowhere else."""
    pages = [path for path in (ROOT / "templates").rglob("*.html") if path.parent.name != "design"]
    named = set().union(*map(included, pages))
    named |= {
        name
        for path in ROOT.glob("*/**/*.py")
        if ".venv" not in path.parts and "tests" not in path.parts
        for name in IN_PYTHON.findall(path.read_text())
    }

    assert {path.stem for path in COMPONENTS.glob("*.html")} - named == set()


@pytest.mark.parametrize("address", ["/motifs/", *(f"/motifs/{name}/" for name in WHOLE_PAGES)])
def test_example_pages_are_sound(client, address):
    page = client.get(address).content.decode()

    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert " style=" not in page
    assert [name for name, count in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if count > 1] == []


def test_an_unknown_example_is_not_found(client):
    assert client.get("/motifs/inconnu/").status_code == 404


def test_a_page_that_is_not_there_offers_the_search(client):
    response = client.get("/motifs/inconnu/", headers={"accept-language": "fr"})

    assert "Cette page n’existe pas (ou plus)." in response.content.decode()
    assert 'name="q"' in response.content.decode()


def test_every_stylesheet_a_page_asks_for_exists(client):
    pages = [client.get(f"/motifs/{name}/").content.decode() for name in ("accueil", "fiche", "recherche")]
    asked = {path for page in pages for path in re.findall(r'(?:href|src)="/static/([^"]+)"', page)}

    assert [path for path in asked if not finders.find(path)] == []


@pytest.mark.parametrize("name", WHOLE_PAGES)
def test_a_page_weighs_less_than_a_hundred_kilobytes(client, name):
    page = client.get(f"/motifs/{name}/").content
    sheets = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page.decode())
    weight = sum(len(gzip.compress(Path(finders.find(sheet)).read_bytes())) for sheet in sheets)

    assert len(gzip.compress(page)) + weight < 100_000


def test_the_card_of_the_example_is_a_picture(client):
    assert client.get("/motifs/carte.png")["Content-Type"] == "image/png"
