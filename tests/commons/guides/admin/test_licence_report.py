from __future__ import annotations

import csv

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import override

from commons.guides.domain.licence_findings import findings
from commons.guides.models import GuidePage
from commons.library.models import LicensedMedia
from importing.models import ImportRecord
from licences.domain.compliance import check
from licences.domain.waivers import confirm
from licences.sources import source_row
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import make_file, make_picture

pytestmark = pytest.mark.django_db

NC = [source_row(title="La halle", licence="cc-by-nc-4.0")]
ND = [source_row(title="La halle", licence="cc-by-nd-4.0")]


def found():
    with override("en"):
        return [(finding.kind, finding.title, finding.reason) for finding in findings()]


def make_sound(title="Le port", *, content=b"ogg", licence="cc-by-4.0"):
    sound = LicensedMedia(
        title=title, licence=licence, file=ContentFile(content, name="port.ogg"), type="audio", duration=1
    )
    sound.save()
    return sound


def imported(guide, words):
    ImportRecord.objects.create(source=f"multibao:{guide.slug}", page=guide, digest="", stated_licence=words)


def test_sound_items_are_not_reported():
    make_guide(cover=make_picture())
    make_file()
    make_draft(
        "Traduite", slug="traduite", sources=[source_row(title="Halle", licence="cc-by-4.0", kind="translation")]
    )
    assert found() == []


def test_items_without_licence_are_reported_drafts_too():
    make_draft("Brouillon", licence="")
    make_picture("Affiche", licence="")
    assert found() == [
        ("missing", "Affiche", "Nobody has said its licence."),
        ("missing", "Brouillon", "Nobody has said its licence."),
    ]


def test_text_that_says_an_impossible_licence_is_quoted():
    imported(make_draft("Robot", licence=""), "CC BY-SA 4.0 FR")
    ((kind, title, reason),) = found()
    assert (kind, title) == ("invented", "Robot")
    assert reason.startswith("The text it came from says “CC BY-SA 4.0 FR”. There is no CC BY-SA 4.0 FR")


def test_text_that_leaves_the_version_out_is_quoted_as_missing():
    imported(make_draft("Débat", licence=""), "CC BY-SA")
    ((kind, _title, reason),) = found()
    assert kind == "missing"
    assert reason.startswith("The text it came from says “CC BY-SA”.")


def test_licence_that_the_catalogue_lacks_is_reported():
    make_draft("Robot")
    GuidePage.objects.update(licence="cc-by-sa-9.0")
    assert found() == [("invented", "Robot", "No licence is called “cc-by-sa-9.0”.")]


def test_retired_licence_is_reported():
    make_file("Plan", licence="cc-sampling-1.0")
    assert found() == [("retired", "Plan", "Creative Commons asks that this licence be used no more.")]


def test_licence_at_odds_with_its_sources_is_reported_with_the_clause():
    make_draft("Adaptée", sources=ND)
    ((kind, title, reason),) = found()
    assert (kind, title) == ("contradiction", "Adaptée")
    assert "(CC BY-ND 4.0 §2(a)(1)(B))" in reason


def test_discouraged_licence_is_reported_until_somebody_keeps_it():
    picture = make_picture("Recadrée", licence="cc-by-4.0", sources=NC)
    assert [row[0] for row in found()] == ["contradiction"]
    confirm(picture, check(picture), user=None)
    picture.save()
    assert found() == []


def test_same_bytes_under_two_licences_are_reported_each_with_the_other():
    for title, licence in (("Un", "cc-by-4.0"), ("Deux", "cc0-1.0"), ("Trois", "")):
        make_picture(title, licence=licence, file_hash="e3b0c442")
    assert [row for row in found() if row[0] == "copies"] == [
        ("copies", "Deux", "The same file is also here under CC BY 4.0."),
        ("copies", "Un", "The same file is also here under CC0 1.0."),
    ]


def test_same_sound_under_two_licences_is_reported():
    make_sound("Le port", licence="cc-by-4.0")
    make_sound("La rade", licence="cc-by-sa-4.0")
    assert [row[:2] for row in found()] == [("copies", "La rade"), ("copies", "Le port")]


@pytest.mark.parametrize("count", [1, 3])
def test_report_asks_the_same_whatever_there_is(django_assert_num_queries, count):
    for number in range(count):
        imported(make_draft(f"Robot {number}", slug=f"robot-{number}", licence=""), "CC BY-SA 4.0 FR")
        make_draft(f"Adaptée {number}", slug=f"adaptee-{number}", sources=ND)
        make_sound(f"Un {number}", content=f"ogg {number}".encode(), licence="cc-by-4.0")
        make_sound(f"Deux {number}", content=f"ogg {number}".encode(), licence="cc0-1.0")
    with django_assert_num_queries(8):
        assert len(findings()) == 4 * count


URL = "/admin/rapports/licences/"


def test_steward_finds_the_report_in_the_menu_and_the_cure_in_each_row(client, log_in):
    guide, file = make_draft("Adaptée", sources=ND), make_file("Plan", licence="")
    log_in("steward")
    assert f'"{URL}"' in client.get(reverse("wagtailadmin_home")).content.decode()
    soup = BeautifulSoup(client.get(URL).content, "html.parser")
    assert [link["href"] for link in soup.select("#listing-results td.title a")] == [
        reverse("wagtaildocs:edit", args=[file.pk]),
        reverse("wagtailadmin_pages:edit", args=[guide.pk]),
    ]
    assert [cell.get_text(strip=True) for cell in soup.select("#listing-results tbody tr:first-child td")][:3] == [
        "Plan",
        "fichier",
        "Sans licence",
    ]


def test_steward_looks_at_one_kind_of_thing(client, log_in):
    make_draft("Adaptée", sources=ND)
    make_file("Plan", licence="")
    log_in("steward")
    page = client.get(URL, {"kind": "contradiction"}).content.decode()
    assert ("Adaptée" in page, "Plan" in page) == (True, False)


def test_steward_takes_the_report_away_as_csv(client, log_in):
    guide = make_draft("Adaptée", sources=ND)
    log_in("steward")
    response = client.get(URL, {"export": "csv"})
    (heading, row) = csv.reader(response.getvalue().decode().splitlines())
    assert heading == ["Titre", "De quoi il s’agit", "Ce qui ne va pas", "Licence", "Pourquoi", "Où y remédier"]
    assert row[:4] == ["Adaptée", "fiche atelier", "En désaccord avec ses sources", "CC BY-SA 4.0"]
    assert row[5] == reverse("wagtailadmin_pages:edit", args=[guide.pk])


def test_report_with_nothing_to_look_at_says_so(client, log_in):
    log_in("steward")
    assert "Rien à regarder" in client.get(URL).content.decode()


@pytest.mark.parametrize("group", ["contributor", "editor"])
@pytest.mark.parametrize("address", [URL, f"{URL}?export=csv", f"{URL}liste/"])
def test_others_see_neither_the_report_nor_its_place_in_the_menu(client, log_in, group, address):
    make_draft("Adaptée", sources=ND)
    log_in(group)
    response = client.get(address)
    assert (response.status_code, "Adaptée" in response.content.decode()) == (302, False)
    assert URL not in client.get(reverse("wagtailadmin_home")).content.decode()
