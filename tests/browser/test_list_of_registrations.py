"""Who organises an event sees who comes: the list, the table for a spreadsheet, somebody who phoned, somebody who cannot come."""

from __future__ import annotations

import csv
import re

import pytest

from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
READING = 3200  # milliseconds: nobody sends a form faster
EVENT = "/programme/essai-de-liste/souder-a-l-essai/"
# An edition that no other test reads, whose event is of an association that one of the people of the demo is a member of.
PREPARED = """
from datetime import date
from community.models import Membership, User
from programme.domain.releasing import release
from programme.models import EditionPage, ProgrammeIndexPage
from search.publishing import add_and_publish
from tests.factories.associations import AssociationFactory
from tests.factories.programme import make_event, when
edition = add_and_publish(EditionPage(
    title="Essai de liste", slug="essai-de-liste", acronym="essai_de_liste", starts_on=date(2034, 10, 4),
    ends_on=date(2034, 10, 12), licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
), under=ProgrammeIndexPage.objects.get())
association = AssociationFactory(name="Les Essais de liste", slug="les-essais-de-liste")
Membership.objects.create(user=User.objects.get(email="contribution@example.org"), association=association)
make_event("Souder à l’essai", slug="souder-a-l-essai", edition=edition, times=[when(14, day=date(2034, 10, 5))], licence="cc-by-sa-4.0",
           registration="here", capacity=2, associations=[association])
release(edition, "version de l’essai")
"""


def registers(visit, link, name, address, *, people):
    page = visit(EVENT, width=390)
    page.locator("#inscription .seats__dates a").first.click()
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre adresse e-mail").fill(address)
    page.get_by_label("Combien de personnes").fill(str(people))
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Recevoir le courriel").click()
    page.get_by_text("aucune place n’est à vous").first.wait_for()
    page.goto(link(address, "inscription", "Ouvrez cette page"))
    page.get_by_role("button", name="Oui, je viendrai").click()
    return page


def test_organiser_reads_the_list_takes_it_along_and_changes_it(visit, signed_in, prepare, link, tmp_path):
    prepare(PREPARED)
    registers(visit, link, "=2+3", "seat.one@example.org", people=2)
    waiting = registers(visit, link, "Bran", "seat.two@example.org", people=1)
    waiting.get_by_role("heading", name="Vous êtes en liste d’attente").wait_for()

    organiser = signed_in("contribution", EVENT)
    organiser.goto(f"{EVENT}inscriptions/")
    assert re.findall(r"\d", organiser.locator(".seat-list__total").inner_text()) == ["2", "0", "1"]
    assert faults(organiser) == []
    with organiser.expect_download() as saving:
        organiser.get_by_role("link", name="toutes les inscriptions (CSV)").click()
    saving.value.save_as(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        _titles, one, two = csv.reader(file)
    assert one[2:5] == ["'=2+3", "seat.one@example.org", "2"]
    assert two[2:5] == ["Bran", "seat.two@example.org", "1"]

    organiser.locator("tr", has_text="seat.one@example.org").get_by_role("button").click()
    organiser.get_by_text("L’inscription de =2+3 est annulée").wait_for()
    waiting.goto(link("seat.two@example.org", "inscription", "libéré"))
    waiting.get_by_role("heading", name="Votre place est réservée").wait_for()
    organiser.get_by_label("Son nom", exact=True).fill("Awa au téléphone")
    organiser.get_by_role("button", name="Inscrire cette personne").click()
    organiser.get_by_role("rowheader", name="Awa au téléphone").wait_for()

    stranger = signed_in("nouvelle", EVENT)
    assert stranger.request.get(f"{EVENT}inscriptions/").status == 403
