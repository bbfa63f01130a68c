"""Forms of writing sessions: opening one, coming in with a code, saying whose name signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.queries import associations_one_may_sign_for
from community.validators import one_line_of_text
from wiki.domain.session_codes import LONGEST_TYPED
from wiki.domain.writing_sessions import LONGEST, MOST_SEATS, usual_end
from wiki.models.writing_sessions import LONGEST_NAME, LONGEST_TITLE

if TYPE_CHECKING:
    from datetime import datetime

    from community.models import User

MOMENT = "%Y-%m-%dT%H:%M"
SEATS = 10


class Words(forms.CharField):
    """One line, without what is not seen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[one_line_of_text], **kwargs)


class SessionForm(forms.Form):
    title = Words(
        label=_("Its name"),
        max_length=LONGEST_TITLE,
        help_text=_("People read it on their slip: “Thursday at the library”."),
    )
    place = Words(label=_("Place"), max_length=LONGEST_TITLE, required=False)
    association = forms.ModelChoiceField(queryset=None, label=_("Association"), required=False, empty_label=_("None"))
    seats = forms.IntegerField(
        label=_("Slips"),
        min_value=1,
        max_value=MOST_SEATS,
        initial=SEATS,
        help_text=_("One for each device. People may take turns with a slip: each signs with their own name."),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_("Then the slips open nothing any more, by themselves. Seven days at most."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["association"]
        field.queryset = associations_one_may_sign_for(user)
        self.initial.setdefault("ends_at", usual_end(timezone.now()))
        mine = list(field.queryset.filter(memberships__user=user)[:2])
        if len(mine) == 1:
            self.initial.setdefault("association", mine[0].pk)
        if not field.queryset.exists():
            del self.fields["association"]

    def clean_ends_at(self) -> datetime:
        end: datetime = self.cleaned_data["ends_at"]
        now = timezone.now()
        if end <= now:
            raise ValidationError(_("Choose a moment that is still to come."))
        if end > now + LONGEST:
            said = ngettext(
                "A session lasts %(count)s day at most.", "A session lasts %(count)s days at most.", LONGEST.days
            )
            raise ValidationError(said % {"count": LONGEST.days})
        return end


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code of your slip"),
        max_length=LONGEST_TYPED,
        help_text=_("Eight letters and figures. Capitals or not, with or without the dash."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "session-code",
            }
        ),
        error_messages={"required": _("Type the code that is on your slip.")},
    )


class NameForm(forms.Form):
    """Whose name signs, who holds the keyboard, and that the person agrees."""

    SIGNED, NOBODY = "signed", "nobody"
    MYSELF, FOR_THEM = "self", "other"

    signs = forms.ChoiceField(
        label=_("What you write will be signed"),
        choices=[
            (SIGNED, _("with a first name, a name or a nickname")),
            (NOBODY, _("by nobody: the pages will say “Anonymous”")),
        ],
        widget=forms.RadioSelect,
        initial=SIGNED,
    )  # fmt: skip
    name = Words(
        label=_("The name that signs"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Everybody will read it under what you write. A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hand = forms.ChoiceField(
        label=_("Who types?"),
        choices=[(MYSELF, _("the person themselves")), (FOR_THEM, _("somebody else, for them"))],
        widget=forms.RadioSelect,
        initial=MYSELF,
    )
    written_by = Words(
        label=_("Who types for them"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Stays private. It says who heard this person agree."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agrees = forms.BooleanField(
        label=_("Yes, I agree. (Typing for somebody: I read this to them, and they said yes.)"),
        error_messages={"required": _("Without this yes, nothing can be published: tick it, or ask your facilitator.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("signs") == self.SIGNED and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Type the name that signs, or choose “by nobody”."))
        if said.get("signs") == self.NOBODY:
            said["name"] = ""
        if said.get("hand") == self.FOR_THEM and not said.get("written_by") and "written_by" not in self.errors:
            self.add_error("written_by", _("Say who types for them."))
        if said.get("hand") == self.MYSELF:
            said["written_by"] = ""
        return said
