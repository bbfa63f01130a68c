"""Another page of the site that a page names, such as the original of a translation: typed or pasted as its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wiki.forms.from_pool import PoolField

if TYPE_CHECKING:
    from wagtail.models import Page

    from wiki.references import References

LONGEST = 500


class _AddressWidget(forms.TextInput):
    references: References


class PageFormField(PoolField):
    """The value, in and out, is the key of a page of `model` or None; a new one is of a page that anybody may read.

    `name` is that of the field: `model` has it too.
    """

    widget = _AddressWidget
    default_error_messages = {
        "unknown": _("There is no such page here that everybody may read: copy its address from your browser."),
        "other": _("The page at this address is of another sort: it cannot stand here."),
    }

    def __init__(self, name: str, model: type[Page], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name, self.model = name, model
        self.widget.attrs |= {"maxlength": LONGEST, "inputmode": "url", "autocomplete": "off", "placeholder": "/…/"}

    def prepare_value(self, value: Any) -> str:
        return self.references.page(value) if isinstance(value, int) else str(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and data.strip() != self.prepare_value(initial)

    def _clean_bound_field(self, bound: forms.BoundField) -> Any:
        return self.clean(bound.data, bound.initial)

    def clean(self, value: Any, initial: Any = None) -> int | None:
        """A field that was not sent keeps what was there."""
        if value is None or not self.has_changed(initial, value):
            return initial if isinstance(initial, int) else None
        typed = value.replace("\x00", "").strip()[:LONGEST]
        if not typed:
            return None
        key = self.references.pages_at([typed]).get(typed)
        if key is None:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        page = self.model.objects.filter(pk=key).first()
        if page is None:
            raise ValidationError(self.error_messages["other"], "other")
        # A translation of a translation is one of the original.
        return getattr(page, f"{self.name}_id", None) or key
