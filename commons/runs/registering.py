"""What the rooms below are told of reports: what waits to be read, what expires, what is said of somebody's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.signals import post_delete
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commons.library.models.media import register_shown_beside
from commons.runs import queries
from commons.runs.context.runs import counted_words
from commons.runs.domain.deciding import forget_old, on_run_deleted
from commons.runs.models import Run
from web import expiring
from wiki.context import my_pages, queue
from wiki.context.queue import MOST, Entry, Waiting, decided_by
from wiki.domain import signing
from wiki.kinds import all_kinds
from wiki.visibility import REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User


def connect() -> None:
    queue.register(Waiting("a", "review_run", _("Report of a workshop"), _("Reports of workshops"), _waiting))
    my_pages.register_notes(_notes)
    register_shown_beside(queries.pages_with_a_report_of)
    signing.register_named_by_account(Run, "author", "name")
    post_delete.connect(on_run_deleted, sender=Run, dispatch_uid="runs-photos")
    expiring.register("Reports of workshops", forget_old)


def _waiting(user: User) -> Iterable[Entry]:
    if not user.is_active or user.is_temporary:
        return
    decided = decided_by(user) if user.has_perm(REVIEW) else ()
    members = [(kind.model, kind.members) for kind in all_kinds() if kind.members]
    for run in queries.waiting_for(user, decided, members)[:MOST]:
        yield Entry(
            "a",
            run.pk,
            run.page_id,
            run.sent_at,
            run.teller,
            f"{run.where}, {date_format(run.ran_on, 'DATE_FORMAT')}. {run.changed}".strip(),
        )


def _notes(pages: Iterable[int]) -> Mapping[int, str]:
    return {page: counted_words(told) for page, told in queries.told(pages).items()}
