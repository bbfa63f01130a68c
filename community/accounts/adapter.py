from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.accounts import login_limits
from community.domain.people import vouch_for_address
from community.permissions.groups import NEWCOMER
from web.client_address import client_address

if TYPE_CHECKING:
    from allauth.account.models import EmailConfirmationHMAC
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from community.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Where our people differ from allauth's: a displayed name and a language instead of a username."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, or choose a new password by e-mail.")
    }

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:  # noqa: FBT001, FBT002 -- the library's signature
        user.display_name = form.cleaned_data["display_name"]
        user.language = form.cleaned_data["language"]
        super().save_user(request, user, form, commit=False)
        if commit:
            with transaction.atomic():
                user.save()
                user.groups.add(Group.objects.get_or_create(name=NEWCOMER)[0])
        return user

    def is_safe_url(self, url: str | None) -> bool:
        """What is no address at all, such as http://[, leads nowhere."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted for the account and the visitor together: nobody is kept out by what others try."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{client_address(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        self._anywhere = login_limits.try_account(request, credentials.get("email") or "")
        if self._anywhere is None:
            raise self.validation_error("too_many_login_attempts")  # noqa: EM101 -- a name of the library's

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._anywhere:
            self._anywhere.rollback()

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        login_limits.remember(response, request, user)
        return response

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever made a superuser holds the server: no message has to prove an address that may get none."""
        if user.is_superuser and not user.emailaddress_set.exists():
            vouch_for_address(user)
        return super().pre_login(request, user, **kwargs)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC) -> str:
        """Where the person wanted to go travels in the message: it may be opened on a telephone, in another session."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        next_url = get_next_redirect_url(request) if request else None
        return f"{url}?{urlencode({'next': next_url})}" if next_url else url

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(
            template_prefix, email, {**context, "SITE_NAME": settings.SITE_NAME, "site_url": settings.BASE_URL}
        )
