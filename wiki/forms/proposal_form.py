"""What is asked beside the text of a proposal, and what keeps machines out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text
from markup.normalize import normalize
from wiki import limits
from wiki.models.proposal import LONGEST_WORD

if TYPE_CHECKING:
    from community.models import User

LONGEST_NAME = 120


class ProposalForm(forms.Form):
    """A word about the change and, of a visitor, how to be named and where to be answered: none of it is required."""

    prefix = "proposal"

    word = forms.CharField(
        label=_("Why this change?"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence helps whoever reads it. It shows in the history of the page."),
    )
    name = forms.CharField(
        label=_("How to name you"),
        required=False,
        max_length=LONGEST_NAME,
        validators=[one_line_of_text],
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("A first name is enough. It is public if your proposal is accepted."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("To get the answer. Never shown, and deleted a month after it."),
    )
    # Nobody sees it but machines that fill in everything.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput)
    answer = forms.CharField(label="", required=False, max_length=100)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_%s", **kwargs})
        self.user: User | None = user if user.is_authenticated else None
        self.initial.setdefault("stamp", limits.new_stamp())
        if self.user is not None:
            for name in ("name", "email", "website", "answer"):
                del self.fields[name]
        elif not settings.PROPOSAL_QUESTION:
            del self.fields["answer"]
        else:
            self.fields["answer"].label = settings.PROPOSAL_QUESTION
            self.fields["answer"].required = True

    @property
    def form_name(self) -> str:
        """The name of a valid form, the same each time that it is sent."""
        return str(self.cleaned_data["stamp"])

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field is there to catch machines: empty it, then send your proposal again."))
        return ""

    def clean_answer(self) -> str:
        said = normalize(self.cleaned_data["answer"]).strip(" .!")
        if said not in {normalize(answer) for answer in settings.PROPOSAL_ANSWERS}:
            raise ValidationError(_("That is not the answer: read the question again."))
        return said

    def clean_stamp(self) -> str:
        read = limits.read_stamp(self.cleaned_data["stamp"])
        if read is None:
            # Drawn anew: what comes back can be sent.
            sent: Any = self.data
            again = sent.copy()
            again[self.add_prefix("stamp")] = limits.new_stamp()
            self.data = again
            raise ValidationError(_("This form came from elsewhere. Your text is still here: send it again."))
        name, is_slow_enough = read
        if self.user is None and not is_slow_enough:
            raise ValidationError(_("That was very fast. Your text is still here: read it once more, then send it."))
        return name

    @property
    def extra_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("word", "name", "email", "answer") if name in self.fields]
