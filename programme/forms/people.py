"""How many came, as somebody told those who coordinate on the phone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.models.event import MOST_SEATS


class PeopleForm(forms.Form):
    people = forms.IntegerField(
        label=_("How many people came?"),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
