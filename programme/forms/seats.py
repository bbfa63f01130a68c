"""Registering for an occurrence by an e-mail address alone, and what organisers add by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text
from programme.models.seat import MOST_TOGETHER
from wiki.forms.visitor import VisitorForm

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_NAME, LONGEST_NOTE = 120, 300


class _Seats(forms.Form):
    """The same of both forms. `when`: (key of an occurrence, when it takes place in words)."""

    occurrence = forms.TypedChoiceField(label=_("Which date"), coerce=int)
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        validators=[one_line_of_text],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    places = forms.IntegerField(
        label=_("How many people, you included"),
        min_value=1,
        max_value=MOST_TOGETHER,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(
        label=_("To tell the organisers"),
        required=False,
        max_length=LONGEST_NOTE,
        validators=[one_line_of_text],
    )

    def __init__(self, *args: Any, when: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["occurrence"]
        field.choices = when
        if len(when) == 1:
            field.widget, field.initial = forms.HiddenInput(), when[0][0]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def seat(self) -> dict[str, Any]:
        """What is asked, by the names of `programme.domain.seats.ask`."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "places", "note")}


class SeatForm(VisitorForm, _Seats):
    """Of whoever wants to come; the mailbox says yes before anything counts."""

    field_order = ["occurrence", "name", "email", "places", "note"]
    too_fast = _("That was very fast: check your address, then send again.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("A first mail asks you to confirm. The organisers alone see your address.")
        self.fields["note"].help_text = _("What they should prepare for you: access, a diet, the age of a child.")


class AddedSeatForm(_Seats):
    """Of the organisers: for whoever phoned, or has no address."""

    prefix = "add"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["email"].label = _("Their name"), _("Their e-mail address")
        self.fields["name"].widget.attrs["autocomplete"] = self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["places"].label, self.fields["note"].label = _("How many people"), _("Note")
        self.fields["email"].required = False
        self.fields["email"].help_text = _("With one, they get a mail with the link to cancel.")
