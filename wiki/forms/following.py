"""How often somebody wants to be told and, without an account, where."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.visitor import VisitorForm
from wiki.models import Rhythm


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect, initial=Rhythm.AT_ONCE
    )


class AddressForm(VisitorForm, RhythmForm):
    """Of a visitor. The mailbox is asked before anything is sent to it."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("A first mail asks you to confirm. Your address is shown to nobody."),
    )
    field_order = ["email", "rhythm"]
    too_fast = _("That was very fast: check your address, then send again.")
