"""From a rule to the sentence that people read, about the licences they asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licences.core.compat.model import Reason
from licences.core.compat.rules import data, read_rule
from licences.core.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licences.core.compat.rules import Rule
    from licences.core.tool import Tool


_AND = {"fr": " et ", "en": " and "}
_OR = {"fr": " ou ", "en": " or "}


def reason(rule: Rule, sources: Sequence[Tool], target: Tool) -> Reason:
    """Fill the rule's sentences with the names of these licences. `sources` must share one address (`place`)."""
    return Reason(
        code=rule.code,
        fr=_filled(rule.fr, sources, target, "fr"),
        en=_filled(rule.en, sources, target, "en"),
        clause=_cited(rule, sources, target),
        url=place(rule, sources[0]),
        sources=tuple(tool.key for tool in sources),
        certainty=rule.certainty,
    )


def duty(field: str, tool: Tool, licences: Sequence[Tool], row: dict[str, str]) -> Duty:
    """Give what must be done besides crediting; `licences` are those the result may carry."""
    rule = read_rule({"code": field, "from": ["*"], "verdict": "ok", "certainty": "stated", **row})
    said = {
        language: row[language].format(licences=listed([one.label for one in licences], _OR[language]))
        for language in ("fr", "en")
    }
    clause = _cited(rule, [tool], tool).removeprefix(f"{tool.label} ").replace("§", "")
    return Duty(field, "breach", said["fr"], said["en"], clause, place(rule, tool))


def place(rule: Rule, source: Tool) -> str:
    """Give the address of the clause: one of the file's `places`, or the source's own text."""
    if rule.cites_the_source:
        return _text_of(source)
    address: str = data()["places"][rule.url]
    return address


def named(tool: Tool, language: str) -> str:
    """Give the short name of a licence, and the whole sentence of a statement, which has no other."""
    return tool.name(language) if tool.is_reserved else tool.label


def listed(names: Sequence[str], last: str) -> str:
    """Join names as speech does, `last` before the last one: `A, B et C`."""
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _text_of(tool: Tool) -> str:
    if tool.legalcode_languages and tool.is_cc:
        return f"{tool.url}legalcode"
    return tool.url or str(data()["places"]["cpi-131-3"])


def _filled(sentence: str, sources: Sequence[Tool], target: Tool, language: str) -> str:
    names = [named(tool, language) for tool in sources]
    return sentence.format(
        source=listed(names, _AND[language]),
        target=named(target, language),
        unit=sources[0].unit.upper(),
    )


def _cited(rule: Rule, sources: Sequence[Tool], target: Tool) -> str:
    """Put in the clause that differs by licence or version: `{sa_clause}` and the like."""
    clause = rule.clause
    for name, known in data()["clauses"].items():
        if f"{{{name}}}" in clause:
            kind = next(kind for kind in _kinds(sources[0]) if kind in known)
            clause = clause.replace(f"{{{name}}}", known[kind])
    return _filled(clause, sources, target, "en")


def _kinds(tool: Tool) -> tuple[str, ...]:
    return (tool.version, "cc", "") if tool.is_cc and tool.is_licence else (tool.unit, "")
