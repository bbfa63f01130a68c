"""A person who leaves: what they signed stays as they wish it signed, what was theirs alone goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from community.models import NameInHistory, User

if TYPE_CHECKING:
    from collections.abc import Callable

    Step = Callable[[User, NameInHistory], None]

# Sessions that are looked through for theirs, the newest first; others end by themselves.
MOST_SESSIONS = 20_000
_steps: dict[str, Step] = {}


class LastAdministrator(Exception):
    """Nobody would be left who can give rights to others."""


def before_leaving(name: str, step: Step) -> None:
    """Have `step(user, before)` called while the account is still there; twice under one name is once.

    The account says already how it wants to be named, `before` is how it was named till then. A step may be called
    again for the same person: what stopped half way is taken up.
    """
    _steps[name] = step


def remove_person(user: User, *, name_in_history: NameInHistory, other_name: str = "", by: User | None = None) -> None:
    """Delete an account, with all that is private to it.

    `name_in_history` says how what they wrote is signed from now on; `by` is whoever deletes it for them. Raises
    LastAdministrator, and ValueError for another name that is empty. What was signed is written first, in small steps
    (`sign_off`).
    """
    sign_off(user, name_in_history=name_in_history, other_name=other_name)
    key = user.pk
    with transaction.atomic():
        _rename_in_log(user)
        if by is not None:
            log(user, "wagtail.delete", user=by, deleted=True)
        user.delete()
    _end_sessions(key)


def sign_off(user: User, *, name_in_history: NameInHistory, other_name: str = "") -> None:
    """Write how what somebody signed is to be signed once they are gone: outside of the transaction that deletes them.

    Raises LastAdministrator, and ValueError for another name that is empty. Twice changes nothing more.
    """
    if name_in_history == NameInHistory.OTHER and not other_name.strip():
        raise ValueError(other_name)
    if is_last_administrator(user):
        raise LastAdministrator
    before = NameInHistory(user.name_in_history)
    user.name_in_history, user.other_name = name_in_history, other_name.strip()
    user.save(update_fields=["name_in_history", "other_name"])
    for step in _steps.values():
        step(user, before)


def is_last_administrator(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return bool(user.is_superuser and not others.exists())


def addresses_of(user: User) -> set[str]:
    """Every e-mail address of an account, in small letters."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.lower() for address in (user.email, *known)}


def _rename_in_log(user: User) -> None:
    """The journal of the administration calls what was changed by its name: that of an account goes as it wishes."""
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label=user.signature or str(user.pk))
    # What is written there from now on.
    user.display_name = user.signature


def _end_sessions(key: int) -> None:
    """A session of an account that is gone opens nothing; its row says whose it was."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).order_by("-expire_date")[:MOST_SESSIONS]
    theirs = [one.pk for one in live.iterator() if one.get_decoded().get(SESSION_KEY) == str(key)]
    Session.objects.filter(pk__in=theirs).delete()
