from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext

from commons.guides.domain.block_validation import too_many
from commons.guides.domain.publishing import guide_problems
from commons.guides.limits import MOST
from commons.guides.references import shown_by
from community.models import AssociationPage
from community.page_forms import NewAddressForm
from community.queries import associations_one_may_sign_for
from licences.admin.licensed_form import ComplianceForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import ModelChoiceField

    from commons.guides.models import GuidePage
    from commons.guides.references import Shown
    from licences.models import LicensedMixin


class GuideForm(ComplianceForm, NewAddressForm):
    """Says, beside the field, what publishing or submitting would refuse; a draft is never refused."""

    # What a reader needs, and a sheet imported from elsewhere may lack.
    EXPECTED = ("one_sentence", "themes", "objectives", "audience", "group_min", "difficulty")
    # What the rules of publishing read.
    CHECKED = ("licence", "sources", "credits", "steps", "files", "cover", "sections")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.EXPECTED:
            if name in self.fields:
                self.fields[name].required = True
        if "association" in self.fields:
            self._offer_associations(self.fields["association"])

    def _offer_associations(self, field: ModelChoiceField) -> None:
        """Those that the person may sign for, and the one that signs already; a new guide is theirs when it is one."""
        mine = associations_one_may_sign_for(self.for_user)
        signed = self.instance.association_id
        field.queryset = AssociationPage.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk=signed)).order_by("title")
        field.empty_label = gettext("None")
        if self.instance.pk is None and not signed:
            memberships = list(mine.filter(memberships__user=self.for_user)[:2])
            if len(memberships) == 1:
                field.initial = self.initial["association"] = memberships[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        guide = self._as_it_would_be(cleaned)
        self.keep_if_ticked()
        for field, message in too_many({name: len(cleaned.get(name) or ()) for name in MOST}).items():
            self.add_error(field, message)
        if not self.is_deferred_validation:
            for field, messages in guide_problems(guide, shown=self.shown, compliance=self.compliance).items():
                for message in [] if field in self.errors else messages:
                    self.add_error(field if field in self.fields else None, message)
        return cleaned

    @property
    def waiving_user(self) -> Any:
        return self.for_user

    @cached_property
    def shown(self) -> Shown:
        """First asked for in `clean`, once the instance says what was typed, or when the form is drawn."""
        return shown_by(self.instance)

    def shown_parts(self) -> Iterable[LicensedMixin]:
        return self.shown.parts

    def _as_it_would_be(self, cleaned: dict[str, Any]) -> GuidePage:
        """The guide that the rules read: the instance is filled in only after `clean`."""
        for name in self.CHECKED:
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return self.instance
