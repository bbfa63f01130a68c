"""A question whose words are wishes: what was understood is shown, and taken back by mouse, by keyboard and in the form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.browser.soundness import faults
from tests.browser.test_keyboard import press_until

pytestmark = pytest.mark.browser
ASKED = "/recherche/?q=jeu pour 30 ados moins de 2h"
WITHOUT = "**ignore=duration**"
ANY_DURATION = "Toutes les durées"


def said(page):
    """What the words chose, by the facet that says it."""
    notes = page.locator(".facet:has(.facet__said)").all()
    return {
        note.locator("summary").inner_text(): note.locator(".facet__said").inner_text().replace("\xa0", " ")
        for note in notes
    }


def chips(page):
    return [" ".join(chip.split()) for chip in page.locator(".understood__chip").all_inner_texts()]


def titles(page):
    return page.locator(".result-row__title").all_inner_texts()


@pytest.mark.parametrize(
    ("question", "chip", "facets"),
    [
        ("imprimer et vendre", "Chercher sans « imprimer et vendre »", ["Que voulez-vous en faire ?", "Type de média"]),
        ("jeu moins d'une heure", "Chercher sans « moins d’une heure » 1 heure au plus", ["Durée"]),
        ("pour 30 ados", "Chercher sans « pour 30 ados » 26 à 30 personnes", ["Public", "Taille du groupe"]),
    ],
)
def test_wish_shows_as_a_chip_and_in_each_facet_that_it_chooses_in(visit, question, chip, facets):
    page = visit(f"/recherche/?q={question}")

    (shown,) = chips(page)
    assert shown.startswith(chip)
    assert sorted(name.replace("\xa0", " ").replace("\u202f", " ") for name in said(page)) == sorted(facets)
    assert all(words.startswith("D’après vos mots « ") for words in said(page).values())
    assert page.locator("#affiner .facet:has(.facet__said) input:checked").count() == 0


def test_links_that_take_wishes_back_are_told_apart_by_ear(visit):
    page = visit(ASKED)

    links = page.get_by_role("link", name="Chercher sans")
    names = [" ".join(name.split()) for name in links.evaluate_all("all => all.map(one => one.textContent)")]
    assert len(names) == len(set(names)) == 5
    assert "Chercher sans « moins de 2h » (Durée)" in names


@pytest.mark.parametrize("scripts", [True, False])
def test_chip_is_removed_by_mouse(visit, scripts):
    page = visit(ASKED, java_script_enabled=scripts)
    assert len(chips(page)) == 2

    page.locator(".understood__chip", has_text="moins de 2h").click()

    page.wait_for_url(WITHOUT)
    assert [chip.startswith("Chercher sans « pour 30 ados »") for chip in chips(page)] == [True]
    assert "Durée" not in said(page)
    assert page.get_by_label(ANY_DURATION).is_checked()
    page.get_by_role("link", name="(Public)").click()
    page.wait_for_url("**ignore=group**")
    assert (chips(page), said(page)) == ([], {})


def test_chip_is_removed_by_keyboard(visit):
    page = visit(ASKED)

    press_until(page, ".understood__chip[href$='ignore=duration']")
    page.keyboard.press("Enter")
    page.wait_for_url(WITHOUT)

    assert len(chips(page)) == 1
    press_until(page, ".facet__said a")
    page.keyboard.press("Enter")
    page.wait_for_url("**ignore=group**")
    assert chips(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_all_durations_takes_the_wish_back_as_its_chip_does(visit, scripts):
    page = visit(ASKED, java_script_enabled=scripts)
    page.locator(".understood__chip", has_text="moins de 2h").click()
    page.wait_for_url(WITHOUT)
    by_chip = (titles(page), chips(page))

    page.goto(ASKED)
    page.get_by_label(ANY_DURATION).check()
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**duration_max=any**")

    assert (titles(page), chips(page)) == by_chip
    assert page.get_by_label(ANY_DURATION).is_checked()
    # And it stays taken back while something else is chosen.
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**ignore=duration**")
    assert (titles(page), chips(page)) == by_chip


def test_all_durations_by_keyboard(visit):
    page = visit(ASKED)

    press_until(page, "input[name=duration_max]")
    page.keyboard.press("Space")
    press_until(page, "#affiner button")
    page.keyboard.press("Enter")

    page.wait_for_url("**duration_max=any**")
    assert len(chips(page)) == 1


def test_wishes_that_nothing_fulfils_together_are_each_let_go(visit):
    page = visit("/recherche/?q=imprimer et vendre moins d'une heure")

    assert page.get_by_text("Rien ne répond à tout cela à la fois").count() == 1
    page.locator(".understood__chip", has_text="moins d’une heure").click()

    page.wait_for_url("**ignore=duration**")
    assert page.get_by_text("Rien ne répond").count() == 0
    assert len(chips(page)) == 1


@pytest.mark.parametrize("question", ["couture moins de 5 minutes", "moins de 5 minutes"])
def test_wish_that_nothing_fulfils_is_told_whether_there_are_other_words_or_not(visit, question):
    page = visit(f"/recherche/?q={question}")

    told = page.locator(".understood").inner_text().replace("\xa0", " ")
    assert told == (
        "Rien ne répond à tout avec « moins de 5 minutes » (5 minutes au plus) : voici ce qui s’en approche par les mots."
    )
    assert page.locator(".result-row").count() > 0


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
@pytest.mark.parametrize(
    "path", [ASKED, f"{ASKED}&ignore=duration", "/recherche/?q=imprimer et vendre moins d'une heure"]
)
def test_pages_of_wishes_are_sound(visit, path, locale):
    assert faults(visit(path, locale=locale)) == []


def test_paper_has_the_question_and_its_address_and_nothing_to_press(visit):
    page = visit(ASKED)
    page.emulate_media(media="print")

    assert page.locator(".site-footer .only-print").inner_text().endswith("/recherche/?q=jeu+pour+30+ados+moins+de+2h")
    assert "×" not in page.locator(".understood").inner_text()
    assert not page.locator("#affiner").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_wish_that_a_mistake_hides_is_a_chip_and_is_taken_back(visit, scripts):
    page = visit("/recherche/?q=atelier sans internnet", java_script_enabled=scripts)

    assert page.get_by_text("Rien ne dit « atelier sans internnet »").count() == 1
    assert [chip.split(" »")[0] for chip in chips(page)] == ["Chercher sans « atelier", "Chercher sans « sans internet"]
    page.locator(".understood__chip", has_text="sans internet").click()

    page.wait_for_url("**ignore=internet**")
    assert page.get_by_role("searchbox").input_value() == "atelier sans internnet"
    assert not any("sans internet" in chip for chip in chips(page))
    page.get_by_role("link", name="atelier sans internet", exact=True).click()
    page.wait_for_url("**q=atelier+sans+internet&ignore=internet")
    assert page.locator(".results__suggestion").count() == 0
    assert len(chips(page)) == 1


def test_question_not_typed_to_its_end_finds_what_has_it_in_a_row(visit):
    assert titles(visit("/recherche/?q=changer la lic"))[0].startswith("Changer la licence")


def test_day_on_which_nothing_of_the_kind_is_on_is_told_and_the_subject_comes(visit):
    then = timezone.localdate() + timedelta(days=200)
    page = visit(f"/recherche/?q=cartographier le {date_format(then, 'j F')}")

    told = page.locator(".results__suggestion").inner_text().replace("\xa0", " ").replace("\u202f", " ")
    assert told.startswith("Rien de tel n’est annoncé pour « ")
    assert "Cartographier sa rue à pied" in titles(page)
    assert faults(page) == []
