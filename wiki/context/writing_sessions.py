"""All of a writing session on one screen: its slips, its people, and what each of them wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from design.addresses import address
from wiki.context.queue import entries, narrowed
from wiki.domain.session_codes import code_of
from wiki.domain.session_texts import drafts_in
from wiki.domain.writing_sessions import MOST_SEATS
from wiki.models import Draft, Proposal, Version, Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User
    from wiki.models import Seat, WritingSession

MOST_SHOWN = 500


def session_rows(sessions: Iterable[WritingSession]) -> list[dict[str, Any]]:
    """What the list of sessions draws of each; `sessions` are counted."""
    return [
        {
            "session": session,
            "url": reverse("writing_session", args=[session.pk]),
            "people": getattr(session, "people", 0),
        }
        for session in sessions
    ]


def counted(sessions: Any) -> Any:
    return sessions.annotate(people=Count("writers"))


def session_context(session: WritingSession, user: User) -> dict[str, Any]:
    """What wiki/sessions/session.html draws; the same number of queries however many wrote, and however much."""
    asked = {"seance": str(session.pk)}
    ways = {entry.url: entry for entry in narrowed(entries(user), asked)}
    writers = list(session.writers.select_related("seat"))
    texts = _texts(session, ways, f"?seance={session.pk}")
    seats = list(session.seats.annotate(people=Count("writers")))
    for seat in seats:
        seat.session = session
    return {
        "session": session,
        "seats": [_seat(seat, writers) for seat in seats],
        "writers": [{"writer": writer, "texts": texts.get(writer.account_id or 0, [])} for writer in writers],
        "to_read": len(ways),
        "first_url": f"{next(iter(ways))}?seance={session.pk}" if ways else "",
        "slips_left": 0 if session.is_over else MOST_SEATS - max((seat.number for seat in seats), default=0),
    }


def _seat(seat: Seat, writers: list[Writer]) -> dict[str, Any]:
    here = [writer for writer in writers if writer.seat_id == seat.pk]
    now = next((writer for writer in reversed(here) if writer.left_at is None), None)
    return {"seat": seat, "now": now if seat.is_open else None, "count": len(here)}


def _texts(session: WritingSession, ways: Mapping[str, Any], query: str) -> dict[int, list[dict[str, Any]]]:
    """What each temporary account wrote: pages, proposals, and what was begun and not sent."""
    accounts = [key for key in session.writers.values_list("account", flat=True) if key]
    found: dict[int, list[dict[str, Any]]] = {}
    rows = [*_pages(accounts, ways, query), *_proposals(accounts, ways, query), *_drafts(session)]
    for account, row in rows:
        found.setdefault(account, []).append(row)
    return found


def _pages(accounts: list[int], ways: Mapping[str, Any], query: str) -> Iterable[tuple[int, dict[str, Any]]]:
    pages = list(Page.objects.filter(owner__in=accounts).order_by("pk")[:MOST_SHOWN])
    keys = [str(page.pk) for page in pages]
    states = WorkflowState.objects.active().filter(object_id__in=keys, base_content_type__model="page")
    reviews = {int(state.object_id): state for state in states.select_related("current_task_state")}
    first = Version.objects.filter(page__in=pages, user__in=accounts).order_by("page_id", "number")
    versions = {version.page_id: version for version in reversed(first)}
    for page in pages:
        review = reviews.get(page.pk)
        url = reverse("review_page", args=[page.pk])
        yield (
            page.owner_id or 0,
            {
                "title": page.draft_title or page.title,
                "what": _("New page"),
                **_state_of_page(page, review),
                "review_url": f"{url}{query}" if url in ways else "",
                "page_url": address(page) if page.live else "",
                "signature": versions[page.pk].signature if page.pk in versions else "",
            },
        )


def _state_of_page(page: Page, review: WorkflowState | None) -> dict[str, str]:
    if review is not None and review.status == review.STATUS_NEEDS_CHANGES:
        said = review.current_task_state.comment if review.current_task_state else ""
        return {"state": "asked", "state_label": _("changes are asked for"), "said": said}
    if review is not None:
        return {"state": "waiting", "state_label": _("waits to be read"), "said": ""}
    if page.live:
        return {"state": "published", "state_label": _("published"), "said": ""}
    return {"state": "draft", "state_label": _("not published"), "said": ""}


def _proposals(accounts: list[int], ways: Mapping[str, Any], query: str) -> Iterable[tuple[int, dict[str, Any]]]:
    rows = Proposal.objects.filter(author__in=accounts).select_related("page").defer("before", "after")
    for proposal in rows[:MOST_SHOWN]:
        url = reverse("review_proposal", args=[proposal.pk])
        state = "waiting" if proposal.is_open else "published" if proposal.is_accepted else "refused"
        yield (
            proposal.author_id or 0,
            {
                "title": proposal.title,
                "what": _("Proposal"),
                "state": "asked" if proposal.state == Proposal.State.ASKED else state,
                "state_label": proposal.get_state_display(),
                "said": proposal.reason,
                "review_url": f"{url}{query}" if url in ways else "",
                "page_url": address(proposal.page) if proposal.page and proposal.page.live else "",
                "signature": "",
            },
        )


def _drafts(session: WritingSession) -> Iterable[tuple[int, dict[str, Any]]]:
    for draft in drafts_in(session).defer("start")[:MOST_SHOWN]:
        yield (
            draft.user_id,
            {
                "title": draft.title or _("Without a title yet"),
                "what": _("Change") if draft.page_id else _("New page"),
                "state": "begun",
                "state_label": _("begun, not sent"),
                "said": "",
                "draft": draft,
            },
        )


def slips(session: WritingSession) -> list[dict[str, Any]]:
    """What is printed of each place that is open: its code, and the address that the drawing beside it holds."""
    seats = session.seats.filter(closed_at=None)
    rows = []
    for seat in seats:
        code = code_of(seat)
        rows.append(
            {"number": seat.number, "code": code, "url": settings.BASE_URL + reverse("enter_with_code", args=[code])}
        )
    return rows


def texts_of(writer: Writer) -> dict[str, int]:
    """How much somebody has begun and sent, for the page of their place."""
    mine = Q(user=writer.account_id)
    return {
        "begun": Draft.objects.filter(mine).count(),
        "sent": Page.objects.filter(owner=writer.account_id).count()
        + Proposal.objects.filter(author=writer.account_id).count(),
    }
