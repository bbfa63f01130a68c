"""The guard in a form: what it finds is said beside the licence, and what is discouraged asks to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from licences.domain.compliance import judge
from licences.domain.messages import guard_problems
from licences.domain.recognising import with_items
from licences.domain.waivers import confirm, is_waiting
from wiki.forms.uploads import KeepsFiles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licences.domain.compliance import Judgement
    from licences.models import LicensedMixin

    Base = forms.ModelForm
else:
    Base = object

KEEP = "keep_licence"
READ_BY_THE_GUARD = ("licence", "sources")


class GuardedForm(Base):
    """Goes before a model form of a licensed item."""

    def shown_parts(self) -> Iterable[LicensedMixin]:
        """Pictures and files that the item shows."""
        return ()

    @cached_property
    def judgement(self) -> Judgement:
        """First asked for in `clean`, once the instance says what was typed, or when the form is drawn."""
        return judge(self.instance, parts=self.shown_parts())

    @property
    def keeps_licence(self) -> bool:
        """Whether the person ticked that the licence is to be kept."""
        return self.add_prefix(KEEP) in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "sources" in cleaned:
            cleaned["sources"] = with_items(cleaned["sources"])
        for name in READ_BY_THE_GUARD:
            # The instance is filled in only after `clean`.
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return cleaned

    def keep_if_ticked(self) -> None:
        if self.keeps_licence and self.judgement.said("discouraged"):
            confirm(self.instance, self.judgement, user=self.guard_user)


class GuardedFileForm(KeepsFiles, GuardedForm):
    """A file of the library has no draft: what its sources forbid is refused at once."""

    guard_user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.guard_user = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.keep_if_ticked()
        for field, said in guard_problems(self.instance, self.judgement).items():
            self.add_error(field if field in self.fields else None, said)
        if is_waiting(self.instance, self.judgement):
            self.fields[KEEP] = forms.BooleanField(required=False, label=_("I keep this licence, and I have read why."))
        return cleaned
