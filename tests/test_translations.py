"""The French is whole, well written and compiled. Needs gettext, as `make messages` does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CATALOGUES = sorted((Path(__file__).resolve().parent.parent / "locale").rglob("fr/LC_MESSAGES/*.po"))

STRAIGHT = re.compile(r"[a-zàâçéèêîôù]'[a-zàâçéèêîôùœ]", re.IGNORECASE)
# A line may end there, and begin with a mark.
PLURAL = re.compile(r'^msgid_plural "(.*)"\nmsgstr\[0\] "(.*)"$', re.MULTILINE)
NAMED = re.compile(r"%\((\w+)\)")
# In French the singular is for none as well: one that does not say its number would tell of one where there is none.
# These are said of one at least, as their template or their view sees to.
NEVER_NONE = {
    "Read the %(count)s texts that wait",
    "%(count)s changes are undone.",
    "%(count)s changes of published pages",
    "%(count)s more pages have changed.",
    "%(count)s new links:",
    "%(count)s pages lead here.",
    "%(count)s people came",
    "%(count)s pages that you look after",
    "%(count)s things wait for you",
    "%(count)s versions of this page were published.",
    "See all %(count)s",
    "The same for the %(count)s other proposals",
    "%(count)s discussions",
    "This translation is %(count)s changes behind",
    "This translation is %(count)s small changes behind",
    "and %(count)s earlier changes",
    "and %(more)s other pages",
}
BREAKING = re.compile(r" (?:[;!?:»](?:\W|$))|« ")


def output(*command: str | Path) -> bytes:
    ended = subprocess.run(command, check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout


def faults(catalogue: Path) -> list[str]:
    """One sentence a fault: entries without French, entries to be looked at again, a compiled file that is behind."""
    found = []
    for option, fault in (("--untranslated", "has no French"), ("--only-fuzzy", "is marked fuzzy")):
        listed = output("msgattrib", option, "--no-obsolete", "--no-wrap", catalogue).decode()
        found += [
            f"{line.removeprefix('msgid ')} {fault}"
            for line in listed.splitlines()
            if line.startswith('msgid "') and line != 'msgid ""'
        ]
    said = re.findall(r"^msgstr.*(?:\n\".*)*", output("msgcat", "--no-wrap", catalogue).decode(), re.MULTILINE)
    found += [f"{text} has a straight apostrophe" for text in said if STRAIGHT.search(text)]
    found += [
        f"{text} has a space that breaks a line before a mark"
        for text in said
        if BREAKING.search(text) and "Plural-Forms" not in text
    ]
    output("msgfmt", "--check-format", "--output-file", "/dev/null", catalogue)
    compiled = catalogue.with_suffix(".mo")
    if sentences(output("msgfmt", "--output-file", "-", catalogue)) != sentences(compiled.read_bytes()):
        found.append(f"{compiled.name} is not {catalogue.name} compiled: make messages")
    return found


def sentences(compiled: bytes) -> bytes:
    return subprocess.run(["msgunfmt", "-"], input=compiled, check=True, capture_output=True).stdout


@pytest.fixture
def gettext():
    """Where everything is tested (CI is set), it must be there."""
    if not shutil.which("msgattrib") and not os.environ.get("CI"):
        pytest.skip("no gettext here: on Debian, apt install gettext")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: str(path.parent.parent.parent.name))
def test_every_sentence_has_its_french(gettext, catalogue):
    assert faults(catalogue) == []


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Guides"\nmsgstr ""\n', '"Guides" has no French'),
        ('#, fuzzy\nmsgid "Guides"\nmsgstr "Guide"\n', '"Guides" is marked fuzzy'),
        ('msgid "It"\nmsgstr "L\'atelier"\n', 'msgstr "L\'atelier" has a straight apostrophe'),
        ('msgid "Who?"\nmsgstr "Qui ?"\n', 'msgstr "Qui ?" has a space that breaks a line before a mark'),
        ('msgid "Who?"\nmsgstr "Qui\u00a0?"\n', ""),
    ],
    ids=["no French", "fuzzy", "straight apostrophe", "breaking space", "well written"],
)
def test_fault_of_a_catalogue_is_seen(gettext, tmp_path, entry, fault):
    catalogue = tmp_path / "django.po"
    catalogue.write_text(HEAD + entry, encoding="utf-8")
    output("msgfmt", "--output-file", catalogue.with_suffix(".mo"), catalogue)

    assert faults(catalogue) == ([fault] if fault else [])


def test_compiled_file_that_is_behind_is_seen(gettext, tmp_path):
    catalogue = tmp_path / "django.po"
    catalogue.write_text(HEAD + 'msgid "Tag"\nmsgstr "Mot"\n', encoding="utf-8")
    output("msgfmt", "--output-file", catalogue.with_suffix(".mo"), catalogue)
    catalogue.write_text(HEAD + 'msgid "Tag"\nmsgstr "Mot-clé"\n', encoding="utf-8")

    assert faults(catalogue) == ["django.mo is not django.po compiled: make messages"]


@pytest.mark.parametrize(
    "catalogue", [path for path in CATALOGUES if "wagtail" not in path.parts], ids=lambda path: path.stem
)
def test_singular_that_also_says_none_says_its_number(gettext, catalogue):
    entries = PLURAL.findall(output("msgcat", "--no-wrap", catalogue).decode())
    silent = {many for many, one in entries if set(NAMED.findall(many)) - set(NAMED.findall(one))}

    assert [many for many in sorted(silent) if not many.startswith(tuple(NEVER_NONE))] == []
