"""From a rule to the sentence that people read, about the licences they asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licences.core.compat.model import Reason
from licences.core.compat.rules import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licences.core.compat.rules import Rule
    from licences.core.tool import Tool


def reason(rule: Rule, sources: Sequence[Tool], target: Tool) -> Reason:
    """Fill the rule's sentences with the names of these licences. `sources` must share one address (`place`)."""
    return Reason(
        code=rule.code,
        fr=_filled(rule.fr, sources, target, "fr"),
        en=_filled(rule.en, sources, target, "en"),
        clause=_filled(_clause(rule, sources[0]), sources, target, "en"),
        url=place(rule, sources[0]),
        sources=tuple(tool.key for tool in sources),
        certainty=rule.certainty,
    )


def place(rule: Rule, source: Tool) -> str:
    """Give the address of the clause: one of the file's `places`, or the source's own text."""
    if rule.url in {"legalcode", "source"}:
        return _text_of(source)
    address: str = data()["places"][rule.url]
    return address


def named(tool: Tool, language: str) -> str:
    """Give the short name of a licence, and the whole sentence of a statement, which has no other."""
    return tool.name(language) if tool.is_reserved else tool.label


def listed(names: Sequence[str], language: str) -> str:
    """Join names as speech does: `A, B et C`."""
    last = " et " if language == "fr" else " and "
    return last.join(filter(None, (", ".join(names[:-1]), names[-1])))


def _text_of(tool: Tool) -> str:
    if tool.legalcode_languages and tool.is_cc:
        return f"{tool.url}legalcode"
    return tool.url or str(data()["places"]["cpi-131-3"])


def _filled(sentence: str, sources: Sequence[Tool], target: Tool, language: str) -> str:
    names = [named(tool, language) for tool in sources]
    return sentence.format(
        source=listed(names, language),
        target=named(target, language),
        unit=sources[0].unit.upper(),
    )


def _clause(rule: Rule, source: Tool) -> str:
    """Put in the clause that differs by version: `{sa_clause}` and the like."""
    clause = rule.clause
    for name, by_version in data()["clauses"].items():
        if f"{{{name}}}" in clause:
            kinds = (source.version, "cc") if source.is_cc and not source.is_public_domain else ()
            known = next(by_version[kind] for kind in (*kinds, "") if kind in by_version)
            clause = clause.replace(f"{{{name}}}", known)
    return clause
