"""The discussion beside a page, as one reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from design.addresses import address
from web.pagination import pagination_context
from wiki.content import field_of
from wiki.diff.pages import label_of
from wiki.domain.discussing import may_edit
from wiki.kinds import kind_of
from wiki.models import Message
from wiki.models.discussion import LONGEST_PLACE
from wiki.models.signature import SOMEBODY_GONE

if TYPE_CHECKING:
    from wagtail.models import Page

    from community.models import User
    from wiki.models import Thread

PER_PAGE = 20
# A proposal takes so much with it.
LONGEST_QUOTE = 300
MOST_PLACES = 100
MOST_BEFORE = 5


def places(page: Page) -> list[tuple[str, str]]:
    """What a thread may be about beside the whole page: its rows, as (place, “Step 2, Couper le tissu”)."""
    kind: Any = kind_of(page)
    names = [name for name in kind.fields if isinstance(field_of(type(page), name), StreamField)] if kind else []
    rows = [(name, number, row) for name in names for number, row in enumerate(getattr(page, name), start=1)]
    return [(f"{name}-{row.id}", _row(number, row)) for name, number, row in rows[:MOST_PLACES]]


def passage_called(page: Page, place: str) -> str:
    """What a place of a page is called, a row or a field; "" of what is none."""
    kind: Any = kind_of(page)
    if kind is None or not place or len(place) > LONGEST_PLACE:
        return ""
    return label_of(field_of(type(page), place)) if place in kind.fields else dict(places(page)).get(place, "")


def _row(number: int, row: Any) -> str:
    value = row.value
    said = value.get("title") or value.get("name") or "" if hasattr(value, "get") else ""
    return ", ".join(filter(None, [f"{row.block.label} {number}", str(said)]))


def as_html(text: str) -> SafeString:
    """Paragraphs and links, made here: nothing that was typed is markup. Search engines follow no link."""
    return mark_safe(linebreaks(urlize(text, trim_url_limit=60, nofollow=True, autoescape=True)))  # noqa: S308 -- escaped by urlize


def discussion(page: Page, user: User | None, *, number: str | None, moderates: bool) -> dict[str, Any]:
    """What wiki/discussion.html draws. Two queries for the threads and one for their messages, however many."""
    seen = Q(is_public=True) | (Q(started_by=user) if user else Q(pk__in=[]))
    threads = page.threads.all() if moderates else page.threads.filter(seen)
    shown = Paginator(threads, PER_PAGE).get_page(number)
    by_thread: dict[int, list[Message]] = {}
    for message in Message.objects.filter(thread__in=[one.pk for one in shown]).select_related("author", "thread"):
        by_thread.setdefault(message.thread_id, []).append(message)
    may_edit_page = user is not None and page.permissions_for_user(user).can_edit()
    rows = [
        _thread(one, page, by_thread.get(one.pk, []), user, moderates=moderates, closes=may_edit_page) for one in shown
    ]
    pages = pagination_context(shown.number, total=shown.paginator.num_pages, url_of=lambda one: f"?page={one}")
    return {"threads": rows, **pages}


def _thread(
    thread: Thread, page: Page, messages: list[Message], user: User | None, *, moderates: bool, closes: bool
) -> dict[str, Any]:
    rows = [_message(one, user, moderates=moderates) for one in messages]
    first = messages[0] if messages else None
    words = {"mot": first.text[:LONGEST_QUOTE]} if first and first.state == Message.State.SHOWN else {}
    asked = urlencode({**({"ou": thread.place} if thread.place else {}), **words})
    return {
        "pk": thread.pk,
        "passage": thread.passage,
        "is_closed": thread.is_closed,
        "messages": [row for row in rows if row],
        "may_close": closes or (user is not None and thread.started_by_id == user.pk),
        "propose_url": f"{address(page)}proposer/?{asked}",
    }


def _message(message: Message, user: User | None, *, moderates: bool) -> dict[str, Any] | None:
    """None for what this reader does not see; of what is hidden, the reason alone."""
    is_own = user is not None and message.author_id == user.pk
    if message.state == Message.State.WAITING and not (moderates or is_own):
        return None
    is_readable = message.state != Message.State.HIDDEN or moderates
    return {
        "pk": message.pk,
        "name": (message.said_by or _("a visitor")) if is_readable else "",
        "is_visitor": message.author_id is None and message.name != SOMEBODY_GONE and is_readable,
        "text": as_html(message.text) if is_readable else "",
        "at": message.written_at,
        "edited_at": message.edited_at,
        "waits": message.state == Message.State.WAITING,
        "is_hidden": message.state == Message.State.HIDDEN,
        "reason": message.reason,
        "may_edit": is_own and may_edit(message, user),
        "moderates": moderates,
    }


def reasons() -> list[str]:
    """Ready to pick and to edit, why a message is not shown."""
    return [
        _("This is an advertisement, or has nothing to do with this page."),
        _("This message could hurt somebody: say it otherwise, and it will be shown."),
        _("This message tells private things of somebody: without them, it will be shown."),
        _("This is said in another discussion of this page already."),
    ]


def message_context(message: Message, page: Page) -> dict[str, Any]:
    """What wiki/review/message.html draws of a message that waits; before it, what everybody reads of its thread."""
    before = message.thread.messages.filter(state=Message.State.SHOWN).select_related("author").order_by("-pk")
    kind = kind_of(page)
    said = [_message(one, None, moderates=False) for one in reversed(before[:MOST_BEFORE])]
    return {
        "page": page,
        "discussion_url": f"{address(page)}discussion/#fil-{message.thread_id}",
        "title": page.title,
        "language": getattr(page, "language", "fr"),
        "kind_label": kind.label if kind else "",
        "passage": message.thread.passage,
        "before": said,
        "message": _message(message, None, moderates=True),
        "read": message.text,
        "reasons": reasons(),
    }
