"""What is asked beside the text of a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.visitor import NamedVisitorForm
from wiki.models.proposal import LONGEST_WORD

if TYPE_CHECKING:
    from community.models import User


class ProposalForm(NamedVisitorForm):
    """A word about the change and, of a visitor, how to be named and where to be answered: none of it is required."""

    prefix = "proposal"

    word = forms.CharField(
        label=_("Why this change?"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence helps whoever reads it. It shows in the history of the page."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("To get the answer. Never shown, and deleted a month after it."),
    )

    called_in = _("A first name is enough. It is public if your proposal is accepted.")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_visitor=not user.is_authenticated, **{"auto_id": "id_%s", **kwargs})
        self.user: User | None = None if self.is_visitor else user
        if self.user is not None:
            del self.fields["email"]

    @property
    def form_name(self) -> str:
        """The name of a valid form, the same each time that it is sent."""
        return str(self.cleaned_data["stamp"])

    @property
    def extra_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("word", "name", "email") if name in self.fields]
