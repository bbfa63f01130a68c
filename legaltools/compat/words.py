"""From a rule to the sentence that people read, about the licences they asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.compat.model import Reason
from legaltools.compat.rules import data, read_rule
from legaltools.duties import Duty
from legaltools.languages import choose
from legaltools.legal_code import legal_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaltools.compat.rules import Rule
    from legaltools.tool import Tool


_AND = {"fr": " et ", "en": " and "}
_OR = {"fr": " ou ", "en": " or "}


def reason(rule: Rule, sources: Sequence[Tool], target: Tool) -> Reason:
    """Fill the rule's sentences with the names of these licences. `sources` must share one address (`place`)."""
    clause = _cited(rule, sources, target)
    return Reason(
        code=rule.code,
        fr=_filled(rule.fr, sources, target, "fr"),
        en=_filled(rule.en, sources, target, "en"),
        clause=clause,
        url=place(rule, sources[0], clause, "en"),
        url_fr=place(rule, sources[0], clause, "fr"),
        sources=tuple(tool.key for tool in sources),
        certainty=rule.certainty,
    )


def duty(field: str, tool: Tool, licences: Sequence[Tool], row: dict[str, str]) -> Duty:
    """Give what must be done besides crediting; `licences` are those the result may carry."""
    rule = read_rule({"from": ["*"], "verdict": "ok", "certainty": "stated", **row})
    texts = {
        language: row[language].format(licences=listed([one.label for one in licences], _OR[language]))
        for language in ("fr", "en")
    }
    clause = _cited(rule, [tool], tool)
    return Duty(
        field,
        "breach",
        texts["fr"],
        texts["en"],
        clause.removeprefix(f"{tool.label} ").replace("§", ""),
        place(rule, tool, clause, "en"),
        url_fr=place(rule, tool, clause, "fr"),
    )


def place(rule: Rule, source: Tool, clause: str, language: str) -> str:
    """Give the address of the clause: one of the file's `places`, or the source's own text in that language."""
    if rule.cites_the_source:
        return legal_code(source, clause, language)
    address: str = data()["places"][rule.url]
    return address


def named(tool: Tool, language: str) -> str:
    """Give the short name of a licence, and in quotation marks the words of a statement, which has no other."""
    if not tool.is_reserved:
        return tool.label
    words = tool.name(language).replace("'", "’")
    return choose(language, fr=f"«\u00a0{words}\u00a0»", en=f"“{words}”")


def listed(names: Sequence[str], last: str) -> str:
    """Join names as speech does, `last` before the last one: `A, B et C`."""
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _filled(sentence: str, sources: Sequence[Tool], target: Tool, language: str) -> str:
    return sentence.format(
        source=listed([named(tool, language) for tool in sources], _AND[language]),
        target=named(target, language),
        unit=sources[0].unit.upper(),
    )


def _cited(rule: Rule, sources: Sequence[Tool], target: Tool) -> str:
    """Put in the clause that differs by licence or version: `{sa_clause}` and the like."""
    clause = rule.clause
    for name, clauses in data()["clauses"].items():
        if f"{{{name}}}" in clause:
            kind = next(kind for kind in _kinds(sources[0]) if kind in clauses)
            clause = clause.replace(f"{{{name}}}", clauses[kind])
    return clause.format(source=listed([tool.label for tool in sources], _AND["en"]), target=target.label)


def _kinds(tool: Tool) -> tuple[str, ...]:
    return (tool.unit, tool.version, "cc", "") if tool.is_cc and tool.is_licence else (tool.unit, "")
