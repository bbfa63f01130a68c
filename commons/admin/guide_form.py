from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.forms import WagtailAdminPageForm

from commons.domain.checking import too_many
from commons.domain.publishing import guide_problems
from commons.limits import MOST
from commons.parts import documents_of, pictures_of
from licences.admin.guarded_form import GuardedForm

if TYPE_CHECKING:
    from commons.models import GuidePage
    from licences.models import LicensedMixin


class GuideForm(GuardedForm, WagtailAdminPageForm):
    """Says, beside the field, what publishing or submitting would refuse; a draft is never refused."""

    # What a reader needs, and a sheet imported from elsewhere may lack.
    EXPECTED = ("one_sentence", "themes", "objectives", "audience", "group_min", "difficulty")
    # What the rules of publishing read.
    WEIGHED = ("licence", "sources", "credits", "steps", "files", "cover", "sections")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.EXPECTED:
            if name in self.fields:
                self.fields[name].required = True
        # Left empty, the address is made from the title, wherever the script that writes it has not come yet.
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        guide = self._as_it_would_be(cleaned)
        self.keep_if_ticked()
        for field, message in too_many({name: len(cleaned.get(name) or ()) for name in MOST}).items():
            self.add_error(field, message)
        if not self.is_deferred_validation:
            for field, messages in guide_problems(guide).items():
                for message in [] if field in self.errors else messages:
                    self.add_error(field if field in self.fields else None, message)
        return cleaned

    @property
    def guard_user(self) -> Any:
        return self.for_user

    def shown_parts(self) -> list[LicensedMixin]:
        return [*pictures_of(self.instance), *documents_of(self.instance)]

    def _as_it_would_be(self, cleaned: dict[str, Any]) -> GuidePage:
        """The guide that the rules read: the instance is filled in only after `clean`."""
        for name in self.WEIGHED:
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return self.instance
