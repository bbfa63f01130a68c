"""Taking over, into an adaptation, some of what changed in its original: credits and version follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from commons.lineage.domain.adapting import names_of, source_of
from commons.lineage.kinds import adaptable
from commons.lineage.models import Looked
from licences.records.sources import version_in
from wiki.domain.editing import Change, as_it_stands, save_change
from wiki.domain.proposing import Sender, propose
from wiki.revisions import page_in

if TYPE_CHECKING:
    from commons.lineage.domain.comparing import Compared
    from community.models import User
    from wiki.content import Content
    from wiki.domain.editing import Saved
    from wiki.models import Proposal


def content_taken(compared: Compared) -> Content:
    """What the adaptation would say: the passages that were chosen, and the original credited as it was taken now."""
    return {**compared.merged.content, "sources": _sources(compared)}


def take_over(compared: Compared, *, by: User) -> Saved:
    """Publish what was chosen, or send it to review, by the wiki's own rules. Raises what `save_change` raises."""
    day = date_format(localdate(compared.newest.at), "DATE_FORMAT")
    summary = _("Taken over from “%(title)s”, version of %(day)s") % {
        "title": compared.original.title[:120],
        "day": day,
    }
    return save_change(compared.page, Change(content_taken(compared), compared.revision, summary), by=by)


def propose_to_take_over(compared: Compared, *, by: User, form: str, word: str = "") -> Proposal:
    """Propose what was chosen, to who looks after the adaptation. Raises what `propose` raises."""
    sender = Sender(account=by, language=by.language)
    content = content_taken(compared)
    return propose(compared.page, content, base=compared.revision, sender=sender, form=form, word=word)


def leave_as_it_is(compared: Compared, *, by: User) -> None:
    """Remember that `by` has seen what changed in the original, and wants nothing of it for now."""
    settings: Any = adaptable(compared.page)
    seen = {"version": compared.newest.number}
    Looked.objects.update_or_create(user=by, item=settings.id_of(compared.page), source=compared.item, defaults=seen)


def _sources(compared: Compared) -> list[dict[str, str]]:
    """The rows of the adaptation: the original in its new version, with the authors of both, and its new sources."""
    page: Any = page_in(compared.revision) if compared.revision else as_it_stands(compared.page)
    original: Any = page_in(compared.newest.revision)
    rows = [_moved(row, compared, original) if row["item"] == compared.item else dict(row) for row in page.sources]
    known = {(row["url"] or row["title"]) for row in rows}
    return rows + [dict(row) for row in original.sources if (row["url"] or row["title"]) not in known]


def _moved(row: dict[str, str], compared: Compared, original: Any) -> dict[str, str]:
    """Whoever was credited stays credited: what they wrote may still be there."""
    moved = source_of(original, compared.newest, kind=row["kind"])
    before: Any = page_in(compared.follows.revision)
    language = getattr(original, "language", "fr")
    if row["authors"] != names_of(before.credits, language=language):
        # Written by hand since: those who joined are added.
        named = [credit for credit in original.credits if credit["name"] not in row["authors"]]
        moved["authors"] = ", ".join(filter(None, [row["authors"], names_of(named, language=language)]))
    else:
        moved["authors"] = names_of([*before.credits, *original.credits], language=language)
    return moved if version_in(row) else dict(row)
