from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.forms import WagtailAdminPageForm

from commons.domain.publishing import guide_problems

if TYPE_CHECKING:
    from commons.models import GuidePage


class GuideForm(WagtailAdminPageForm):
    """Says, beside the field, what publishing or submitting would refuse; a draft is never refused."""

    # What a reader needs, and a sheet imported from elsewhere may lack.
    EXPECTED = ("one_sentence", "themes", "objectives", "audience", "group_min", "difficulty")
    # What the rules of publishing read.
    WEIGHED = ("licence", "credits", "steps", "files", "cover", "sections")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.EXPECTED:
            if name in self.fields:
                self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for field, messages in guide_problems(self._as_it_would_be(cleaned)).items():
                for message in [] if field in self.errors else messages:
                    self.add_error(field if field in self.fields else None, message)
        return cleaned

    def _as_it_would_be(self, cleaned: dict[str, Any]) -> GuidePage:
        """The guide that the rules read: the instance is filled in only after `clean`."""
        for name in self.WEIGHED:
            if name in cleaned:
                setattr(self.instance, name, cleaned[name])
        return self.instance
