from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from commons.domain.publishing import guide_problems


class GuideForm(WagtailAdminPageForm):
    """Says, beside the field, what publishing would refuse; a draft is never refused."""

    EXPECTED = ("one_sentence", "themes", "objectives", "audience", "group_min", "difficulty")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.EXPECTED:
            if name in self.fields:
                self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.errors:
            for field, messages in guide_problems(self.preview_of(cleaned)).items():
                for message in messages:
                    self.add_error(field if field in self.fields else None, message)
        return cleaned

    def preview_of(self, cleaned: dict[str, Any]) -> Any:
        """The guide as it would be: the checks read a guide, and the instance is filled in only after `clean`."""
        guide = self.instance
        for name in ("licence", "credits", "steps", "files", "cover", "sections"):
            if name in cleaned:
                setattr(guide, name, cleaned[name])
        return guide
