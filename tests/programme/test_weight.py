"""Five hundred events, a thousand dates: what a page of the programme weighs on its way to a phone.

As sent: the page as the server answers a browser, compressed, and each style sheet and script that it names, compressed
as the server in front does (gzip, level 6). Pictures are not counted, nor is what a browser asks for later.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.programme.large import five_hundred

pytestmark = pytest.mark.django_db
MOST = 100_000


def sent(client, url):
    """Bytes of the page, and of all: see above."""
    answer = client.get(url, headers={"accept-encoding": "gzip", "accept-language": "fr"})
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    page = gzip.decompress(answer.content).decode()
    named = re.findall(r'(?:href|src)="/static/([^"?]+\.(?:css|js))', page)
    files = [Path(finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name))) for name in dict.fromkeys(named)]
    return (
        len(answer.content),
        len(answer.content) + sum(len(gzip.compress(file.read_bytes(), 6)) for file in files),
        files,
    )


VIEWS = [
    "", "?vue=liste", "?vue=grille", "?vue=lieux", "?vue=themes", "?vue=associations", "?jour=2027-10-03",
    "?jour=2027-10-03&vue=grille", "?theme=numerique", "?gratuit=oui&vue=lieux", "?q=atelier", "?quand=maintenant", "carte/",
    "emporter/", "versions/", "favoris/", "integrer/",
]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_page_of_five_hundred_events_weighs_less_than_a_hundred_thousand_bytes(client, large, view):
    page, whole, files = sent(client, f"/programme/2027/{view}")
    assert (page < MOST, whole < MOST, len(files) > 0 or view == "integrer/") == (True, True, True), (page, whole)


def test_so_does_the_list_of_all_that_somebody_chose(client, large):
    chosen = ",".join(one.uuid for one in five_hundred()[:100])
    page, whole, _files = sent(client, f"/programme/2027/favoris/?seances={chosen}")
    assert (page < MOST, whole < MOST) == (True, True), (page, whole)


def test_so_does_the_front_page_of_the_programme(client, large):
    page, whole, _files = sent(client, "/programme/")
    assert (page < MOST, whole < MOST) == (True, True), (page, whole)
