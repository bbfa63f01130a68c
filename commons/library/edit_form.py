"""The form of a media item that is in the library already. Its licence has a door of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from taggit.utils import edit_string_for_tags

from commons.library.domain.editing_items import stamp_of
from commons.library.enums import MediaKind
from commons.library.models import PicturedPeople
from commons.library.upload_forms import ItemForm
from licences.forms import CreditsFormField, LicenceChoiceField

if TYPE_CHECKING:
    from commons.library.models import MediaItem


class EditForm(ItemForm):
    credits = CreditsFormField(
        label=_("Credits"), required=False, help_text=_("Who made it: people or associations, each with what they did.")
    )
    year = forms.IntegerField(
        label=_("Year"), required=False, validators=[MinValueValidator(1000), MaxValueValidator(2200)]
    )
    changes = forms.CharField(
        label=_("What was changed"),
        max_length=500,
        required=False,
        help_text=_("“Cropped”, “translated from English”…"),
    )
    # Of the item as it was when the form was drawn.
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: MediaItem, user: Any, sees_people: bool, **kwargs: Any) -> None:
        self.item = item
        kwargs["initial"] = _initial(item)
        super().__init__(*args, user=user, kind=item.kind, **kwargs)
        fields: Any = self.fields
        if item.association_id:
            # One that was chosen stays one that may be chosen.
            chosen = type(item.association).objects.filter(pk=item.association_id)
            fields["association"].queryset = fields["association"].queryset | chosen
        if not sees_people:
            self.fields.pop("people", None)
        elif "people" in fields and not kwargs["initial"]["people"]:
            fields["people"].required = False

    def clean_people(self) -> str:
        """One that entered before anybody was asked stays without an answer."""
        if not self.cleaned_data["people"] and not self.initial["people"]:
            return ""
        return super().clean_people()

    def changed_values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        credits = {"credits": cleaned["credits"], "year": cleaned["year"], "changes": cleaned["changes"]}
        return {**self.said_of_item(), **credits, "stamp": cleaned["stamp"]}


def _initial(item: MediaItem) -> dict[str, Any]:
    row: Any = item.file_row
    people = PicturedPeople.objects.filter(item=item).first()
    return {
        "title": row.title,
        "alternative": row.description if item.kind == MediaKind.IMAGE else "",
        "is_decorative": getattr(row, "is_decorative", False),
        "description": item.description,
        "transcript": item.transcript,
        "tags": edit_string_for_tags(item.tags.all()),
        "themes": list(item.themes.all()),
        "language": item.language,
        "association": item.association_id,
        "is_ai": bool(item.made_with),
        "made_with": item.made_with,
        "people": people.answer if people else "",
        "credits": row.credits,
        "year": row.year,
        "changes": row.changes,
        "stamp": stamp_of(item),
    }


class RelicenceForm(forms.Form):
    """Another licence for an item that is here already."""

    licence = LicenceChoiceField(label=_("Its licence"))
    corrects = forms.BooleanField(label=_("The licence said before was a mistake"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who gave this licence, when, where it can be read. It stays on record with the one before."),
    )  # fmt: skip
