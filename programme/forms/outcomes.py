"""How it went: one answer is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.kits.item_field import ItemFormField
from commons.library.domain.file_formats import accept_attribute
from commons.library.domain.offering import may_be_offered
from commons.library.enums import PeoplePictured
from community.validators import one_line_of_text
from legaltools import catalogue
from markup.typography import file_size
from programme.domain.changes import NotPossible
from programme.domain.deposits import LARGEST, LICENCES, Deposited, checked
from programme.forms.people import people_field
from programme.models.deposit import LONGEST_NAME, LONGEST_SHOWS
from web.languages import current_language
from wiki.domain.discussing import cleaned

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 2000
ABOUT_A_FILE = ("file_shows", "file_by", "file_licence", "file_people")
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

    file = forms.FileField(
        label=_("The file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": accept_attribute()}),
    )
    file_shows = forms.CharField(
        label=_("What it shows or holds"),
        required=False,
        max_length=LONGEST_SHOWS,
        validators=[one_line_of_text],
        help_text=_("Its title here; of a picture, also what it says to people who cannot see it."),
    )
    file_by = forms.CharField(
        label=pgettext_lazy("file", "Who made it"),
        required=False,
        max_length=LONGEST_NAME,
        validators=[one_line_of_text],
        help_text=_("The name to thank."),
    )
    file_licence = forms.ChoiceField(label=_("Its licence"), required=False)
    file_people = forms.ChoiceField(
        label=_("People who can be recognised"),
        required=False,
        help_text=_("Those who coordinate the programme read this answer, and stewards of the site."),
    )

    def __init__(self, *args: Any, guides: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`guides`: (id, title) of those that the event uses."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        most = file_size(LARGEST, language=current_language())
        fields["file"].help_text = _(
            "A photo, slides, a recording, a map: %(most)s at most. The place where it was made is removed from it."
        ) % {"most": most}
        fields["file_licence"].choices = [("", "—"), *((key, catalogue.get(key).label) for key in LICENCES)]
        people = ((key, label) for key, label in PeoplePictured.choices if may_be_offered(key))
        fields["file_people"].choices = [("", "—"), *people]
        field = fields["ran"]
        field.choices = list(guides)
        if not guides:
            del self.fields["ran"]

    def clean_worked(self) -> str:
        return cleaned(self.cleaned_data["worked"])

    def clean_to_change(self) -> str:
        return cleaned(self.cleaned_data["to_change"])

    def clean(self) -> Any:
        """A file comes with all that is asked of it, or not at all."""
        said = super().clean()
        if self.cleaned_data.get("file"):
            for name in ABOUT_A_FILE:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or send your answer without the file."))
        return said

    def file_fields(self) -> list[Any]:
        return [self[name] for name in ("file", *ABOUT_A_FILE)]

    def read_file(self) -> bool:
        """Look at the file, after the guard; False, with a sentence, for one that is not taken."""
        upload = self.cleaned_data["file"]
        try:
            self.cleaned_data["file"] = checked(upload) if upload else None
        except NotPossible as refused:
            self.add_error("file", str(refused))
            return False
        return True

    def deposited(self) -> Deposited:
        said = self.cleaned_data
        return Deposited(
            shows=" ".join(said["file_shows"].split()), made_by=said["file_by"], licence=said["file_licence"],
            people=said["file_people"],
        )  # fmt: skip

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
