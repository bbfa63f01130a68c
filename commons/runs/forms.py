"""What somebody tells of a workshop that they ran: three answers are enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.runs.domain.photos import LICENCES, PhotoRefused, cleaned_photo
from commons.runs.models import (
    LONGEST_AUDIENCE,
    LONGEST_CHANGED,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TOWN,
    MOST_PEOPLE,
)
from community.validators import one_line_of_text
from design.maps.towns import towns_called
from legaltools import catalogue
from wiki.domain.discussing import cleaned
from wiki.forms.visitor import NamedVisitorForm

LONGEST_AGO = timedelta(days=20 * 366)
PHOTO = ("photo", "photo_shows", "photo_by", "photo_licence", "people_agree")
ABOUT = ("ran_on", "town", "people", "place", "audience", "changed")
MOST_NAMED = 8
_ASKED = _("Fill this in too, or send the report without the photo.")


class RunForm(NamedVisitorForm):
    ran_on = forms.DateField(label=_("When?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    town = forms.CharField(
        label=_("In which town?"),
        max_length=LONGEST_TOWN,
        validators=[one_line_of_text],
        widget=forms.TextInput(attrs={"list": "communes-connues", "autocomplete": "off"}),
        help_text=_("It is public, and becomes a dot on the map. Elsewhere than in France, say the country too."),
    )
    place = forms.CharField(
        label=_("In which place?"),
        required=False,
        max_length=LONGEST_PLACE,
        validators=[one_line_of_text],
        widget=forms.TextInput(attrs={"list": "lieux-connus", "autocomplete": "off"}),
        help_text=_("A library, a neighbourhood… It is public: no address of anybody."),
    )
    people = forms.IntegerField(
        label=_("How many participants?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    audience = forms.CharField(
        label=_("With whom?"),
        required=False,
        max_length=LONGEST_AUDIENCE,
        validators=[one_line_of_text],
        help_text=_("“Teenagers of the neighbourhood”, “parents and children”… No names."),
    )
    changed = forms.CharField(
        label=_("What did you do otherwise?"),
        required=False,
        max_length=LONGEST_CHANGED,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you changed, what went well, what did not: the next ones read it."),
    )
    photo = forms.FileField(
        label=_("A photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("The place where it was taken is removed from the file."),
    )
    photo_shows = forms.CharField(
        label=_("What the photo shows"),
        required=False,
        max_length=255,
        validators=[one_line_of_text],
        help_text=_("For people who cannot see it."),
    )
    photo_by = forms.CharField(
        label=_("Who took the photo"), required=False, max_length=LONGEST_NAME, validators=[one_line_of_text]
    )
    photo_licence = forms.ChoiceField(label=_("The licence of the photo"), required=False)
    people_agree = forms.BooleanField(
        label=_("Nobody can be recognised in it, or whoever can agreed to be shown here, and a parent for each child."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ran_on", timezone.localdate())
        licence: Any = self.fields["photo_licence"]
        licence.choices = [("", "—"), *((key, catalogue.get(key).label) for key in LICENCES)]

    def about_fields(self) -> list[Any]:
        return [self[name] for name in (*ABOUT, "name") if name in self.fields]

    def photo_fields(self) -> list[Any]:
        return [self[name] for name in PHOTO]

    def clean_ran_on(self) -> Any:
        day, today = self.cleaned_data["ran_on"], timezone.localdate()
        if day > today:
            raise ValidationError(_("This day is still to come: tell us once you have run it."))
        if day < today - LONGEST_AGO:
            raise ValidationError(_("That is very long ago: check the year."))
        return day

    def clean_town(self) -> str:
        """As it is called, with its department; where several are called so, which one is for the person to say."""
        said = " ".join(self.cleaned_data["town"].split())
        found = towns_called(said)
        if len(found) > 1:
            *others, last = [town.label for town in found[:MOST_NAMED]]
            names = _(" or ").join((", ".join(others), last))
            raise ValidationError(_("Several towns are called so. Write which one: %(names)s.") % {"names": names})
        return found[0].label if found else said

    def clean_place(self) -> str:
        return " ".join(self.cleaned_data["place"].split())

    def clean_changed(self) -> str:
        return cleaned(self.cleaned_data["changed"])

    def read_photo(self) -> bool:
        """Look at the photo, after the guard: from then on the name and the bytes that are stored, or None.

        False, with a sentence, for what is no photo.
        """
        upload = self.cleaned_data["photo"]
        try:
            self.cleaned_data["photo"] = cleaned_photo(upload) if upload else None
        except PhotoRefused as error:
            self.add_error("photo", str(error))
            return False
        return True

    def clean(self) -> Any:
        """A photo comes with its licence, its author, what it shows and the consent of those in it; or not at all."""
        said = super().clean()
        if self.cleaned_data.get("photo"):
            for name in PHOTO[1:]:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _ASKED)
        return said

    def report(self) -> dict[str, Any]:
        """What is told of the workshop and of the photo, by field of `Run`."""
        names = [*ABOUT, *(PHOTO[1:4] if self.cleaned_data["photo"] else ())]
        return {name: self.cleaned_data[name] for name in names}
