"""The compliance check in a form: issues stand beside the licence, and what is discouraged asks for a waiver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from licences.domain.compliance import check
from licences.domain.messages import compliance_problems
from licences.domain.recognising import with_items
from licences.domain.waivers import confirm, is_waiting
from wiki.forms.uploads import StoresFiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licences.domain.compliance import Compliance
    from licences.models import LicensedMixin

    Base = forms.ModelForm
else:
    Base = object

KEEP = "keep_licence"
CHECKED_FIELDS = ("licence", "sources")


class ComplianceForm(Base):
    """Goes before a model form of a licensed item."""

    def shown_parts(self) -> Iterable[LicensedMixin]:
        """Pictures and files that the item shows."""
        return ()

    @cached_property
    def compliance(self) -> Compliance:
        """First asked for in `clean`, once the instance says what was typed, or when the form is drawn."""
        return check(self.instance, parts=self.shown_parts())

    @property
    def keeps_licence(self) -> bool:
        """Whether the person ticked that the licence is to be kept."""
        return self.add_prefix(KEEP) in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "sources" in cleaned:
            cleaned["sources"] = with_items(cleaned["sources"])
        for name in CHECKED_FIELDS:
            # The instance is filled in only after `clean`.
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return cleaned

    def keep_if_ticked(self) -> None:
        if self.keeps_licence and self.compliance.issues_of("discouraged"):
            confirm(self.instance, self.compliance, user=self.waiving_user)


class ComplianceFileForm(StoresFiles, ComplianceForm):
    """A file of the library has no draft: what its sources forbid is refused at once."""

    waiving_user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.waiving_user = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.keep_if_ticked()
        for field, messages in compliance_problems(self.instance, self.compliance).items():
            self.add_error(field if field in self.fields else None, messages)
        if is_waiting(self.instance, self.compliance):
            self.fields[KEEP] = forms.BooleanField(required=False, label=_("I keep this licence, and I have read why."))
        return cleaned
