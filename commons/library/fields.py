"""Two small list fields: several choices among few, and one line of text each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class LinesFormField(forms.CharField):
    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _lines("\n".join(initial or [])) != _lines(data)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class LinesField(models.JSONField):
    """A list of short texts, typed one a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        help_text = kwargs.get("help_text", self.help_text) or _("One a line.")
        label = kwargs.get("label", capfirst(self.verbose_name))
        return LinesFormField(
            required=not self.blank, label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
        )


class ManyChoicesField(models.JSONField):
    """Several values of one short list, ticked."""

    def __init__(self, *args: Any, item_choices: Any = (), **kwargs: Any) -> None:
        self.item_choices = item_choices
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        unknown = sorted(set(value) - {key for key, _label in self.item_choices})
        if unknown:
            raise ValidationError(_("Not one of the choices: %(keys)s."), params={"keys": ", ".join(unknown)})

    def formfield(self, **kwargs: Any) -> Any:
        return forms.TypedMultipleChoiceField(
            choices=self.item_choices,
            required=not self.blank and kwargs.get("required", True),
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )
