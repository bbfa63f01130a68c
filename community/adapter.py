from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth.models import Group

from community.domain.people import vouch_for_address
from community.rights import NEWCOMER

if TYPE_CHECKING:
    from allauth.account.models import EmailConfirmationHMAC
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from community.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Where our people differ from allauth's: a displayed name and a language instead of a username."""

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:  # noqa: FBT001, FBT002 -- the library's signature
        user.display_name = form.cleaned_data["display_name"]
        user.language = form.cleaned_data["language"]
        super().save_user(request, user, form, commit=commit)
        if commit:
            user.groups.add(Group.objects.get_or_create(name=NEWCOMER)[0])
        return user

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever made a superuser holds the server: no message has to prove an address that may get none."""
        if user.is_superuser and not user.emailaddress_set.exists():
            vouch_for_address(user)
        return super().pre_login(request, user, **kwargs)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC) -> str:
        """Where the person wanted to go travels in the message: it may be opened on a telephone, in another session."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        wanted = get_next_redirect_url(request) if request else None
        return f"{url}?{urlencode({'next': wanted})}" if wanted else url

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(
            template_prefix, email, {**context, "SITE_NAME": settings.SITE_NAME, "site_url": settings.BASE_URL}
        )
