"""How many came, as somebody told those who coordinate on the phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.models.event import MOST_SEATS


def people_field(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many people came?"),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **options,
    )


class PeopleForm(forms.Form):
    people = people_field()
