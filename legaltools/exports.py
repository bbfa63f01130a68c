"""The catalogue as files that other programs read: JSON, CSV, and RDF in Turtle with ccREL terms.

The facts are free of rights (CC0): take them.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from legaltools.catalogue import get

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaltools.tool import Tool

SOURCES = (
    {"name": "Creative Commons, cc-legal-tools-data", "url": "https://github.com/creativecommons/cc-legal-tools-data"},
    {"name": "SPDX License List", "url": "https://spdx.org/licenses/"},
    {"name": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
    {"name": "Licence Art Libre 1.3", "url": "https://artlibre.org/licence/lal/"},
    {"name": "ODbL 1.0", "url": "https://opendatacommons.org/licenses/odbl/1-0/"},
    {"name": "ODC-By 1.0", "url": "https://opendatacommons.org/licenses/by/1-0/"},
    {"name": "GFDL 1.3", "url": "https://www.gnu.org/licenses/fdl-1.3.html"},
    {"name": "GPL 3.0", "url": "https://www.gnu.org/licenses/gpl-3.0.html"},
    {"name": "Creative Commons, FAQ", "url": "https://creativecommons.org/faq/"},
    {
        "name": "OpenStreetMap wiki, ODbL compatibility",
        "url": "https://wiki.openstreetmap.org/wiki/Import/ODbL_Compatibility",
    },
    {"name": "RightsStatements.org", "url": "https://rightsstatements.org/vocab/InC/1.0/"},
)
COLUMNS = (
    "key", "label", "url", "spdx", "name_fr", "name_en", "family", "unit", "version", "jurisdiction", "permits",
    "requires", "prohibits", "retired", "replaced_by", "legal_texts",
)  # fmt: skip
_PREFIXES = {
    "cc": "http://creativecommons.org/ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def row(tool: Tool) -> dict[str, Any]:
    """Give one licence as plain values: lists are sorted, `retired` is an ISO date or None, absent texts are ""."""
    return {
        "key": tool.key,
        "label": tool.label,
        "url": tool.url,
        "spdx": tool.spdx,
        "name_fr": tool.name("fr"),
        "name_en": tool.name("en"),
        "family": tool.family,
        "unit": tool.unit,
        "version": tool.version,
        "jurisdiction": tool.jurisdiction,
        "permits": sorted(tool.permits),
        "requires": sorted(tool.requires),
        "prohibits": sorted(tool.prohibits),
        "retired": tool.retired_on.isoformat() if tool.retired_on else None,
        "replaced_by": tool.replaced_by,
        "legal_texts": list(tool.legalcode_languages),
    }


def write_json(tools: Iterable[Tool]) -> str:
    """Write licences as one JSON object: `sources`, and `licences`, a list of `row`s."""
    content = {"sources": SOURCES, "licences": [row(tool) for tool in tools]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_csv(tools: Iterable[Tool]) -> str:
    """Write licences as CSV with the header `COLUMNS`; lists are separated by spaces."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for tool in tools:
        writer.writerow({name: _cell(value) for name, value in row(tool).items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def write_turtle(tools: Iterable[Tool]) -> str:
    """Write licences in Turtle, each under its https address; those that have no address are left out.

    Creative Commons' own RDF names the same tools with http: `owl:sameAs` joins the two.
    """
    prefixes = [f"@prefix {name}: <{url}> ." for name, url in _PREFIXES.items()]
    return "\n".join([*prefixes, "", *(_described(tool) for tool in tools if tool.url)])


def _described(tool: Tool) -> str:
    facts = ";\n    ".join(f"{predicate} {value}" for predicate, value in _facts(tool))
    return f"<{tool.url}> a cc:License;\n    {facts} .\n"


def _facts(tool: Tool) -> Iterator[tuple[str, str]]:
    yield "dcterms:identifier", _text(tool.key)
    yield "dcterms:title", ", ".join(f"{_text(tool.name(language))}@{language}" for language in ("fr", "en"))
    for predicate in ("permits", "requires", "prohibits"):
        if terms := sorted(getattr(tool, predicate)):
            yield f"cc:{predicate}", ", ".join(f"cc:{term}" for term in terms)
    if tool.version:
        yield "dcterms:hasVersion", _text(tool.version)
    if tool.retired_on:
        yield "cc:deprecatedOn", f"{_text(tool.retired_on.isoformat())}^^xsd:date"
    if tool.spdx:
        yield "rdfs:seeAlso", f"<https://spdx.org/licenses/{tool.spdx}>"
    if tool.is_cc:
        yield "owl:sameAs", f"<{tool.url.replace('https:', 'http:', 1)}>"
        if codes := tool.legalcode_languages:
            yield "cc:legalcode", ", ".join(f"<{tool.url}legalcode.{code}>" for code in codes)
    if tool.replaced_by:
        yield "dcterms:isReplacedBy", f"<{get(tool.replaced_by).url}>"


def _text(value: str) -> str:
    return f'"{value.translate(_ESCAPES)}"'
