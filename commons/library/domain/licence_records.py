"""What was said of the licence of a file, on which day: a record is added at each change, and none is ever changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from commons.library.domain.evidence import Evidence, Kind, current, evidence
from commons.library.enums import LicenceChange
from commons.library.models import LicenceRecord, MediaItem
from commons.library.models.papers import LONGEST_REASON, LONGEST_STATEMENT

if TYPE_CHECKING:
    from commons.library.models.media import LicensedFileMixin
    from community.models import User

RELICENSED = "library.relicense"
_STATED = ("licence", "credits", "sources", "source_url")


def record_statement(item: MediaItem, row: LicensedFileMixin) -> LicenceRecord | None:
    """Record what `row`, just saved, says of its licence, credits and sources, if that is not what was recorded last.

    The evidence is that of `commons.library.domain.evidence`. Another licence than before is an event of the log of
    the administration too. One query when nothing changed.
    """
    stated: dict[str, Any] = {name: getattr(row, name) for name in _STATED}
    last = LicenceRecord.objects.filter(item=item).order_by("-pk").first()
    if last is None and not any(stated.values()):
        return None
    if last and all(getattr(last, name) == value for name, value in stated.items()):
        return None
    said = current() or Evidence(by=getattr(row, "uploaded_by_user", None) if last is None else None)
    record = LicenceRecord(
        item=item,
        uuid=row.uuid,
        title=row.title[:255],
        sha256=item.sha256,
        kind=said.kind,
        by=said.by,
        address=said.address[:500],
        seen_on=timezone.localdate() if said.address else None,
        statement=said.statement[:LONGEST_STATEMENT],
        change=_change(last, row.licence, said),
        reason=said.reason[:LONGEST_REASON],
        **stated,
    )
    record.save()
    if last and last.licence and last.licence != row.licence:
        _log(row, last, record)
    return record


def _change(last: LicenceRecord | None, licence: str, said: Evidence) -> LicenceChange:
    if last is None or (licence and not last.licence):
        return LicenceChange.FIRST
    return LicenceChange.PEOPLE if licence == last.licence else said.change


def _log(row: LicensedFileMixin, last: LicenceRecord, record: LicenceRecord) -> None:
    data = {"before": last.licence, "licence": record.licence, "reason": record.reason, "change": record.change}
    log(instance=row, action=RELICENSED, user=record.by, data=data, title=row.title)


@transaction.atomic
def relicense(
    item: MediaItem, licence: str, *, by: User | None, reason: str, corrects: bool = False, kind: Kind = Kind.STATED
) -> None:
    """Give the file of an item another licence, "" for none that is known; `corrects`: the one before was a mistake.

    Raises ValidationError without a reason, and as the row's own `clean` does: a file that a public page shows keeps a
    licence.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the licence changes: the reason stays beside it.")})
    row = item.file_row
    row.licence = licence
    row.clean()
    with evidence(kind=kind, by=by, reason=reason, corrects=corrects):
        row.save()
