from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from community.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable


@transaction.atomic
def create_person(
    *, email: str, display_name: str, language: str = "fr", groups: Iterable[str] = (), password: str | None = None
) -> User:
    """Make an account that can log in at once: whoever calls vouches for the address.

    `groups` are names of groups that exist. Without a password the person asks for one by e-mail.
    Raises ValidationError when the address already has an account, whatever its case, and Group.DoesNotExist.
    """
    user = User.objects.create_user(email, password, display_name=display_name, language=language)
    user.groups.set([Group.objects.get(name=name) for name in groups])
    vouch_for_address(user)
    return user


def vouch_for_address(user: User) -> None:
    """Record that the person's address is theirs, so that logging in asks no confirmation. Twice changes nothing."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
