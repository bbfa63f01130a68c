"""The front matter of Hugo, between two lines of `+++`: TOML, read into the same texts, lists and keys as YAML."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from markup.messages import Unreadable
from markup.messages import message as _
from markup.yaml_keys import MAX_DEPTH, MAX_LENGTH, Keys, decoded

_FIRST_LINE = 2
_AT_LINE = re.compile(r"at line (\d+)")
# Hugo keeps there what a site adds of its own: the author, the licence.
_GROUPS = ("params", "extra")


def toml_keys(head: str) -> Keys:
    """The keys of a TOML text, those of its group “params” among them. Raises Unreadable with the line."""
    if len(head) > MAX_LENGTH:
        raise Unreadable(_("The front matter is longer than %(most)s characters.", most=MAX_LENGTH))
    try:
        values = tomllib.loads(head.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = _AT_LINE.search(str(error))
        line = int(match[1]) + _FIRST_LINE - 1 if match else _FIRST_LINE
        raise Unreadable(
            _('The front matter cannot be read at line %(line)s: between +++ it is TOML (key = "value").', line=line)
        ) from None
    keys = _keys(values, head.split("\n"), depth=0)
    for name in _GROUPS:
        inner = keys.get(name)
        if isinstance(inner, Keys) and not inner.keys() & keys.keys():
            del keys[name]
            keys.update(inner)
            keys.lines.update(inner.lines)
    return keys


def _keys(values: dict[str, Any], lines: list[str], *, depth: int) -> Keys:
    if depth > MAX_DEPTH:
        raise Unreadable(
            _(
                "Line %(line)s is nested more than %(most)s deep: write it more simply.",
                line=_FIRST_LINE,
                most=MAX_DEPTH,
            )
        )
    keys = Keys()
    for name, value in values.items():
        keys[name] = _value(value, lines, depth=depth + 1)
        keys.lines[name] = _line_of(name, lines)
    return keys


def _value(value: Any, lines: list[str], *, depth: int) -> Any:
    if isinstance(value, dict):
        return _keys(value, lines, depth=depth)
    if isinstance(value, list):
        return [_value(item, lines, depth=depth) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return decoded(value.isoformat() if isinstance(value, (date, datetime, time)) else str(value))


def _line_of(name: str, lines: list[str]) -> int:
    written = re.compile(rf"\s*(?:\[+\s*)?[\"']?{re.escape(name)}[\"']?\s*(?:\]|=|\.)")
    return next((number for number, line in enumerate(lines, start=_FIRST_LINE) if written.match(line)), _FIRST_LINE)
