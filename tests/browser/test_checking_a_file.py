"""A file that somebody holds, from a download to its licence: with a script, which sends nothing, and without."""

from __future__ import annotations

import hashlib

import pytest

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser


def downloaded(page):
    """The first media item of the list, taken from its page."""
    page.goto(page.url.partition("/verifier/")[0] + "/medias/")
    page.locator(".card__title a").first.click()
    title = page.locator("h1").inner_text()
    address = page.locator(".media-item__sizes a[href$=original]").get_attribute("href")
    return title, page.request.get(page.url.partition("/medias/")[0] + address).body()


def chosen(page, content):
    page.get_by_label("Le fichier").set_input_files(
        {"name": "recu.bin", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Vérifier").click()


def test_script_finds_a_download_and_sends_nothing_of_it(visit):
    page = visit("/verifier/", width=390)
    title, content = downloaded(page)
    page.goto(page.url.partition("/medias/")[0] + "/verifier/")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    chosen(page, content)
    page.wait_for_url("**sha256=**")
    assert page.get_by_role("heading", name="Il vient d’ici").is_visible()
    assert page.locator(".verify__found .card__title").inner_text() == title
    assert page.get_by_text("téléchargé d’ici, sa licence dedans").is_visible()
    assert {method for method, _url in sent} == {"GET"}
    assert any(hashlib.sha256(content).hexdigest() in url for _method, url in sent)
    assert violations(page) == []


def test_without_script_the_file_is_sent(visit):
    page = visit("/verifier/", java_script_enabled=False)
    title, content = downloaded(page)
    page.goto(page.url.partition("/medias/")[0] + "/verifier/")
    chosen(page, content)
    assert page.get_by_role("heading", name="Il vient d’ici").is_visible()
    assert page.locator(".verify__found .card__title").inner_text() == title


def test_unknown_file_says_what_to_do(visit):
    page = visit("/verifier/")
    chosen(page, b"rien de connu")
    page.wait_for_url("**sha256=**")
    assert page.get_by_role("heading", name="Aucun fichier public de ce site").is_visible()
    assert violations(page) == []
