from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.page_forms import NewAddressForm


class FrozenForm(NewAddressForm):
    """The administration's form of an edition or an event: of an archive it saves nothing, and shows what was typed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        page: Any = self.instance if self.instance.pk else self.parent_page.specific
        if sentence := getattr(getattr(page, "edition", page), "frozen_sentence", ""):
            raise ValidationError(sentence)
        return cleaned


class EditionForm(FrozenForm):
    def clean_acronym(self) -> str:
        given: str = self.cleaned_data["acronym"]
        if self.instance.first_published_at and given != self.instance.acronym:
            raise ValidationError(
                _("Calendars and phones know the programme as “%(name)s”: once it is public, its short name stays.")
                % {"name": self.instance.acronym}
            )
        return given
