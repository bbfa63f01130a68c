"""Whether the French is whole: `python tests/translations.py`, part of `make lint`. Needs gettext."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

CATALOGUES = sorted((Path(__file__).resolve().parent.parent / "locale").rglob("fr/LC_MESSAGES/*.po"))

STRAIGHT = re.compile(r"[a-zàâçéèêîôù]'[a-zàâçéèêîôùœ]", re.IGNORECASE)
# A line may end there, and begin with a mark.
BREAKING = re.compile(r" (?:[;!?:»](?:\W|$))|« ")


def output(*command: str | Path) -> bytes:
    ended = subprocess.run(command, check=False, capture_output=True)
    if ended.returncode:
        sys.exit(ended.stderr.decode())
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


if __name__ == "__main__":
    sys.exit("\n".join(fault for catalogue in CATALOGUES for fault in faults(catalogue)) or None)
