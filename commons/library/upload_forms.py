"""What is asked of a file that somebody adds, in the order in which it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.forms import TagField

from commons.library.domain.going_public import may_be_shared
from commons.library.domain.offering import Said, may_be_offered
from commons.library.domain.pool import first_address
from commons.library.enums import Language, MediaKind, PeoplePictured
from commons.library.models import Theme
from commons.library.models.item import LONGEST_DESCRIPTION, LONGEST_TRANSCRIPT
from commons.library.naming import is_title
from community.queries import associations_one_may_sign_for
from legaltools import catalogue
from licences.forms import LicenceChoiceField
from wiki.pool import ELSEWHERE, LONGEST_ANSWER, LONGEST_WORDS, MINE

if TYPE_CHECKING:
    from commons.library.domain.rights import Proposed

SEVERAL = "several"
MOST_NAMES, MOST_TAGS = 30, 20
WHOSE = (
    (MINE, _("Mine: I took it, or made it")),
    (ELSEWHERE, _("Somebody else’s: I found it")),
    (SEVERAL, _("Several people’s, or an association’s")),
)
# What one file takes over from another: all that is not about the one picture alone.
COPIED = (
    "whose", "address", "licence", "licence-other", "authors", "tags", "themes", "association", "year", "changes",
    "is_ai", "made_with", "people",
)  # fmt: skip
_OF_PEOPLE = frozenset({MediaKind.IMAGE, MediaKind.VIDEO})


class _TitledThemes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class ItemForm(forms.Form):
    """What may be said of a media item, whether it is being added or there already. `kind` is a MediaKind."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_WORDS)
    alternative = forms.CharField(
        label=_("What it shows, for those who do not see it"), max_length=255, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_decorative = forms.BooleanField(label=_("It only decorates"), required=False)
    description = forms.CharField(
        label=_("Description"), max_length=LONGEST_DESCRIPTION, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where and when, for what: what somebody who looks for it would type."),
    )  # fmt: skip
    transcript = forms.CharField(
        label=_("Transcript"), max_length=LONGEST_TRANSCRIPT, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Its words, for those who cannot hear it."),
    )  # fmt: skip
    tags = TagField(
        label=_("Tags"), required=False, help_text=_("Words that people would search for, with a comma between them.")
    )
    themes = _TitledThemes(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, required=False)
    association = forms.ModelChoiceField(
        label=_("Association"), queryset=None, required=False, empty_label=_("None"),
        help_text=_("The one that shares it and shows it on its page."),
    )  # fmt: skip
    is_ai = forms.BooleanField(label=_("Made with an AI, wholly or partly"), required=False)
    made_with = forms.CharField(label=_("Which AI"), max_length=120, required=False, help_text=_("Its page says so."))
    people = forms.ChoiceField(
        label=_("People who can be recognised"), required=False,
        choices=[("", _("Choose an answer")), *PeoplePictured.choices],
        help_text=_("Only you and the stewards read this answer."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        fields: Any = self.fields
        fields["themes"].queryset = Theme.objects.all()
        fields["association"].queryset = associations_one_may_sign_for(user)
        if kind != MediaKind.IMAGE:
            del fields["alternative"], fields["is_decorative"]
        if kind not in {MediaKind.SOUND, MediaKind.VIDEO}:
            del fields["transcript"]
        if kind not in _OF_PEOPLE:
            del fields["people"]

    def clean_title(self) -> str:
        title: str = " ".join(self.cleaned_data["title"].split())
        if not is_title(title, ""):
            raise forms.ValidationError(_("This is what a camera calls it: say what it is in a few words."))
        return title

    def clean_tags(self) -> list[str]:
        tags: list[str] = self.cleaned_data["tags"]
        if len(tags) > MOST_TAGS or any(len(tag) > 100 for tag in tags):  # noqa: PLR2004 -- as the model has it
            raise forms.ValidationError(_("Fewer or shorter words are enough."))
        return tags

    def clean_people(self) -> str:
        answer: str = self.cleaned_data["people"]
        if not answer:
            raise forms.ValidationError(_("Say whether people can be recognised, and whether they agreed."))
        if not may_be_offered(answer):
            raise forms.ValidationError(
                _("Ask them first: until they agree, it cannot be offered to everybody. It waits for you in this list.")
            )
        return answer

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.kind == MediaKind.IMAGE and not cleaned.get("is_decorative") and not cleaned.get("alternative"):
            self.add_error("alternative", _("Say what this picture shows, or that it only decorates."))
        if cleaned.get("is_ai") and not cleaned.get("made_with"):
            self.add_error("made_with", _("Say which AI made it: its name is enough."))
        if not cleaned.get("is_ai"):
            cleaned["made_with"] = ""
        return cleaned

    def said_of_item(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "alternative": "" if cleaned.get("is_decorative") else cleaned.get("alternative", ""),
            "is_decorative": cleaned.get("is_decorative", False),
            "description": cleaned["description"],
            "transcript": cleaned.get("transcript", ""),
            "made_with": cleaned["made_with"],
            "people": cleaned.get("people", ""),
            "language": cleaned["language"] or Language.FRENCH,
            "association": cleaned["association"],
            "tags": tuple(cleaned["tags"]),
            "themes": tuple(cleaned["themes"]),
        }


class UploadForm(ItemForm):
    """One file that is being added. Nothing is required until it is offered: `Said` is what is complete."""

    whose = forms.ChoiceField(
        label=_("Is it yours, or somebody else’s?"), choices=WHOSE, widget=forms.RadioSelect,
        error_messages={"required": _("Say whose it is.")},
    )  # fmt: skip
    address = forms.CharField(
        label=_("Where you found it: the address of its page, or its credit"), max_length=LONGEST_ANSWER, required=False
    )
    licence = LicenceChoiceField(
        label=_("Its licence"), error_messages={"required": _("Choose a licence: without one nobody may use it.")}
    )
    authors = forms.CharField(
        label=pgettext_lazy("file", "Who made it"), max_length=LONGEST_ANSWER, required=False,
        help_text=_("The names to thank, with a comma between them."),
    )  # fmt: skip
    year = forms.IntegerField(
        label=_("Year"), required=False, validators=[MinValueValidator(1000), MaxValueValidator(2200)],
        widget=forms.NumberInput(attrs={"min": 1000, "max": 2200}),
    )  # fmt: skip
    changes = forms.CharField(
        label=_("What was changed"),
        max_length=500,
        required=False,
        help_text=_("“Cropped”, “translated from English”…"),
    )

    # One form holds many files: what one lacks keeps no other from being saved.
    use_required_attribute = False
    field_order = ["whose", "address", "licence", "authors"]

    def clean_licence(self) -> str:
        key: str = self.cleaned_data["licence"]
        if key and not may_be_shared(key):
            sentence = _("%(label)s does not let others pass it on: it cannot be in the pool. Link to it instead.")
            raise forms.ValidationError(sentence % {"label": catalogue.get(key).label})
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        whose, key = cleaned.get("whose"), cleaned.get("licence")
        if whose == ELSEWHERE and not (cleaned.get("address") or "").strip():
            self.add_error("address", _("Say where you found it: the address of its page, or its credit."))
        if whose in {ELSEWHERE, SEVERAL} and not self._names() and key and catalogue.get(key).needs_credit:
            self.add_error("authors", _("This licence asks to thank who made it: write their names."))
        return cleaned

    def _names(self) -> tuple[str, ...]:
        names = (name.strip() for name in self.cleaned_data.get("authors", "").split(",")[:MOST_NAMES])
        return tuple(dict.fromkeys(name for name in names if name))

    def said(self) -> Said:
        """Of a valid form."""
        cleaned = self.cleaned_data
        is_own = cleaned["whose"] == MINE
        return Said(
            licence=cleaned["licence"],
            authors=self._names(),
            is_own=is_own,
            address="" if is_own else first_address(cleaned["address"]),
            year=cleaned["year"],
            changes=cleaned["changes"],
            **self.said_of_item(),
        )


def typed_in(data: Any, prefix: str) -> dict[str, list[str]]:
    """The answers of one file in a form of many, by the name of the input, as they were typed; bounded."""
    start = f"{prefix}-"
    names = [name for name in data if name.startswith(start) and "\x00" not in name][:100]
    return {name.removeprefix(start)[:40]: [_stored(v) for v in data.getlist(name)[:100]] for name in names}


def _stored(value: str) -> str:
    """PostgreSQL refuses NUL in JSON."""
    return value.replace("\x00", "")[:LONGEST_TRANSCRIPT]


def taken(answers: dict[str, list[str]], stated: Proposed, name: str) -> dict[str, list[str]]:
    """The answers with what a file states of one question in the place of what was typed."""
    return answers | ({name: [stated[name]["value"]]} if name in stated else {})
