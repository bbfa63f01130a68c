from __future__ import annotations

import colorsys
import re
from itertools import product
from pathlib import Path

import pytest

from tests.design.colour import contrast
from web.stylesheets import EDITOR, joined

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
SHEETS = [path for path in CSS.rglob("*.css") if path.name != "tokens.css"]
COMPONENTS = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}
# Drawn by the sheet of the piece they belong to.
WITHOUT_SHEET = {"advice", "copy_script", "facts_line", "footer_links", "form_errors", "note_switch"}
TOKENS = (CSS / "tokens.css").read_text()
# A mail has nothing but itself to say how it looks.
# Mails and files that leave the site carry their own styles.
CARRY_THEIRS = {"email", "exporting"}
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if path.parent.name not in CARRY_THEIRS)


def block(opening: str) -> dict[str, str]:
    body = TOKENS.split(opening, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+|color-scheme): ([^;]+);", body))


LIGHT = block('[data-theme="light"] {')
DARK = block('\n[data-theme="dark"] {')


def test_no_colour_is_written_outside_the_tokens():
    found = {sheet: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", sheet.read_text()) for sheet in SHEETS}
    assert {sheet.name: colours for sheet, colours in found.items() if colours} == {}


@pytest.mark.parametrize(("role", "token"), [("primary", "--ink"), ("secondary", "--sea")])
def test_the_editor_has_the_ink_and_the_sea_of_the_site(role, token):
    admin = joined(CSS, EDITOR)
    hue, saturation, lightness = (
        float(re.search(rf"--w-color-{role}-{part}: ([\d.]+)", admin)[1]) for part in ("hue", "saturation", "lightness")
    )
    red, green, blue = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)

    assert "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue)) == LIGHT[token]


def test_dark_by_choice_and_dark_by_preference_are_the_same():
    assert block(":root:not([data-theme]) {") == DARK


def test_fields_of_every_kind_have_an_edge_and_the_height_of_a_target():
    selectors, rule = re.search(r"^(input:not[^{]*)\{([^}]*)\}", (CSS / "base.css").read_text(), re.MULTILINE).groups()

    assert [one.split(":")[0] for one in re.sub(r"\(.*?\)", "", selectors).split(",\n")][1:] == ["select", "textarea "]
    assert {"min-height: var(--target);", "border: 2px solid var(--ink);"} <= set(re.split(r"\s*\n\s*", rule))


def test_every_token_used_exists():
    unknown = {}
    for sheet in SHEETS:
        text = sheet.read_text()
        known = set(re.findall(r"(--[\w-]+):", TOKENS + text))
        unknown[sheet] = set(re.findall(r"var\((--(?!w-)[\w-]+)\)", text)) - known
    assert {sheet.name: tokens for sheet, tokens in unknown.items() if tokens} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(["--ink", "--soft", "--sea", "--kelp", "--buoy"], ["--paper", "--surface", "--tint"]),
        ("--ink", "--label"),
        ("--on-sun", "--sun"),
        ("--paper", "--ink"),
    ],
)
def test_text_is_readable_on_every_ground(theme, text, ground):
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_secondary_text_keeps_the_contrast_of_the_direction(theme):
    worst = min(contrast(theme["--soft"], theme[ground]) for ground in ("--paper", "--surface", "--tint"))

    assert round(worst, 1) >= 5.8


def test_every_component_has_a_sheet_of_its_name():
    sheets = {path.stem for path in (CSS / "components").glob("*.css")}

    assert COMPONENTS - WITHOUT_SHEET - sheets == set()


def test_every_component_says_what_it_takes():
    heads = {name: (ROOT / "templates" / "components" / f"{name}.html").read_text()[:400] for name in COMPONENTS}
    assert [name for name, head in heads.items() if '{% comment "text/markdown" %}' not in head] == []


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r"\sstyle=|<style\b|\son\w+=|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)[^>]*>")
    found = {template: inline.findall(template.read_text()) for template in TEMPLATES}
    assert {template.name: pieces for template, pieces in found.items() if pieces} == {}
