"""Talking about a page: who may say what, who sees it at once, who decides on the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.permissions import groups
from web.page_cache.generation import invalidate_pages
from wiki.domain.moderation import note
from wiki.domain.trust import is_at_least
from wiki.models import Decision, Message, Notice, Thread
from wiki.models.discussion import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT
from wiki.visibility import may_review

if TYPE_CHECKING:
    from wagtail.models import Page

    from community.models import User

MOST_THREADS, MOST_MESSAGES, MOST_WAITING = 500, 300, 50
# Later, what others answered to stays as they read it.
TIME_TO_EDIT = timedelta(hours=24)
# Control characters, and marks that turn the direction of what follows.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Full(Exception):
    """So much was said here, or waits to be read, that nothing more is taken."""


class Closed(Exception):
    """The thread was closed meanwhile."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """An account, or a visitor with a name if they like. `form` is the name of the form that was sent."""

    user: User | None
    name: str
    form: str


def cleaned(text: str) -> str:
    """Plain text as it is stored: what is not seen left out, no more than two line ends in a row."""
    lines = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()[:LONGEST_TEXT]


def is_known(user: User | None, page: Page) -> bool:
    """Whose words show at once: those whose changes do, or who may change the page."""
    if user is None or user.is_temporary:
        return False
    return user.is_superuser or is_at_least(user, groups.KNOWN) or page.permissions_for_user(user).can_edit()


@transaction.atomic
def start(page: Page, *, place: str, passage: str, text: str, by: Speaker) -> Message:
    """A new thread with its first message. Raises Full."""
    known = Message.objects.filter(form=by.form).first()
    if known is not None:
        return known
    if page.threads.count() >= MOST_THREADS:
        raise Full
    thread = Thread.objects.create(page_id=page.pk, place=place, passage=passage[:200], started_by=by.user)
    return _say(thread, page, text, by)


@transaction.atomic
def reply(thread: Thread, page: Page, *, text: str, by: Speaker) -> Message:
    """Raises Closed and Full."""
    known = Message.objects.filter(form=by.form).first()
    if known is not None:
        return known
    if Thread.objects.select_for_update().get(pk=thread.pk).is_closed:
        raise Closed
    if thread.messages.count() >= MOST_MESSAGES:
        raise Full
    return _say(thread, page, text, by)


def _say(thread: Thread, page: Page, text: str, by: Speaker) -> Message:
    state = Message.State.SHOWN if is_known(by.user, page) else Message.State.WAITING
    waiting = Message.objects.filter(state=Message.State.WAITING, thread__page=thread.page_id)
    if state == Message.State.WAITING and waiting.count() >= MOST_WAITING:
        raise Full
    name = by.user.signature if by.user else by.name
    try:
        with transaction.atomic():
            message = Message.objects.create(
                thread=thread, author=by.user, name=name[:LONGEST_NAME], text=cleaned(text), state=state, form=by.form
            )
    except IntegrityError:
        # The same form, sent twice at the same moment.
        return Message.objects.get(form=by.form)
    if state == Message.State.SHOWN:
        _made_public(message)
    return message


def _made_public(message: Message) -> None:
    _change(message.thread, is_public=True)
    Notice.objects.get_or_create(message=message)


def _change(thread: Thread, **fields: bool) -> None:
    """Pages count their open discussions: those that are cached are drawn anew."""
    for name, value in fields.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(fields))
    transaction.on_commit(invalidate_pages)


def may_edit(message: Message, user: User | None) -> bool:
    """One's own, for a day; a thread that is closed stays as it is."""
    if user is None or message.author_id != user.pk or message.state == Message.State.HIDDEN:
        return False
    return not message.thread.is_closed and abs(timezone.now() - message.written_at) < TIME_TO_EDIT


@transaction.atomic
def edit(message: Message, page: Page, *, text: str, by: User) -> None:
    """What waits to be read before it shows, waits again when it has changed. Raises PermissionDenied."""
    if not may_edit(message, by):
        raise PermissionDenied
    if cleaned(text) == message.text:
        return
    message.text, message.edited_at = cleaned(text), timezone.now()
    if not is_known(by, page):
        message.state = Message.State.WAITING
    message.save(update_fields=["text", "edited_at", "state"])
    if message.state == Message.State.WAITING:
        _change(message.thread, is_public=message.thread.messages.filter(state=Message.State.SHOWN).exists())


def may_close(thread: Thread, page: Page, user: User | None) -> bool:
    """Whoever began it, and whoever may change the page."""
    return user is not None and (thread.started_by_id == user.pk or page.permissions_for_user(user).can_edit())


def set_closed(thread: Thread, page: Page, *, closed: bool, by: User) -> None:
    """Raises PermissionDenied."""
    if not may_close(thread, page, by):
        raise PermissionDenied
    _change(thread, is_closed=closed)


@transaction.atomic
def decide_waiting(message: Message, page: Page, *, read: str, reason: str, by: User) -> bool:
    """Show a message that waits, or hide it with a `reason`; `read` is its text as the reviewer read it.

    False when somebody was quicker, or its author changed it meanwhile. Raises PermissionDenied.
    """
    current = Message.objects.select_for_update(of=("self",)).select_related("thread").get(pk=message.pk)
    if current.state != Message.State.WAITING or current.text != read:
        return False
    if reason:
        hide(current, page, reason=reason, by=by)
    else:
        show(current, page, by=by)
    return True


@transaction.atomic
def hide(message: Message, page: Page, *, reason: str, by: User) -> None:
    """Raises PermissionDenied. The reason is public, in the log of moderation too; the words are not."""
    if not may_review(by, page):
        raise PermissionDenied
    message.state, message.reason = Message.State.HIDDEN, cleaned(reason)[:LONGEST_REASON]
    message.save(update_fields=["state", "reason"])
    Notice.objects.filter(message=message).delete()
    _change(message.thread, is_public=message.thread.messages.filter(state=Message.State.SHOWN).exists())
    note(Decision.Kind.HIDDEN, by=by, page=page, reason=message.reason)


@transaction.atomic
def show(message: Message, page: Page, *, by: User) -> None:
    """What waited, or was hidden. Raises PermissionDenied."""
    if not may_review(by, page):
        raise PermissionDenied
    message.state, message.reason = Message.State.SHOWN, ""
    message.save(update_fields=["state", "reason"])
    _made_public(message)
    note(Decision.Kind.SHOWN, by=by, page=page)
