"""“Every Wednesday from 2 to 4 p.m., not in the holidays”: made by a member of an association with the keyboard alone."""

from __future__ import annotations

import pytest

from tests.browser.test_keyboard import press_until
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
# An edition that no other test reads, with an event for each way to walk, of an association of the demo. Holidays of
# autumn take two of its Wednesdays.
EDITION = """
from datetime import date
from community.models import AssociationPage
from programme.models import EditionPage, ProgrammeIndexPage
from search.publishing import add_and_publish
from tests.factories.programme import make_event, when
if not EditionPage.objects.filter(slug="essai-de-rythme").exists():
    edition = add_and_publish(EditionPage(
        title="Essai de rythme", slug="essai-de-rythme", acronym="essai_de_rythme", starts_on=date(2027, 10, 5),
        ends_on=date(2027, 11, 20), licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
    ), under=ProgrammeIndexPage.objects.get())
    association = AssociationPage.objects.get(slug="la-marmite-commune")
    for title in ("Soupe à rythmer", "Soupe sans script"):
        make_event(title, edition=edition, times=[when(9, day=date(2027, 10, 5))], associations=[association],
                   licence="cc-by-sa-4.0")
"""
PATH = "/programme/essai-de-rythme/"
OFFERED = ["13 octobre", "20 octobre", "10 novembre"]
MOST = 150


def press(page, wanted, *keys):
    """Goes on to what is wanted, and presses these keys there: digits are typed one by one."""
    press_until(page, wanted, most=MOST)
    for key in keys:
        page.keyboard.press(key)


def said(page, selector):
    return [" ".join(one.split()) for one in page.locator(selector).all_inner_texts()]


@pytest.mark.parametrize(("slug", "scripts"), [("soupe-a-rythmer", True), ("soupe-sans-script", False)])
def test_member_makes_dates_with_the_keyboard_and_visitors_see_those_that_stayed_ticked(
    signed_in, visit, prepare, slug, scripts
):
    prepare(EDITION)
    page = signed_in("contribution", f"{PATH}{slug}/seances/", java_script_enabled=scripts)
    press(page, "#rythme > summary", "Enter")
    press(page, "input[name=rule-weekdays][value='2']", "Space")
    # Whichever a browser asks first, the day or the month.
    press(page, "input[name=rule-first]", *"10102027")
    press(page, "input[name=rule-last]", *"11112027")
    press(page, "input[name=rule-starts]", *"1400")
    press(page, "input[name=rule-ends]", *"1600")
    press(page, "select[name=rule-no_school_holidays]", *"zone B")
    press(page, "#rythme button[value=preview]", "Enter")

    # They are shown, and nobody else sees any of them yet.
    dates = page.locator("#rythme input[name=days]")
    dates.first.wait_for()
    assert said(page, ".time-form__dates label") == [f"mercredi {day} 2027, 14 h – 16 h" for day in OFFERED]
    assert "Vacances de la Toussaint" in page.locator("#rythme").inner_text()
    assert visit(f"{PATH}{slug}/").locator(".event__times > li").count() == 1
    if scripts:
        is_sound(page)

    press(page, "input[name=days][value='2027-10-20']", "Space")
    press(page, "#rythme button[value=add-these]", "Enter")
    page.get_by_text("2 séances sont ajoutées").first.wait_for()

    visitor = visit(f"{PATH}{slug}/", java_script_enabled=scripts)
    assert said(visitor, ".event__times .event__when") == [
        "Mardi 5 octobre 2027, 9 h – 11 h",
        *(f"Mercredi {day} 2027, 14 h – 16 h" for day in OFFERED if day != "20 octobre"),
    ]
