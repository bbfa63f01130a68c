"""The views that belong to no app: language, health, uploaded files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from commons.library.models import LicensedMedia
from tests.factories.media import make_file
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def stored(name, content=b"bytes"):
    """The address of a file that the library keeps, whatever it says it is."""
    path = default_storage.save(name, ContentFile(content))
    LicensedMedia.objects.bulk_create([LicensedMedia(title=name, file=path, type="audio", duration=1)])
    return default_storage.url(path)


def download(client, address):
    """The response to somebody who writes, read to its end; no page shows the file yet."""
    client.force_login(PersonFactory(groups=["contributor"]))
    response = client.get(address)
    response.body = response.getvalue()
    response.close()
    return response


@pytest.fixture
def private_document():
    return make_file(name="plan.svg", content=SVG)


def test_language_link_sets_the_language_and_goes_back(client):
    response = client.get("/langue/en/?next=/recherche/")
    assert (response.status_code, response["Location"]) == (302, "/recherche/")
    assert response.cookies["django_language"].value == "en"


def test_language_link_outweighs_what_the_browser_asks(client):
    home_page()
    client.get("/langue/en/")
    assert '<html lang="en"' in client.get("/", headers={"accept-language": "fr"}).content.decode()


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_language_link_leads_nowhere_else(client, target):
    assert client.get("/langue/fr/", {"next": target})["Location"] == "/"


def test_language_that_the_site_does_not_speak_is_not_found(client):
    assert client.get("/langue/xx/").status_code == 404


def test_health_of_a_site_that_serves_and_finds(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    call_command("rebuild_search", verbosity=0)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {
            "status": "ok", "database": "ok", "search": "ok", "pages_cache": "ok", "limits_cache": "ok", "media": "ok",
            "disk": "ok",
        },
    )  # fmt: skip


def test_health_tells_that_there_is_no_index_while_pages_are_served(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    response = client.get("/healthz")
    told = response.json()
    assert (response.status_code, told["status"], told["search"]) == (200, "degraded", "missing")


def test_health_is_bad_when_the_database_does_not_answer(tmp_path):
    """In a process of its own, whose database server is not there."""
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "response = Client().get('/healthz', headers={'host': 'localhost'})\n"
        "print(response.status_code, response.content.decode())"
    )
    here = {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
        "VAR_DIR": str(tmp_path),
    }
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=os.environ | here, capture_output=True, text=True, check=True
    )
    status, _, state = ended.stdout.strip().partition(" ")
    assert (status, json.loads(state)["status"], json.loads(state)["database"]) == ("503", "down", "down")


def test_uploaded_picture_is_shown_and_can_do_nothing_else(client):
    response = download(client, stored("images/marche.png"))
    assert response.body == b"bytes"
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("name", ["media/page.html", "media/page.xhtml", "media/data.bin", "media/letter.pdf"])
def test_uploaded_file_that_is_no_picture_sound_or_video_is_only_downloaded(client, name):
    assert download(client, stored(name))["Content-Disposition"] == "attachment"


@pytest.mark.parametrize("path", ["nothing.png", "images/", ""])
def test_what_was_not_uploaded_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("path", ["../config/urls.py", "%2e%2e/manage.py", "images/../../manage.py"])
def test_way_out_of_the_uploads_is_refused(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("around", ["/media/{}", "/media/./{}", "/media/images/../{}", "/media//{}"])
def test_document_has_no_second_door(client, private_document, around):
    assert client.get(around.format(private_document.file.name)).status_code == 404


def test_drawing_sent_as_a_document_is_downloaded_and_can_run_nothing(client, private_document):
    response = download(client, private_document.url)
    assert response.body == SVG
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_form_without_its_secret_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/licences/", headers={"accept-language": "en"})
    assert response.status_code == 403
    assert "what you wrote is still in the form. Copy it before you open the page anew." in response.content.decode()


@pytest.mark.parametrize("path", ["/guides/%00/", "/%00", "/themes/a%00b/", "/licences/cc-by%00/", "/comprendre/%00/"])
def test_an_address_with_a_zero_in_it_is_not_there(client, path):
    home_page()
    assert client.get(path).status_code == 404
