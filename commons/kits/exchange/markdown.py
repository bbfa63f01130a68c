"""A kit as a file: front matter in YAML with what it holds, then its presentation. See docs/reference/kit-format.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commons.kits.enums import Usage
from commons.kits.limits import MOST
from commons.library.enums import Language
from legaltools import catalogue
from legaltools.recognise import recognise
from licences.enums import Role
from markup import frontmatter
from markup.inline import one_line
from markup.messages import Unreadable
from markup.messages import message as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markup.messages import Message

KEYS = frozenset({
    "title", "one_sentence", "language", "licence", "credits", "association", "themes", "participants", "slug", "uuid",
    "holds",
})  # fmt: skip
ITEM_KEYS = frozenset({"item", "file", "uuid", "link", "title", "authors", "licence", "use", "why"})
LINK_KEYS = frozenset({"link", "title", "authors", "licence", "use", "why"})
LONGEST_LINE, LONGEST_WHY, LONGEST_TEXT, LONGEST_ADDRESS = 200, 300, 3000, 500
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that a file names. `item` is the address of a page, or "" of a link, whose `values` are stored.

    Of an item `values` are its title, authors and licence, for a site that lacks it, and `link` where a work elsewhere
    itself is; `uuid` is what it is known by there, and `file` where the file of a medium stands beside the text.
    """

    item: str
    use: str
    why: str
    values: Mapping[str, str]
    uuid: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class KitText:
    """What a file says. `licence` is a key of the catalogue, `association`, `themes` and `slug` are names in addresses.

    `uuid` is what the kit is known by, here and wherever it was carried to.
    """

    title: str
    one_sentence: str
    presentation: str
    language: str
    licence: str
    credits: list[dict[str, str]]
    association: str
    themes: tuple[str, ...]
    participants: int
    holds: tuple[Held, ...]
    slug: str = ""
    uuid: str = ""
    warnings: tuple[Message, ...] = ()


def read_kit(text: str) -> KitText:
    """Read the text of a file. Raises Unreadable with a sentence that says what to change."""
    front = frontmatter.split(text)
    values = front.values
    if not values:
        raise Unreadable(_("The file begins with its keys between two lines of three hyphens (---)."))
    holds = values.get("holds")
    if not isinstance(holds, list) or not holds:
        raise Unreadable(_("The key “%(key)s” is a list of groups of keys.", key="holds"))
    if len(holds) > MOST["entries"]:
        raise Unreadable(_("A kit holds %(most)s things at most.", most=MOST["entries"]))
    return KitText(
        title=_line(values, "title"),
        one_sentence=_line(values, "one_sentence", required=False),
        presentation=_presentation(front.body),
        language=_one_of(values, "language", Language.values, default="fr"),
        licence=_licence(values),
        credits=_credits(values.get("credits")),
        association=_line(values, "association", required=False),
        themes=tuple(_list(values, "themes")),
        participants=_participants(values),
        holds=tuple(_held(row, number) for number, row in enumerate(holds, start=1)),
        slug=_line(values, "slug", required=False),
        uuid=_uuid(values),
        warnings=(*front.warnings, *_unknown_keys(values, KEYS)),
    )


def _unknown_keys(values: Mapping[str, Any], known: frozenset[str]) -> list[Message]:
    return [_("The key “%(key)s” is not known and was left out.", key=key) for key in values if key not in known]


def _line(values: Mapping[str, Any], name: str, *, most: int = LONGEST_LINE, required: bool = True) -> str:
    value = values.get(name)
    text = one_line(value) if isinstance(value, str) else ""
    if (value not in (None, "") and not isinstance(value, str)) or (required and not text):
        raise Unreadable(_("The key “%(key)s” is missing or is not a text.", key=name))
    if len(text) > most:
        raise Unreadable(
            _("The key “%(key)s” has %(count)s characters, %(most)s are enough.", key=name, count=len(text), most=most)
        )
    return text


def _presentation(body: str) -> str:
    text = body.strip()
    if len(text) > LONGEST_TEXT:
        sentence = _(
            "The presentation has %(count)s characters, %(most)s are enough.", count=len(text), most=LONGEST_TEXT
        )
        raise Unreadable(sentence)
    return text


def _one_of(values: Mapping[str, Any], name: str, choices: list[str], *, default: str) -> str:
    value = str(values.get(name) or default)
    if value not in choices:
        raise Unreadable(_("The key “%(key)s” is one of: %(choices)s.", key=name, choices=", ".join(choices)))
    return value


def _list(values: Mapping[str, Any], name: str) -> list[str]:
    value = values.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable(_("The key “%(key)s” is a list.", key=name))
    return value


def _licence(values: Mapping[str, Any]) -> str:
    """A key, a name or an address."""
    words = _line(values, "licence")
    tool = catalogue.by_key().get(words) or recognise(words).tool
    if tool is None:
        raise Unreadable(_("The key “%(key)s”: “%(value)s” names no licence for certain.", key="licence", value=words))
    return tool.key


def _credits(value: Any) -> list[dict[str, str]]:
    """Names, or groups of `name`, `role` and `url`."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("The key “%(key)s” is missing: who composed this kit?", key="credits"))
    return [_credit(one) for one in value]


def _credit(one: Any) -> dict[str, str]:
    row = one if isinstance(one, dict) else {"name": one}
    role = _one_of(row, "role", Role.values, default=Role.AUTHOR)
    url = _line(row, "url", required=False, most=LONGEST_ADDRESS)
    return {"name": _line(row, "name"), "role": role, "url": url}


def _participants(values: Mapping[str, Any]) -> int:
    value = str(values.get("participants") or "12")
    if not _NUMBER.fullmatch(value):
        raise Unreadable(_("The key “%(key)s” is a whole number.", key="participants"))
    return int(value)


def _uuid(values: Mapping[str, Any]) -> str:
    text = _line(values, "uuid", required=False)
    try:
        return str(UUID(text)) if text else ""
    except ValueError:
        sentence = _("The key “%(key)s” is an identifier as exports write it, or is left out.", key="uuid")
        raise Unreadable(sentence) from None


def _held(row: Any, number: int) -> Held:
    if not isinstance(row, dict) or not {"item", "link"} & row.keys():
        raise Unreadable(_("Number %(number)s of “holds” has neither “item” nor “link”.", number=number))
    unknown = sorted(row.keys() - (ITEM_KEYS if "item" in row else LINK_KEYS))
    if unknown:
        sentence = _("Number %(number)s of “holds”: the key “%(key)s” is not known.", number=number, key=unknown[0])
        raise Unreadable(sentence)
    use = _one_of(row, "use", Usage.values, default=Usage.AS_IS)
    why = _line(row, "why", required=False, most=LONGEST_WHY)
    if "item" in row:
        said = {name: _line(row, name, required=False) for name in ("title", "authors", "licence")}
        address = _line(row, "item", most=LONGEST_ADDRESS)
        link = _line(row, "link", required=False, most=LONGEST_ADDRESS)
        if link and not link.startswith(("https://", "http://")):
            raise Unreadable(_("Number %(number)s of “holds”: its address begins with https://.", number=number))
        said |= {"link": link} if link else {}
        return Held(address, use, why, said, uuid=_uuid(row), file=_line(row, "file", required=False))
    url = _line(row, "link", most=LONGEST_ADDRESS)
    if not url.startswith(("https://", "http://")):
        raise Unreadable(_("Number %(number)s of “holds”: its address begins with https://.", number=number))
    said = {name: _line(row, name, required=name == "title") for name in ("title", "authors", "licence")}
    return Held("", use, why, {**said, "url": url})
