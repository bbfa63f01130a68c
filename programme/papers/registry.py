"""Every paper of the programme, in the order in which they are offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from programme.papers.booklet import Booklet, LargePrint
from programme.papers.poster import Poster
from programme.papers.sheets import DaySheets, DoorSheets

if TYPE_CHECKING:
    from programme.exports.base import Scope
    from programme.papers.base import Printed

ALL: tuple[Printed, ...] = (Booklet(), DaySheets(), DoorSheets(), LargePrint(), Poster())


def papers(scope: Scope) -> list[Printed]:
    """Those below pages of a scope."""
    return [one for one in ALL if one.scope == scope]


def paper_at(filename: str, scope: Scope) -> Printed | None:
    """The paper whose address below a page of this scope ends on `filename`."""
    return next((one for one in papers(scope) if one.filename == filename), None)


def filenames() -> str:
    """All names as one alternative of a regular expression."""
    return "|".join(re.escape(one.filename) for one in ALL)
