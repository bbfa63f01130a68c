"""The page about credits says what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from legaltools.catalogue import get
from legaltools.duties import duties

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "credits.md"
COLUMNS = {
    "CC 1.0": "cc-by-1.0",
    "CC 2.0": "cc-by-2.0",
    "CC 2.5": "cc-by-2.5",
    "CC 3.0": "cc-by-3.0",
    "CC 4.0": "cc-by-4.0",
    "CC0, PDM": "cc0-1.0",
    "Licence Ouverte 2.0": "etalab-2.0",
    "LAL 1.3": "lal-1.3",
    "ODbL 1.0": "odbl-1.0",
    "GFDL 1.3": "gfdl-1.3",
}


def _expected():
    found = {key: {duty.field: duty for duty in duties(get(key), changed=True)} for key in COLUMNS.values()}
    fields = dict.fromkeys(field for rules in found.values() for field in rules)
    for field in fields:
        cells = (_cell(rules.get(field)) for rules in found.values())
        yield f"| `{field}` | {' | '.join(cells)} |"


def _cell(duty):
    if duty is None:
        return "–"
    return f"{duty.severity} ({duty.clause})" if duty.clause else duty.severity


def test_the_table_of_duties_is_the_data():
    rows = re.findall(r"^\| `\w+` \|.*$", PAGE.read_text(), re.MULTILINE)

    assert rows == list(_expected())


def test_the_columns_of_the_table_are_licences():
    head = re.search(r"^\| \| (CC 1\.0.*) \|$", PAGE.read_text(), re.MULTILINE)[1]

    assert head.split(" | ") == list(COLUMNS)
