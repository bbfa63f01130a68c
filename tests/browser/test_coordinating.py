"""Those who prepare a programme: by the keyboard, by the mouse, without a script; each page sound."""

from __future__ import annotations

import pytest

from tests.browser.mailbox import mails_of
from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
EDITION = "/programme/porz-avel-en-biens-communs/"
COORDINATION = f"{EDITION}coordination/"
# An edition that no other test reads, with two proposed events and two places on one day; a version of it is out, so
# that what is accepted is public at once.
OURS = "/programme/essai-de-coordination/"
PREPARED = """
from datetime import date
from programme.domain.releasing import release
from programme.models import EditionPage, EventPage, ProgrammeIndexPage
from community.models import PlacePage, User
from search.publishing import add_and_publish
from tests.factories.programme import make_event, make_proposed, when
DAY = date(2032, 10, 2)
if not EditionPage.objects.filter(slug="essai-de-coordination").exists():
    edition = add_and_publish(EditionPage(
        title="Essai de coordination", slug="essai-de-coordination", acronym="essai_de_coordination",
        starts_on=DAY, ends_on=date(2032, 10, 4), licence="cc-by-sa-4.0",
        credits=[{"name": "Essai", "role": "author", "url": ""}],
    ), under=ProgrammeIndexPage.objects.get())
    one, two = PlacePage.objects.live().order_by("title")[:2]
    make_event("Veillée contée", edition=edition, place=one, times=[when(14, day=DAY)], licence="cc-by-sa-4.0")
    make_event("Bal des communs", edition=edition, place=two, times=[when(17, day=DAY)], licence="cc-by-sa-4.0")
    release(edition, name="première version", by=User.objects.get(email="edition@example.org"))
for number, title in enumerate(("Atelier tampons", "Goûter partagé")):
    if not EventPage.objects.filter(title=title).exists():
        make_proposed(
            title, edition=EditionPage.objects.get(slug="essai-de-coordination"), times=[when(10 + number, day=DAY)],
            email=f"propose{number}@example.org", licence="cc-by-sa-4.0",
        )
"""


def sound(page):
    return violations(page)


def card_on(page):
    """The first event on the grid that takes an hour, with its key."""
    card = page.locator("[data-card]").first
    card.wait_for()
    return card.get_attribute("data-card")


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_coordinators_are_sound_and_fit(signed_in, width):
    page = signed_in("edition", COORDINATION, width=width)
    for rest in ("coordination/", "coordination/grille/", "coordination/affluence/", "coordination/avertissements/",
                 "coordination/versions/", "versions/"):  # fmt: skip
        page.goto(f"{EDITION}{rest}")
        assert (rest, sound(page)) == (rest, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_event_is_moved_by_the_keyboard_and_keeps_the_focus(signed_in):
    page = signed_in("edition", f"{COORDINATION}grille/")
    key = card_on(page)
    page.locator(f"#titre-{key}").focus()
    page.keyboard.press("Enter")
    for name in ("apres", "avant"):
        page.locator(f"#{name}-{key}").focus()
        with page.expect_response("**/coordination/grille/**"):
            page.keyboard.press("Enter")
        page.wait_for_function(f"() => document.activeElement.id === '{name}-{key}'")
        page.wait_for_function("() => document.querySelector('#dit').textContent.includes('»')")
    assert page.locator(f"#seance-{key}").get_attribute("open") is not None


def test_row_is_opened_and_noted_without_a_script(signed_in):
    page = signed_in("edition", COORDINATION, java_script_enabled=False)
    page.get_by_role("link", name="Regarder et modifier").last.click()
    page.get_by_label("Note interne à la coordination").fill("Rappeler le lieu.")
    page.get_by_role("button", name="Enregistrer la note").click()
    page.get_by_text("Votre note est enregistrée.").wait_for()


@pytest.fixture
def prepared(demo, prepare):
    prepare(PREPARED)
    return demo


def mails_to(demo, address):
    messages = mails_of(demo)
    return [(one["Subject"], one.get_body(("plain",)).get_content()) for one in messages if one["To"] == address]


def test_two_events_are_accepted_at_once_and_each_proposer_gets_a_mail(signed_in, visit, prepared):
    page = signed_in("edition", f"{OURS}coordination/")
    for title in ("Atelier tampons", "Goûter partagé"):
        page.get_by_label(title, exact=True).check()
    page.get_by_label("Vos mots aux personnes qui les ont proposés").fill("Nous prêtons les tables.")
    page.get_by_role("button", name="Accepter").click()
    page.get_by_text("2 événements acceptés.").first.wait_for()

    for number, title in enumerate(("Atelier tampons", "Goûter partagé")):
        (mail,) = mails_to(prepared, f"propose{number}@example.org")
        assert mail[0].replace("\u00a0", " ") == f"Communs : Accepté : {title}"
        assert "Nous prêtons les tables." in mail[1]
        assert visit(OURS).get_by_role("link", name=title).count() == 1


def place_and_hour(page, title):
    """Where the card of an event stands on the grid."""
    cell = page.locator("td[data-hour]", has=page.get_by_text(title, exact=True))
    return cell.get_attribute("data-place"), cell.get_attribute("data-hour")


def test_event_is_dragged_to_another_place_and_hour(signed_in, prepared):
    page = signed_in("edition", f"{OURS}coordination/grille/?jour=2032-10-02")
    there = place_and_hour(page, "Bal des communs")[0]
    here = place_and_hour(page, "Veillée contée")
    target = page.locator(f'td[data-place="{there}"][data-hour="16:00"]')

    with page.expect_response("**/coordination/grille/**"):
        page.locator("[data-card]", has=page.get_by_text("Veillée contée", exact=True)).drag_to(target)
    page.wait_for_function("() => document.querySelector('#dit').textContent.includes('Veillée contée')")

    assert place_and_hour(page, "Veillée contée") == (there, "16:00") != here
    page.reload()
    assert place_and_hour(page, "Veillée contée") == (there, "16:00")


def test_event_is_moved_to_another_place_and_hour_by_the_keyboard(signed_in, prepared):
    page = signed_in("edition", f"{OURS}coordination/grille/?jour=2032-10-02")
    key = page.locator("[data-card]", has=page.get_by_text("Bal des communs", exact=True)).get_attribute("data-card")
    there = page.locator(f"#lieu-{key} option:not([value='']):not([selected])").first
    name, value = there.text_content(), there.get_attribute("value")

    page.locator(f"#titre-{key}").focus()
    page.keyboard.press("Enter")
    page.locator(f"#heure-{key}").focus()
    page.keyboard.type("1930")
    page.locator(f"#lieu-{key}").focus()
    page.keyboard.type(name[:12])
    page.locator(f"#mettre-{key}").focus()
    with page.expect_response("**/coordination/grille/**"):
        page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#dit').textContent.includes('Bal des communs')")

    assert place_and_hour(page, "Bal des communs") == (value, "19:00")
    assert page.evaluate("document.activeElement.id") == f"mettre-{key}"
