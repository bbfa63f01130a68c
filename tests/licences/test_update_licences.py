"""Bringing the catalogue up to date with Creative Commons' own list."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from legaltools import update

BY = {
    "CATEGORY": "licenses", "VERSION": "4.0", "UNIT": "by", "JURISDICTION": "", "IDENTIFIER": "CC BY 4.0",
    "SPDX_IDENTIFIER": "CC-BY-4.0", "TITLE": "Attribution 4.0 International", "LANGUAGE_DEFAULT": "en",
}  # fmt: skip


def listed(**changes) -> list[dict[str, str]]:
    return [BY | changes]


def without(*keys):
    data = update.load()
    return data | {"tools": [tool for tool in data["tools"] if tool["key"] not in keys]}


def written(rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*update.COLUMNS, "CANONICAL_URL"], quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def data_file(tmp_path, monkeypatch):
    copy = tmp_path / "creative_commons.json"
    copy.write_text(update.DATA_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(update, "DATA_FILE", copy)
    return copy


def run(rows, tmp_path, *options) -> str:
    path, out = tmp_path / "list.csv", io.StringIO()
    path.write_text(rows if isinstance(rows, str) else written(rows), encoding="utf-8")
    call_command("update_licences", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_data_file_is_written_as_it_is_read():
    assert update.dump(update.load()) == update.DATA_FILE.read_text(encoding="utf-8")


def test_the_data_file_holds_together():
    assert update.faults(update.load()) == []


@pytest.mark.data
def test_the_list_of_creative_commons_says_what_the_catalogue_says(real_inputs):
    rows = json.loads((real_inputs / "licences" / "cc_tools.json").read_text(encoding="utf-8"))
    told = [
        {
            "CATEGORY": row["category"], "VERSION": row["version"], "UNIT": row["unit"],
            "JURISDICTION": row["jurisdiction"] or "", "IDENTIFIER": row["identifier"],
            "SPDX_IDENTIFIER": row["spdx"] or "", "TITLE": row["title_default_language"],
            "LANGUAGE_DEFAULT": row["language_default"],
        }
        for row in rows
    ]  # fmt: skip
    assert len(told) == 639
    assert update.compare(update.read_list(written(told)), update.load()).lines() == []


def test_an_identifier_that_changes_is_proposed():
    assert update.compare(listed(SPDX_IDENTIFIER="CC-BY-4"), update.load()).changed == [
        ("cc-by-4.0", "spdx", "CC-BY-4.0", "CC-BY-4")
    ]


def test_an_identifier_that_the_list_lacks_is_kept():
    assert update.compare(listed(SPDX_IDENTIFIER=""), update.load()).changed == []


def test_a_tool_that_the_list_lacks_is_told_and_kept():
    diff = update.compare(listed(), update.load())
    assert len(diff.missing) == 638
    assert update.apply(diff, update.load()) == update.load()


@pytest.mark.parametrize("key", ["cc-by-2.0", "cc-by-nd-3.0-es", "cc-sampling-plus-1.0-br"])
def test_a_tool_that_lacks_here_is_written_from_its_neighbours(key):
    wanted = next(tool for tool in update.load()["tools"] if tool["key"] == key)
    row = BY | {
        "VERSION": wanted["version"], "UNIT": wanted["unit"], "JURISDICTION": wanted.get("jurisdiction", ""),
        "IDENTIFIER": wanted["label"], "SPDX_IDENTIFIER": wanted.get("spdx", ""), "LANGUAGE_DEFAULT": wanted["legalcode"].split()[0],
    }  # fmt: skip
    (added,) = update.compare([row], without(key)).added
    assert added == wanted | {"legalcode": wanted["legalcode"].split()[0]}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"UNIT": "by-ai", "IDENTIFIER": "CC BY-AI 4.0"},
            "CC BY-AI 4.0: nobody here has read the licence by-ai. Write its terms first.",
        ),
        (
            {"VERSION": "5.0", "IDENTIFIER": "CC BY 5.0"},
            "CC BY 5.0: nobody here has read version 5.0. Write its rules first.",
        ),
        (
            {"JURISDICTION": "bzh", "IDENTIFIER": "CC BY 4.0 BZH"},
            "CC BY 4.0 BZH: nobody here has read version 4.0 of bzh. Write its rules first.",
        ),
    ],
)
def test_what_nobody_has_read_is_refused(changes, sentence):
    diff = update.compare(listed(**changes), update.load())
    assert (diff.added, diff.refused) == ([], [sentence])


def test_the_command_changes_nothing_unless_it_is_told_to(tmp_path, data_file):
    before = data_file.read_bytes()
    said = run(listed(SPDX_IDENTIFIER="CC-BY-4"), tmp_path)
    assert "~ cc-by-4.0: spdx CC-BY-4.0 -> CC-BY-4" in said
    assert "0 to add, 1 to change, 0 refused, 638 not in the list." in said
    assert data_file.read_bytes() == before


def test_the_command_writes_what_changed_and_nothing_else(tmp_path, data_file):
    before = data_file.read_text(encoding="utf-8")
    run(listed(SPDX_IDENTIFIER="CC-BY-4"), tmp_path, "--write")
    assert data_file.read_text(encoding="utf-8") == before.replace('"CC-BY-4.0"', '"CC-BY-4"')


def test_what_would_contradict_the_catalogue_is_not_written(tmp_path, data_file):
    before = data_file.read_bytes()
    with pytest.raises(CommandError, match=r"2 tools have the spdx CC0-1\.0\."):
        run(listed(SPDX_IDENTIFIER="CC0-1.0"), tmp_path, "--write")
    assert data_file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "the columns CATEGORY"), ("a,b\n1,2\n", "the columns CATEGORY"), (written([]), "The list is empty.")],
)
def test_what_is_not_the_list_is_told(tmp_path, data_file, text, message):
    with pytest.raises(CommandError, match=message):
        run(text, tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("update_licences", str(tmp_path / "nowhere.csv"))


def test_a_file_that_is_no_text_is_told(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match="is not text in UTF-8"):
        call_command("update_licences", str(path))
