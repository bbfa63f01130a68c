"""Bringing the catalogue up to date with Creative Commons' own list of its tools (`config/cc-legal-tools.csv`).

Only what can be known for certain is proposed. A tool is never taken out, since works carry it; a unit, a version or a
country that nobody here has read is refused: its rules must be written first.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA_FILE = Path(__file__).parent / "data" / "creative_commons.json"
COLUMNS = ("CATEGORY", "VERSION", "UNIT", "JURISDICTION", "IDENTIFIER", "SPDX_IDENTIFIER", "TITLE", "LANGUAGE_DEFAULT")
Place = tuple[str, str, str]


class UnreadableList(ValueError):
    """The file is not Creative Commons' list: the message says what is wrong with it."""


@dataclass(slots=True)
class Diff:
    """What the list says otherwise than the catalogue.

    `added` are rows of the data file; `changed` are (key, name of the fact, value here, value there); `refused` are
    sentences; `missing` are keys that the list does not have, and that stay.
    """

    added: list[dict[str, str]] = field(default_factory=list)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Give the difference as lines to print: + added, ~ changed, ! refused, - missing from the list but kept."""
        return [
            *(f"+ {row['key']}: {row['en']}" for row in self.added),
            *(f"~ {key}: {name} {old or 'none'} -> {new}" for key, name, old, new in self.changed),
            *(f"! {sentence}" for sentence in self.refused),
            *(f"- {key}: not in the list; kept, because works carry it" for key in self.missing),
        ]


def read_list(text: str) -> list[dict[str, str]]:
    """Read the CSV. Raises UnreadableList when a column lacks or nothing is in it."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    lacking = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if lacking:
        message = f"This is not Creative Commons' list: the columns {', '.join(lacking)} are not there."
        raise UnreadableList(message)
    rows = [{name: (row[name] or "").strip() for name in COLUMNS} for row in reader]
    if not rows:
        message = "The list is empty."
        raise UnreadableList(message)
    return rows


def load() -> dict[str, Any]:
    """Read the data file as it stands: `units` and `tools`."""
    return json.loads(DATA_FILE.read_text(encoding="utf-8"))


def compare(rows: list[dict[str, str]], data: dict[str, Any]) -> Diff:
    """Say what the list of Creative Commons would change in the data file."""
    diff, by_place = Diff(), {_place_here(tool): tool for tool in data["tools"]}
    for row in rows:
        tool = by_place.get(_place(row))
        if tool is None:
            _propose(row, data, diff)
        else:
            _compare_facts(row, tool, diff)
    listed = {_place(row) for row in rows}
    diff.missing = [tool["key"] for place, tool in by_place.items() if place not in listed]
    return diff


def apply(diff: Diff, data: dict[str, Any]) -> dict[str, Any]:
    """Give the data with what was added and changed; what was refused and what is missing change nothing."""
    new = deepcopy(data)
    by_key = {tool["key"]: tool for tool in new["tools"]}
    for key, name, _old, value in diff.changed:
        by_key[key][name] = value
    new["tools"] += deepcopy(diff.added)
    return new


def faults(data: dict[str, Any]) -> list[str]:
    """Say what must stay true of the data file and does not, a sentence each."""
    tools = data["tools"]
    sentences = []
    for name in ("key", "label", "spdx"):
        counted = Counter(tool[name] for tool in tools if tool.get(name))
        sentences += [f"{count} tools have the {name} {value}." for value, count in counted.items() if count > 1]
    sentences += [
        f"{tool['key']}: no such unit, {tool['unit']}." for tool in tools if tool["unit"] not in data["units"]
    ]
    sentences += [f"{tool['key']} has no {name} name." for tool in tools for name in ("fr", "en") if not tool.get(name)]
    keys = {tool["key"] for tool in tools}
    replaced = [tool for tool in tools if tool.get("replaced_by", "") not in {"", *keys}]
    return sentences + [f"{tool['key']} is replaced by {tool['replaced_by']}, which is not there." for tool in replaced]


def dump(data: dict[str, Any]) -> str:
    """Write the data file: a line for each unit and for each tool, so that a change is read line by line."""
    units = ",\n".join(f"{_json(name)}: {_json(facts)}" for name, facts in data["units"].items())
    tools = ",\n".join(_json(tool) for tool in data["tools"])
    return f'{{"units": {{\n{units}}},\n"tools": [\n{tools}\n]}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _place(row: dict[str, str]) -> Place:
    return (row["UNIT"], row["VERSION"], row["JURISDICTION"])


def _place_here(tool: dict[str, str]) -> Place:
    return (tool["unit"], tool["version"], tool.get("jurisdiction", ""))


def _compare_facts(row: dict[str, str], tool: dict[str, str], diff: Diff) -> None:
    """An identifier that the list lacks is kept: SPDX names tools before Creative Commons copies it."""
    facts = {"label": row["IDENTIFIER"], "spdx": row["SPDX_IDENTIFIER"]}
    if row["LANGUAGE_DEFAULT"] == "en":
        facts["en"] = row["TITLE"]
    for name, value in facts.items():
        if value and value != tool.get(name, ""):
            diff.changed.append((tool["key"], name, tool.get(name, ""), value))


def _propose(row: dict[str, str], data: dict[str, Any], diff: Diff) -> None:
    unit, version, country = _place(row)
    tools = data["tools"]
    near = [tool for tool in tools if tool["unit"] == unit and not tool.get("jurisdiction")]
    there = [tool for tool in tools if tool["version"] == version and tool.get("jurisdiction", "") == country]
    if unit not in data["units"] or not near:
        diff.refused.append(f"{row['IDENTIFIER']}: nobody here has read the licence {unit}. Write its terms first.")
    elif not there:
        where = f"version {version}" + (f" of {country}" if country else "")
        diff.refused.append(f"{row['IDENTIFIER']}: nobody here has read {where}. Write its rules first.")
    else:
        diff.added.append(_new(row, near[0], there[0], {tool["key"] for tool in tools}))


def _new(row: dict[str, str], near: dict[str, str], there: dict[str, str], keys: set[str]) -> dict[str, str]:
    """A row of the data file: the licence is named as in its general text, the country as in its other licences."""
    unit, version, country = _place(row)
    slug = unit.replace("+", "-plus")
    current = f"cc-{slug}-4.0"
    return {
        "key": "-".join(filter(None, ("cc", slug, version, country))),
        "label": row["IDENTIFIER"],
        "unit": unit,
        "version": version,
        **({"jurisdiction": country} if country else {}),
        **({"spdx": row["SPDX_IDENTIFIER"]} if row["SPDX_IDENTIFIER"] else {}),
        **{name: _named(near, there, name) for name in ("en", "fr")},
        **({"replaced_by": current} if current in keys else {}),
        "legalcode": row["LANGUAGE_DEFAULT"],
    }


def _named(near: dict[str, str], there: dict[str, str], language: str) -> str:
    licence = near[language].split(f" {near['version']}")[0]
    return f"{licence} {there['version']}{there[language].partition(there['version'])[2]}"
