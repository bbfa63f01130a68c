"""What a credit must hold, licence by licence and version by version, and what is only courtesy.

The rules are data (`data/duties.json`): each with the clause of the legal code that asks for it. The ported texts of
Creative Commons are many; where nobody here has read one, the unported text of the same version answers for it and the
duty is only `probable`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from legaltools.catalogue import by_key
from legaltools.clean import one_line, web_address
from legaltools.languages import choose
from legaltools.legal_code import legal_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from legaltools.credit.work import Work
    from legaltools.tool import Tool

Severity = Literal["breach", "courtesy"]

_DATA = Path(__file__).parent / "data" / "duties.json"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a credit holds.

    `field` is an attribute of `Work` (`title`, `authors`, `source`, `licence`, `changes`, `updated`), or what no record
    can show: `parties`, `notices`, `disclaimer`, `earlier_changes`, `prominence`, `removal`, `licence_text`,
    `database`, `source_code`. `missing` puts `adapted_from.0.` before the field of an original. `severity` says whether
    leaving it out breaks the licence or is only bad manners. `clause` and `url` name the place in the legal code, both
    empty for a courtesy. `probable` is true when the text read is not this licence's own but the nearest one.
    """

    field: str
    severity: Severity
    fr: str
    en: str
    clause: str
    url: str
    probable: bool = False
    url_fr: str = ""

    def text(self, language: str) -> str:
        """Give the sentence in French (`fr…`) or English (anything else); it says so when it is only probable."""
        sentence = choose(language, fr=self.fr, en=self.en)
        return choose(language, fr="Sans doute\u00a0: ", en="Probably: ") + sentence if self.probable else sentence

    def address(self, language: str) -> str:
        """Give where to read the clause, in French (`fr…`) where the text exists in French."""
        return choose(language, fr=self.url_fr or self.url, en=self.url)


@dataclass(frozen=True, slots=True)
class Cure:
    """How many days a breach may be mended before the permission is lost, and the clause that says so."""

    days: int
    clause: str


def duties(tool: Tool, *, changed: bool = False) -> tuple[Duty, ...]:
    """Say what the credit of a work under `tool` must hold when it is shared, `changed` or as it is.

    Source: section 3(a) of Creative Commons 4.0, sections 3 and 4 of the earlier versions, and the texts of the others.
    Until 3.0 only an adaptation asks that changes be told, so a licence that allows none asks nothing there.
    """
    read = _text_read_for(tool)
    rules = _rules().get((read.unit, read.version)) or _from_terms(tool)
    probable = read is not tool or (read.unit, read.version) not in _rules()
    applying = [rule for rule in rules if _applies(rule, read, changed=changed)]
    return tuple(_duty(rule, read, probable=probable) for rule in applying)


def missing(work: Work, *, changed: bool = False) -> tuple[Duty, ...]:
    """Say which fields of a record are absent although its credit asks for them, its originals included.

    `changed` when the work is shared otherwise than its author left it: `changes` is then asked for. What no record can
    show, such as notices to keep, is never missing. Without a licence only that is a breach. A title, a name or an
    address is a breach only where the author gave one: the sentences say so.
    """
    asked = duties(work.licence, changed=changed) if work.licence else _without_licence()
    own = [_lightened(duty, work) for duty in asked if duty.field in _HELD and not _HELD[duty.field](work)]
    originals = [
        replace(duty, field=f"adapted_from.{place}.{duty.field}")
        for place, original in enumerate(work.adapted_from)
        for duty in missing(original)
    ]
    return (*own, *originals)


def one_link_clause(tool: Tool) -> str:
    """Give the clause that lets one link to a page with the credits stand for them all, or "" where none says so.

    Creative Commons 4.0 section 3(a)(2) is the only one; earlier versions ask for what is "reasonable to the medium".
    """
    return _data()["one_link"].get(tool.version, "") if tool.is_cc and tool.needs_credit else ""


def cure(tool: Tool) -> Cure | None:
    """Give the time to mend a breach, known for Creative Commons 4.0 and 3.0 IGO; None where the text has none."""
    row = _data()["cure"].get("-".join(filter(None, (tool.version, tool.jurisdiction))))
    return Cure(**row) if row and tool.is_cc and tool.is_licence else None


_HELD: Mapping[str, Callable[[Work], bool]] = {
    "title": lambda work: bool(one_line(work.title)),
    "authors": lambda work: any(one_line(author.name) for author in work.authors),
    "source": lambda work: bool(web_address(work.source)),
    "licence": lambda work: work.licence is not None,
    "changes": lambda work: bool(one_line(work.changes).rstrip(". ")),
    "updated": lambda work: work.updated is not None,
}


@cache
def _data() -> Any:
    return json.loads(_DATA.read_text(encoding="utf-8"))


@cache
def _rules() -> Mapping[tuple[str, str], list[dict[str, str]]]:
    return {
        (unit, version): text["duties"]
        for text in _data()["texts"]
        for unit in text["units"]
        for version in text["versions"]
    }


def _text_read_for(tool: Tool) -> Tool:
    """Give the tool itself where its own text has been read, otherwise the one whose text answers for it."""
    if not tool.is_cc or tool.is_public_domain:
        return tool
    near = by_key().get(_data()["near"].get(tool.unit, ""))
    if near or not tool.jurisdiction or tool.jurisdiction in _data()["read_ports"].get(tool.version, ()):
        return near or tool
    return next(_unported(tool), tool)


def _unported(tool: Tool) -> Iterator[Tool]:
    """Give the unported texts of the same licence, the same version first, then earlier ones."""
    for version in (tool.version, "2.0", "1.0"):
        unported = by_key().get(f"cc-{tool.unit}-{version}")
        if unported:
            yield unported


def _from_terms(tool: Tool) -> list[dict[str, str]]:
    """What the terms alone tell of a licence whose text has no rules here."""
    named: Severity = "breach" if tool.needs_credit else "courtesy"
    of_licence: Severity = "breach" if tool.is_licence and tool.requires else "courtesy"
    severities = {"title": "courtesy", "authors": named, "source": "courtesy", "licence": of_licence}
    return [{"field": name, "severity": severity, "clause": ""} for name, severity in severities.items()]


def _applies(rule: dict[str, str], read: Tool, *, changed: bool) -> bool:
    when = rule.get("when", "always")
    if when == "adapted":
        return changed and read.allows_changes
    return when == "always" or (when == "changed") is changed


def _duty(rule: dict[str, str], read: Tool, *, probable: bool) -> Duty:
    sentence = _data()["sentences"][rule.get("say", rule["field"])]
    clause = rule["clause"].format(attribution=_data()["attribution"].get(read.unit, ""))
    severity: Severity = "breach" if rule["severity"] == "breach" else "courtesy"
    url, url_fr = (legal_code(read, f"§{clause}", language) if clause else "" for language in ("en", "fr"))
    return Duty(rule["field"], severity, **sentence, clause=clause, url=url, url_fr=url_fr, probable=probable)


def _without_licence() -> tuple[Duty, ...]:
    sentences = _data()["sentences"]
    return (
        Duty("licence", "breach", **sentences["licence-known"], clause="", url=""),
        *(Duty(name, "courtesy", **sentences[name], clause="", url="") for name in ("title", "authors", "source")),
    )


def _lightened(duty: Duty, work: Work) -> Duty:
    """Licence Ouverte is content with the address of the data instead of a name."""
    rules = _rules().get((work.licence.unit, work.licence.version), []) if work.licence else []
    instead = next((rule["or"] for rule in rules if rule["field"] == duty.field and "or" in rule), "")
    return replace(duty, severity="courtesy") if instead and _HELD[instead](work) else duty
