from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from look.finders import SHEET, StylesheetFinder, joined

SITE = Path(__file__).resolve().parents[2] / "static" / "css"


@pytest.fixture
def sheets(tmp_path):
    (tmp_path / "components").mkdir()
    parts = {"components/zeste.css": "z {}", "components/ancre.css": "a {}", "base.css": "b {}", "tokens.css": "t {}"}
    for name, text in parts.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_tokens_come_first_and_components_by_name(sheets):
    assert joined(sheets) == "t {}\nb {}\na {}\nz {}"


def test_the_sheet_of_the_editor_is_not_in_that_of_the_site():
    assert ".admin-brand" not in joined(SITE)
    assert ".guide-card" in joined(SITE)


def test_the_sheet_is_found_and_made_again_when_a_part_changes(tmp_path, settings, sheets):
    settings.VAR_DIR, settings.ROOT = tmp_path / "var", tmp_path
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "css").symlink_to(sheets)
    finder = StylesheetFinder()
    first = Path(finder.find(SHEET)).read_text()
    (sheets / "base.css").write_text("b { margin: 0 }")

    assert (first, Path(finder.find(SHEET)).read_text()) == (
        "t {}\nb {}\na {}\nz {}",
        "t {}\nb { margin: 0 }\na {}\nz {}",
    )
    assert finder.find("css/autre.css") == []


def test_the_sheet_is_collected_with_the_other_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / SHEET).read_text() == joined(SITE)
    assert finders.find(SHEET)
