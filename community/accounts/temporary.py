from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from community.models import User


class TemporaryAccounts(BaseBackend):
    """Whoever came in with a temporary account is nobody any more once it has ended: the clock is asked each time.

    It has no password: a verb of the site logs it in, by this backend's name.
    """

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.filter(pk=user_id, is_active=True, ends_at__isnull=False).first()
        return None if user is None or user.has_ended else user
