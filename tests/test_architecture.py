"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    "config",
    "home",
    "programme",
    "importing",
    "commons",
    "community",
    "legaltools",
    "licences",
    "design",
    "markup",
    "search",
    "web",
    "wiki",
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# Where packages come from is each machine's own business.
REGISTRY = re.compile(r"--(?:extra-)?index-url|files\.pythonhosted|pypi\.org/simple|registry\.npmjs|proxy\.golang")


def committed(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


MODULES = [path for path in committed("*.py") if "migrations" not in path.parts]
OURS = [path for path in MODULES if path.relative_to(ROOT).parts[0] in FLOORS]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_floor_imports_only_from_floors_below():
    linter = Path(sys.executable).parent / "lint-imports"
    ended = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout


def stray_strings(tree: ast.Module) -> list[int]:
    """Lines of strings that stand alone and document nothing."""
    lines = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            after_fields = isinstance(node, ast.ClassDef)
            for before, statement in zip([None, *body], body, strict=False):
                alone = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                if alone and before and not (after_fields and isinstance(before, (ast.Assign, ast.AnnAssign))):
                    lines.append(statement.lineno)
    return lines


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ('"""A module."""\n', []),
        ('import os\n"lost"\n', [2]),
        ('def f():\n    """Told."""\n', []),
        ('def f():\n    x = 1\n    """Lost."""\n', [3]),
        ('class A:\n    field = 1\n    """What the field is."""\n', []),
    ],
)
def test_stray_strings_are_seen(code, lines):
    assert stray_strings(ast.parse(code)) == lines


def test_no_string_stands_alone():
    found = {relative(path): lines for path in MODULES if (lines := stray_strings(parsed(path)))}
    assert found == {}


def test_files_are_short():
    lengths = {relative(path): len(path.read_text().splitlines()) for path in OURS}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short():
    functions = (
        (relative(path), node)
        for path in OURS
        for node in ast.walk(parsed(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    lengths = {f"{name}:{node.name}": node.end_lineno - node.lineno + 1 for name, node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_pattern_repeats_a_group_possessively():
    """Python 3.11 before 3.11.5, which Debian 12 has, matches such patterns wrongly (CPython issue 106052)."""
    possessive = re.compile(r"\)[*+?]\+|\(\?>")

    assert [relative(path) for path in OURS if possessive.search(path.read_text())] == []


# Read from the database a moment carries UTC, and after 22 h in Brest its date is yesterday's.
DATE_OF_A_MOMENT = re.compile(r"""\b(?:\w+_at|\w+_since|at)(?:"])?\.date\(\)""")
# A date of a file, before it is anybody's moment.
DATES_OF_FILES = {"programme/domain/import_edition.py"}


def test_day_of_a_moment_is_the_day_here():
    assert DATE_OF_A_MOMENT.search("page.last_published_at.date()")
    assert {relative(path) for path in OURS if DATE_OF_A_MOMENT.search(path.read_text())} == DATES_OF_FILES


def test_every_check_has_an_id_of_its_own():
    ids = Counter(check for path in OURS for check in re.findall(r'\bid="(\w+\.[EWI]\d{3})"', path.read_text()))
    assert ids.total() >= 2
    assert [check for check, count in ids.items() if count > 1] == []


def test_only_one_module_reads_the_environment():
    reading = re.compile(r"os\.(environ\b(?!\.setdefault)|getenv)")
    readers = [relative(path) for path in OURS if reading.search(path.read_text())]
    assert readers == ["config/environment.py"]


def test_no_committed_file_says_where_packages_come_from():
    texts = {path: path.read_bytes().decode(errors="replace") for path in committed() if path != Path(__file__)}
    assert [relative(path) for path, text in texts.items() if REGISTRY.search(text)] == []


def test_every_package_is_pinned_by_hash():
    for name in ("base", "dev"):
        text = (ROOT / f"requirements/{name}.txt").read_text()
        pinned = re.findall(r"^([\w.-]+)(?:\[.+\])?==\S+(?: ; .*)? \\\n +--hash=sha256:", text, re.MULTILINE)
        named = re.findall(r"^([\w.-]+)", text, re.MULTILINE)
        assert pinned == named


def test_every_template_that_is_a_component_says_what_it_takes():
    components = committed("templates/components/*.html")
    assert [path.name for path in components if "{% comment" not in path.read_text()[:200]] == []


# Who calls `.publish(` on a page or a revision, and why it is not `search.publishing.publish`.
PUBLISHES = {
    "search/publishing.py": "the verb itself, and the mixin that wraps Wagtail's in a transaction",
    "licences/models/published.py": "Wagtail's own method, held to the rules of licences",
}


def calls_of_publish(tree: ast.AST) -> list[int]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return [call.lineno for call in calls if call.func.attr == "publish"]


def test_pages_are_published_by_one_verb():
    assert calls_of_publish(ast.parse("page.save_revision().publish(user=by)")) == [1]
    found = {relative(path) for path in OURS if calls_of_publish(parsed(path))}
    assert found == set(PUBLISHES)
