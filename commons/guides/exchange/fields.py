"""Values of a front matter as the fields of a guide. A value of the wrong type is refused by the name of its key.

Keys are compared as people write them: `One sentence`, `one-sentence` and `one_sentence` are one key.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from commons.guides.exchange.document import Material
from commons.library.record import ROLES, Credit
from markup.inline import one_line
from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import key_of
from markup.yaml_keys import Keys, twice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markup.messages import Message

T = TypeVar("T")
_TRUE, _FALSE = {"true", "yes", "oui", "on"}, {"false", "no", "non", "off"}
_MOST_DIGITS = 9
_WHOLE = re.compile(r"-?\d{1,9}")
_SAME = {"license": "licence"}
_NAMED_BY = ("name", "path", "title", "url")  # the keys that name a row, one of which it must have
_SHOWN = 80


class Fields:
    """Reads one mapping key by key; `unknown()` names the keys that nobody asked for."""

    def __init__(self, values: Mapping[str, Any], *, where: str = "") -> None:
        self._values = values
        self._where = where
        self._written = _by_key(values)
        self._asked: set[str] = set()
        self._unknown_inside: list[tuple[str, int]] = []

    def __contains__(self, key: str) -> bool:
        return _canonical(key) in self._written

    def unknown(self) -> list[tuple[str, int]]:
        """The keys that nobody asked for, as a person would look for them, each with its line (0: not known)."""
        own = [(self.name(key), self.line_of(key)) for key in self._values if _canonical(key) not in self._asked]
        return own + self._unknown_inside

    def give_back(self, key: str) -> None:
        """Count a key as unknown after all: nothing of it found a place."""
        self._asked.discard(_canonical(key))

    def left_out(self) -> list[Message]:
        """One sentence for each key that nobody asked for."""
        return [
            _("The key “%(key)s” (line %(line)s) is not known and was left out.", key=key, line=line)
            if line
            else _("The key “%(key)s” is not known and was left out.", key=key)
            for key, line in self.unknown()
        ]

    def not_used(self) -> list[Message]:
        """One sentence for them all, of a format that has more keys than a guide."""
        named = [f"{key} ({line})" for key, line in self.unknown()]
        if not named:
            return []
        return [_("Keys that a guide has no place for, each with its line: %(keys)s.", keys=", ".join(named))]

    def line_of(self, key: str) -> int:
        """The line of a key in its file, 0 when it is not known."""
        written = self._written.get(_canonical(key), key)
        return self._values.lines.get(written, 0) if isinstance(self._values, Keys) else 0

    def text(self, key: str, default: str = "") -> str:
        value = _as_words(self._get(key))
        if value is None:
            return default
        if not isinstance(value, str):
            raise self._wrong(key, _("a text"))
        return value

    def line(self, key: str, default: str = "") -> str:
        """A text on one line."""
        return one_line(self.text(key, default))

    def choice(self, key: str, choices: tuple[str, ...], default: str = "") -> str:
        value = self.line(key) or default
        if value and value not in choices:
            raise self._wrong(key, _("one of: %(choices)s", choices=", ".join(choices)))
        return value

    def uuid(self, key: str) -> str:
        """An identifier (RFC 9562), in its usual writing; empty when there is none."""
        value = self.line(key)
        try:
            return str(UUID(value)) if value else ""
        except ValueError:
            raise self._wrong(key, _("an identifier as exports write it, or nothing")) from None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        value = self._get(key)
        items = [] if value is None or value == "" else [value] if isinstance(value, str) else value
        items = [_as_words(item) for item in items if item is not None] if isinstance(items, list) else items
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self._wrong(key, _("a list of texts"))
        return tuple(item for item in items if item.strip())

    def choices(self, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        values = self.texts(key)
        if any(value not in choices for value in values):
            raise self._wrong(key, _("a list of: %(choices)s", choices=", ".join(choices)))
        return values

    def whole(self, key: str, *, least: int = 0, most: int = 999_999) -> int | None:
        value = self.line(key)
        if not value:
            return None
        if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
            raise self._wrong(key, _("a whole number between %(least)s and %(most)s", least=least, most=most))
        return int(value)

    def number(self, key: str) -> Decimal | None:
        value = self.line(key).replace(",", ".")
        if not value:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise self._wrong(key, _("a number")) from None
        if not number.is_finite() or number < 0 or abs(number.adjusted()) > _MOST_DIGITS:
            raise self._wrong(key, _("a number, 0 or more"))
        return number

    def loose(self, key: str) -> str:
        """Whatever the key holds, as words; for keys whose form is not ours to say."""
        return one_line(_shown(self._get(key)))

    def flag(self, key: str) -> bool:
        value = self.line(key).lower()
        if value and value not in _TRUE | _FALSE:
            raise self._wrong(key, _("true or false"))
        return value in _TRUE

    def mapping(self, key: str) -> dict[str, Any]:
        value = self._get(key)
        if value is None or value == "":
            return {}
        if not isinstance(value, dict):
            raise self._wrong(key, _("a group of keys"))
        return value if isinstance(value, Keys) else {str(name): inner for name, inner in value.items()}

    def rows(self, key: str, build: Callable[[Fields], T]) -> tuple[T, ...]:
        """A list of groups of keys, each given to `build`; a text alone is a group with only its name."""
        value = self._get(key)
        rows = [] if value is None or value == "" else value if isinstance(value, list) else [value]
        built: list[T] = []
        for number, row in enumerate(rows, start=1):
            group = _as_group(row)
            if group is None:
                raise self._wrong(key, _("a list of groups of keys"))
            built.append(self.inner(group, f"{key} {number}", build))
        return tuple(built)

    def inner(self, values: Mapping[str, Any], name: str, build: Callable[[Fields], T]) -> T:
        """`build` on a mapping inside this one; the keys it does not ask for count as unknown here."""
        fields = Fields(values, where=self.name(name))
        built = build(fields)
        self._unknown_inside += fields.unknown()
        return built

    def _get(self, key: str) -> Any:
        name = _canonical(key)
        self._asked.add(name)
        return self._values.get(self._written[name]) if name in self._written else None

    def name(self, key: str) -> str:
        """The key as a person would look for it: `credits 2, role`."""
        return f"{self._where}, {key}" if self._where else key

    def _wrong(self, key: str, expected: Message) -> Unreadable:
        held = _shown(self._get(key))
        msg = _(
            "The key “%(key)s” must be %(expected)s; it holds “%(held)s”.",
            key=self.name(key),
            expected=expected,
            held=held,
        )
        return Unreadable(msg)


def _canonical(key: str) -> str:
    return _SAME.get(key_of(key), key_of(key) or key)


def _by_key(values: Mapping[str, Any]) -> dict[str, str]:
    """Each key as it is compared, and as it is written. Raises Unreadable when two of them are one."""
    written: dict[str, str] = {}
    for key in values:
        first = written.setdefault(_canonical(key), key)
        if first != key and isinstance(values, Keys) and values[first] != values[key]:
            raise twice(key, values.lines[first], values.lines[key])
    return written


def _as_words(value: Any) -> Any:
    """“Durée : 1 h” where a text should be is a text, though YAML takes it for a key; never a group in brackets."""
    is_line = isinstance(value, Keys) and len(value) == 1 and value.written and not value.written.startswith("{")
    return value.written if is_line else value


def _as_group(row: Any) -> Mapping[str, Any] | None:
    """A row's keys; of a text, or of a line that only looks like a key, its name."""
    if isinstance(row, Keys) and not any(_canonical(key) in _NAMED_BY for key in row):
        row = _as_words(row)
    if isinstance(row, str):
        return {"name": row}
    return row if isinstance(row, dict) else None


def _shown(value: Any) -> str:
    """The beginning of a value, for the person who wrote it."""
    words = value.written or ", ".join(value) if isinstance(value, Keys) else value
    if isinstance(words, list):
        words = ", ".join(_shown(item) for item in words[:_SHOWN])
    return str(words if words is not None else "")[:_SHOWN]


def credit(fields: Fields) -> Credit:
    return Credit(
        name=_required(fields, "name"),
        role=fields.choice("role", ROLES, "author"),
        url=fields.line("url"),
    )


def material(fields: Fields) -> Material:
    return Material(
        name=_required(fields, "name"),
        quantity=fields.number("quantity"),
        unit=fields.line("unit"),
        per=fields.choice("per", ("person", "group", "workshop"), "workshop"),
        group_size=fields.whole("group_size", least=1),
        note=fields.line("note"),
        url=fields.line("url"),
    )


def _required(fields: Fields, key: str) -> str:
    value = fields.line(key)
    if not value:
        raise Unreadable(_("The key “%(key)s” is missing or empty.", key=fields.name(key)))
    return value
