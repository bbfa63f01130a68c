from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from web.stylesheets import COMMON, EDITOR, KINDS, SHEETS, StylesheetFinder, joined

ROOT = Path(__file__).resolve().parents[2]
SITE, TEMPLATES = ROOT / "static" / "css", ROOT / "templates"
INCLUDED = re.compile(r"""{% (?:include|extends) "([\w/]+\.html)\"""")
SHEET_OF_PAGE = re.compile(r"""{% sheet "(\w+)" %}""")
PAGES = [path for path in TEMPLATES.rglob("*.html") if '{% extends "base.html" %}' in path.read_text()]


def drawn_by(template: Path) -> set[str]:
    """Names of the components that a template draws, itself or through another; one may draw itself again."""
    found: set[str] = set()
    for name in INCLUDED.findall(template.read_text()):
        part = TEMPLATES / name
        found |= {part.stem} if part.parent.name == "components" else set()
        found |= drawn_by(part) if name != "base.html" and part.is_file() and part != template else set()
    return found


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


def test_sheet_of_the_editor_has_the_faces_of_the_site_and_writes_no_colour_itself():
    written = (SITE / "admin.css").read_text()
    faces = re.compile(r'font-family: ("[^"]+");\s+src: url')

    assert faces.findall(joined(SITE, EDITOR)) == faces.findall((SITE / "tokens.css").read_text())
    assert "@font-face" not in written
    assert "--w-color-primary-hue:" not in written


def test_token_without_a_colour_is_named(sheets):
    (sheets / "admin.css").write_text("")
    with pytest.raises(ValueError, match="--ink"):
        joined(sheets, EDITOR)


def test_the_sheet_is_found_and_made_again_when_a_part_changes(tmp_path, settings, sheets):
    settings.VAR_DIR, settings.ROOT = tmp_path / "var", tmp_path
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "css").symlink_to(sheets)
    finder = StylesheetFinder()
    first = Path(finder.find(COMMON)).read_text()
    (sheets / "base.css").write_text("b { margin: 0 }")

    assert (first, Path(finder.find(COMMON)).read_text()) == (
        "t {}\nb {}\na {}\nz {}",
        "t {}\nb { margin: 0 }\na {}\nz {}",
    )
    assert finder.find("css/autre.css") == []


def test_the_sheet_is_collected_with_the_other_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / COMMON).read_text() == joined(SITE)
    assert finders.find(COMMON)


def test_a_component_of_one_kind_of_page_is_in_no_other_page_s_way():
    assert ".licence-catalogue" not in joined(SITE)
    assert ".licence-catalogue" in joined(SITE, "css/licences.css")
    assert ".site-header" not in joined(SITE, "css/licences.css")


@pytest.mark.parametrize("sheet", KINDS)
def test_every_sheet_of_a_kind_names_components_that_exist(sheet):
    assert [name for name in KINDS[sheet] if not (SITE / "components" / f"{name}.css").is_file()] == []


def test_every_sheet_is_in_some_joined_one():
    everything = "".join(joined(SITE, sheet) for sheet in SHEETS)

    assert [path.name for path in (SITE / "components").glob("*.css") if path.read_text() not in everything] == []


def test_page_loads_the_sheet_of_every_component_that_it_draws():
    only_some = {name for names in KINDS.values() for name in names}
    lacking = {}
    for page in PAGES:
        loaded = {name for kind in SHEET_OF_PAGE.findall(page.read_text()) for name in KINDS[f"css/{kind}.css"]}
        lacking[str(page.relative_to(TEMPLATES))] = (drawn_by(page) & only_some) - loaded
    assert {page: names for page, names in lacking.items() if names} == {}


def test_what_every_page_waits_for_is_half_of_all_the_styles():
    sizes = {sheet: len(joined(SITE, sheet)) for sheet in SHEETS}

    assert sizes[COMMON] < 40_000
    assert sum(sizes.values()) > 80_000
