"""What readers say to people: English sentences that can be said again in another language.

Nothing here knows Django. `message` is imported as `_`, so that the templates are collected with the others; whoever
shows a message gives it the catalogue to look in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NARROW_SPACE = "\u202f"


class Message(str):
    """A sentence: its text is the English one, `template` and `params` are what it was made of."""

    __slots__ = ("params", "template")
    template: str
    params: dict[str, object]

    def __new__(cls, template: str, params: dict[str, object] | None = None) -> Self:
        self = super().__new__(cls, _filled(template, params or {}, language="en", gettext=str))
        self.template = template
        self.params = params or {}
        return self

    def said_in(self, language: str, *, gettext: Callable[[str], str]) -> str:
        """The sentence in `language`, `gettext` giving its templates in that language."""
        return _filled(gettext(self.template), self.params, language=language, gettext=gettext)


class Bilingual(Message):
    """A sentence that comes in both languages already, such as a problem of the licence core."""

    __slots__ = ("french",)
    french: str

    def __new__(cls, *, en: str, fr: str) -> Self:
        self = super().__new__(cls, "%(sentence)s", {"sentence": en})
        self.french = fr
        return self

    def said_in(self, language: str, *, gettext: Callable[[str], str]) -> str:  # noqa: ARG002 - nothing to look up
        """The French text for any kind of French, the English one for everything else."""
        return self.french if _is_french(language) else str(self)


class Unreadable(ValueError):
    """A text cannot be read as what it should be; the message is a sentence for the person who gave it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def message(template: str, **params: object) -> Message:
    """A sentence with its values. Values may be messages; whole numbers are written as the language groups digits."""
    return Message(template, params)


def joined(messages: Iterable[str], separator: str = " ") -> Message:
    """Several sentences, or the items of a list, one after the other."""
    params: dict[str, object] = {f"part{number}": one for number, one in enumerate(messages)}
    return Message(separator.join(f"%({name})s" for name in params), params)


def _is_french(language: str) -> bool:
    return language.replace("_", "-").split("-", maxsplit=1)[0].lower() == "fr"


def _filled(template: str, params: dict[str, object], *, language: str, gettext: Callable[[str], str]) -> str:
    return template % {name: _shown(value, language=language, gettext=gettext) for name, value in params.items()}


def _shown(value: object, *, language: str, gettext: Callable[[str], str]) -> str:
    if isinstance(value, Message):
        return value.said_in(language, gettext=gettext)
    if isinstance(value, int):
        return f"{value:,}".replace(",", _NARROW_SPACE if _is_french(language) else ",")
    return str(value)
