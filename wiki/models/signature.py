"""How somebody is named in what is public, and stays so when their account is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import Signal
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from community.models import User

# Sent in the transaction that changes rows beside pages in one statement, which saves none; `pages` are their keys.
changed_beside_pages = Signal()
LONGEST_SIGNATURE = 150
# Stored in place of the name of somebody who left and wanted none: it is read in the language of the reader.
SOMEBODY_GONE = "\u2205"


def shown_name(stored: str) -> str:
    """A name as it was stored, or the words for somebody who left without one."""
    return _("somebody who left") if stored == SOMEBODY_GONE else stored


def name_of(person: User | None, stored: str) -> str:
    """How an account signs today; what was stored when it went. "" for none."""
    return person.signature if person else shown_name(stored)
