"""How it went: one answer is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.kits.item_field import ItemFormField
from programme.forms.people import people_field
from wiki.domain.discussing import cleaned

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 2000
MADE = ("made_1", "made_2", "made_3")


class OutcomeForm(forms.Form):
    people = people_field(help_text=_("About is fine. Leave it empty if nobody counted; 0 means that nobody came."))
    ran = forms.MultipleChoiceField(
        label=_("Which of these guides did you run?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    worked = forms.CharField(
        label=_("What worked"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    to_change = forms.CharField(
        label=_("What you would do otherwise"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For those who coordinate the programme: it is not public."),
    )
    made_1 = ItemFormField(
        label=_("Made there, and here now: its address"),
        required=False,
        kits=True,
        help_text=_("The page of a picture, a recording, a guide on this site: the event then shows it."),
    )
    made_2 = ItemFormField(label=_("Another one"), required=False, kits=True)
    made_3 = ItemFormField(label=_("And another one"), required=False, kits=True)

    def __init__(self, *args: Any, guides: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`guides`: (id, title) of those that the event uses."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ran"]
        field.choices = list(guides)
        if not guides:
            del self.fields["ran"]

    def clean_worked(self) -> str:
        return cleaned(self.cleaned_data["worked"])

    def clean_to_change(self) -> str:
        return cleaned(self.cleaned_data["to_change"])

    def outcome(self) -> dict[str, Any]:
        """What was told, by the names of `programme.domain.outcomes.tell`."""
        said = self.cleaned_data
        field: Any = self.fields.get("ran")
        planned = [id_ for id_, _title in field.choices] if field else []
        return {
            "people": said["people"],
            "worked": said["worked"],
            "to_change": said["to_change"],
            "not_run": [id_ for id_ in planned if id_ not in said["ran"]],
            "made": [said[name] for name in MADE if said[name]],
        }
