from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class NameInHistory(models.TextChoices):
    """How what a person wrote is signed."""

    DISPLAYED = "displayed", _("With my displayed name")
    OTHER = "other", _("With another name")
    NONE = "none", _("Without a name")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in by e-mail. The name shown is the one they choose; the address is never shown."""

    email = models.EmailField(_("e-mail address"))
    display_name = models.CharField(
        _("displayed name"),
        max_length=120,
        validators=[one_line_of_text],
        help_text=_("The name that signs your contributions. A first name is enough."),
    )
    name_in_history = models.CharField(
        _("name in the history"), max_length=10, choices=NameInHistory.choices, default=NameInHistory.DISPLAYED
    )
    other_name = models.CharField(_("another name"), max_length=120, blank=True, validators=[one_line_of_text])
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="fr")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("technical administrator"), default=False)
    date_joined = models.DateTimeField(_("member since"), default=timezone.now, editable=False)
    # An account lent for some hours, without a mailbox: it ends by itself. None for everybody else.
    ends_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("This address already has an account."),
            )
        ]

    def __str__(self) -> str:
        return self.display_name or str(_("Somebody"))

    @property
    def is_temporary(self) -> bool:
        return self.ends_at is not None

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def first_name(self) -> str:
        """What Wagtail's menu calls a person by; without it, their address."""
        return self.display_name

    @property
    def signature(self) -> str:
        """The name that signs what they write, as they wish; "" for none."""
        names = {NameInHistory.DISPLAYED: self.display_name, NameInHistory.OTHER: self.other_name}
        return names.get(NameInHistory(self.name_in_history), "")

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name
