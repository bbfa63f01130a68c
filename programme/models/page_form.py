from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from community.page_forms import NewAddressForm


class FrozenForm(NewAddressForm):
    """The administration's form of an edition or an event: of an archive it saves nothing, and shows what was typed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        page: Any = self.instance if self.instance.pk else self.parent_page.specific
        if sentence := getattr(getattr(page, "edition", page), "frozen_sentence", ""):
            raise ValidationError(sentence)
        return cleaned
