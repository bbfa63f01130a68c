"""The file of an archive: pages that open from a folder, data as at its addresses, media, a checksum for each."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from datetime import timedelta
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.library.models import MediaItem
from programme.archive.values import read_archive
from programme.domain.freezing import freeze
from programme.enums import SeatState
from programme.models import EventPage, Outcome, SeatRequest
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import make_picture
from tests.factories.programme import make_event, make_event_draft, make_place, make_proposed, when
from tests.programme.archive.conftest import FIRST_DAY, files_in, written
from web.page_cache.generation import invalidate_pages

pytestmark = pytest.mark.django_db


def work(item, role="used", note=""):
    return ("item", {"item": item, "role": role, "use": "shown", "note": note})


@pytest.fixture
def picture():
    return make_picture("Le banc", name="banc.png", description="Un banc rouge")


@pytest.fixture(autouse=True)
def library(settings, tmp_path):
    """A library of its own: no name is taken."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def festival(edition, picture, editor):
    """Over, and frozen: one event with all that an archive may hold."""
    guide = make_guide("La carte", slug="carte")
    film = make_picture("Le relevé", name="releve.png")
    event = make_event(
        "Cartopartie d’été", edition=edition, slug="cartopartie", image=picture,
        place=make_place(access=[("entrance", "yes", "Une rampe")]), times=(when(10, day=FIRST_DAY), when(14, day=FIRST_DAY)),
        body='<p>On note <b>chaque banc</b>, voir <a href="/guides/">les fiches</a>.</p>',
        works=[work(f"guide:{guide.pk}"), work(f"media:{film.media_item.pk}", "produced")],
    )  # fmt: skip
    # No page shows it: saving one that names it would take it back.
    MediaItem.objects.filter(pk=film.media_item.pk).update(is_public=True)
    for number, occurrence in enumerate(event.occurrences.all()):
        Outcome.objects.create(occurrence=occurrence, people=10 + number, worked="Sardinette", to_change="Maquereau")
    freeze(edition, by=editor)
    return edition


FONTS = re.compile(rb"base64,[A-Za-z0-9+/=]+")


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.anchors = [], set()

    def handle_starttag(self, _tag, attrs):
        named = dict(attrs)
        self.anchors.add(named.get("id"))
        self.found += [named[name] for name in ("href", "src") if named.get(name)]


def links_of(page):
    parser = _Links()
    parser.feed(page.decode())
    return parser


def test_archive_holds_pages_data_and_media(festival):
    assert sorted(files_in(written(festival))) == [
        "CREDITS.html", "CREDITS.txt", "LICENCES/CC-BY-SA-4.0.txt", "LISEZ-MOI.txt", "SHA256SUMS", "archive.json",
        "evenements/cartopartie.html", "fichiers/feuilles-de-jour.pdf", "fichiers/feuilles-de-porte.pdf", "fichiers/figures.csv", "fichiers/figures.json", "fichiers/giggity.json",
        "fichiers/openagenda.json", "fichiers/programme-grands-caracteres.pdf", "fichiers/programme-pages.pdf", "fichiers/programme.atom", "fichiers/programme.csv", "fichiers/programme.geojson",
        "fichiers/programme.ics", "fichiers/programme.pdf", "fichiers/programme.txt", "fichiers/schedule.json", "fichiers/schedule.xml", "fonts.css", "index.html",
        "lieux/la-corderie.html", "medias/banc.png", "medias/releve.png", "ro-crate-metadata.json", "style.css", "valeurs.json",
    ]  # fmt: skip


def test_same_edition_is_the_same_bytes(festival):
    assert written(festival) == written(festival)


def test_every_link_inside_leads_to_a_file_of_the_archive(festival):
    found = files_in(written(festival))
    pages = {name: links_of(data) for name, data in found.items() if name.endswith(".html")}
    broken = []
    for name, page in pages.items():
        for link in page.found:
            if re.match(r"(https?|mailto):", link):
                continue
            path, _hash, anchor = unquote(link).partition("#")
            target = normpath(join(dirname(name), path)) if path else name
            if target not in found or (anchor and anchor not in pages[target].anchors):
                broken.append((name, link))
    assert broken == []
    assert {link for page in pages.values() for link in page.found if link.startswith("/")} == set()


def test_pages_load_nothing_from_elsewhere_and_are_xml(festival):
    found = files_in(written(festival))
    for name, data in found.items():
        if name.endswith(".html"):
            etree.fromstring(data.replace(b"<!doctype html>", b"").strip())
            assert not re.search(rb'(?:src|<link[^>]+href)="https?:', data), name
            assert b"<script" not in data
    assert b"http" not in found["style.css"]


def test_page_of_an_event_says_what_the_site_says(festival):
    page = files_in(written(festival))["evenements/cartopartie.html"].decode()
    for words in ("Cartopartie d’été", "<b>chaque banc</b>", "Une rampe", "La carte", "medias/banc.png", "Un banc rouge",
                  "Mercredi 2 octobre 2019", "http://localhost/guides/", "La Passerelle"):  # fmt: skip
        assert words in page.replace("\u00a0", " "), words


def test_credit_of_what_was_used_leads_to_the_work_and_to_its_licence(festival):
    page = files_in(written(festival))["evenements/cartopartie.html"].decode()
    credit = re.search(r"<small>(.*?La carte.*?)</small>", page)[1]
    assert re.findall(r'href="([^"]+)"', credit) == [
        "http://localhost/guides/carte/", "https://amis.example.org/", "https://creativecommons.org/licenses/by-sa/4.0/",
    ]  # fmt: skip


def test_guide_is_named_in_the_version_of_that_day(edition, editor, monkeypatch):
    guide = make_guide("La carte", slug="carte")
    make_event(edition=edition, slug="atelier", times=(when(10, day=FIRST_DAY),), works=[work(f"guide:{guide.pk}")])
    event = EventPage.objects.get()
    event.occurrences.update(
        starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() + timedelta(minutes=1)
    )
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    guide.title = "La carte, refaite"
    guide.save_revision().publish()
    freeze(edition, by=editor)
    assert f"{guide.full_url}historique/1/" in files_in(written(edition))["evenements/atelier.html"].decode()


def test_it_unpacks_and_its_checksums_are_checked_by_sha256sum(festival, tmp_path):
    target = tmp_path / "a.zip"
    target.write_bytes(written(festival))
    with zipfile.ZipFile(target) as opened:
        opened.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_picture_whose_file_is_lost_is_named_and_the_rest_is_there(festival, picture):
    picture.file.storage.delete(picture.file.name)
    found = files_in(written(festival))
    assert "medias/banc.png" not in found
    assert "medias/banc.png" in found["MANQUE.txt"].decode()
    assert "medias/banc.png" not in found["evenements/cartopartie.html"].decode()


def test_nothing_private_is_in_any_file(festival, edition, picture):
    EventPage.objects.update(registration="here")
    edition.frozen_at = None
    edition.save(update_fields=["frozen_at"])
    occurrence = EventPage.objects.get().occurrences.first()
    SeatRequest.objects.create(
        occurrence=occurrence, name="Seatzq", email="seatzq@example.org", state=SeatState.CONFIRMED
    )
    make_event_draft("Draftzq", edition=edition)
    refused = make_proposed("Refusedzq", edition=edition, state="refused", email="refusedzq@example.org")
    refused.submission.inner_note = "Notezq"
    refused.submission.save()
    closed = make_place("Placezq")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    hidden = AssociationFactory(name="Assozq")
    hidden.unpublish()
    rest = Collection.get_first_root_node().add_child(name="Close")
    CollectionViewRestriction.objects.create(collection=rest, restriction_type="login")
    restricted = make_picture("Picturezq", name="picturezq.png", collection=rest)
    other = make_event(
        "Soirée", edition=edition, slug="soiree", place=closed, image=restricted, times=(when(18, day=FIRST_DAY),),
        works=[work("guide:999999", note="Gonezq"), work(f"guide:{make_draft('Guidezq').pk}", note="Wordzq")],
        registration_contact="contactzq@example.org", registration_url="https://addresszq.example/",
    )  # fmt: skip
    other.associations.add(hidden)
    other.save()
    withdrawn = make_event("Withdrawnzq", edition=edition, slug="retire", times=(when(9, day=FIRST_DAY),))
    withdrawn.unpublish()

    found = files_in(written(edition))
    leaks = {
        (name, word) for name, data in found.items() for word in re.findall(rb"(?i)[a-z]+zq", FONTS.sub(b"", data))
    }
    assert leaks == set()
    private = {(name, word) for name, data in found.items() for word in (b"Sardinette", b"Maquereau") if word in data}
    assert private == set()
    assert b"Soir" in found["index.html"]


def test_figures_of_two_counted_dates_give_no_number(festival):
    data = json.loads(files_in(written(festival))["fichiers/figures.json"])
    assert data["attendance"] == {"people": None, "counted": {"count": 2, "of": 2}}
    assert (data["events"], data["occurrences"]["held"], data["minutes"], data["commons"]["made"]) == (1, 2, 240, 1)


def test_values_are_read_in_queries_that_do_not_grow(edition, editor):
    def rows(first, last):
        for number in range(first, last):
            guide = make_guide(f"Fiche {number}", slug=f"fiche-{number}")
            make_event(
                f"Événement {number}", edition=edition, slug=f"e{number}", place=make_place(f"Lieu {number}"),
                image=make_picture(f"Image {number}", name=f"i{number}.png"),
                times=(when(10, day=FIRST_DAY),), works=[work(f"guide:{guide.pk}")],
            )  # fmt: skip

    def asked():
        committed()
        invalidate_pages()
        with CaptureQueriesContext(connection) as queries:
            read_archive(frozen, name="a")
        return len(queries)

    rows(0, 1)
    frozen = type(edition).objects.get(pk=edition.pk)
    frozen.frozen_at = timezone.now()
    read_archive(frozen, name="a")
    one = asked()
    rows(1, 4)
    assert asked() == one
