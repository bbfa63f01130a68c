"""A link inside a text says no more than what the public may see, whatever it is read in."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.guides.domain.conversion import guide_to_document
from commons.guides.search_documents import as_document
from commons.library.models import LicensedDocument
from search import indexing
from tests.factories.guides import make_draft, make_guide
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db
NAME = "plan-tres-secret"


@pytest.fixture(autouse=True)
def _site(tmp_path, settings):
    settings.MEDIA_ROOT, settings.SEARCH_INDEX_DIR = tmp_path / "media", tmp_path / "search"
    home_page()


def secret_draft():
    return f'<a linktype="page" id="{make_draft(title="Autre", slug=NAME).pk}">ce plan</a>'


def secret_page():
    page = make_guide(title="Autre", slug=NAME)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return f'<a linktype="page" id="{page.pk}">ce plan</a>'


def secret_file():
    collection = Collection.get_first_root_node().add_child(name="réservé")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    file = ContentFile(b"x", name=f"{NAME}.pdf")
    document = LicensedDocument.objects.create(
        title=NAME,
        file=file,
        collection=collection,
        licence="cc-by-4.0",
        credits=[{"name": "Awa", "role": "author", "url": ""}],
    )
    return f'<a linktype="document" id="{document.pk}">ce plan</a>'


def json_of(page):
    scripts = BeautifulSoup(page, "html.parser").select('script[type="application/ld+json"]')
    return [data for data in (json.loads(script.string) for script in scripts) if "step" in data]


@pytest.mark.parametrize("link", [secret_draft, secret_page, secret_file])
def test_link_to_what_is_not_public_leaves_its_words_in_every_output(client, link):
    text = f"<p>Suivez {link()}.</p>"
    guide = make_guide(steps=[("step", {"title": "Lire", "minutes": None, "text": text, "note": text, "files": []})])

    page = client.get(guide.url).content.decode()
    markdown = client.get(f"{guide.url}guide.md").content.decode()
    document = guide_to_document(guide)
    found = as_document(guide)
    [data] = json_of(page)
    indexing.rebuild()
    [answer] = client.get("/api/v1/search?q=suivez").json()["results"]
    listed = client.get("/recherche/?q=suivez").content.decode()

    assert "ce plan" in page
    assert "plan" in answer["highlights"]["snippet"]
    assert "Suivez ce plan." in found.body
    assert data["step"][0]["text"] == "Suivez ce plan."
    assert "Suivez ce plan." in markdown
    assert document.steps[0].text == "<p>Suivez ce plan.</p>"
    outputs = (page, markdown, listed, str(answer), str(document), str(found), str(data))
    assert [NAME in said for said in outputs] == [False] * 7


def test_link_to_a_public_page_leads_there_in_every_output(client):
    other = make_guide(title="Autre", slug="autre-fiche")
    text = f'<p>Suivez <a linktype="page" id="{other.pk}">ce plan</a>.</p>'
    guide = make_guide(steps=[("step", {"title": "Lire", "minutes": None, "text": text, "note": "", "files": []})])

    assert f'<a href="{other.url}">ce plan</a>' in client.get(guide.url).content.decode()
    assert f"[ce plan]({other.full_url})" in client.get(f"{guide.url}guide.md").content.decode()
