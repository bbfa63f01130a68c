"""The page that shows every licence, the eight of today first."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_eight_of_today_come_first(client):
    page = soup(client.get("/licences/"))
    labels = [label.find_all(string=True)[-1] for label in page.select("main .licence-label")]
    assert labels == [
        "CC0 1.0", "CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC 4.0", "CC BY-NC-SA 4.0", "CC BY-ND 4.0", "CC BY-NC-ND 4.0",
        "PDM 1.0",
    ]  # fmt: skip


def test_every_page_leads_to_the_licences(client):
    page = soup(client.get("/licences/"))
    assert page.select_one('nav a[href="/licences/"]')["aria-current"] == "page"


def test_the_page_says_once_that_it_is_not_legal_advice(client):
    assert len(soup(client.get("/licences/")).select(".not-advice")) == 1
