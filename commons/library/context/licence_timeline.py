"""Under which licence a file was, from when to when, and on what that was said: what anybody may read of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from commons.library.domain.conflicts import is_contested
from commons.library.enums import EvidenceKind, LicenceChange
from commons.library.models import LicenceRecord
from legaltools import catalogue

if TYPE_CHECKING:
    import datetime as dt

    from commons.library.models import MediaItem
    from legaltools.tool import Tool

MOST = 50  # changes of licence of one item that are told, the last of them


@dataclass(frozen=True, slots=True)
class Period:
    """One licence of a file; `until` is None while it holds. `stays`: copies received then stay under it.

    `who` is a signature that its person made public, `address` where it was read; either may be "".
    """

    licence: Tool | None
    since: dt.date
    until: dt.date | None
    how: str
    who: str
    address: str
    reason: str
    corrected: bool
    stays: bool


def timeline_of(item: MediaItem) -> list[Period]:
    """The licences of an item, that of now first. One query.

    Names of accounts are those that sign in public; what was written in letters is nobody's business.
    """
    found = LicenceRecord.objects.filter(item=item).exclude(change=LicenceChange.PEOPLE)
    changes = list(found.select_related("by").order_by("-pk")[:MOST])[::-1]
    periods = [_period(record, after) for record, after in zip_longest(changes, changes[1:])]
    return [period for period in reversed(periods) if period.licence or period.until is None]


def papers_context(item: MediaItem, reader: Any) -> dict[str, Any]:
    """What components/licence_timeline.html takes; whoever may settle a conflict is led to it. Two queries."""
    contested = is_contested(item)
    may_settle = contested and reader.has_perm("library.settle_licences")
    return {
        "timeline": timeline_of(item),
        "contested": contested,
        "conflicts_url": reverse("media_papers:conflicts") if may_settle else "",
    }


def _period(record: LicenceRecord, after: LicenceRecord | None) -> Period:
    tool = catalogue.by_key().get(record.licence)
    corrected = bool(after and after.change == LicenceChange.CORRECTED)
    return Period(
        licence=tool,
        since=localdate(record.at),
        until=localdate(after.at) if after else None,
        how=_how(record),
        who=record.by.signature if record.by else "",
        address=record.address if record.kind == EvidenceKind.ADDRESS else "",
        reason=record.reason,
        corrected=corrected,
        stays=bool(tool and after and not corrected and stays(tool, catalogue.by_key().get(after.licence))),
    )


def stays(before: Tool, now: Tool | None) -> bool:
    """Whether copies received under `before` may do what `now` does not let them.

    Creative Commons' licences are not revocable (4.0, section 2(a)(1); 3.0, section 7(b); 2.0, the same); CC0 is for
    good. A licence that is wider takes nothing from anybody.
    """
    if not before.is_cc or not before.allows_sharing:
        return False
    return now is None or not (
        before.permits <= now.permits and now.requires <= before.requires and now.prohibits <= before.prohibits
    )


def _how(record: LicenceRecord) -> str:
    return {
        EvidenceKind.OWN: _("said by whoever made it"),
        EvidenceKind.ADDRESS: _("read at an address"),
        EvidenceKind.INSIDE: _("read inside the file"),
        EvidenceKind.EMAIL: _("written in a letter to the site"),
        EvidenceKind.IMPORT: _("read when it was imported"),
        EvidenceKind.STEWARD: _("settled by those who look after the site"),
        EvidenceKind.STATED: _("said by whoever sent it"),
    }[EvidenceKind(record.kind)]
