"""The YAML block at the head of a Markdown file: every scalar stays the text that was written.

YAML would read `no` as false, `1.10` as 1.1 and `2026-10-03` as a date; the readers know what each key should be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from markup.messages import Unreadable
from markup.messages import message as _
from markup.toml_keys import toml_keys
from markup.yaml_keys import Keys, Reader, encoded

if TYPE_CHECKING:
    from markup.messages import Message

_OPENING = re.compile(r"\ufeff?\s*---[ \t]*\r?\n")
_TOML = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\r?\n(?P<head>.*?)^\+\+\+[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`values` as read; `body` is what follows; `body_line` counts the lines before it."""

    values: Keys
    body: str
    body_line: int = 0
    warnings: tuple[Message, ...] = ()


def split(text: str) -> FrontMatter:
    """Cut a file at its front matter. Without any, `values` is empty. Raises Unreadable when it cannot be read."""
    opening = _OPENING.match(text)
    if toml := _TOML.match(text):
        body = text[toml.end() :].lstrip("\r\n")
        return FrontMatter(toml_keys(toml["head"]), body, text.count("\n", 0, len(text) - len(body)))
    if not opening:
        return FrontMatter(Keys(), text.removeprefix("\ufeff"))
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        msg = _("The front matter opened by --- on the first line is never closed by a second --- line.")
        raise Unreadable(msg)
    reader = Reader(text[opening.end() : closing.start()], first_line=text.count("\n", 0, opening.end()) + 1)
    body = text[closing.end() :].lstrip("\r\n")
    line = text.count("\n", 0, len(text) - len(body))
    return FrontMatter(reader.keys(), body, line, tuple(reader.warnings))


def mapping(head: str) -> Keys:
    """The keys of a YAML text. Raises Unreadable with the line where it stops making sense."""
    return Reader(head).keys()


class _Dumper(yaml.SafeDumper):
    """Blocks indented under their key, dates and decimals plain."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML calls it
        super().increase_indent(flow, indentless=False)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    plain = format(value, "f")
    kind = "float" if "." in plain else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", plain)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """YAML folds the rare line separators of Unicode unless they are written as escapes."""
    style = '"' if any(char in value for char in "\x85\u2028\u2029") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", encoded(value), style=style)


_Dumper.add_representer(Decimal, _decimal)
_Dumper.add_representer(str, _text)


def dump(values: dict[str, Any]) -> str:
    """YAML text of `values`, in their order, without the --- lines."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


def as_date(value: str) -> date | str:
    """A date that YAML can carry bare, when it is one."""
    try:
        return date.fromisoformat(value) if len(value) == len("2026-10-03") else value
    except ValueError:
        return value
