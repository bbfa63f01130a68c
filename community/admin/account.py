"""One's own account in Wagtail's administration: the displayed name and the language, nothing that lives elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account

from community.models import User

if TYPE_CHECKING:
    from wagtail.admin.views.account import BaseSettingsPanel


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("display_name", "language")


class NamePanel(account.BaseSettingsPanel):
    name = "name"
    title = _("Name and language")
    order = 100
    form_class = NameForm


class AccountView(account.AccountView):
    """Wagtail asks for first and last names and keeps a second language; ours replaces both panels."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        replaced = (account.NameEmailSettingsPanel, account.LocaleSettingsPanel)
        panels = [panel for panel in super().get_panels() if not isinstance(panel, replaced)]
        return [NamePanel(self.request, self.request.user, panels[0].profile), *panels]


account_view = require_admin_access(never_cache(AccountView.as_view()))
