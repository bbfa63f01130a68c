from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from commons.guides.exchange.markdown import read_markdown
from demo.pictures import SCENES
from legaltools import catalogue
from markup.frontmatter import split

DEMO = Path(__file__).resolve().parents[2] / "demo"
FOLDERS = sorted(path.parent for path in DEMO.glob("guides/*/guide.md"))
READINGS = {
    folder.name: read_markdown((folder / "guide.md").read_text(encoding="utf-8"), folder=folder, source=folder.name)
    for folder in FOLDERS
}
GUIDES = {name: reading.guide for name, reading in READINGS.items()}
WRITTEN = sorted([*DEMO.rglob("*.md"), *DEMO.rglob("*.yml"), *DEMO.rglob("*.txt"), *DEMO.rglob("*.csv")])

every_guide = pytest.mark.parametrize("name", GUIDES)


def records(name: str) -> Any:
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


def test_there_are_seventeen_guides_by_seven_associations():
    assert len(GUIDES) == 17
    assert len({guide.association for guide in GUIDES.values()}) == 7


@every_guide
def test_guide_reads_without_warning(name: str):
    assert READINGS[name].warnings == ()


@every_guide
def test_guide_has_licence_and_credits(name: str):
    assert catalogue.get(GUIDES[name].licence)
    assert GUIDES[name].credits


@every_guide
def test_guide_has_three_steps_or_more_and_all_are_timed(name: str):
    minutes = [step.minutes for step in GUIDES[name].steps]
    assert len(minutes) >= 3
    assert all(minutes)


@every_guide
def test_guide_has_what_a_facilitator_needs(name: str):
    guide = GUIDES[name]
    assert guide.materials
    assert guide.objectives
    assert guide.audience
    assert any(step.note for step in guide.steps)
    assert {"preparation", "variants", "safety", "accessibility", "evaluation"} <= {
        section.kind for section in guide.sections
    }


@every_guide
def test_guide_has_the_length_of_a_guide(name: str):
    body = split((DEMO / "guides" / name / "guide.md").read_text(encoding="utf-8")).body
    assert 600 <= len(body.split()) <= 1200


@every_guide
def test_guide_is_named_after_its_folder(name: str):
    assert GUIDES[name].slug == name


@every_guide
def test_guide_names_themes_and_an_association_of_the_demo(name: str):
    assert set(GUIDES[name].themes) <= {theme["slug"] for theme in records("themes.yml")}
    assert GUIDES[name].association in {association["slug"] for association in records("associations.yml")}


@every_guide
def test_guide_has_two_described_and_credited_pictures_or_more(name: str):
    pictures = GUIDES[name].pictures
    assert len(pictures) >= 2
    for picture in pictures:
        assert picture.alt or picture.decorative, picture.path
        assert catalogue.get(picture.licence), picture.path
        assert picture.credits, picture.path


@every_guide
def test_pictures_and_files_of_the_guide_are_there_and_light(name: str):
    guide = GUIDES[name]
    for item, most in (*((picture, 60_000) for picture in guide.pictures), *((file, 100_000) for file in guide.files)):
        assert item.file is not None, item.path
        assert item.file.stat().st_size <= most, item.path


@every_guide
def test_files_of_the_guide_have_licence_and_credits(name: str):
    assert GUIDES[name].files
    for file in GUIDES[name].files:
        assert catalogue.get(file.licence), file.path
        assert file.credits, file.path


@every_guide
def test_guide_uses_everything_that_lies_beside_it(name: str):
    folder = DEMO / "guides" / name
    lying = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"guide.md"}
    assert lying == {item.path for item in (*GUIDES[name].pictures, *GUIDES[name].files)}


@every_guide
def test_files_of_the_guide_are_given_in_a_step(name: str):
    given = {path for step in GUIDES[name].steps for path in step.files}
    assert given == {file.path for file in GUIDES[name].files}


def test_an_adaptation_says_where_it_comes_from_and_what_changed():
    adapted = {name for name, guide in GUIDES.items() if guide.sources}
    assert adapted == {"an-eight-page-zine", "monter-une-exposition-collective"}
    for name in adapted:
        (source,) = GUIDES[name].sources
        assert source.url.startswith("https://example.org/")
        assert source.title
        assert source.licence
        assert GUIDES[name].changes


def test_a_translation_keeps_the_licence_steps_and_timings_of_its_original():
    french, english = GUIDES["un-fanzine-de-huit-pages"], GUIDES["an-eight-page-zine"]
    assert english.language == "en"
    assert english.licence == french.licence
    assert [(source.title, source.licence, source.kind) for source in english.sources] == [
        (french.title, french.licence, "translation")
    ]
    assert [step.minutes for step in english.steps] == [step.minutes for step in french.steps]


def test_guides_show_several_licences():
    assert {guide.licence for guide in GUIDES.values()} == {
        "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-sa-4.0", "cc0-1.0", "etalab-2.0", "lal-1.3",
    }  # fmt: skip


def test_dates_are_of_2025_and_2026():
    for guide in GUIDES.values():
        assert guide.year in {2025, 2026}
        assert guide.tested_on[:4] in {"2025", "2026"}


@pytest.mark.parametrize("name", ["themes.yml", "associations.yml"])
def test_slugs_are_unique(name: str):
    slugs = [record["slug"] for record in records(name)]
    assert len(set(slugs)) == len(slugs)


def test_associations_have_a_described_licensed_logo_and_a_coordinator():
    for association in records("associations.yml"):
        logo = association["logo"]
        with Image.open(DEMO / logo["path"]) as image:
            assert image.size == (480, 480)
        assert logo["alt"]
        assert logo["credit"]
        assert catalogue.get(logo["licence"])
        assert "coordinator" in {member["role"] for member in association["members"]}
        assert association["theme"] in {theme["slug"] for theme in records("themes.yml")}
        assert len(association["one_sentence"]) <= 200


def test_log_ins_cover_the_four_groups():
    assert [user["group"] for user in records("users.yml")] == ["newcomer", "contributor", "editor", "steward"]


def test_members_who_log_in_are_members_of_their_association():
    members = {entry["slug"]: {member["name"] for member in entry["members"]} for entry in records("associations.yml")}
    for user in records("users.yml"):
        for membership in user["memberships"]:
            assert user["display_name"] in members[membership["association"]]


def test_nothing_is_filler_and_every_mail_goes_to_example_org():
    texts = {path: path.read_text(encoding="utf-8") for path in WRITTEN}
    assert [path.name for path, text in texts.items() if "lorem" in text.lower()] == []
    assert {host for text in texts.values() for host in re.findall(r"[\w.+-]+@([\w.-]+\w)", text)} == {"example.org"}


@pytest.mark.parametrize("path", sorted(DEMO.glob("pages/*.md")), ids=lambda path: path.stem)
def test_page_has_a_sentence_and_a_body_without_first_level_heading(path: Path):
    front = split(path.read_text(encoding="utf-8"))
    assert {"slug", "title", "one_sentence"} <= set(front.values)
    assert len(front.values["one_sentence"]) <= 200
    assert len(front.body) > 500
    assert not re.search(r"^# ", front.body, re.MULTILINE)


@pytest.mark.parametrize("suffix", ["", "_en"])
def test_front_page_fits_its_fields(suffix: str):
    home = records("home.yml")
    assert 0 < len(home[f"heading{suffix}"]) <= 120
    assert 0 < len(home[f"lead{suffix}"]) <= 300
    assert home[f"example_searches{suffix}"]
    assert len(home["doors"]) == 4
    assert all(0 < len(door[f"one_sentence{suffix}"]) <= 120 and door[f"title{suffix}"] for door in home["doors"])


def test_every_page_exists_in_both_languages():
    fronts = [split(path.read_text(encoding="utf-8")).values for path in sorted(DEMO.glob("pages/*.md"))]
    english = {front["translation_of"] for front in fronts if front.get("language") == "en"}
    assert english == {front["slug"] for front in fronts if front.get("language", "fr") == "fr"}


def test_every_picture_can_be_drawn_again():
    pictures = {str(path.relative_to(DEMO)) for path in DEMO.rglob("*.png")}
    assert pictures == set(SCENES)
