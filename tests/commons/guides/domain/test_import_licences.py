from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.utils.translation import override

from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from tests.factories.pages import home_page

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

KIT_LICENCE = (
    "[Creative Commons Attribution 4.0 International License](http://creativecommons.org/licenses/by-sa/4.0/)."
)


@pytest.fixture(autouse=True)
def _site(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()


@pytest.fixture
def sheet(tmp_path) -> Path:
    path = tmp_path / "fiche.md"
    path.write_text("# Débat\n\n## Déroulement\n\nOn parle.\n\n## Sources\n\nAwa, sous licence CC BY-SA\n", "utf-8")
    return path


@pytest.fixture
def kit(tmp_path) -> Path:
    home = tmp_path / "kit" / "fr-FR"
    home.mkdir(parents=True)
    (home / "meta.yml").write_text("title: Robot\nsteps:\n- title: Dessin\n", "utf-8")
    (home / "step_1.md").write_text("## Dessin\n\nTrace.\n", "utf-8")
    (home.parent / "LICENSE.md").write_text(KIT_LICENCE, "utf-8")
    return home.parent


def imported(path: Path, *, licence: str = "", language: str = "en") -> tuple[str, list[str]]:
    """The licence of the one guide, and what the report says about it."""
    with override(language):
        report = import_guides(path, options=Options(licence=licence))
    return GuidePage.objects.get().get_latest_revision_as_object().licence, [row["reason"] for row in report.warnings]


@pytest.mark.parametrize("key", ["cc-by-sa-3.0", "cc-by-sa-4.0"])
def test_version_that_a_sheet_leaves_out_may_be_given_by_hand(sheet, key):
    licence, warnings = imported(sheet, licence=key)
    assert licence == key
    assert f"The licence was settled by hand as {key}. The text says: CC BY-SA." in warnings


def test_licence_that_a_sheet_does_not_name_is_not_given_to_it(sheet):
    licence, warnings = imported(sheet, licence="cc-by-4.0")
    assert licence == ""
    assert "cc-by-4.0 was not given to it, because the text says something else: CC BY-SA." in warnings


@pytest.mark.parametrize("key", ["cc-by-4.0", "cc-by-sa-4.0"])
def test_kit_that_contradicts_itself_takes_one_of_its_two_licences_from_a_person(kit, key):
    licence, warnings = imported(kit, licence=key)
    assert licence == key
    assert any(warning.startswith(f"The licence was settled by hand as {key}.") for warning in warnings)


def test_kit_that_contradicts_itself_has_no_licence_until_somebody_chooses(kit):
    licence, warnings = imported(kit)
    assert licence == ""
    assert warnings[0].startswith("Several licences are stated for the kit: “Creative Commons Attribution 4.0")


def test_work_that_states_nothing_takes_the_licence_given(tmp_path):
    path = tmp_path / "fiche.md"
    path.write_text("# Débat\n\nOn parle.\n", "utf-8")
    assert imported(path, licence="cc-by-4.0")[0] == "cc-by-4.0"


def test_report_speaks_the_language_of_whoever_imports(sheet):
    _, warnings = imported(sheet, licence="cc-by-4.0", language="fr")
    assert warnings[0].startswith("Licence écrite pour la fiche\u00a0: «\u00a0CC BY-SA\u00a0».")
    assert warnings[1] == "cc-by-4.0 ne lui a pas été donnée, car le texte dit autre chose\u00a0: CC BY-SA."


def test_command_speaks_the_language_of_the_site(tmp_path, settings):
    assert settings.LANGUAGE_CODE == "fr"
    (tmp_path / "vide.md").write_text("---\ntitle: x\n---\n", "utf-8")
    out = StringIO()
    call_command("import_guides", str(tmp_path / "vide.md"), "--format=multibao", "--json", stdout=out)
    (refused,) = json.loads(out.getvalue())["refused"]
    assert refused["reason"] == "«\u00a0vide.md\u00a0» ne contient pas de texte."


def test_command_sums_up_in_the_language_of_the_site(tmp_path):
    (tmp_path / "vide.md").write_text("")
    out = StringIO()
    call_command("import_guides", str(tmp_path / "vide.md"), stdout=out)
    assert out.getvalue().splitlines()[0] == (
        "Textes lus\u00a0: 0. Créés\u00a0: 0\u00a0; mis à jour\u00a0: 0\u00a0; inchangés\u00a0: 0. "
        "Refusés\u00a0: 1. Avertissements\u00a0: 0."
    )
