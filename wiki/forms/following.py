"""How often somebody wants to be told and, without an account, where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wiki import limits
from wiki.models import Rhythm


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.AT_ONCE
    )


class AddressForm(RhythmForm):
    """Of a visitor. The trap and the stamp keep out machines; the mailbox is asked before anything is sent to it."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("A first mail asks you to confirm. Your address is shown to nobody."),
    )
    # Nobody sees it but machines that fill in everything.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["email", "rhythm"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("stamp", limits.new_stamp())

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field is there to catch machines: empty it, then send again."))
        return ""

    def clean_stamp(self) -> str:
        read = limits.read_stamp(self.cleaned_data["stamp"])
        if read is None:
            # Drawn anew: what comes back can be sent.
            self.data = {**dict(self.data.items()), "stamp": limits.new_stamp()}
        if read is None or not read[1]:
            raise ValidationError(_("That was very fast: check your address, then send again."))
        return read[0]
