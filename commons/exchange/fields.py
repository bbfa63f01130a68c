"""Values of a front matter as the fields of a guide. A value of the wrong kind is refused by the name of its key."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeVar

from commons.exchange.document import ROLES, Credit, Material, UnreadableGuide
from commons.exchange.messages import message as _
from markup.inline import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commons.exchange.messages import Message

T = TypeVar("T")
_TRUE, _FALSE = {"true", "yes", "oui", "on"}, {"false", "no", "non", "off"}
_MOST_DIGITS = 9
_WHOLE = re.compile(r"-?\d{1,9}")


class Fields:
    """Reads one mapping key by key; `unknown()` names the keys that nobody asked for."""

    def __init__(self, values: Mapping[str, Any], *, where: str = "") -> None:
        self._values = values
        self._where = where
        self._asked: set[str] = set()
        self._unknown_inside: list[str] = []

    def unknown(self) -> list[str]:
        return [self.name(key) for key in self._values if key not in self._asked] + self._unknown_inside

    def text(self, key: str, default: str = "") -> str:
        value = self._get(key)
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

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        value = self._get(key)
        items = [] if value is None or value == "" else [value] if isinstance(value, str) else value
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
        return {str(name): inner for name, inner in value.items()}

    def rows(self, key: str, build: Callable[[Fields], T]) -> tuple[T, ...]:
        """A list of groups of keys, each given to `build`; a text alone is a group with only its name."""
        value = self._get(key)
        rows = [] if value is None or value == "" else value if isinstance(value, list) else [value]
        built: list[T] = []
        for number, row in enumerate(rows, start=1):
            row = {"name": row} if isinstance(row, str) else row  # noqa: PLW2901
            if not isinstance(row, dict):
                raise self._wrong(key, _("a list of groups of keys"))
            built.append(self.inner({str(name): inner for name, inner in row.items()}, f"{key} {number}", build))
        return tuple(built)

    def inner(self, values: Mapping[str, Any], name: str, build: Callable[[Fields], T]) -> T:
        """`build` on a mapping inside this one; the keys it does not ask for count as unknown here."""
        fields = Fields(values, where=self.name(name))
        built = build(fields)
        self._unknown_inside += fields.unknown()
        return built

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def name(self, key: str) -> str:
        """The key as a person would look for it: `credits 2, role`."""
        return f"{self._where}, {key}" if self._where else key

    def _wrong(self, key: str, expected: Message) -> UnreadableGuide:
        held = str(self._values[key])[:80]
        msg = _(
            "The key “%(key)s” must be %(expected)s; it holds “%(held)s”.",
            key=self.name(key),
            expected=expected,
            held=held,
        )
        return UnreadableGuide(msg)


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
        per=fields.choice("per", ("person", "group", "workshop"), "workshop"),
        group_size=fields.whole("group_size", least=1),
        note=fields.line("note"),
        url=fields.line("url"),
    )


def _required(fields: Fields, key: str) -> str:
    value = fields.line(key)
    if not value:
        raise UnreadableGuide(_("The key “%(key)s” is missing or empty.", key=fields.name(key)))
    return value
