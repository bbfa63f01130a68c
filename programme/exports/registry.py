"""Every file that the programme leaves as; its address, its link and its feed are made from this list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programme.exports.atom import AtomFeed
from programme.exports.calendars import AgendaCalendar, EventCalendar, ProgrammeCalendar
from programme.exports.figures import FiguresJson, FiguresTable
from programme.exports.frab import FrabJson, FrabXml
from programme.exports.geojson import GeoJson
from programme.exports.giggity import GiggityMenu
from programme.exports.openagenda import OpenAgenda
from programme.exports.poster_model import PosterModel
from programme.exports.table import Table
from programme.exports.text import PlainText

if TYPE_CHECKING:
    from programme.exports.base import Export, Scope

_registered: dict[str, Export] = {}


def register(export: Export) -> Export:
    """Add an export, before the addresses of the site are read: below, or in `AppConfig.ready`.

    Raises ValueError when another has its file name.
    """
    if export.filename in _registered:
        message = f"There is an export “{export.filename}” already."
        raise ValueError(message)
    _registered[export.filename] = export
    return export


def exports(scope: Scope | None = None) -> list[Export]:
    """All of them, or those below pages of one scope, in the order in which they are offered."""
    return [one for one in _registered.values() if scope is None or scope in one.scopes]


def export_at(filename: str, scope: Scope) -> Export | None:
    """The export whose address below a page of this scope ends on `filename`."""
    found = _registered.get(filename)
    return found if found and scope in found.scopes else None


def filenames() -> str:
    """All names as one alternative of a regular expression."""
    return "|".join(re.escape(name) for name in _registered)


for one in (
    ProgrammeCalendar(), AgendaCalendar(), EventCalendar(), FrabXml(), FrabJson(), GiggityMenu(), OpenAgenda(),
    GeoJson(), Table(), PlainText(), AtomFeed(), FiguresJson(), FiguresTable(),
    PosterModel(),
):  # fmt: skip
    register(one)
