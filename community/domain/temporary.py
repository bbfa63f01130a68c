"""Accounts lent for some hours: no mailbox, no password, an end."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from community.mail.backend import NO_MAILBOX
from community.models import User
from community.permissions import groups

if TYPE_CHECKING:
    from datetime import datetime

BACKEND = "community.accounts.temporary.TemporaryAccounts"


def lend_account(*, display_name: str, language: str, ends_at: datetime) -> User:
    """An account that writes under `display_name` until `ends_at`. Raises ValidationError for a name that is none."""
    address = f"{secrets.token_hex(16)}@{NO_MAILBOX}"
    user = User.objects.create_user(address, display_name=display_name, language=language, ends_at=ends_at)
    user.groups.add(Group.objects.get_or_create(name=groups.TEMPORARY)[0])
    return user


def forget_person(user: User) -> None:
    """Leave of a temporary account the row that what it wrote hangs on, and nothing of whoever wrote with it."""
    user.groups.clear()
    EmailAddress.objects.filter(user=user).delete()
    user.display_name, user.is_active = "", False
    user.save(update_fields=["display_name", "is_active"])
