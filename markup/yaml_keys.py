"""YAML as people write it: texts, lists and keys, each with its line, within bounds.

The parser of YAML decides what is a key, a quotation or a comment; nothing here guesses before it. Where it cannot go
on, the one line it stops at is read as its author wrote it (“title: Atelier : la carte”), or refused in a sentence.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import yaml

from markup.messages import Unreadable
from markup.messages import message as _

if TYPE_CHECKING:
    from markup.messages import Message

MAX_LENGTH = 200_000
MAX_VALUES = 20_000
MAX_DEPTH = 12
# Each line read as written costs another reading of the whole: only heads that a person could have typed are mended.
MENDED_LENGTH, MENDED_LINES = 20_000, 40

_NULL = "tag:yaml.org,2002:null"
_ENTITY = re.compile(r"&(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)")
_ENTITIES = re.compile(_ENTITY.pattern + r"[^;]*;")
_SPACE = r"[ \t\u00a0\u202f]"
_KEY = rf"\s*(?:-{_SPACE}+)*(?:[^\s:#'\"\[{{][^:#\n]*?)?{_SPACE}*:|\s*-"
_LINE = re.compile(rf"(?P<head>{_KEY})(?P<gap>{_SPACE}+|(?=[^/:]))(?P<value>\S.*)")
_ONE_WORD = re.compile(r"\s*[^\W\d]+:")
_AS_WRITTEN = re.compile(r"[ \t\u00a0]#\S.*")
_COMMENT = re.compile(r"[ \t]#[ \t]*(\S.*)")


class Keys(dict[str, Any]):
    """A mapping that knows the line of each of its keys, and its own words when they stand on one line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}
        self.written = ""


class _Loader(yaml.SafeLoader):
    """Texts, lists and mappings; the only other value is null, written plainly. Refuses aliases, which expand."""

    def __init__(self, text: str, first_line: int) -> None:
        super().__init__(text)
        self._first_line = first_line
        self._depth = self._count = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        line = self._first_line + self.peek_event().start_mark.line  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise Unreadable(
                _("Line %(line)s repeats another value by its name (*…): write the value itself.", line=line)
            )
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(
                _("Line %(line)s is nested more than %(most)s deep: write it more simply.", line=line, most=MAX_DEPTH)
            )
        if self._count > MAX_VALUES:
            raise Unreadable(_("The front matter holds more than %(most)s values.", most=MAX_VALUES))
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Reader:
    """Reads one YAML text; `warnings` tells what was read otherwise than it may have been meant."""

    def __init__(self, text: str, *, first_line: int = 1) -> None:
        self._text = text
        self._first_line = first_line
        self.warnings: list[Message] = []

    def keys(self) -> Keys:
        """The keys of the text, none when it is empty. Raises Unreadable with the line that makes no sense."""
        if len(self._text) > MAX_LENGTH:
            raise Unreadable(_("The front matter is longer than %(most)s characters.", most=MAX_LENGTH))
        node = self._composed()
        if node is None or node.tag == _NULL:
            return Keys()
        if not isinstance(node, yaml.MappingNode):
            raise Unreadable(_("The front matter must be a list of keys, each followed by a colon and its value."))
        return self._mapping(node)

    def _composed(self) -> yaml.Node | None:
        for _attempt in range(MENDED_LINES):
            try:
                return _compose(self._text, self._first_line)
            except yaml.MarkedYAMLError as error:
                mended = _mended(self._text, error) if len(self._text) <= MENDED_LENGTH else None
                if mended is None:
                    raise self._refused(error) from None
                self._text = mended
            except yaml.reader.ReaderError as error:
                line = self._first_line + self._text.count("\n", 0, error.position)
                msg = _(
                    "Line %(line)s holds a character that cannot be read: delete it, and write it again.", line=line
                )
                raise Unreadable(msg) from None
            except Unreadable:
                raise
            except (yaml.YAMLError, ValueError, RecursionError):
                raise Unreadable(_("The front matter cannot be read.")) from None
        raise Unreadable(_("The front matter cannot be read: put its values between quotation marks."))

    def _refused(self, error: yaml.MarkedYAMLError) -> Unreadable:
        mark = error.problem_mark or error.context_mark
        line = self._first_line + (mark.line if mark else 0)
        opened = error.context_mark
        if opened and ("quoted scalar" in (error.context or "") or "flow" in (error.context or "")):
            line = self._first_line + opened.line
            return Unreadable(
                _(
                    "The front matter cannot be read at line %(line)s: a quotation mark or a bracket opened there is "
                    "not closed as it should be.",
                    line=line,
                )
            )
        return Unreadable(
            _(
                "The front matter cannot be read at line %(line)s. Each line is a key, a colon, a space and a value; "
                "put a value that holds a colon or begins with a sign between quotation marks: "
                'title: "Atelier : la carte".',
                line=line,
            )
        )

    def _value(self, node: yaml.Node, *, flow: bool = False) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, flow=bool(node.flow_style)) for item in node.value]
        if not isinstance(node, yaml.ScalarNode) or (node.style is None and node.tag == _NULL):
            return None
        return decoded(self._plain(node) if node.style is None and not flow else node.value)

    def _plain(self, node: yaml.ScalarNode) -> str:
        """An unquoted value with the “#3” that YAML takes for a comment; a comment after one space is reported."""
        end = self._text.find("\n", node.end_mark.index)
        rest = self._text[node.end_mark.index : end if end >= 0 else len(self._text)]
        written = node.value
        if node.tag not in (yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG, _NULL):
            written = self._text[node.start_mark.index : node.end_mark.index]  # “!Attention” is a word, not a type
        if node.start_mark.line == node.end_mark.line and _AS_WRITTEN.fullmatch(rest):
            return str(written) + rest.rstrip()
        if comment := _COMMENT.fullmatch(rest):
            line = self._first_line + node.end_mark.line
            self.warnings.append(
                _(
                    "Line %(line)s: what follows “#” was read as a comment and left out (%(words)s). To keep it, put "
                    "the whole value between quotation marks.",
                    line=line,
                    words=comment[1].strip()[:80],
                )
            )
        return str(written)

    def _mapping(self, node: yaml.MappingNode) -> Keys:
        keys = Keys()
        own = self._text[node.start_mark.index : node.end_mark.index].strip()
        keys.written = "" if "\n" in own else own
        flow = bool(node.flow_style)
        for key_node, value_node in node.value:
            line = self._first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable(_("Line %(line)s has a list or a group of keys where a key should be.", line=line))
            key, value = decoded(key_node.value).strip(" \t\u00a0\u202f"), self._value(value_node, flow=flow)
            if key in keys:
                self._twice(keys, key, value, line)
            keys[key] = value
            keys.lines.setdefault(key, line)
        return keys

    def _twice(self, keys: Keys, key: str, value: Any, line: int) -> None:
        if keys[key] != value:
            raise twice(key, keys.lines[key], line)
        self.warnings.append(
            _(
                "The key “%(key)s” is written twice, at lines %(one)s and %(other)s.",
                key=key,
                one=keys.lines[key],
                other=line,
            )
        )


def twice(key: str, one: int, other: int) -> Unreadable:
    """The refusal of a key that says two things."""
    return Unreadable(
        _(
            "The key “%(key)s” is written twice, at lines %(one)s and %(other)s, and does not say the same: keep one.",
            key=key,
            one=one,
            other=other,
        )
    )


def decoded(text: str) -> str:
    """The text with the entities of HTML read, once: `&amp;` is `&`. Only those that end with a semicolon."""
    return _ENTITIES.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def encoded(text: str) -> str:
    """The text such that `decoded` gives it back."""
    return _ENTITY.sub("&amp;", text) if "&" in text else text


def _compose(text: str, first_line: int) -> yaml.Node | None:
    loader = _Loader(text, first_line)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _mended(text: str, error: yaml.MarkedYAMLError) -> str | None:
    """The text with the line that YAML stops at (or the one before) read as written; None when that says nothing."""
    lines = text.split("\n")
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
    for number in dict.fromkeys((*marks, *(mark - 1 for mark in marks))):
        if 0 <= number < len(lines) and (better := _as_written(lines[number])) is not None:
            lines[number] = better
            return "\n".join(lines)
    return None


def _as_written(line: str) -> str | None:
    """One line with its tabs as spaces, a true space after its colon, and its value between quotation marks."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in indent:
        return indent.replace("\t", "  ") + line.lstrip(" \t")
    match = _LINE.fullmatch(line.rstrip())
    if not match:
        return None
    value = match["value"]
    if not re.fullmatch(r" +", match["gap"]):
        return f"{match['head']} {value}" if match["gap"] or _ONE_WORD.fullmatch(match["head"]) else None
    quoted = _in_quotes(value)
    return f"{match['head']} {quoted}" if quoted and quoted != value else None


def _in_quotes(value: str) -> str | None:
    first, last = value[0], value[-1]
    if first in "|>" or (first in "[{" and last not in "]}" and not re.search(r"[\]}]", value)):
        return None
    if first in "[{" and last in "]}":
        return None
    if first in "'\"" and last == first and len(value) > 1:
        value = value[1:-1]
    elif first in "'\"" and value.count(first) == 1:
        return None
    return "'" + value.replace("'", "''") + "'"
