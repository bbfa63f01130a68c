"""What somebody says beside a page: plain text, and of a visitor a name if they like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text
from wiki import limits
from wiki.domain.discussing import cleaned
from wiki.models.discussion import LONGEST_NAME, LONGEST_TEXT


class MessageForm(forms.Form):
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
    # Nobody sees it but machines that fill in everything.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, is_visitor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_visitor = is_visitor
        self.initial.setdefault("stamp", limits.new_stamp())
        if not is_visitor:
            for name in ("name", "website"):
                del self.fields[name]

    def clean_text(self) -> str:
        text = cleaned(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Write your message first."))
        return text

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field is there to catch machines: empty it, then send again."))
        return ""

    def clean_stamp(self) -> str:
        read = limits.read_stamp(self.cleaned_data["stamp"])
        if read is None:
            # Drawn anew: what comes back can be sent.
            self.data = {**dict(self.data.items()), "stamp": limits.new_stamp()}
            raise ValidationError(_("This form came from elsewhere. Your text is still here: send it again."))
        name, is_slow_enough = read
        if self.is_visitor and not is_slow_enough:
            raise ValidationError(_("That was very fast. Your text is still here: read it once more, then send it."))
        return name
