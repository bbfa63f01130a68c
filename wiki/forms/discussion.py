"""What somebody says beside a page: plain text, and of a visitor a name if they like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text
from wiki.domain.discussing import cleaned
from wiki.forms.visitor import VisitorForm
from wiki.models.discussion import LONGEST_NAME, LONGEST_TEXT


class MessageForm(VisitorForm):
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Plain text; addresses become links. Everybody can read it."),
    )
    name = forms.CharField(
        label=_("How to name you"),
        required=False,
        max_length=LONGEST_NAME,
        validators=[one_line_of_text],
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("A first name is enough. It is public."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_visitor:
            del self.fields["name"]

    def clean_text(self) -> str:
        text = cleaned(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Write your message first."))
        return text
