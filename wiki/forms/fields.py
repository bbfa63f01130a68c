"""Fields of editing forms that look changed only when they are: registered for every form of the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput
from wagtail.blocks.base import BlockField
from wagtail.fields import RichTextField, StreamField

from wiki.diff.equality import plain_text, says_the_same, texts_say_the_same


class SteadyBlockField(BlockField):
    def has_changed(self, initial_value: Any, data_value: Any) -> bool:
        return not says_the_same(self.block, initial_value, data_value)


class SteadyRichTextField(forms.CharField):
    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and not texts_say_the_same(self.widget, initial, data)


class SteadyTextField(forms.CharField):
    """Browsers end lines their own way, and the field takes spaces off both ends."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and plain_text(initial) != plain_text(data)


class MinuteField(forms.DateTimeField):
    """The form shows minutes: seconds that a script or the shell wrote are no change of hers who saves the form."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        if hasattr(initial, "replace"):
            initial = initial.replace(second=0, microsecond=0)
        return super().has_changed(initial, data)


def register() -> None:
    register_form_field_override(StreamField, override={"form_class": SteadyBlockField})
    register_form_field_override(RichTextField, override={"form_class": SteadyRichTextField})
    register_form_field_override(models.CharField, override={"form_class": SteadyTextField}, exact_class=True)
    register_form_field_override(
        models.TextField, override={"form_class": SteadyTextField, "widget": AdminAutoHeightTextInput}, exact_class=True
    )
    register_form_field_override(
        models.DateTimeField, override={"form_class": MinuteField, "widget": AdminDateTimeInput}
    )
