"""The programme of 500 events and 1,000 dates on a phone: nothing is too wide, and it is narrowed by hand."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, environment, served

pytestmark = pytest.mark.browser
EDITION = "/programme/grande-edition/"
FILL = "from datetime import date; from bench.programme_fill import fill_programme; fill_programme(first=date(2032, 10, 2))"
WAYS = ["", "?vue=grille", "?vue=lieux", "?vue=themes", "?vue=associations", "?quand=maintenant", "carte/", "emporter/"]
# A date stands behind the edge of the row of days, which slides; nothing else may.
BEYOND = """() => [...document.querySelectorAll("main *")].filter((one) => !one.closest(".programme__days")
    && one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def crowded(demo, tmp_path_factory):
    """A site of its own: no other test has five hundred events among what it reads."""
    folder = tmp_path_factory.mktemp("crowded") / "demo"
    shutil.copytree(demo, folder)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", FILL]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, capture_output=True)
    with served(folder, MAP_TILES="https://tuiles.example.org/{z}/{x}/{y}.png") as address:
        yield address


def test_nothing_is_wider_than_a_phone_in_any_view(visit, crowded):
    page = visit("/healthz", base_url=crowded, width=390)
    too_wide = {}

    for way in WAYS:
        page.goto(EDITION + way)
        if page.evaluate("document.documentElement.scrollWidth") > 390 or page.evaluate(BEYOND):
            too_wide[way] = page.evaluate(BEYOND)

    assert too_wide == {}


def test_page_weighs_less_than_a_hundred_thousand_bytes(visit, crowded):
    page = visit("/healthz", base_url=crowded, width=390)
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 -- it marks its handlers

    page.goto(EDITION, wait_until="networkidle")

    texts = [one.body() for one in answers if one.request.resource_type in {"document", "stylesheet", "script"}]
    assert sum(len(gzip.compress(text, 6)) for text in texts) < 100_000


def dates(page):
    return [one.replace("\u00a0", " ") for one in page.locator(".programme__date").all_inner_texts()]


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_days_and_filters_are_worked_on_a_phone(visit, crowded, java_script_enabled):
    page = visit(EDITION, base_url=crowded, width=390, java_script_enabled=java_script_enabled)
    assert dates(page)[0] == "Samedi 2 octobre"

    page.locator(".programme__day", has_text="16").last.click()
    assert dates(page) == ["Samedi 16 octobre"]
    every = page.locator(".occasion-row").count()
    page.get_by_role("link", name="Choisir : thème, lieu, public…").click()
    page.locator(".facet summary", has_text="Quartier").click()
    page.get_by_label("Quartier 3").check()
    page.get_by_label("Gratuit").check()
    page.get_by_role("button", name="Filtrer").click()

    assert page.locator(".programme-chips__chip").count() == 3
    few = page.locator("section .occasion-row")
    assert 0 < few.count() < every
    assert all("Quartier 3" in one for one in page.locator("section .occasion-row__facts").all_inner_texts())
    page.get_by_role("link", name="Tout retirer").first.click()
    assert page.locator(".programme-chips__chip").count() == 0


def test_map_draws_forty_places_and_groups_them_where_streets_are_shown(visit, crowded):
    page = visit(f"{EDITION}carte/", base_url=crowded, width=390)

    assert page.locator(".place-rows__row").count() == 40
    assert page.locator(".town-map__dot").count() > 10
    page.route("https://tuiles.example.org/**", lambda route: route.abort())
    page.get_by_role("button", name="Voir les rues").click()
    group = page.get_by_role("button", name=re.compile(r"^\d+ lieux\W: les séparer$")).first
    group.wait_for()
    before = page.locator(".town-map__marker").count()
    group.press("Enter")
    page.wait_for_function(f"() => document.querySelectorAll('.town-map__marker').length !== {before}")
