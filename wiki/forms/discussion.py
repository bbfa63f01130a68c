"""What somebody says beside a page: plain text, and of a visitor a name if they like."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wiki.domain.discussing import cleaned
from wiki.forms.visitor import NamedVisitorForm
from wiki.models.discussion import LONGEST_TEXT


class MessageForm(NamedVisitorForm):
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Plain text; addresses become links. Everybody can read it."),
    )

    def clean_text(self) -> str:
        text = cleaned(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Write your message first."))
        return text
