"""The documentation says all there is, and nothing that is not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

from config.environment import SETTINGS
from legaltools.catalogue import all_tools

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = sorted(
    (name, app)
    for name, app in get_commands().items()
    if isinstance(app, str) and apps.is_installed(app) and (ROOT / app.replace(".", "/")).is_dir()
)
COMMON_OPTIONS = {
    "--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    "--skip-checks",
}  # fmt: skip


def read(path: str) -> str:
    return (ROOT / path).read_text()


def prose(page: Path) -> str:
    """A page without its examples."""
    return re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)


def section(text: str, heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading “## {heading}”"
    return found.group(1)


def test_every_setting_is_documented_as_the_code_describes_it():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", read("docs/reference/settings.md"), re.MULTILINE)
    assert rows == [(each.name, each.help, each.default or "**required in production**") for each in SETTINGS]


def test_commands_of_the_project_are_known():
    assert {"import_guides", "index_pending", "load_demo", "load_explainers", "rebuild_search", "update_licences"} <= {
        name for name, _ in COMMANDS
    }


@pytest.mark.parametrize(("name", "app"), COMMANDS)
def test_every_command_and_option_is_documented(name, app):
    told = section(read("docs/reference/commands.md"), name)
    parser = load_command_class(app, name).create_parser("manage.py", name)
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    assert {option for option in options - COMMON_OPTIONS if f"`{option}" not in told} == set()


def test_every_make_target_is_explained_and_every_one_named_exists():
    targets = set(re.findall(r"^([a-z-]+):.* ## ", read("Makefile"), re.MULTILINE))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    named = {target for page in PAGES for target in re.findall(r"\bmake ([a-z-]+)\b(?=[`\n])", page.read_text())}
    assert targets == set(phony.split())
    assert named <= targets


def test_the_readme_begins_with_the_two_commands():
    assert re.findall(r"^make (\w+)", read("README.md"), re.MULTILINE)[:2] == ["demo", "test"]


def test_links_lead_somewhere():
    links = [(page, link) for page in PAGES for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", prose(page))]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_page_has_one_title():
    titles = {page: len(re.findall(r"^# ", prose(page), re.MULTILINE)) for page in PAGES}
    assert {page.name: count for page, count in titles.items() if count != 1} == {}


def test_every_page_of_the_docs_is_reached_from_the_first():
    linked = re.findall(r"\]\(([^)#:]+\.md)", read("docs/README.md"))
    listed = subprocess.run(["git", "ls-files", "docs/*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert sorted(f"docs/{link}" for link in linked if not link.startswith("..")) == sorted(
        set(listed.stdout.split()) - {"docs/README.md"}
    )


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_versions_told_are_those_required():
    pinned = dict(re.findall(r"^(django|wagtail)==(\d+\.\d+)", read("requirements/base.txt"), re.MULTILINE))
    told = dict(re.findall(r"\b(Django|Wagtail) (\d+\.\d+)", read("README.md")))
    assert {name.lower(): version for name, version in told.items()} == pinned


def test_the_number_of_licences_told_is_the_number_known():
    assert re.findall(r"(\d+) licences and other legal tools", read("README.md")) == [str(len(all_tools()))]
