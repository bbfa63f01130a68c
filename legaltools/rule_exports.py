"""The rules as files that other programs read: what may be mixed, what a credit holds, and the common questions."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaltools.compat import mix
from legaltools.duties import duties
from legaltools.exports import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaltools.tool import Tool

_DATA = Path(__file__).parent / "data"
MIX_COLUMNS = ("source", "target", "use", "verdict", "rule", "certainty", "reason_fr", "reason_en", "clause", "url")
DUTY_COLUMNS = ("licence", "field", "severity", "probable", "duty_fr", "duty_en", "clause", "url")


def write_rules_json() -> str:
    """Write the rules as the data files hold them: `mixing`, `credits` and `questions`, with `sources`."""
    content = {
        "sources": SOURCES,
        "mixing": _read("compatibility.json"),
        "credits": _read("duties.json"),
        "questions": _read("questions.json"),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def write_mixes_csv(tools: Iterable[Tool]) -> str:
    """Write what an adaptation of each licence alone may carry: a line a reason, header `MIX_COLUMNS`."""
    return _table(MIX_COLUMNS, (line for tool in tools for line in _mixes(tool)))


def write_duties_csv(tools: Iterable[Tool]) -> str:
    """Write what the credit of an adaptation must hold under each licence: a line a duty, header `DUTY_COLUMNS`."""
    return _table(DUTY_COLUMNS, (line for tool in tools for line in _duties(tool)))


def _mixes(tool: Tool) -> Iterator[tuple[str, ...]]:
    answer = mix([tool])
    for target in answer.targets:
        for one in target.reasons:
            reason = (one.code, one.certainty, one.fr, one.en, one.clause, one.url)
            yield (tool.key, target.licence.key, answer.use, target.verdict, *reason)


def _duties(tool: Tool) -> Iterator[tuple[str, ...]]:
    for one in duties(tool, changed=tool.allows_changes):
        probable = "yes" if one.probable else "no"
        yield (tool.key, one.field, one.severity, probable, one.fr, one.en, one.clause, one.url)


def _table(header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()


def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))
