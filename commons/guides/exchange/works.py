"""The record of a work as front matter says it: of a guide, of its pictures and files, of a medium of a kit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commons.guides.exchange.fields import credit
from commons.guides.exchange.licensing import stated, unsettled
from commons.library.record import ORIGIN_KINDS, Origin
from markup.messages import Unreadable
from markup.messages import message as _

if TYPE_CHECKING:
    from commons.guides.exchange.fields import Fields
    from markup.messages import Message


class WorkReader:
    """Reads records; `warnings` are sentences about what was not taken over as it is written."""

    def __init__(self) -> None:
        self.warnings: list[Message] = []

    def licence(self, fields: Fields, what: Message) -> str:
        words = fields.line("licence")
        if not words:
            return ""
        licence = stated(words)
        if not licence.key:
            self.warnings.append(unsettled(licence, what))
        return licence.key

    def work(self, fields: Fields, path: str) -> dict[str, Any]:
        """What a picture and a file say alike."""
        return {
            "uuid": fields.uuid("uuid"),
            "title": fields.line("title"),
            "licence": self.licence(fields, _("“%(path)s”", path=path)),
            "credits": fields.rows("credits", credit),
            "source_url": fields.line("source_url"),
            "sources": self.sources(fields),
            "year": fields.whole("year", most=9999),
            "changes": fields.text("changes"),
        }

    def sources(self, fields: Fields) -> tuple[Origin, ...]:
        return fields.rows("sources", self._origin)

    def _origin(self, fields: Fields) -> Origin:
        title, url = fields.line("title") or fields.line("name"), fields.line("url")
        if not (title or url):
            raise Unreadable(_("The key “%(key)s” is missing or empty.", key=fields.name("title")))
        return Origin(
            title=title,
            authors=fields.line("authors"),
            url=url,
            licence=self.licence(fields, _("“%(path)s”", path=title or url)),
            kind=fields.choice("kind", ORIGIN_KINDS, "adaptation"),
            version=str(fields.whole("version", least=1) or ""),
            dated=self._day(fields),
            uuid=fields.uuid("uuid"),
        )

    def _day(self, fields: Fields) -> str:
        text = fields.line("dated")
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            self.warnings.append(_("“%(text)s” is not a date such as 2026-10-03: left out.", text=text))
            return ""
