"""What must stay true of the catalogue, whoever updates its files."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from legaltools.catalogue import CURRENT, all_tools, get

CREATIVE_COMMONS = [tool for tool in all_tools() if tool.is_cc]


@pytest.fixture(scope="module")
def published(real_inputs):
    """Creative Commons' own list of its tools, by canonical address."""
    rows = json.loads((real_inputs / "licences" / "cc_tools.json").read_text(encoding="utf-8"))
    return {row["canonical_url"]: row for row in rows}


def test_creative_commons_has_636_licences_and_3_public_domain_tools():
    assert Counter(tool.category for tool in CREATIVE_COMMONS) == {"licenses": 636, "publicdomain": 3}


def test_41_tools_are_unported_and_598_are_ports():
    assert Counter(bool(tool.jurisdiction) for tool in CREATIVE_COMMONS) == {False: 41, True: 598}


def test_63_jurisdictions_have_ports():
    assert len({tool.jurisdiction for tool in CREATIVE_COMMONS if tool.jurisdiction}) == 63


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("by", 101),
        ("by-sa", 101),
        ("by-nc", 101),
        ("by-nd", 101),
        ("by-nc-sa", 101),
        ("by-nc-nd", 97),
        ("by-nd-nc", 4),
        ("sa", 4),
        ("nc", 4),
        ("nd", 4),
        ("nc-sa", 4),
        ("nd-nc", 4),
        ("sampling", 3),
        ("sampling+", 4),
        ("nc-sampling+", 2),
        ("devnations", 1),
        ("zero", 1),
        ("mark", 1),
        ("certification", 1),
    ],
)
def test_each_unit_has_the_number_of_tools_that_were_published(unit, count):
    assert len([tool for tool in CREATIVE_COMMONS if tool.unit == unit]) == count


@pytest.mark.parametrize(
    ("version", "count"), [("1.0", 51), ("2.0", 120), ("2.1", 24), ("2.5", 174), ("3.0", 264), ("4.0", 6)]
)
def test_each_version_has_the_number_of_tools_that_were_published(version, count):
    assert len([tool for tool in CREATIVE_COMMONS if tool.version == version]) == count


def test_france_has_twelve_tools_of_versions_2_and_3():
    french = Counter(tool.version for tool in CREATIVE_COMMONS if tool.jurisdiction == "fr")

    assert french == {"2.0": 6, "3.0": 6}


def test_67_tools_have_a_french_legal_text():
    assert len([tool for tool in CREATIVE_COMMONS if "fr" in tool.legalcode_languages]) == 67


def test_there_are_963_legal_texts_and_none_for_the_two_tools_that_only_have_a_deed():
    assert [tool.key for tool in CREATIVE_COMMONS if not tool.legalcode_languages] == [
        "certification-1.0-us",
        "pdm-1.0",
    ]
    assert sum(len(tool.legalcode_languages) for tool in CREATIVE_COMMONS) == 963


def test_56_tools_have_an_spdx_identifier_and_none_share_it():
    identifiers = [tool.spdx for tool in CREATIVE_COMMONS if tool.spdx]

    assert len(identifiers) == len(set(identifiers)) == 56


def test_31_tools_are_retired():
    retired = Counter(tool.retired_on for tool in CREATIVE_COMMONS if tool.is_retired)

    assert retired == {date(2004, 5, 25): 20, date(2007, 6, 4): 4, date(2010, 10, 11): 1, date(2011, 9, 12): 6}


def test_596_tools_are_replaced_by_the_same_unit_at_version_4():
    replaced = [tool for tool in CREATIVE_COMMONS if tool.replaced_by]

    assert len(replaced) == 596
    assert all((get(t.replaced_by).unit, get(t.replaced_by).version) == (t.unit, "4.0") for t in replaced)


def test_keys_are_unique_and_fit_in_an_address():
    keys = [tool.key for tool in all_tools()]

    assert len(keys) == len(set(keys)) == 659
    assert [key for key in keys if not key.replace("-", "").replace(".", "").isalnum() or key != key.lower()] == []


def test_addresses_are_https_and_unique():
    addresses = [tool.url for tool in all_tools() if tool.key != "by-permission"]

    assert len(set(addresses)) == len(addresses) == 658
    assert all(address.startswith("https://") for address in addresses)


def test_every_tool_has_a_french_and_an_english_name():
    assert [tool.key for tool in all_tools() if not all(tool.names.get(language) for language in ("fr", "en"))] == []


def test_the_eight_of_today_are_neither_retired_nor_replaced():
    assert len(CURRENT) == 8
    assert [key for key in CURRENT if get(key).is_retired or get(key).replaced_by] == []


@pytest.mark.data
def test_catalogue_says_what_creative_commons_publishes(published):
    said = {
        tool.url: (
            tool.unit,
            tool.version,
            tool.jurisdiction or None,
            tool.category,
            tool.label,
            tool.spdx or None,
            tool.name("en"),
            sorted(tool.permits),
            sorted(tool.requires),
            sorted(tool.prohibits),
            tool.retired_on.isoformat() if tool.retired_on else None,
            get(tool.replaced_by).url if tool.replaced_by else None,
        )
        for tool in CREATIVE_COMMONS
    }
    fields = "unit version jurisdiction category identifier spdx title_en permits requires prohibits".split()  # noqa: SIM905
    fields += ["deprecated_on", "replaced_by"]

    assert said == {
        url: tuple(sorted(row[field]) if isinstance(row[field], list) else row[field] for field in fields)
        for url, row in published.items()
    }


@pytest.mark.data
def test_legal_texts_are_in_the_languages_that_creative_commons_publishes(published):
    ours = {tool.url: list(tool.legalcode_languages) for tool in CREATIVE_COMMONS}

    assert ours == {url: [] if row["deed_only"] else row["legalcode_languages"] for url, row in published.items()}


@pytest.mark.data
def test_french_names_are_those_of_the_legal_texts(published):
    ours = {tool.url: tool.name("fr") for tool in CREATIVE_COMMONS if tool.unit != "certification"}

    assert ours == {url: row["title_fr"] for url, row in published.items() if row["title_fr"]}
