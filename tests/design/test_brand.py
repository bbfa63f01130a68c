"""One setting names the site wherever its name is drawn."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from design.brand import flag_word, wordmark
from design.drawing.social_card import cover_png
from design.templatetags.design import site_bunting
from tests.factories.pages import home_page


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("Communs", "COMMUNS"),
        ("L’Étagère du quartier", "LETAGERE"),
        ("Интернет Atelier", "ATELIER"),
        ("Anticonstitutionnellement", "ANTICONSTITU"),
        ("共有", ""),
    ],
)
def test_first_word_that_flags_can_spell(settings, name, flags):
    settings.SITE_NAME = name

    assert flag_word() == flags


@pytest.mark.parametrize(("name", "ropes"), [("Communs", [4, 3]), ("Là", [1, 1]), ("A", [1]), ("共有", [])])
def test_name_hangs_on_two_ropes_of_nearly_the_same_length(settings, name, ropes):
    settings.SITE_NAME = name

    drawn = BeautifulSoup(site_bunting(2), "html.parser").select("svg > path")

    assert len(drawn) == len(ropes)


@pytest.mark.django_db
def test_site_of_another_name_is_called_by_it_everywhere(client, log_in, settings):
    home_page()
    settings.SITE_NAME = "La Remise"

    front = client.get("/").content.decode()
    trouble = render_to_string("500.html")
    log_in("editor")
    editor = client.get("/admin/").content.decode()

    assert wordmark() == "la remise"
    for page in (front, trouble, editor):
        assert "<span>la remise</span>" in page or '__word">la remise<' in page
        assert "La Remise" in page
        assert ">communs<" not in page


def test_picture_of_a_shared_link_is_signed_by_the_site(settings):
    ours = cover_png("Plier un bateau", theme="maps")
    settings.SITE_NAME = "La Remise"

    assert cover_png("Plier un bateau", theme="maps") != ours


@pytest.mark.django_db
def test_site_is_installed_under_its_name(client, settings):
    settings.SITE_NAME = "La Remise"

    response = client.get("/site.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    assert response.json()["name"] == "La Remise"
    assert [icon["sizes"] for icon in response.json()["icons"]] == ["192x192", "512x512"]
    for icon in response.json()["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL))
