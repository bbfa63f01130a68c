"""What a row of credits or of sources must say, and where in the row something is missing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from licences.enums import Role
from licences.records.sources import PARTS as SOURCE_PARTS
from licences.records.sources import REMEMBERED, SourceKind, name_of

CREDIT_PARTS = ("name", "role", "url")
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_check_url = URLValidator(schemes=["http", "https"])
# As the fields of a row are called on the screen.
CALLED = {
    "name": _("Name"),
    "role": _("What they did"),
    "url": _("Link"),
    "title": _("Title"),
    "kind": _("How it is used"),
    "licence": _("Licence"),
}


class RowError(ValidationError):
    """`part` is the field of the row that is to be mended; `place` and `where` say it within its form."""

    def __init__(self, message: Any, *, part: str, params: Any = None) -> None:
        super().__init__(message, params=params)
        self.part = part
        self.place = ""
        self.where: tuple[str, ...] = ()

    def at(self, index: int, called: Any) -> RowError:
        """The same error, of the row at `index` as it was typed; `called` is what a row is: “Credit”, “Source”."""
        self.place = f"{index}-{self.part}"
        self.where = (str(format_lazy("{} {}", called, index + 1)), str(CALLED[self.part]))
        return self


def check_credit(credit: Any) -> None:
    """Raises ValidationError unless it is {"name", "role", "url"}: a name, a role of the list, an address or none."""
    name = credit.get("name") if isinstance(credit, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise RowError(_("Write the name of each person or association that you credit."), part="name")
    if credit.get("role") not in Role.values:
        raise RowError(_("Choose what %(name)s did."), part="role", params={"name": name})
    if set(credit) - set(CREDIT_PARTS):
        raise ValidationError(_("A credit has a name, a role and a link, and nothing else."))
    if credit.get("url") and not _is_address(credit["url"]):
        message = _("The link of %(name)s must be a full address, with https://.")
        raise RowError(message, part="url", params={"name": name})


def check_source(source: Any) -> None:
    """Raises ValidationError unless it has every part, a title or an address, and says how it is used."""
    if not isinstance(source, dict) or not all(isinstance(source.get(part), str) for part in SOURCE_PARTS):
        raise ValidationError(_("Each source says its title, authors, address, licence and how it is used."))
    if set(source) - {*SOURCE_PARTS, *REMEMBERED}:
        raise ValidationError(_("A source says its title, authors, address, licence and use, and nothing else."))
    if not name_of(source).strip():
        raise RowError(_("Write the title of each source, or its address."), part="title")
    named = {"name": name_of(source)}
    if source["kind"] not in SourceKind.values:
        raise RowError(_("Choose how “%(name)s” is used."), part="kind", params=named)
    if source["url"] and not _is_address(source["url"]):
        message = _("The address of “%(name)s” must be a full one, with https://.")
        raise RowError(message, part="url", params=named)
    if not _is_remembered(source):
        message = _("The version of “%(name)s” is a number, and its day is written as 2026-03-14.")
        raise ValidationError(message, params=named)
    if not _is_uuid(source.get("uuid", "")):
        raise ValidationError(_("“%(name)s” is known by a “uuid” as exports write it, or by none."), params=named)


def _is_remembered(source: dict[str, Any]) -> bool:
    """Whether the version that it names, if it does, is a number with its day, or a day alone."""
    version, dated = source.get("version", ""), source.get("dated", "")
    try:
        is_day = not dated or date.fromisoformat(dated).isoformat() == dated
    except (TypeError, ValueError):
        return False
    return is_day and (version == "" or (isinstance(version, str) and bool(_VERSION.fullmatch(version))))


def _is_uuid(text: Any) -> bool:
    """As RFC 9562 writes one, or nothing."""
    try:
        return text == "" or str(UUID(text)) == text
    except (TypeError, ValueError, AttributeError):
        return False


def _is_address(url: Any) -> bool:
    try:
        _check_url(url)
    except ValidationError:
        return False
    return True
