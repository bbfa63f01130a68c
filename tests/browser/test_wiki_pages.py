"""The pages around a page: sound at three widths, light and dark, and readable on paper without a colour."""

from __future__ import annotations

import subprocess

import pytest

from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
GUIDE = "/guides/un-fanzine-de-huit-pages/"


@pytest.mark.parametrize("below", ["discussion/", "entretien/", "liens/"])
def test_pages_below_a_guide_are_sound(visit, below):
    is_sound(visit(f"{GUIDE}{below}"))


@pytest.mark.parametrize(("person", "path"), [
    ("veille", "/confiance/"), ("edition", "/se-porter-garant/"), ("edition", "/compte/suivis/"), ("veille", "/moderation/"),
])  # fmt: skip
def test_pages_of_those_who_look_after_the_site_are_sound(signed_in, person, path):
    is_sound(signed_in(person, path))


@pytest.mark.parametrize("below", ["discussion/", "entretien/", "historique/", "liens/"])
def test_without_javascript_they_say_the_same(visit, below):
    words = [
        visit(f"{GUIDE}{below}", java_script_enabled=runs).locator("main").inner_text().split()
        for runs in (True, False)
    ]

    assert words[0] == words[1]


def printed(page, folder):
    """The words of what comes out of a printer."""
    page.pdf(path=folder / "page.pdf", format="A4", print_background=False)
    run = subprocess.run(["pdftotext", folder / "page.pdf", "-"], capture_output=True, check=True, text=True)
    return run.stdout


def test_history_is_printed_with_its_versions_and_without_its_buttons(visit, tmp_path):
    words = printed(visit(f"{GUIDE}historique/"), tmp_path)

    assert "Version 1" in words
    assert "Comparer" not in words


def test_what_was_taken_out_and_put_in_is_told_apart_in_black_and_white(visit, tmp_path):
    page = visit(f"{GUIDE}historique/")
    page.emulate_media(media="print")
    page.evaluate(
        "document.querySelector('main').innerHTML += '<div class=difference><del>avant</del><ins>après</ins></div>'"
    )

    lines = page.evaluate(
        "['del', 'ins'].map((name) => getComputedStyle(document.querySelector(`.difference ${name}`)).textDecorationLine)"
    )
    assert lines == ["line-through", "underline"]
